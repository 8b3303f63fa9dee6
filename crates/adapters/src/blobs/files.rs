//! Blobs in a folder. A blob is written under a temporary name beside its
//! place and linked to its name; then file and folder are fsynced, both at once.
//!
//! Both at once, because one after the other they wait for two commits of the
//! file system's journal, and together mostly for one. A power cut between the
//! link and the fsyncs may leave a damaged file under the final name; nobody
//! was told of it, so no row names it, and the sweep takes it. (A kill leaves
//! at most a temporary name: what was written is the kernel's by then.)

use std::fs::{self, File};
use std::io::{self, Read};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::folders::Folders;
use super::format::{Opener, SALT_LEN, Sealer, plaintext_len};
use super::part::Part;
use super::{BlobError, BlobKey, BlobReader, PartReader, ReadableKey, Stored};
use crate::entropy::{self, Entropy};
use crate::{DataKey, durable};

/// The folder below the root that holds everything.
pub(super) const TOP: &str = "blobs";
/// How the name of an unfinished file ends; see [`temp_name`].
pub(super) const TEMP_SUFFIX: &str = ".tmp";
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
    pub fn open(root: &Path, entropy: Arc<dyn Entropy>) -> Result<Self, BlobError> {
        durable::create_private_folder(&root.join(TOP))?;
        durable::sync_folder(root)?;
        Ok(Self { shared: Arc::new(Shared { root: root.to_owned(), entropy, folders: Folders::default() }) })
    }

    pub(super) fn root(&self) -> &Path {
        &self.shared.root
    }

    fn path_of(&self, key: &BlobKey) -> PathBuf {
        self.shared.root.join(key.storage_location())
    }

    /// See [`super::Blobs::put`].
    pub(super) async fn put<R>(&self, key: BlobKey, data_key: &DataKey, source: R) -> Result<Stored, BlobError>
    where
        R: Read + Send + 'static,
    {
        let salt: [u8; SALT_LEN] = entropy::array(&*self.shared.entropy)?;
        let temp_id = u64::from_le_bytes(entropy::array(&*self.shared.entropy)?);
        let sealer = Sealer::new(&key, data_key, salt)?;
        let (shared, path) = (self.shared.clone(), self.path_of(&key));
        let (stored, file, path) = blocking(move || {
            shared.folders.make(&shared.root, &path)?;
            let temp = temp_name(&path, temp_id);
            let written = write(&temp, sealer, source)
                .and_then(|written| durable::name(&temp, &path).map(|()| written).map_err(taken));
            // Best effort: the sweep takes what cannot be removed now.
            let (stored, file) = written.inspect_err(|_| drop(fs::remove_file(&temp)))?;
            Ok((stored, file, path))
        })
        .await?;
        let place = path.clone();
        let (contents, name) = tokio::join!(
            blocking(move || Ok(file.sync_all()?)),
            blocking(move || Ok(durable::sync_folder(durable::parent(&place))?)),
        );
        if let Err(error) = contents.and(name) {
            // Not known to be on the disk, so the key stays free. Best effort, as above.
            drop(blocking(move || Ok(fs::remove_file(path)?)).await);
            return Err(error);
        }
        Ok(stored)
    }

    /// See [`super::Blobs::get`].
    pub(super) async fn get(&self, key: ReadableKey, data_key: &DataKey, limit: u64) -> Result<Vec<u8>, BlobError> {
        let (key, data_key) = (BlobKey::from(key), data_key.clone());
        let path = self.path_of(&key);
        blocking(move || {
            let file = File::open(path).map_err(missing)?;
            let size = plaintext_len(file.metadata()?.len());
            if size > limit {
                return Err(BlobError::OverLimit { size, limit });
            }
            let mut opener = Opener::new(&key, &data_key, file)?;
            let mut whole = Vec::with_capacity(usize::try_from(size).unwrap_or(0));
            while let Some(chunk) = opener.next_chunk()? {
                whole.extend_from_slice(&chunk);
            }
            Ok(whole)
        })
        .await
    }

    /// See [`super::Blobs::open`].
    pub(super) async fn open_one(&self, key: ReadableKey, data_key: &DataKey) -> Result<BlobReader, BlobError> {
        let (key, data_key) = (BlobKey::from(key), data_key.clone());
        let path = self.path_of(&key);
        blocking(move || {
            let file = File::open(path).map_err(missing)?;
            Ok(BlobReader::new(Opener::new(&key, &data_key, file)?))
        })
        .await
    }

    /// See [`super::Blobs::open_part`].
    pub(super) async fn open_part(
        &self,
        key: ReadableKey,
        data_key: &DataKey,
        size: u64,
        range: Range<u64>,
    ) -> Result<PartReader, BlobError> {
        let (key, data_key) = (BlobKey::from(key), data_key.clone());
        let path = self.path_of(&key);
        blocking(move || {
            let file = File::open(path).map_err(missing)?;
            let found = file.metadata()?.len();
            Ok(PartReader::new(Part::new(&key, &data_key, file, found, size, range)?))
        })
        .await
    }

    /// See [`super::Blobs::delete`].
    pub(super) async fn delete(&self, key: BlobKey) -> Result<bool, BlobError> {
        let path = self.path_of(&key);
        blocking(move || match fs::remove_file(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(error.into()),
            // An erasure must survive a power cut as well.
            Ok(()) => Ok(durable::sync_folder(durable::parent(&path)).map(|()| true)?),
        })
        .await
    }
}

fn temp_name(path: &Path, id: u64) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(format!(".{id:016x}{TEMP_SUFFIX}"));
    name.into()
}

/// Writes the file, not yet to the disk.
fn write(temp: &Path, sealer: Sealer, mut source: impl Read) -> Result<(Stored, File), BlobError> {
    let mut file = durable::create_private(temp)?;
    // Unbuffered: the chunks are large, and no write error can be lost.
    let stored = sealer.run(&mut source, &mut file)?;
    Ok((stored, file))
}

fn taken(error: io::Error) -> BlobError {
    match error.kind() {
        io::ErrorKind::AlreadyExists => BlobError::Exists,
        _ => error.into(),
    }
}

fn missing(error: io::Error) -> BlobError {
    match error.kind() {
        io::ErrorKind::NotFound => BlobError::Missing,
        _ => error.into(),
    }
}

/// Runs file work away from the async threads.
pub(super) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, BlobError> + Send + 'static,
) -> Result<T, BlobError> {
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|stopped| Err(io::Error::other(stopped).into()))
}

impl std::fmt::Debug for FileBlobs {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "FileBlobs({})", self.shared.root.display())
    }
}
