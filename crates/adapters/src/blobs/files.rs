//! Blobs in a folder. A blob is written under a temporary name beside its
//! place and linked to its name; then files and folders are fsynced, all at once.
//!
//! All at once, because one after the other they wait for a commit of the file
//! system's journal each, and together mostly for one. A power cut between the
//! link and the fsyncs may leave a damaged file under the final name; nobody
//! was told of it, so no row names it, and the sweep takes it. (A kill leaves
//! at most a temporary name: what was written is the kernel's by then.)

use std::{
    collections::BTreeSet,
    fs::{self, File},
    io::{self, Read, Seek as _, SeekFrom, Write as _},
    ops::Range,
    path::{Path, PathBuf},
    sync::Arc,
    time::SystemTime,
};

use tokio::task::JoinSet;

use super::{
    Aged, BlobKey, BlobStore, Opened, Source, Walking,
    folders::Folders,
    names::{TOP, temp_name},
    sweep,
};
use crate::{
    Answered, Fault,
    blocking::blocking,
    durable,
    entropy::{self, Entropy},
};

/// Bytes written at a time.
const PIECE: usize = 64 * 1024;

/// The blob store in a folder of this machine.
#[derive(Clone)]
pub struct FileBlobs {
    shared: Arc<Shared>,
}

struct Shared {
    root: PathBuf,
    entropy: Arc<dyn Entropy>,
    folders: Folders,
}

impl FileBlobs {
    /// Opens the store below `root`, a folder that exists; makes the store
    /// where there is none. Blocks on the disk.
    ///
    /// # Errors
    /// When `root` is missing or may not be written.
    pub fn open(root: &Path, entropy: Arc<dyn Entropy>) -> Result<Self, Fault> {
        durable::create_private_folder(&root.join(TOP))?;
        durable::sync_folder(root)?;
        Ok(Self { shared: Arc::new(Shared { root: root.to_owned(), entropy, folders: Folders::default() }) })
    }

    fn path_of(&self, key: &BlobKey) -> PathBuf {
        self.shared.root.join(key.storage_location())
    }

    async fn write(&self, blobs: Vec<(BlobKey, Source)>) -> Result<(), Fault> {
        let mut coming = Vec::with_capacity(blobs.len());
        for (key, source) in blobs {
            let temp_id = u64::from_le_bytes(entropy::array(&*self.shared.entropy)?);
            coming.push(Coming { path: self.path_of(&key), temp_id, source });
        }
        let shared = Arc::clone(&self.shared);
        let (files, paths): (Vec<_>, Vec<_>) = blocking(move || shared.write(coming)).await?.into_iter().unzip();
        let folders: BTreeSet<PathBuf> = paths.iter().map(|path| durable::parent(path).to_owned()).collect();
        let mut flushes = JoinSet::new();
        for file in files {
            flushes.spawn_blocking(move || file.sync_all());
        }
        for folder in folders {
            flushes.spawn_blocking(move || durable::sync_folder(&folder));
        }
        let mut flushed = Ok(());
        while let Some(one) = flushes.join_next().await {
            flushed = flushed.and(one.unwrap_or_else(|stopped| Err(io::Error::other(stopped))));
        }
        if let Err(error) = flushed {
            // Not known to be on the disk, so the names stay free. Best effort, as above.
            let removed = move || {
                remove_all(&paths);
                Ok(())
            };
            drop(blocking(removed).await);
            return Err(Fault::midway(error));
        }
        Ok(())
    }
}

/// A blob that is to be written.
struct Coming {
    path: PathBuf,
    temp_id: u64,
    source: Source,
}

impl Shared {
    /// Writes these under their names, not yet to the disk: all, or none.
    fn write(&self, coming: Vec<Coming>) -> Result<Vec<(File, PathBuf)>, Fault> {
        let mut written = Vec::with_capacity(coming.len());
        for one in coming {
            let path = one.path.clone();
            match self.write_one(one) {
                Ok(file) => written.push((file, path)),
                Err(fault) => {
                    remove_all(&written.into_iter().map(|(_, path)| path).collect::<Vec<_>>());
                    return Err(fault);
                }
            }
        }
        Ok(written)
    }

    fn write_one(&self, Coming { path, temp_id, source }: Coming) -> Result<File, Fault> {
        self.folders.make(&self.root, &path).map_err(Fault::midway)?;
        let temp = temp_name(&path, temp_id);
        let written = copy(&temp, source)
            .map_err(Fault::midway)
            .and_then(|file| durable::name(&temp, &path).map(|()| file).map_err(Fault::from));
        // Best effort: the sweep takes what cannot be removed now.
        written.inspect_err(|_| drop(fs::remove_file(&temp)))
    }
}

fn remove_all(paths: &[PathBuf]) {
    for path in paths {
        drop(fs::remove_file(path));
    }
}

impl BlobStore for FileBlobs {
    fn put(&self, key: BlobKey, source: Source) -> Answered<'_, ()> {
        Box::pin(self.write(vec![(key, source)]))
    }

    fn put_several(&self, blobs: Vec<(BlobKey, Source)>) -> Answered<'_, ()> {
        Box::pin(self.write(blobs))
    }

    fn open(&self, key: BlobKey, range: Range<u64>) -> Answered<'_, Opened> {
        let path = self.path_of(&key);
        Box::pin(blocking(move || {
            let mut file = File::open(path)?;
            let len = file.metadata()?.len();
            file.seek(SeekFrom::Start(range.start))?;
            let bytes = Box::new(file.take(range.end.saturating_sub(range.start)));
            Ok(Opened { len, bytes })
        }))
    }

    fn try_write(&self) -> Answered<'_, ()> {
        Box::pin(async move {
            let id = u64::from_le_bytes(entropy::array(&*self.shared.entropy)?);
            let path = temp_name(&self.shared.root.join(TOP).join("try"), id);
            blocking(move || tried(&path).map_err(Fault::midway)).await
        })
    }

    fn delete(&self, key: BlobKey) -> Answered<'_, bool> {
        let path = self.path_of(&key);
        Box::pin(blocking(move || match fs::remove_file(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(error.into()),
            // An erasure must survive a power cut as well.
            Ok(()) => durable::sync_folder(durable::parent(&path)).map(|()| true).map_err(Fault::midway),
        }))
    }

    fn walk(&self, older_than: SystemTime) -> Answered<'_, Box<dyn Walking>> {
        Box::pin(sweep::begin(self.shared.root.clone(), older_than))
    }

    fn remove(&self, aged: Aged) -> Answered<'_, u64> {
        let root = self.shared.root.clone();
        Box::pin(blocking(move || sweep::remove(&root, &aged)))
    }
}

/// Writes the file, not yet to the disk. Unbuffered: the pieces are large, and no write error can be lost.
fn copy(temp: &Path, mut source: Source) -> io::Result<File> {
    let mut file = durable::create_private(temp)?;
    let mut piece = Vec::with_capacity(PIECE);
    loop {
        piece.clear();
        if source.by_ref().take(PIECE as u64).read_to_end(&mut piece)? == 0 {
            return Ok(file);
        }
        file.write_all(&piece)?;
    }
}

/// Writes a piece to the disk, under a name that is gone before the first byte: a crash leaves nothing.
fn tried(path: &Path) -> io::Result<()> {
    let mut file = durable::create_private(path)?;
    fs::remove_file(path)?;
    file.write_all(&[0; PIECE])?;
    file.sync_all()
}

impl std::fmt::Debug for FileBlobs {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "FileBlobs({})", self.shared.root.display())
    }
}
