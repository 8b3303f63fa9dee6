//! Encrypted files and sealed values: a data key an exam, wrapped by the key provider.

use std::{
    collections::HashMap,
    io::{Cursor, Read},
    ops::Range,
    sync::{Arc, Mutex},
};

use adapters::{
    BlobKey, BlobKind, Blobs, DataKey, Entropy, KeyContext, KeyPurpose, Keys, PartReader, ReadableKey, ReadableKind,
    SweepReport, Wrapped,
};
use domain::{BlobId, ExamId, Timestamp};
use store::{
    Db, StoreError, Tx,
    blobs::{self, Blob},
    keys,
};
use uuid::Uuid;

use crate::Error;
const CACHED_DATA_KEYS: usize = 1024;

/// Files and sealed values.
pub struct Vault {
    db: Db,
    keys: Keys,
    blobs: Blobs,
    entropy: Arc<dyn Entropy>,
    cache: Mutex<HashMap<Uuid, Arc<DataKey>>>,
}

/// What a file or value belongs to: an exam, or the program itself.
pub type Scope = Option<ExamId>;

fn scope_id(scope: Scope) -> Uuid {
    scope.map_or(Uuid::nil(), |exam| exam.0)
}

impl Vault {
    /// A vault over a store, keys and files.
    #[must_use]
    pub fn new(db: Db, keys: Keys, blobs: Blobs, entropy: Arc<dyn Entropy>) -> Self {
        Self { db, keys, blobs, entropy, cache: Mutex::default() }
    }

    /// Encrypts and stores a file; on the disk when this returns. The row that names it is the
    /// caller's to write: [`blobs::insert`].
    ///
    /// # Errors
    /// When the file cannot be written.
    pub async fn put(
        &self,
        scope: Scope,
        kind: BlobKind,
        id: BlobId,
        bytes: Vec<u8>,
        now: Timestamp,
    ) -> Result<Blob, Error> {
        self.put_all(scope, kind, id, Cursor::new(bytes), now).await
    }

    /// As [`Vault::put`], of whatever `source` gives, which is read on a blocking thread.
    ///
    /// # Errors
    /// When `source` fails or the file cannot be written; nothing is stored then.
    pub async fn put_all(
        &self,
        scope: Scope,
        kind: BlobKind,
        id: BlobId,
        source: impl Read + Send + 'static,
        now: Timestamp,
    ) -> Result<Blob, Error> {
        let key = self.data_key(scope, now).await?;
        let place = BlobKey { exam: scope_id(scope), kind, id: id.0 };
        let stored = self.blobs.put(place, &key, source).await.map_err(|error| Error::internal(&error))?;
        Ok(Blob {
            id,
            scope_id: place.exam,
            kind: kind.as_str().to_owned(),
            size: i64::try_from(stored.size).unwrap_or(i64::MAX),
            sha256: stored.sha256.to_vec(),
            created_at: now,
        })
    }

    /// Where a file lies, in a form that says nothing to those who cannot open it.
    #[must_use]
    pub fn location(scope: Scope, kind: BlobKind, id: BlobId) -> String {
        BlobKey { exam: scope_id(scope), kind, id: id.0 }.storage_location()
    }

    /// Reads a file back. There is no kind for fingerprints.
    ///
    /// # Errors
    /// When it is missing or was tampered with.
    pub async fn read(&self, scope: Scope, kind: ReadableKind, id: BlobId, now: Timestamp) -> Result<Vec<u8>, Error> {
        let key = self.data_key(scope, now).await?;
        let place = ReadableKey { exam: scope_id(scope), kind, id: id.0 };
        self.blobs.get(place, &key, 64 << 20).await.map_err(|error| Error::internal(&error))
    }

    /// Opens a range of a file of `size` bytes.
    ///
    /// # Errors
    /// When it is missing or of another size.
    pub async fn read_part(
        &self,
        scope: Scope,
        kind: ReadableKind,
        id: BlobId,
        size: u64,
        range: Range<u64>,
        now: Timestamp,
    ) -> Result<PartReader, Error> {
        let key = self.data_key(scope, now).await?;
        let place = ReadableKey { exam: scope_id(scope), kind, id: id.0 };
        self.blobs.open_part(place, &key, size, range).await.map_err(|error| Error::internal(&error))
    }

    /// Removes a file that no row names any more.
    ///
    /// # Errors
    /// When the folder fails.
    pub async fn delete(&self, scope: Scope, kind: BlobKind, id: BlobId) -> Result<bool, Error> {
        let place = BlobKey { exam: scope_id(scope), kind, id: id.0 };
        self.blobs.delete(place).await.map_err(|error| Error::internal(&error))
    }

    /// Seals a small value; `context` is authenticated with it.
    ///
    /// # Errors
    /// When there is no key for it.
    pub async fn seal(&self, scope: Scope, context: &[u8], value: &[u8], now: Timestamp) -> Result<Vec<u8>, Error> {
        let key = self.data_key(scope, now).await?;
        key.seal(&*self.entropy, context, value).map_err(|error| Error::internal(&error))
    }

    /// Opens a sealed value.
    ///
    /// # Errors
    /// When it was tampered with, or sealed in another context.
    pub async fn open(&self, scope: Scope, context: &[u8], sealed: &[u8], now: Timestamp) -> Result<Vec<u8>, Error> {
        let key = self.data_key(scope, now).await?;
        let value = key.open(context, sealed).map_err(|error| Error::internal(&error))?;
        Ok(value.to_vec())
    }

    pub fn cached_key(&self, scope: Scope) -> Option<Arc<ScopeKey>> {
        self.cache.lock().unwrap_or_else(std::sync::PoisonError::into_inner).get(&scope_id(scope)).cloned().map(|key| Arc::new(ScopeKey(key)))
    }
    pub async fn key(&self, scope: Scope, now: Timestamp) -> Result<Arc<ScopeKey>, Error> { Ok(Arc::new(ScopeKey(self.data_key(scope, now).await?))) }
    /// Removes files older than `seconds` that no row names.
    ///
    /// # Errors
    /// When the folder or the store fails.
    pub async fn sweep(&self, seconds: i64, now: Timestamp) -> anyhow::Result<SweepReport> {
        let micros = u64::try_from(now.plus_seconds(-seconds).0).unwrap_or_default();
        let cut = std::time::UNIX_EPOCH + std::time::Duration::from_micros(micros);
        let db = self.db.clone();
        let known = move |keys: Vec<BlobKey>| {
            let db = db.clone();
            async move {
                let ids: Vec<Uuid> = keys.iter().map(|key| key.id).collect();
                let mut tx = db.read().await?;
                blobs::known(&mut tx, &ids).await
            }
        };
        Ok(self.blobs.sweep(cut, known).await?)
    }

    async fn data_key(&self, scope: Scope, now: Timestamp) -> Result<Arc<DataKey>, Error> {
        let id = scope_id(scope);
        let cached = self.cache.lock().unwrap_or_else(std::sync::PoisonError::into_inner).get(&id).cloned();
        if let Some(key) = cached {
            return Ok(key);
        }
        let key = Arc::new(self.load_key(scope, now).await?);
        let mut cache = self.cache.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if cache.len() >= CACHED_DATA_KEYS {
            cache.clear();
        }
        cache.insert(id, Arc::clone(&key));
        Ok(key)
    }

    /// The stored key, or a new one; of two that are made at once the first that is stored counts.
    async fn load_key(&self, scope: Scope, now: Timestamp) -> Result<DataKey, Error> {
        let context = KeyContext { purpose: KeyPurpose::DataKey, exam: scope.map(|exam| exam.0) };
        let id = scope_id(scope);
        let stored = keys::data_key(&mut self.db.read().await?, id).await?;
        if stored.is_none() {
            let mut tx = self.db.begin().await?;
            let key = self.key_within(&mut tx, scope, now).await?;
            tx.commit().await?;
            return Ok(key);
        }
        self.unwrap(&context, stored).await
    }

    /// As [`Vault::load_key`], through a transaction that may write.
    async fn key_within(&self, tx: &mut Tx, scope: Scope, now: Timestamp) -> Result<DataKey, Error> {
        let context = KeyContext { purpose: KeyPurpose::DataKey, exam: scope.map(|exam| exam.0) };
        let id = scope_id(scope);
        let mut stored = keys::data_key(tx, id).await?;
        if stored.is_none() {
            let fresh = DataKey::generate(&*self.entropy).map_err(|error| Error::internal(&error))?;
            let wrapped =
                self.keys.wrap(&context, fresh.as_bytes()).await.map_err(|error| Error::internal(&error))?;
            keys::insert_data_key(tx, id, wrapped.as_bytes(), now).await?;
            stored = keys::data_key(tx, id).await?;
        }
        self.unwrap(&context, stored).await
    }

    async fn unwrap(&self, context: &KeyContext, stored: Option<Vec<u8>>) -> Result<DataKey, Error> {
        let wrapped = stored.ok_or_else(|| Error::from(StoreError::Corrupt { column: "wrapped" }))?;
        let bytes = self
            .keys
            .unwrap(context, &Wrapped::from_bytes(wrapped))
            .await
            .map_err(|error| Error::internal(&error))?;
        DataKey::from_bytes(&bytes).map_err(|error| Error::internal(&error))
    }
}

pub struct ScopeKey(Arc<DataKey>);
impl ScopeKey {
    pub fn seal(&self, context: &[u8], value: &[u8]) -> Result<Vec<u8>, Error> { self.0.seal(&adapters::OsEntropy, context, value).map_err(|e| Error::internal(&e)) }
    pub fn open(&self, context: &[u8], sealed: &[u8]) -> Result<Vec<u8>, Error> { Ok(self.0.open(context, sealed).map_err(|e| Error::internal(&e))?.to_vec()) }
    pub fn digest(&self, context: &[u8], value: &[u8]) -> Result<String, Error> { Ok(self.0.digest(context, value).map_err(|e| Error::internal(&e))?.iter().map(|b| format!("{b:02x}")).collect()) }
}
