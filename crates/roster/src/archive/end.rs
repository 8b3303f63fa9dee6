use super::{ArchiveError, u16_at, u32_at, u64_at};
use std::io::{self, Read, Seek, SeekFrom};

const LOCAL: [u8; 4] = *b"PK\x03\x04";
const CENTRAL: [u8; 4] = *b"PK\x01\x02";
const END: [u8; 4] = *b"PK\x05\x06";
const END_SIZE: usize = 22;
const LOCATOR: [u8; 4] = *b"PK\x06\x07";
const LOCATOR_SIZE: usize = 20;
const END64: [u8; 4] = *b"PK\x06\x06";
const END64_SIZE: usize = 56;
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

    let records = end_records(&tail);
    if records.is_empty() && read_at::<4>(file, 0)?.is_some_and(|start| start == LOCAL) {
        return Err(ArchiveError::CutOff);
    }
    for at in records {
        for extent in extents(file, &tail, at, tail_start)? {
            if begins_with_an_entry(file, &extent)? {
                return Ok(extent);
            }
        }
    }
    Err(ArchiveError::NotAZip)
}

/// Where the end record at `at` says that the directory is, the likeliest first.
///
/// Packers that write in one go add the ZIP64 records whether they are needed or not, and the end record then
/// holds its own numbers beside them: the directory ends where the first of these records begins.
fn extents(
    file: &mut (impl Read + Seek),
    tail: &[u8],
    at: usize,
    tail_start: u64,
) -> Result<Vec<Extent>, ArchiveError> {
    let record = &tail[at..];
    let (size, offset) = (u64::from(u32_at(record, 12)), u64::from(u32_at(record, 16)));
    let own_place = tail_start + at as u64;
    let mut extents = Vec::new();
    let mut ends = |size: u64, offset: u64, end: u64| {
        let start = end.checked_sub(size);
        if let Some((start, base)) = start.and_then(|start| Some((start, start.checked_sub(offset)?))) {
            extents.push(Extent { start, size, base });
        }
        // Something else lies between the directory and its end.
        if offset.checked_add(size).is_some_and(|after| after <= end) {
            extents.push(Extent { start: offset, size, base: 0 });
        }
    };
    let locator = at.checked_sub(LOCATOR_SIZE).map(|start| &tail[start..at]);
    if let Some(locator) = locator.filter(|locator| locator.starts_with(&LOCATOR)) {
        let beside = own_place.checked_sub((LOCATOR_SIZE + END64_SIZE) as u64);
        for place in [Some(u64_at(locator, 8)), beside].into_iter().flatten() {
            if let Some((size, offset)) = end64(file, place)? {
                ends(size, offset, place);
            }
        }
    }
    ends(size, offset, own_place);
    Ok(extents)
}

/// Whether the directory is where it should be; an empty archive has none.
fn begins_with_an_entry(file: &mut (impl Read + Seek), extent: &Extent) -> io::Result<bool> {
    if extent.size == 0 {
        return Ok(true);
    }
    Ok(read_at::<4>(file, extent.start)?.is_some_and(|start| start == CENTRAL))
}

/// The end records whose comment fits into the file, from the last; those first whose comment fills it.
fn end_records(tail: &[u8]) -> Vec<usize> {
    /// More of them are the work of somebody who wants them to be looked at.
    const MOST: usize = 64;
    let Some(last) = tail.len().checked_sub(END_SIZE) else { return Vec::new() };
    let end_of = |at: usize| at + END_SIZE + usize::from(u16_at(tail, at + 20));
    let found = (0..=last).rev().filter(|&at| tail[at..].starts_with(&END) && end_of(at) <= tail.len());
    let mut found: Vec<usize> = found.take(MOST).collect();
    found.sort_by_key(|&at| end_of(at) != tail.len());
    found
}

/// Size and offset of the directory from the ZIP64 end record at this place, if there is one.
fn end64(file: &mut (impl Read + Seek), at: u64) -> io::Result<Option<(u64, u64)>> {
    let record = read_at::<END64_SIZE>(file, at)?.filter(|record| record.starts_with(&END64));
    Ok(record.map(|record| (u64_at(&record, 40), u64_at(&record, 48))))
}

/// So many bytes from this place, if the file has them.
fn read_at<const N: usize>(file: &mut (impl Read + Seek), at: u64) -> io::Result<Option<[u8; N]>> {
    let mut bytes = [0; N];
    // What lies beyond the largest file is not there either.
    if i64::try_from(at).is_err() {
        return Ok(None);
    }
    file.seek(SeekFrom::Start(at))?;
    match file.read_exact(&mut bytes) {
        Ok(()) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(None),
        Err(error) => Err(error),
    }
}
