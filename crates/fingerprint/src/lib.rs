//! Recognises a fingerprint image and grades it, so that a poor capture is noticed while the
//! finger is still there.
//!
//! Capture only: nothing here compares two fingerprints or takes a template from one.
//!
//! ```
//! use fingerprint::{FingerprintError, Limits, inspect};
//! assert_eq!(inspect(b"not an image", &Limits::default()), Err(FingerprintError::Unsupported));
//! ```
#![forbid(unsafe_code)]
#![warn(missing_docs)]

mod error;
mod format;
mod gray;
mod inspect;
mod limits;
mod quality;
mod raster;
mod resolution;
mod wsq;

pub use error::FingerprintError;
pub use format::Format;
pub use inspect::{Fingerprint, inspect};
pub use limits::Limits;
pub use quality::QualityDetail;
