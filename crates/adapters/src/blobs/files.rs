//! Blobs in a folder. A blob is written under a temporary name beside its
//! place and linked to its name; then file and folder are fsynced, both at once.
//!
//! Both at once, because one after the other they wait for two commits of the
//! file system's journal, and together mostly for one. A power cut between the
//! link and the fsyncs may leave a damaged file under the final name; nobody
//! was told of it, so no row names it, and the sweep takes it. (A kill leaves
//! at most a temporary name: what was written is the kernel's by then.)

use std::{
    fs::{self, File},
    io::{self, Read, Seek as _, SeekFrom, Write as _},
    ops::Range,
    path::{Path, PathBuf},
    sync::Arc,
    time::SystemTime,
};

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

    async fn write(&self, key: BlobKey, source: Source) -> Result<(), Fault> {
        let temp_id = u64::from_le_bytes(entropy::array(&*self.shared.entropy)?);
        let (shared, path) = (Arc::clone(&self.shared), self.path_of(&key));
        let (file, path) = blocking(move || {
            shared.folders.make(&shared.root, &path).map_err(Fault::midway)?;
            let temp = temp_name(&path, temp_id);
            let written = copy(&temp, source)
                .map_err(Fault::midway)
                .and_then(|file| durable::name(&temp, &path).map(|()| file).map_err(Fault::from));
            // Best effort: the sweep takes what cannot be removed now.
            let file = written.inspect_err(|_| drop(fs::remove_file(&temp)))?;
            Ok((file, path))
        })
        .await?;
        let place = path.clone();
        let (contents, name) = tokio::join!(
            blocking(move || file.sync_all().map_err(Fault::midway)),
            blocking(move || durable::sync_folder(durable::parent(&place)).map_err(Fault::midway)),
        );
        if let Err(error) = contents.and(name) {
            // Not known to be on the disk, so the name stays free. Best effort, as above.
            drop(blocking(move || Ok(fs::remove_file(path)?)).await);
            return Err(error);
        }
        Ok(())
    }
}

impl BlobStore for FileBlobs {
    fn put(&self, key: BlobKey, source: Source) -> Answered<'_, ()> {
        Box::pin(self.write(key, source))
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
