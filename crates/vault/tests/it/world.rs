//! A vault over a folder of its own.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use adapters::{BlobKey, BlobKind, Blobs, Entropy, EntropyError, FileBlobs, FileKeys, Keys, OsEntropy};
use domain::{BlobId, ExamId, Timestamp};
use store::{Db, PoolLimits};
use testkit::faults::{FailingBlobs, FailingKeys, Faults};
use uuid::Uuid;
use vault::{ReadableKind, Scope, Vault, VaultError};

/// The moment of the tests.
pub(crate) const NOW: Timestamp = Timestamp(1_800_000_000_000_000);
/// Plaintext bytes in a chunk of a sealed blob.
pub(crate) const CHUNK: usize = 64 * 1024;

/// Random bytes that are not random: those of the fixture.
pub(crate) struct Fixed;

impl Entropy for Fixed {
    fn fill(&self, buffer: &mut [u8]) -> Result<(), EntropyError> {
        for (byte, place) in buffer.iter_mut().zip(0_u8..) {
            *byte = 0xA0 ^ place;
        }
        Ok(())
    }
}

pub(crate) struct World {
    pub folder: tempfile::TempDir,
    pub db: Db,
    pub blobs: Blobs,
    pub keys: Keys,
    pub faults: Faults,
    pub vault: Vault,
}

impl World {
    pub(crate) async fn new() -> Self {
        Self::with(Arc::new(OsEntropy)).await
    }

    pub(crate) async fn with(entropy: Arc<dyn Entropy>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let db = open_db(folder.path()).await;
        db.migrate().await.unwrap();
        let faults = Faults::none();
        let blobs: Blobs = Arc::new(FileBlobs::open(folder.path(), Arc::clone(&entropy)).unwrap());
        let blobs = FailingBlobs::over(blobs, &faults);
        let file = FileKeys::open_or_create(&folder.path().join("mpa.key"), Arc::clone(&entropy)).unwrap();
        let keys = FailingKeys::over(Arc::new(file), &faults);
        let vault = Vault::new(db.clone(), Arc::clone(&keys), Arc::clone(&blobs), entropy);
        Self { folder, db, blobs, keys, faults, vault }
    }

    /// Another copy of the program, on the same database and files, with nothing in memory.
    pub(crate) async fn copy(&self) -> Vault {
        self.copy_with(Arc::clone(&self.keys)).await
    }

    /// As [`World::copy`], with a provider of keys of its own.
    pub(crate) async fn copy_with(&self, keys: Keys) -> Vault {
        Vault::new(open_db(self.folder.path()).await, keys, Arc::clone(&self.blobs), Arc::new(OsEntropy))
    }

    pub(crate) fn file(&self, kind: BlobKind, number: u128) -> PathBuf {
        let BlobId(id) = id(number);
        self.folder.path().join(BlobKey { exam: exam().unwrap().0, kind, id }.storage_location())
    }

    /// The names of all files of the store.
    pub(crate) fn files(&self) -> Vec<PathBuf> {
        files_in(&self.folder.path().join("blobs"))
    }

    pub(crate) async fn put(
        &self,
        kind: BlobKind,
        number: u128,
        bytes: &[u8],
    ) -> Result<store::blobs::Blob, VaultError> {
        self.vault.put(exam(), kind, id(number), bytes.to_vec(), NOW).await
    }

    pub(crate) async fn read(&self, kind: ReadableKind, number: u128) -> Result<Vec<u8>, VaultError> {
        self.vault.read(exam(), kind, id(number)).await
    }

    pub(crate) async fn part(
        &self,
        number: u128,
        size: usize,
        range: std::ops::Range<usize>,
    ) -> Result<Vec<u8>, VaultError> {
        let range = range.start as u64..range.end as u64;
        let mut reader = self.vault.read_part(exam(), ReadableKind::Package, id(number), size as u64, range).await?;
        let mut part = Vec::new();
        while let Some(piece) = reader.next_chunk().await? {
            part.extend(piece);
        }
        Ok(part)
    }

    /// How many data keys are stored.
    pub(crate) async fn data_keys(&self) -> usize {
        let mut tx = self.db.read().await.unwrap();
        let mut found = 0;
        for scope in [exam(), None] {
            let scope = scope.map_or(Uuid::nil(), |exam| exam.0);
            found += usize::from(store::keys::data_key(&mut tx, scope).await.unwrap().is_some());
        }
        found
    }
}

/// A transaction that cannot begin says so soon.
pub(crate) async fn open_db(folder: &Path) -> Db {
    let limits = PoolLimits { wait: Duration::from_secs(3), ..PoolLimits::default() };
    Db::open_sqlite(&folder.join("mpa.db"), limits).await.unwrap()
}

pub(crate) fn exam() -> Scope {
    Some(ExamId(Uuid::from_u128(0x0193_0000_0000_7000_8000_0000_0000_0001)))
}

pub(crate) fn id(number: u128) -> BlobId {
    BlobId(Uuid::from_u128(0x0193_0000_0000_7000_8000_0000_0000_0000 | number))
}

/// Bytes without a pattern that a chunk could share with another.
pub(crate) fn sample(length: usize) -> Vec<u8> {
    (0..length as u64).map(|at| (at.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 56) as u8).collect()
}

pub(crate) fn is_tampered<T>(result: &Result<T, VaultError>) -> bool {
    matches!(result, Err(VaultError::Seal(vault::SealError::Tampered)))
}

fn files_in(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    paths.flat_map(|path| if path.is_dir() { files_in(&path) } else { vec![path] }).collect()
}
