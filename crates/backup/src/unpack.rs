//! Packed files, back into a store of files. A file that lies there already is compared, so that a restore that was
//! cut short can be made again.

use std::{
    io::{self, Read},
    sync::{Arc, Mutex, PoisonError},
};

use adapters::{BlobKey, Class};
use anyhow::{Context as _, ensure};
use sha2::{Digest as _, Sha256};
use tokio::{
    runtime::Handle,
    task::{JoinSet, spawn_blocking},
};

use crate::{
    desk::Desk,
    list::{ListReader, ListWriter},
    manifest::{Manifest, Part},
    packs::{WHOLE, head},
    parts::Folder,
};

/// Parts that are unpacked at a time.
const AT_A_TIME: usize = 8;
/// Files that are removed at a time when a restore failed.
const REMOVED_AT_ONCE: usize = 1000;

type Taken = Arc<Mutex<ListWriter>>;

/// What came into a store of files.
pub(crate) struct Unpacked {
    /// The files that this restore wrote.
    written: Taken,
}

/// Unpacks all files of a backup.
///
/// # Errors
/// What was written is removed again, as far as that is possible.
pub(crate) async fn unpack(folder: &Folder, manifest: &Manifest) -> anyhow::Result<Unpacked> {
    let written = Arc::new(Mutex::new(ListWriter::begin(&folder.desk.scratch)?));
    let all = all(folder, manifest, &written).await;
    let unpacked = Unpacked { written };
    match all {
        Ok(()) => Ok(unpacked),
        Err(error) => {
            unpacked.undo(&folder.desk).await;
            Err(error)
        }
    }
}

async fn all(folder: &Folder, manifest: &Manifest, written: &Taken) -> anyhow::Result<()> {
    let (mut running, mut files, mut failed) = (JoinSet::new(), 0, None);
    let mut parts = manifest.parts.iter().filter(|part| part.table.is_none());
    loop {
        while running.len() < AT_A_TIME && failed.is_none() {
            let Some(part) = parts.next() else { break };
            running.spawn(one(folder.clone(), part.clone(), Arc::clone(written)));
        }
        // Every one is waited for: none may write after what was written is removed.
        let Some(done) = running.join_next().await else { break };
        match done.map_err(anyhow::Error::from).flatten() {
            Ok(count) => files += count,
            Err(error) => _ = failed.get_or_insert(error),
        }
    }
    match failed {
        Some(error) => Err(error),
        None => {
            ensure!(files == manifest.files, "{files} files came out of {} that were backed up", manifest.files);
            Ok(())
        }
    }
}

async fn one(folder: Folder, part: Part, written: Taken) -> anyhow::Result<u64> {
    let (source, on, desk) = (folder.open(&part).await?, Handle::current(), folder.desk.clone());
    let count = spawn_blocking(move || unpacked(source, &on, &desk, &written)).await?;
    let count = count.with_context(|| part.name.clone())?;
    ensure!(count == part.count, "{}: {count} files came out of {} that were put in", part.name, part.count);
    Ok(count)
}

/// A file in the middle of a pack, for the store that takes it.
struct Taking {
    pack: Arc<Mutex<Pack>>,
}

struct Pack {
    source: Box<dyn Read + Send>,
    /// Bytes of the file that are still to come, and the digest of those that came.
    left: u64,
    sha256: Sha256,
}

impl Pack {
    fn take(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let most = usize::try_from(self.left).unwrap_or(usize::MAX).min(buffer.len());
        if most == 0 {
            return Ok(0);
        }
        let length = self.source.read(&mut buffer[..most])?;
        if length == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        self.left -= length as u64;
        self.sha256.update(&buffer[..length]);
        Ok(length)
    }
}

impl Read for Taking {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.pack.lock().unwrap_or_else(PoisonError::into_inner).take(buffer)
    }
}

fn unpacked(source: Box<dyn Read + Send>, on: &Handle, desk: &Desk, written: &Taken) -> anyhow::Result<u64> {
    // Read by the byte at its lines: the buffer makes that cheap.
    let source: Box<dyn Read + Send> = Box::new(io::BufReader::with_capacity(64 * 1024, source));
    let pack = Arc::new(Mutex::new(Pack { source, left: 0, sha256: Sha256::new() }));
    let mut count = 0;
    loop {
        desk.goes_on()?;
        let key = {
            let mut pack = pack.lock().unwrap_or_else(PoisonError::into_inner);
            let Some((key, length)) = head(&mut pack.source)? else { return Ok(count) };
            (pack.left, pack.sha256) = (length, Sha256::new());
            key
        };
        match on.block_on(desk.blobs.put(key, Box::new(Taking { pack: Arc::clone(&pack) }))) {
            Ok(()) => written.lock().unwrap_or_else(PoisonError::into_inner).add(&key, 0)?,
            Err(fault) if fault.class == Class::Conflict => compare(key, &pack, on, desk)?,
            Err(fault) => return Err(fault).with_context(|| format!("{} cannot be stored", key.storage_location())),
        }
        let left = pack.lock().unwrap_or_else(PoisonError::into_inner).left;
        ensure!(left == 0, "the store of files did not take all of a file");
        count += 1;
        desk.progress.file();
    }
}

/// Holds a file that lies there against the one in the pack.
fn compare(key: BlobKey, pack: &Mutex<Pack>, on: &Handle, desk: &Desk) -> anyhow::Result<()> {
    let mut pack = pack.lock().unwrap_or_else(PoisonError::into_inner);
    let mut piece = vec![0; 64 * 1024];
    while pack.take(&mut piece)? > 0 {}
    let (mut lies, mut sha256) = (on.block_on(desk.blobs.open(key, 0..WHOLE))?.bytes, Sha256::new());
    loop {
        let length = lies.read(&mut piece)?;
        if length == 0 {
            break;
        }
        sha256.update(&piece[..length]);
    }
    ensure!(
        sha256.finalize() == pack.sha256.clone().finalize(),
        "{} lies there already, and is another file: the store of files is not empty",
        key.storage_location()
    );
    Ok(())
}

impl Unpacked {
    /// Removes what was written.
    pub(crate) async fn undo(self, desk: &Desk) {
        let written =
            Arc::into_inner(self.written).map(|list| list.into_inner().unwrap_or_else(PoisonError::into_inner));
        let list = written.map(ListWriter::read);
        match list {
            Some(Ok(list)) => {
                if let Err(error) = remove(desk, list).await {
                    let error = format!("{error:#}");
                    tracing::warn!(
                        error,
                        "some files stay in the store of files; the same restore, made again, takes them"
                    );
                }
            }
            _ => tracing::warn!("the files stay in the store of files; the same restore, made again, takes them"),
        }
    }
}

async fn remove(desk: &Desk, mut list: ListReader) -> anyhow::Result<()> {
    loop {
        let keys = list.next(REMOVED_AT_ONCE, u64::MAX)?;
        if keys.is_empty() {
            return Ok(());
        }
        for key in keys {
            desk.blobs.delete(key).await?;
        }
    }
}
