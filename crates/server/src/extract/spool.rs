//! A file on its way to disk, chunk by chunk; it is gone when it is dropped.

use std::{io::Write as _, path::Path};

use app::Error;
use axum::body::Bytes;
use tempfile::NamedTempFile;
use tokio::task::spawn_blocking;

use crate::error::Failure;

/// A file that is being written.
pub(super) struct Spool {
    file: NamedTempFile,
    size: u64,
    limit: u64,
}

impl Spool {
    /// Begins one that takes no more bytes than `limit`.
    ///
    /// # Errors
    /// 503 where there is no room on the disk.
    pub(super) async fn begin(folder: &Path, limit: u64) -> Result<Self, Failure> {
        let folder = folder.to_owned();
        let file = blocking(move || NamedTempFile::new_in(folder)).await?;
        Ok(Self { file, size: 0, limit })
    }

    /// Writes more.
    ///
    /// # Errors
    /// 413 `PAYLOAD_TOO_LARGE`; as [`Spool::begin`].
    pub(super) async fn write(self, chunk: Bytes) -> Result<Self, Failure> {
        let (limit, size) = (self.limit, self.size + chunk.len() as u64);
        if size > limit {
            return Err(Error::too_large(limit).into());
        }
        let mut file = self.file;
        let file = blocking(move || file.write_all(&chunk).map(|()| file)).await?;
        Ok(Self { file, size, limit })
    }

    /// The file, with its bytes.
    pub(super) fn done(self) -> (NamedTempFile, u64) {
        (self.file, self.size)
    }
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> std::io::Result<T> + Send + 'static) -> Result<T, Error> {
    let done = spawn_blocking(work).await.map_err(|error| Error::internal(&error))?;
    done.map_err(|error| Error::spooling(&error))
}
