//! A list of files that may have millions of lines: it lies on the disk, in a file without a name.

use std::{
    fs::File,
    io::{self, BufRead as _, BufReader, BufWriter, Seek as _, Write as _},
    path::Path,
};

use adapters::BlobKey;
use anyhow::Context as _;

/// A list that is being written.
pub(crate) struct ListWriter {
    out: BufWriter<File>,
}

/// A list that is read from its beginning.
pub(crate) struct ListReader {
    lines: io::Lines<BufReader<File>>,
}

impl ListWriter {
    pub(crate) fn begin(scratch: &Path) -> anyhow::Result<Self> {
        let file = tempfile::tempfile_in(scratch);
        let file = file.with_context(|| format!("nothing can be written in {}", scratch.display()))?;
        Ok(Self { out: BufWriter::new(file) })
    }

    /// Adds a file of so many bytes.
    pub(crate) fn add(&mut self, key: &BlobKey, size: u64) -> io::Result<()> {
        writeln!(self.out, "{} {size}", key.storage_location())
    }

    pub(crate) fn read(self) -> io::Result<ListReader> {
        let mut file = self.out.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.rewind()?;
        Ok(ListReader { lines: BufReader::new(file).lines() })
    }
}

/// The file of a line, and its size.
pub(crate) fn parse(line: &str) -> Option<(BlobKey, u64)> {
    let (location, size) = line.split_once(' ')?;
    Some((BlobKey::at(Path::new(location))?, size.parse().ok()?))
}

impl ListReader {
    /// Files for one pack: at most so many, and of so many bytes unless the first is longer; none at the end.
    pub(crate) fn next(&mut self, most: usize, bytes: u64) -> anyhow::Result<Vec<BlobKey>> {
        let (mut keys, mut sum) = (Vec::new(), 0);
        while keys.len() < most && sum < bytes {
            let Some(line) = self.lines.next() else { break };
            let (key, size) = parse(&line?).context("the list of files cannot be read back")?;
            keys.push(key);
            sum += size;
        }
        Ok(keys)
    }
}
