use super::end::locate;
use super::names::{field, readings};
use super::packing::Packing;
use super::{ArchiveError, u16_at, u32_at, u64_at};
use std::io::{BufReader, Read, Seek, SeekFrom};

const CENTRAL: [u8; 4] = *b"PK\x01\x02";
const CENTRAL_SIZE: usize = 46;
/// The names of all entries, together.
const NAME_BYTES: usize = 256 << 20;

/// How an entry is packed, as far as we read it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Method {
    Stored,
    Deflated,
    /// Encrypted, or a method that is not read.
    Other(Packing),
}

/// One file of an archive. The declared size is not kept: nothing may rely on it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entry {
    pub(super) header: u64,
    pub(crate) packed: u64,
    pub(crate) crc: u32,
    name: Name,
    pub(super) method: Method,
}

/// Where a name is in the memory of all names.
#[derive(Debug, Clone, Copy)]
struct Name {
    start: u32,
    length: u16,
}

/// The names and places of an archive's entries.
#[derive(Debug, Default)]
pub(crate) struct Directory {
    names: String,
    entries: Vec<Entry>,
    /// Other readings of entries' names, in the order of the entries.
    others: Vec<(u32, Name)>,
}

impl Directory {
    /// Reads the directory. The number of entries that it declares is ignored; more than
    /// `most` are [`ArchiveError::TooMany`].
    pub(crate) fn read<F: Read + Seek>(file: &mut F, most: usize) -> Result<Self, ArchiveError> {
        let extent = locate(file)?;
        file.seek(SeekFrom::Start(extent.start))?;
        let mut reader = BufReader::new(file.take(extent.size));
        let mut directory = Self::default();
        let mut left = extent.size;
        let mut variable = Vec::new();
        while left > 0 {
            let mut fixed = [0; CENTRAL_SIZE];
            reader.read_exact(&mut fixed)?;
            if !fixed.starts_with(&CENTRAL) {
                return Err(ArchiveError::NotAZip);
            }
            let lengths = [28, 30, 32].map(|at| usize::from(u16_at(&fixed, at)));
            variable.resize(lengths.iter().sum(), 0);
            reader.read_exact(&mut variable)?;
            left = left.saturating_sub((CENTRAL_SIZE + variable.len()) as u64);
            if directory.entries.len() == most {
                return Err(ArchiveError::TooMany);
            }
            let (name, rest) = variable.split_at(lengths[0]);
            directory.push(&fixed, name, &rest[..lengths[1]], extent.base)?;
        }
        Ok(directory)
    }

    fn push(&mut self, fixed: &[u8], name: &[u8], extra: &[u8], base: u64) -> Result<(), ArchiveError> {
        let (packed, header) = sizes(fixed, extra);
        let flags = u16_at(fixed, 8);
        let method = match u16_at(fixed, 10) {
            _ if flags & 0x2041 != 0 => Method::Other(Packing::Encrypted),
            0 => Method::Stored,
            8 => Method::Deflated,
            other => Method::Other(Packing::Method(other)),
        };
        let place = u32::try_from(self.entries.len()).map_err(|_| ArchiveError::TooMany)?;
        let mut readings = readings(name, extra).into_iter();
        let name = self.keep(&readings.next().unwrap_or_default())?;
        for other in readings {
            let other = self.keep(&other)?;
            self.others.push((place, other));
        }
        self.entries.push(Entry {
            header: base.checked_add(header).ok_or(ArchiveError::NotAZip)?,
            packed,
            crc: u32_at(fixed, 16),
            name,
            method,
        });
        Ok(())
    }

    fn keep(&mut self, name: &str) -> Result<Name, ArchiveError> {
        let start = u32::try_from(self.names.len()).map_err(|_| ArchiveError::TooMany)?;
        self.names.push_str(name);
        if self.names.len() > NAME_BYTES {
            return Err(ArchiveError::TooMany);
        }
        // An old code page may lengthen a name past the field; the arena has it whole, and such a
        // name is refused for its length anyway.
        Ok(Name { start, length: u16::try_from(name.len()).unwrap_or(0) })
    }

    pub(crate) fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The name of an entry as it was most likely meant.
    pub(crate) fn name(&self, entry: &Entry) -> &str {
        self.text(entry.name)
    }

    /// Every reading of the name of the entry at this place.
    pub(crate) fn names(&self, place: u32) -> impl Iterator<Item = &str> {
        let first = self.others.partition_point(|(of, _)| *of < place);
        let others = self.others[first..].iter().take_while(move |(of, _)| *of == place);
        let own = self.entries.get(place as usize).map(|entry| entry.name);
        own.into_iter().chain(others.map(|(_, name)| *name)).map(|name| self.text(name))
    }

    fn text(&self, name: Name) -> &str {
        let start = name.start as usize;
        self.names.get(start..start + usize::from(name.length)).unwrap_or_default()
    }
}

/// Packed size and place of the local header, from the ZIP64 extra field where it says so.
fn sizes(fixed: &[u8], extra: &[u8]) -> (u64, u64) {
    let (unpacked, packed, header) = (u32_at(fixed, 24), u32_at(fixed, 20), u32_at(fixed, 42));
    let mut wide = [unpacked, packed, header].map(u64::from);
    let mut values = field(extra, 1).unwrap_or_default().chunks_exact(8);
    for field in wide.iter_mut().filter(|field| **field == u64::from(u32::MAX)) {
        *field = values.next().map_or(*field, |value| u64_at(value, 0));
    }
    (wide[1], wide[2])
}
