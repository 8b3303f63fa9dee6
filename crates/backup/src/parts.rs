//! Parts: what is written is sealed and digested on its way, what is read is held against its digest and opened.

use std::{
    io::{self, Read},
    sync::{Arc, Mutex, PoisonError},
};

use adapters::{Places, blobs::Source};
use anyhow::{Context as _, ensure};
use sha2::{Digest as _, Sha256};
use tokio::task::spawn_blocking;
use uuid::Uuid;
use vault::ArchiveKey;

use crate::{desk::Desk, manifest::Part};

/// Bytes that are digested at a time.
const PIECE: usize = 256 * 1024;

/// A backup that is written or read.
#[derive(Clone)]
pub(crate) struct Folder {
    pub desk: Desk,
    pub place: Places,
    /// The name that it lies under.
    pub name: String,
    pub id: Uuid,
    pub key: ArchiveKey,
}

#[derive(Default)]
struct Seen {
    sha256: Sha256,
    bytes: u64,
    error: Option<io::Error>,
}

/// Counts and digests what goes through it; keeps how the source failed.
struct Digesting<R> {
    source: R,
    seen: Arc<Mutex<Seen>>,
}

impl<R: Read> Read for Digesting<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.source.read(buffer);
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        match read {
            Ok(length) => {
                seen.sha256.update(&buffer[..length]);
                seen.bytes += length as u64;
                Ok(length)
            }
            Err(error) => {
                let told = io::Error::new(error.kind(), error.to_string());
                seen.error.get_or_insert(error);
                Err(told)
            }
        }
    }
}

impl Folder {
    fn place_of(&self, part: &str) -> String {
        format!("backup/{}/{part}", self.id)
    }

    /// Writes a part; `count` of what is in it is the caller's to say.
    pub(crate) async fn write(
        &self,
        name: String,
        table: Option<&str>,
        source: impl Read + Send + 'static,
    ) -> anyhow::Result<Part> {
        let seen = Arc::<Mutex<Seen>>::default();
        let sealed = self.key.seal(&self.place_of(&name), &*self.desk.entropy, source)?;
        let source = Digesting { source: sealed, seen: Arc::clone(&seen) };
        let put = self.place.put(&self.name, &name, Box::new(source)).await;
        let Seen { sha256, bytes, error } = std::mem::take(&mut *seen.lock().unwrap_or_else(PoisonError::into_inner));
        if let Some(error) = error {
            return Err(error).with_context(|| format!("{name}: what belongs into it cannot be read"));
        }
        put.with_context(|| format!("{name} cannot be written"))?;
        let sha256 = base16ct::lower::encode_string(&sha256.finalize());
        Ok(Part { name, table: table.map(ToOwned::to_owned), count: 0, bytes, sha256 })
    }

    /// Reads a part to its end and holds it against what the manifest says of it.
    pub(crate) async fn check(&self, part: &Part) -> anyhow::Result<()> {
        let name = &part.name;
        let opened = self.place.open(&self.name, name).await.with_context(|| format!("{name} cannot be opened"))?;
        let desk = self.desk.clone();
        let (digest, bytes) = spawn_blocking(move || -> io::Result<_> {
            let (mut sha256, mut bytes, mut source) = (Sha256::new(), 0_u64, opened.bytes);
            let mut piece = vec![0; PIECE];
            loop {
                desk.goes_on()?;
                let length = source.read(&mut piece)?;
                if length == 0 {
                    return Ok((base16ct::lower::encode_string(&sha256.finalize()), bytes));
                }
                sha256.update(&piece[..length]);
                bytes += length as u64;
                desk.progress.checked(length as u64);
            }
        })
        .await?
        .with_context(|| format!("{name} cannot be read"))?;
        ensure!((&digest, bytes) == (&part.sha256, part.bytes), "{name} is not what was backed up: its digest differs");
        Ok(())
    }

    /// What is in a part, to be read on a thread that may block; every piece of it is verified.
    pub(crate) async fn open(&self, part: &Part) -> anyhow::Result<Source> {
        let name = &part.name;
        let opened = self.place.open(&self.name, name).await.with_context(|| format!("{name} cannot be opened"))?;
        Ok(self.key.open(&self.place_of(name), opened.len, opened.bytes))
    }
}
