//! The archive of a package, made while it is read: whoever stores it reads it to its end, and pieces
//! of its entries come in through a bounded channel. Nothing is held but the piece at hand, and of each
//! entry its name, length and digest, for the manifest at the end.

use base16ct::lower::encode_string;
use std::{
    collections::VecDeque,
    io::{self, Read, Write},
    mem,
    sync::{Arc, Mutex, PoisonError},
};

use serde::Serialize;
use sha2::{Digest as _, Sha256};
use tokio::sync::mpsc;
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions, write::StreamWriter};

/// The form of a package, as `docs/package.md` describes it.
pub(super) const FORMAT: &str = "mpa-package/1";
/// The entry that names all others, the last one.
pub(super) const MANIFEST: &str = "manifest.json";

/// What comes in.
#[derive(Debug)]
pub(super) enum Piece {
    /// An entry begins; what is compressed already is stored as it is.
    Begin {
        /// Its name.
        name: String,
        /// Whether it is compressed here.
        compress: bool,
    },
    /// Bytes of the entry that began last.
    Data(Vec<u8>),
    /// That was all. An archive that never gets this one fails, and is not stored.
    End(Packed),
}

/// What a package holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Packed {
    /// Candidates, each once.
    pub candidates: i64,
    /// Photographs.
    pub photos: i64,
    /// Photographs that could not be read and are left out.
    pub photos_missing: i64,
}

#[derive(Debug, Serialize)]
struct Entry {
    name: String,
    bytes: u64,
    sha256: String,
}

#[derive(Serialize)]
struct Manifest<'a> {
    format: &'static str,
    #[serde(flatten)]
    counts: Packed,
    entries: &'a [Entry],
}

/// What the writer of the archive has written and nobody has read yet.
#[derive(Clone, Default)]
struct Spout(Arc<Mutex<VecDeque<u8>>>);

impl Write for Spout {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The bytes of an archive.
pub(super) struct Archive {
    pieces: mpsc::Receiver<Piece>,
    /// Gone when the archive is whole.
    zip: Option<ZipWriter<StreamWriter<Spout>>>,
    spout: Spout,
    name: String,
    bytes: u64,
    digest: Sha256,
    entries: Vec<Entry>,
}

impl Archive {
    /// An archive of the pieces that come in.
    #[must_use]
    pub(super) fn of(pieces: mpsc::Receiver<Piece>) -> Self {
        let spout = Spout::default();
        Self {
            pieces,
            zip: Some(ZipWriter::new_stream(spout.clone())),
            spout,
            name: String::new(),
            bytes: 0,
            digest: Sha256::new(),
            entries: Vec::new(),
        }
    }

    fn take(&mut self, piece: Piece) -> io::Result<()> {
        match piece {
            Piece::Begin { name, compress } => {
                self.close_entry();
                self.begin(name, compress)
            }
            Piece::Data(data) => self.data(&data),
            Piece::End(counts) => self.end(counts),
        }
    }

    fn begin(&mut self, name: String, compress: bool) -> io::Result<()> {
        let method = if compress { CompressionMethod::Deflated } else { CompressionMethod::Stored };
        let options = SimpleFileOptions::default().compression_method(method).unix_permissions(0o600);
        self.zip()?.start_file(&name, options).map_err(io::Error::other)?;
        self.name = name;
        Ok(())
    }

    fn data(&mut self, data: &[u8]) -> io::Result<()> {
        self.bytes += data.len() as u64;
        self.digest.update(data);
        self.zip()?.write_all(data)
    }

    fn close_entry(&mut self) {
        let (bytes, digest) = (mem::take(&mut self.bytes), mem::take(&mut self.digest));
        if !self.name.is_empty() {
            let sha256 = encode_string(&digest.finalize());
            self.entries.push(Entry { name: mem::take(&mut self.name), bytes, sha256 });
        }
    }

    fn end(&mut self, counts: Packed) -> io::Result<()> {
        self.close_entry();
        let manifest = Manifest { format: FORMAT, counts, entries: &self.entries };
        let manifest = serde_json::to_vec_pretty(&manifest)?;
        self.begin(MANIFEST.to_owned(), true)?;
        let mut zip = self.zip.take().ok_or_else(ended)?;
        zip.write_all(&manifest)?;
        zip.finish().map(drop).map_err(io::Error::other)
    }

    fn zip(&mut self) -> io::Result<&mut ZipWriter<StreamWriter<Spout>>> {
        self.zip.as_mut().ok_or_else(ended)
    }
}

fn ended() -> io::Error {
    io::Error::other("the archive has ended")
}

impl Read for Archive {
    /// Blocks until a piece comes.
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let read = self.spout.0.lock().unwrap_or_else(PoisonError::into_inner).read(buffer)?;
            if read > 0 || self.zip.is_none() || buffer.is_empty() {
                return Ok(read);
            }
            let piece = self.pieces.blocking_recv();
            self.take(piece.ok_or_else(|| io::Error::other("the package was given up"))?)?;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_all(pieces: Vec<Piece>) -> io::Result<Vec<u8>> {
        let (sender, receiver) = mpsc::channel(pieces.len().max(1));
        pieces.into_iter().for_each(|piece| sender.try_send(piece).unwrap());
        drop(sender);
        let mut bytes = Vec::new();
        Archive::of(receiver).read_to_end(&mut bytes).map(|_| bytes)
    }

    fn two_entries() -> Vec<Piece> {
        vec![
            Piece::Begin { name: "a.txt".into(), compress: true },
            Piece::Data(vec![b'x'; 100_000]),
            Piece::Data(b"end".to_vec()),
            Piece::Begin { name: "b.bin".into(), compress: false },
            Piece::Data(vec![7; 300]),
        ]
    }

    #[test]
    fn entries_come_out_as_they_went_in_with_a_manifest_of_all() {
        let counts = Packed { candidates: 5, photos: 1, photos_missing: 0 };
        let bytes = read_all(two_entries().into_iter().chain([Piece::End(counts)]).collect()).unwrap();
        assert!(bytes.len() < 2_000, "the first entry was not compressed");
        let mut archive = zip::ZipArchive::new(io::Cursor::new(bytes)).unwrap();
        let mut entry = |name: &str| {
            let mut bytes = Vec::new();
            archive.by_name(name).unwrap().read_to_end(&mut bytes).unwrap();
            bytes
        };
        let (a, b) = (entry("a.txt"), entry("b.bin"));
        assert_eq!((a.len(), &a[99_998..], b), (100_003, &b"xxend"[..], vec![7; 300]));
        let manifest: serde_json::Value = serde_json::from_slice(&entry(MANIFEST)).unwrap();
        assert_eq!(
            (&manifest["format"], &manifest["candidates"], &manifest["photosMissing"]),
            (&FORMAT.into(), &5.into(), &0.into())
        );
        let listed = manifest["entries"].as_array().unwrap();
        assert_eq!((listed.len(), &listed[0]["name"], &listed[0]["bytes"]), (2, &"a.txt".into(), &100_003.into()));
        assert_eq!(listed[1]["sha256"], encode_string(&Sha256::digest([7; 300])));
        assert_eq!(archive.len(), 3);
        assert_eq!(archive.by_index(2).unwrap().name().unwrap(), MANIFEST);
    }

    #[test]
    fn what_was_given_up_is_no_archive() {
        assert!(read_all(two_entries()).is_err());
        assert!(read_all(Vec::new()).is_err());
    }
}
