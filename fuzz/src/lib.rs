//! What the readers of foreign files must hold to, whatever the bytes: an answer, in bounded
//! memory, and never one that contradicts itself.
//!
//! Each target is a function of bytes. `cargo test -p fuzz` runs it over its seeds, and
//! `make fuzz` lets libFuzzer look for more. A file that once broke a reader is a seed from then on.
#![forbid(unsafe_code)]
#![warn(missing_docs)]
#![allow(clippy::panic, reason = "a panic is how a target tells what it found")]

#[cfg(feature = "whole")]
mod bodies;
mod fingerprints;
#[cfg(feature = "whole")]
mod pictures;
mod rosters;

/// A reader, and what must hold of it.
#[derive(Clone, Copy, Debug)]
pub struct Target {
    /// As in `fuzz/seeds/NAME` and `MPA_FUZZ=NAME`.
    pub name: &'static str,
    check: fn(&[u8]),
}

/// Every target.
pub const TARGETS: &[Target] = &[
    Target { name: "csv", check: rosters::text },
    Target { name: "xlsx", check: rosters::workbook },
    Target { name: "sheet", check: rosters::parts },
    Target { name: "zip", check: rosters::photographs },
    #[cfg(feature = "whole")]
    Target { name: "picture", check: pictures::picture },
    #[cfg(feature = "whole")]
    Target { name: "multipart", check: bodies::multipart },
    #[cfg(feature = "whole")]
    Target { name: "batch", check: bodies::batch },
    Target { name: "wsq", check: fingerprints::wsq },
    Target { name: "fingerprint", check: fingerprints::raster },
];

impl Target {
    /// Reads the bytes.
    ///
    /// # Panics
    /// When what must hold does not.
    pub fn run(&self, bytes: &[u8]) {
        (self.check)(bytes);
    }
}

/// The target of this name.
#[must_use]
pub fn target(name: &str) -> Option<Target> {
    TARGETS.iter().find(|target| target.name == name).copied()
}
