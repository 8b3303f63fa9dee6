//! Reading the barcodes of a scanned or photographed sheet.
//!
//! Whoever looks at pictures of strangers calls [`glance`], which takes a bounded time, and then a [`Reader`], which
//! looks closely in a process of its own and ends it when it takes too long: how long the algorithms behind it take is
//! up to the picture, and one of them is cubic.

#![warn(missing_docs)]

mod apart;
mod glance;
mod grey;
mod look;
mod stripes;
mod symbol;
mod wire;

pub use apart::{BARCODE_MIB, BARCODE_SECONDS, BARCODE_WAIT_SECONDS, CHILD, Ended, Reader, child};
pub use glance::glance;
pub use grey::Grey;
pub use look::look;
pub use symbol::{Format, Seen, Symbol};
