//! Downloading an exam: a password that head office reads out, the package that it opens, its end.

mod ahead;
mod archive;
mod authority;
mod build;
pub(crate) mod end;
mod fetch;
mod generate;
mod list;
mod redeem;
mod slips;
mod withdraw;

pub(crate) use fetch::PACKAGE_WAIT_SECONDS;
pub use fetch::{Built, Sending, Wanted, find, send};
pub use generate::generate;
pub use list::list;
pub use redeem::{DOWNLOAD_SECONDS, PACKAGE_CANDIDATES, verify};
pub(crate) use redeem::{WRONG_OF_ADDRESS, WRONG_OF_OPERATOR, WRONG_SECONDS};
pub use slips::generate_many;
pub use withdraw::withdraw;
