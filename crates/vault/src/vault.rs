//! Encrypted files, and the data keys of exams: one key an exam, wrapped by the key provider.

use std::{
    io::{Cursor, Read},
    ops::Range,
    sync::Arc,
};

use adapters::{BlobKey, BlobKind, Blobs, Class, Entropy, Fault, Keys, Source};
use domain::{BlobId, Timestamp};
use store::{Db, blobs::Blob};

use crate::{
    clock::Clock,
    custody::Custodian,
    error::VaultError,
    keyring::{KeyAges, Keyring},
    scope::{ReadableKind, Scope, ScopeKey, scope_id},
    seal::{PartReader, SALT_LEN, SealedSource, open_part, open_whole},
};

/// Bytes of a file that is read as a whole; a longer one is read in parts.
pub const WHOLE_FILE_BYTES: u64 = 64 << 20;

/// Encrypted files, and the data keys of exams.
pub struct Vault {
    pub(crate) db: Db,
    pub(crate) blobs: Blobs,
    entropy: Arc<dyn Entropy>,
    keyring: Keyring,
    custodian: Custodian,
}

impl Vault {
    /// A vault over a store, keys and files; keys grow old as [`KeyAges::default`] says.
    #[must_use]
    pub fn new(db: Db, keys: Keys, blobs: Blobs, entropy: Arc<dyn Entropy>) -> Self {
        Self::with_ages(db, keys, blobs, entropy, Clock::System, KeyAges::default())
    }

    /// Who sees to it that the files are this database's.
    #[must_use]
    pub fn custodian(&self) -> &Custodian {
        &self.custodian
    }

    /// As [`Vault::new`], with a clock and what it says of the age of keys in memory.
    #[must_use]
    pub fn with_ages(db: Db, keys: Keys, blobs: Blobs, entropy: Arc<dyn Entropy>, clock: Clock, ages: KeyAges) -> Self {
        let keyring = Keyring::new(db.clone(), keys, Arc::clone(&entropy), clock, ages);
        let custodian = Custodian::new(db.clone(), Arc::clone(&blobs), Arc::clone(&entropy));
        Self { db, blobs, entropy, keyring, custodian }
    }

    /// Whether a provider of keys that is far away did what it was asked for last; `None` for one that is here.
    #[must_use]
    pub fn key_provider_answers(&self) -> Option<bool> {
        self.keyring.provider_answers()
    }

    /// Encrypts and stores a file; on the disk when this returns. The row that names it is the
    /// caller's to write: [`store::blobs::insert`].
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
    ) -> Result<Blob, VaultError> {
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
    ) -> Result<Blob, VaultError> {
        let stored = self.put_several(scope, vec![(kind, id, source)], now).await?;
        stored.into_iter().next().ok_or_else(|| VaultError::Broken("a store did not take a blob".to_owned()))
    }

    /// As [`Vault::put_all`], of several files, which a store makes durable together. No row may name one of them unless
    /// this returns all.
    ///
    /// # Errors
    /// As [`Vault::put_all`].
    pub async fn put_several<R: Read + Send + 'static>(
        &self,
        scope: Scope,
        files: Vec<(BlobKind, BlobId, R)>,
        now: Timestamp,
    ) -> Result<Vec<Blob>, VaultError> {
        let key = self.key(scope, now).await?;
        let (mut sources, mut outcomes) = (Vec::with_capacity(files.len()), Vec::with_capacity(files.len()));
        for (kind, id, source) in files {
            let place = BlobKey { exam: scope_id(scope), kind, id: id.0 };
            let mut salt = [0; SALT_LEN];
            self.entropy.fill(&mut salt)?;
            let (sealed, outcome) = SealedSource::new(&place, &key.key, &salt, source)?;
            sources.push((place, Box::new(sealed) as Source));
            outcomes.push((place, outcome));
        }
        let put = self.blobs.put_several(sources).await;
        let mut stored = Vec::with_capacity(outcomes.len());
        for (place, outcome) in outcomes {
            match outcome.take().transpose().map_err(VaultError::Source)? {
                Some(sealed) => stored.push(Blob {
                    id: place.id.into(),
                    scope_id: place.exam,
                    kind: place.kind.as_str().to_owned(),
                    size: i64::try_from(sealed.size).unwrap_or(i64::MAX),
                    sha256: sealed.sha256.to_vec(),
                    created_at: now,
                }),
                None if put.is_ok() => {
                    return Err(VaultError::Broken("a store did not take all of a blob".to_owned()));
                }
                None => {}
            }
        }
        put.map(|()| stored).map_err(VaultError::blobs)
    }

    /// Where a file lies, in a form that says nothing to those who cannot open it.
    #[must_use]
    pub fn location(scope: Scope, kind: BlobKind, id: BlobId) -> String {
        BlobKey { exam: scope_id(scope), kind, id: id.0 }.storage_location()
    }

    /// Reads a file back. There is no kind for fingerprints.
    ///
    /// # Errors
    /// When it is missing, longer than [`WHOLE_FILE_BYTES`] or not what was stored.
    pub async fn read(&self, scope: Scope, kind: ReadableKind, id: BlobId) -> Result<Vec<u8>, VaultError> {
        let key = self.key_of_file(scope).await?;
        let place = BlobKey { exam: scope_id(scope), kind: kind.into(), id: id.0 };
        open_whole(&*self.blobs, place, key.key.clone(), WHOLE_FILE_BYTES).await
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
    ) -> Result<PartReader, VaultError> {
        let key = self.key_of_file(scope).await?;
        let place = BlobKey { exam: scope_id(scope), kind: kind.into(), id: id.0 };
        open_part(&*self.blobs, place, key.key.clone(), size, range).await
    }

    /// A file that was stored has a key: none is made to read it.
    async fn key_of_file(&self, scope: Scope) -> Result<Arc<ScopeKey>, VaultError> {
        let missing = || VaultError::blobs(Fault::new(Class::Missing, "its scope has no data key"));
        self.known_key(scope).await?.ok_or_else(missing)
    }

    /// What the store of files is, in a word: `local`, `s3`.
    #[must_use]
    pub fn kind_of_store(&self) -> &'static str {
        self.blobs.kind()
    }

    /// Whether a file could be stored now.
    ///
    /// # Errors
    /// When the store of files takes nothing.
    pub async fn try_write(&self) -> Result<(), VaultError> {
        self.blobs.try_write().await.map_err(VaultError::blobs)
    }

    /// Removes a file that no row names any more; false when there was none.
    ///
    /// # Errors
    /// When the store of files fails.
    pub async fn delete(&self, scope: Scope, kind: BlobKind, id: BlobId) -> Result<bool, VaultError> {
        let place = BlobKey { exam: scope_id(scope), kind, id: id.0 };
        self.blobs.delete(place).await.map_err(VaultError::blobs)
    }

    /// The data key of a scope if it is in memory and not past its hard age: nothing is waited for.
    #[must_use]
    pub fn cached_key(&self, scope: Scope) -> Option<Arc<ScopeKey>> {
        self.keyring.cached(scope)
    }

    /// The data key of a scope, `None` when there is none: to open what was sealed before.
    ///
    /// # Errors
    /// As [`Vault::key`].
    pub async fn known_key(&self, scope: Scope) -> Result<Option<Arc<ScopeKey>>, VaultError> {
        self.keyring.key(scope, None).await
    }

    /// The data key of a scope, made when there is none. It is asked for before a transaction begins: the key
    /// provider may be far away.
    ///
    /// # Errors
    /// When the key provider or the database fails; the next call tries again.
    pub async fn key(&self, scope: Scope, now: Timestamp) -> Result<Arc<ScopeKey>, VaultError> {
        let made = self.keyring.key(scope, Some(now)).await?;
        made.ok_or_else(|| VaultError::Broken("a data key was asked for, and not made".to_owned()))
    }
}
