//! Records in order, however many there are: sorted in memory as many as fit, the rest in files that have no name,
//! so that nothing is left when the process ends.

use std::{
    cmp::Reverse,
    collections::BinaryHeap,
    fs::File,
    io::{self, BufReader, BufWriter, Read as _, Seek as _, Write as _},
    path::{Path, PathBuf},
};

/// Bytes that are sorted in memory at a time.
pub const SORTED_AT_ONCE: usize = 32 << 20;
/// Bytes that are read ahead of each file.
const READ_AHEAD: usize = 64 << 10;

/// A record: what it is sorted by, and what it carries.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Record {
    pub head: Vec<u8>,
    pub body: Vec<u8>,
}

/// Takes records in any order.
pub(super) struct Spill {
    folder: PathBuf,
    at_once: usize,
    bytes: Vec<u8>,
    /// Where each record begins, where its body begins, where it ends.
    places: Vec<(usize, usize, usize)>,
    runs: Vec<BufReader<File>>,
}

impl Spill {
    pub(super) fn new(folder: &Path, at_once: usize) -> Self {
        // In full at once: what grows by doubling may take twice as much.
        let bytes = Vec::with_capacity(at_once + READ_AHEAD);
        Self { folder: folder.to_owned(), at_once, bytes, places: Vec::new(), runs: Vec::new() }
    }

    pub(super) fn push(&mut self, head: &[u8], body: &[u8]) -> io::Result<()> {
        let begin = self.bytes.len();
        self.bytes.extend_from_slice(head);
        let middle = self.bytes.len();
        self.bytes.extend_from_slice(body);
        self.places.push((begin, middle, self.bytes.len()));
        if self.bytes.len() < self.at_once { Ok(()) } else { self.write_run() }
    }

    fn write_run(&mut self) -> io::Result<()> {
        let bytes = &self.bytes;
        self.places.sort_unstable_by(|a, b| bytes[a.0..a.2].cmp(&bytes[b.0..b.2]));
        let mut file = BufWriter::with_capacity(READ_AHEAD, tempfile::tempfile_in(&self.folder)?);
        for &(begin, middle, end) in &self.places {
            for part in [&bytes[begin..middle], &bytes[middle..end]] {
                let length = u32::try_from(part.len()).map_err(io::Error::other)?;
                file.write_all(&length.to_le_bytes())?;
                file.write_all(part)?;
            }
        }
        let mut file = file.into_inner()?;
        file.rewind()?;
        self.runs.push(BufReader::with_capacity(READ_AHEAD, file));
        self.bytes.clear();
        self.places.clear();
        Ok(())
    }

    /// All of them, in order.
    pub(super) fn sorted(mut self) -> io::Result<Sorted> {
        if !self.places.is_empty() {
            self.write_run()?;
        }
        let mut sorted = Sorted { runs: self.runs, heads: BinaryHeap::new() };
        for run in 0..sorted.runs.len() {
            sorted.refill(run)?;
        }
        Ok(sorted)
    }
}

/// Gives records in order.
pub(super) struct Sorted {
    runs: Vec<BufReader<File>>,
    heads: BinaryHeap<Reverse<(Record, usize)>>,
}

impl Sorted {
    fn refill(&mut self, run: usize) -> io::Result<()> {
        if let Some(record) = read(&mut self.runs[run])? {
            self.heads.push(Reverse((record, run)));
        }
        Ok(())
    }

    pub(super) fn next(&mut self) -> io::Result<Option<Record>> {
        let Some(Reverse((record, run))) = self.heads.pop() else { return Ok(None) };
        self.refill(run)?;
        Ok(Some(record))
    }
}

fn read(file: &mut BufReader<File>) -> io::Result<Option<Record>> {
    let mut length = [0; 4];
    match file.read_exact(&mut length) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        other => other?,
    }
    let head = part(file, length)?;
    file.read_exact(&mut length)?;
    Ok(Some(Record { head, body: part(file, length)? }))
}

fn part(file: &mut BufReader<File>, length: [u8; 4]) -> io::Result<Vec<u8>> {
    let mut part = vec![0; u32::from_le_bytes(length) as usize];
    file.read_exact(&mut part).map(|()| part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_come_in_order_whether_they_fit_or_not() {
        let folder = tempfile::tempdir().unwrap();
        for at_once in [1, 50, 1 << 20] {
            let mut spill = Spill::new(folder.path(), at_once);
            for number in 0..200_u32 {
                let shuffled = number.wrapping_mul(77) % 200;
                spill.push(&shuffled.to_be_bytes(), &vec![7; shuffled as usize]).unwrap();
            }
            let mut sorted = spill.sorted().unwrap();
            for number in 0..200_u32 {
                let record = sorted.next().unwrap().unwrap();
                assert_eq!((record.head, record.body.len()), (number.to_be_bytes().to_vec(), number as usize));
            }
            assert_eq!(sorted.next().unwrap(), None);
        }
        assert_eq!(folder.path().read_dir().unwrap().count(), 0, "nothing stays");
    }
}
