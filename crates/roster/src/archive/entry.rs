use super::directory::{Entry, Method};
use super::{ArchiveError, u16_at};
use flate2::bufread::DeflateDecoder;
use std::io::{self, BufReader, Read, Seek, SeekFrom, Take};

const LOCAL: [u8; 4] = *b"PK\x03\x04";
const LOCAL_SIZE: usize = 30;

/// The unpacked bytes of an entry. How many come is for the reader to bound.
pub(crate) enum EntryReader<'a, F: Read> {
    Stored(BufReader<Take<&'a mut F>>),
    Deflated(DeflateDecoder<BufReader<Take<&'a mut F>>>),
}

impl<F: Read> Read for EntryReader<'_, F> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::Stored(reader) => reader.read(out),
            Self::Deflated(reader) => reader.read(out),
        }
    }
}

impl Entry {
    /// Begins to unpack the entry.
    pub(crate) fn open<'a, F: Read + Seek>(&self, file: &'a mut F) -> Result<EntryReader<'a, F>, ArchiveError> {
        if let Method::Other(packing) = self.method {
            return Err(ArchiveError::Packed(packing));
        }
        file.seek(SeekFrom::Start(self.header))?;
        let mut local = [0; LOCAL_SIZE];
        file.read_exact(&mut local).map_err(|_| ArchiveError::Unreadable)?;
        if !local.starts_with(&LOCAL) {
            return Err(ArchiveError::Unreadable);
        }
        let skip = i64::from(u16_at(&local, 26)) + i64::from(u16_at(&local, 28));
        file.seek(SeekFrom::Current(skip))?;
        let reader = BufReader::new(file.take(self.packed));
        Ok(match self.method {
            Method::Stored => EntryReader::Stored(reader),
            _ => EntryReader::Deflated(DeflateDecoder::new(reader)),
        })
    }
}
