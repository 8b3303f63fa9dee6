//! How entries are packed that are not read here.

use std::fmt;

/// How an entry of a ZIP is packed that is not read here (APPNOTE 4.4.5).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Packing {
    /// With a password, whatever the method.
    Encrypted,
    /// By the method of this number.
    Method(u16),
}

impl fmt::Display for Packing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Encrypted | Self::Method(99) => "a password",
            Self::Method(1) => "Shrink",
            Self::Method(2..=5) => "Reduce",
            Self::Method(6) => "Implode",
            Self::Method(9) => "Deflate64",
            Self::Method(12) => "BZIP2",
            Self::Method(14) => "LZMA",
            Self::Method(20 | 93) => "Zstandard",
            Self::Method(95) => "XZ",
            Self::Method(96) => "a JPEG method",
            Self::Method(98) => "PPMd",
            Self::Method(number) => return write!(f, "the method {number}"),
        })
    }
}
