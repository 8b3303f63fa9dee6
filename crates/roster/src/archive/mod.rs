//! Reads ZIP archives (PKWARE APPNOTE 6.3) entry by entry, trusting none of their numbers.
//!
//! Its own reader because an untrusted archive may have millions of entries: one costs 32
//! bytes and its name here. Reads stored and deflated entries and ZIP64.

mod directory;
mod end;
mod entry;
mod names;
mod packing;

pub(crate) use directory::{Directory, Entry};
pub(crate) use entry::EntryReader;
pub use packing::Packing;

use std::io;

/// Why an archive or an entry cannot be read.
#[derive(Debug)]
pub(crate) enum ArchiveError {
    Io(io::Error),
    /// No end record, or a directory that does not fit it.
    NotAZip,
    /// The first entry is there, and no end record.
    CutOff,
    /// More entries or longer names than allowed.
    TooMany,
    /// Packed in a way that is not read.
    Packed(Packing),
    /// A local header that is not where it should be.
    Unreadable,
}

impl From<io::Error> for ArchiveError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::UnexpectedEof => Self::NotAZip,
            _ => Self::Io(error),
        }
    }
}

fn u16_at(bytes: &[u8], at: usize) -> u16 {
    bytes.get(at..at + 2).and_then(|b| b.try_into().ok()).map_or(0, u16::from_le_bytes)
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..at + 4).and_then(|b| b.try_into().ok()).map_or(0, u32::from_le_bytes)
}

fn u64_at(bytes: &[u8], at: usize) -> u64 {
    bytes.get(at..at + 8).and_then(|b| b.try_into().ok()).map_or(0, u64::from_le_bytes)
}
