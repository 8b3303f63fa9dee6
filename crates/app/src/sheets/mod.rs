//! OMR sheets: scanned, bound to a roll number, made void.

pub(crate) mod alike;
mod bind;
mod find;
mod look;
pub(crate) mod pictures;
mod scan;
mod void;

pub(crate) use bind::attach;
pub use bind::bind;
pub use find::find;
pub use scan::scan;
pub(crate) use scan::{NO_IMAGE, register, tell_of_mismatch};
pub(crate) use void::spend;
pub use void::void;
