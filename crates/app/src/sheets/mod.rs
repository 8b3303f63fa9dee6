//! OMR sheets: scanned, bound to a roll number, made void.

mod bind;
mod scan;
mod void;

pub(crate) use bind::attach;
pub use bind::bind;
pub use scan::scan;
pub(crate) use scan::{compare_barcode_blocking, register};
pub use void::void;
