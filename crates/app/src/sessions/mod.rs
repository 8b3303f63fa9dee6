//! Logins: begun, refreshed, ended.

mod end;
mod log_in;
mod refresh;

pub use end::{log_out, log_out_all};
pub use log_in::{behind, log_in, me};
pub use refresh::refresh;
