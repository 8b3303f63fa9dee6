use super::{ArchiveError, u16_at, u32_at, u64_at};
use std::io::{Read, Seek, SeekFrom};

const END: [u8; 4] = *b"PK\x05\x06";
const END_SIZE: usize = 22;
const LOCATOR: [u8; 4] = *b"PK\x06\x07";
const LOCATOR_SIZE: usize = 20;
const END64: [u8; 4] = *b"PK\x06\x06";
const LONGEST_COMMENT: usize = 0xFFFF;

/// Where the central directory is.
pub(super) struct Extent {
    /// From the start of the file.
    pub(super) start: u64,
    pub(super) size: u64,
    /// Bytes before the archive (a self-extractor); every offset in it counts from there.
    pub(super) base: u64,
}

/// Finds the central directory by the end record (APPNOTE 4.3.14 to 4.3.16).
pub(super) fn locate(file: &mut (impl Read + Seek)) -> Result<Extent, ArchiveError> {
    let length = file.seek(SeekFrom::End(0))?;
    let tail_size = length.min((END_SIZE + LOCATOR_SIZE + LONGEST_COMMENT) as u64);
    let tail_start = length - tail_size;
    file.seek(SeekFrom::Start(tail_start))?;
    let mut tail = Vec::new();
    file.take(tail_size).read_to_end(&mut tail)?;

    let at = end_record(&tail).ok_or(ArchiveError::NotAZip)?;
    let record = &tail[at..];
    let (size, offset) = (u32_at(record, 12), u32_at(record, 16));
    let saturated = size == u32::MAX || offset == u32::MAX || u16_at(record, 10) == u16::MAX;
    let locator = at.checked_sub(LOCATOR_SIZE).map(|start| &tail[start..at]);
    let (size, offset, end) = match locator.filter(|l| saturated && l.starts_with(&LOCATOR)) {
        Some(locator) => end64(file, u64_at(locator, 8))?,
        None => (u64::from(size), u64::from(offset), tail_start + at as u64),
    };
    let start = end.checked_sub(size).ok_or(ArchiveError::NotAZip)?;
    let base = start.checked_sub(offset).ok_or(ArchiveError::NotAZip)?;
    Ok(Extent { start, size, base })
}

/// The last end record whose comment fits into the file.
fn end_record(tail: &[u8]) -> Option<usize> {
    let last = tail.len().checked_sub(END_SIZE)?;
    (0..=last)
        .rev()
        .find(|&at| tail[at..].starts_with(&END) && at + END_SIZE + usize::from(u16_at(tail, at + 20)) <= tail.len())
}

/// Size, offset and own place of the ZIP64 end record.
fn end64(file: &mut (impl Read + Seek), at: u64) -> Result<(u64, u64, u64), ArchiveError> {
    file.seek(SeekFrom::Start(at))?;
    let mut record = [0; 56];
    file.read_exact(&mut record)?;
    if !record.starts_with(&END64) {
        return Err(ArchiveError::NotAZip);
    }
    Ok((u64_at(&record, 40), u64_at(&record, 48), at))
}
