use super::end::locate;
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
    Closed,
}

/// One file of an archive. The declared size is not kept: nothing may rely on it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entry {
    pub(super) header: u64,
    pub(crate) packed: u64,
    pub(crate) crc: u32,
    name_start: u32,
    name_len: u16,
    pub(super) method: Method,
}

/// The names and places of an archive's entries.
#[derive(Debug, Default)]
pub(crate) struct Directory {
    names: String,
    entries: Vec<Entry>,
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
            _ if flags & 0x2041 != 0 => Method::Closed,
            0 => Method::Stored,
            8 => Method::Deflated,
            _ => Method::Closed,
        };
        let start = self.names.len();
        // Packers disagree about the flag for UTF-8, so the bytes decide; a name in an old
        // code page stays distinguishable, byte by byte.
        match std::str::from_utf8(name) {
            Ok(name) => self.names.push_str(name),
            Err(_) => self.names.extend(name.iter().map(|&byte| char::from(byte))),
        }
        if self.names.len() > NAME_BYTES {
            return Err(ArchiveError::TooMany);
        }
        self.entries.push(Entry {
            header: base.checked_add(header).ok_or(ArchiveError::NotAZip)?,
            packed,
            crc: u32_at(fixed, 16),
            name_start: u32::try_from(start).map_err(|_| ArchiveError::TooMany)?,
            // An old code page may double a name's length past the field; the arena has it
            // whole, and such a name is refused for its length anyway.
            name_len: u16::try_from(self.names.len() - start).unwrap_or(0),
            method,
        });
        Ok(())
    }

    pub(crate) fn entries(&self) -> &[Entry] {
        &self.entries
    }

    pub(crate) fn name(&self, entry: &Entry) -> &str {
        let start = entry.name_start as usize;
        self.names.get(start..start + usize::from(entry.name_len)).unwrap_or_default()
    }
}

/// Packed size and place of the local header, from the ZIP64 extra field where it says so.
fn sizes(fixed: &[u8], mut extra: &[u8]) -> (u64, u64) {
    let (unpacked, packed, header) = (u32_at(fixed, 24), u32_at(fixed, 20), u32_at(fixed, 42));
    let mut wide = [unpacked, packed, header].map(u64::from);
    while extra.len() >= 4 {
        let (id, size) = (u16_at(extra, 0), usize::from(u16_at(extra, 2)));
        let Some(body) = extra.get(4..4 + size) else { break };
        if id == 1 {
            let mut values = body.chunks_exact(8);
            for field in wide.iter_mut().filter(|field| **field == u64::from(u32::MAX)) {
                *field = values.next().map_or(*field, |value| u64_at(value, 0));
            }
            break;
        }
        extra = &extra[4 + size..];
    }
    (wide[1], wide[2])
}
