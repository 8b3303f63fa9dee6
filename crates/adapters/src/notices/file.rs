//! Notices in a file, one line of JSON each.

use std::{
    fs::OpenOptions,
    io::{self, Read as _, Seek as _, SeekFrom, Write as _},
    os::unix::fs::OpenOptionsExt as _,
    path::{Path, PathBuf},
};

use crate::durable;

/// The file; made when the first notice is written. Several copies of the server may share it.
#[derive(Debug, Clone)]
pub struct FileNotices(PathBuf);

impl FileNotices {
    /// The file at this path.
    #[must_use]
    pub fn at(path: impl AsRef<Path>) -> Self {
        Self(path.as_ref().to_owned())
    }

    /// Appends whole lines; on the disk when this returns. A line that a crash has torn gets its end
    /// first, so that it spoils no other.
    ///
    /// # Errors
    /// What the operating system says.
    pub(super) fn append(&self, lines: &[u8]) -> io::Result<()> {
        let new = !self.0.exists();
        let mut file = OpenOptions::new().append(true).read(true).create(true).mode(0o600).open(&self.0)?;
        file.lock()?;
        let torn = file.seek(SeekFrom::End(0))? > 0 && {
            let mut last = [0];
            file.seek(SeekFrom::End(-1))?;
            file.read_exact(&mut last)?;
            last != *b"\n"
        };
        let lines = if torn { [b"\n", lines].concat() } else { lines.to_vec() };
        file.write_all(&lines)?;
        file.sync_all()?;
        if new { durable::sync_folder(durable::parent(&self.0)) } else { Ok(()) }
    }
}
