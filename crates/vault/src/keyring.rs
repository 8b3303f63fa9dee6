//! The data keys of scopes: wrapped in the database, and at hand while they are in memory.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use adapters::{Entropy, Fault, KeyContext, KeyPurpose, Keys, Wrapped};
use domain::Timestamp;
use store::{Db, StoreError, keys};
use tokio::sync::OnceCell;
use uuid::Uuid;

use crate::{
    data_key::DataKey,
    error::VaultError,
    scope::{Scope, ScopeKey, scope_id},
};

/// Data keys kept in memory; then they are unwrapped anew.
pub const CACHED_DATA_KEYS: usize = 1024;

/// How a fetch ended, for those who waited for it: the key (`None` where there is none), or the fault of the provider.
/// Nothing where the fault was another's: then each finds out for himself.
type Fetched = Result<Option<Arc<ScopeKey>>, Option<Fault>>;

/// The fetches under way: of which scope, and whether a key that does not exist is made.
type Fetches = HashMap<(Uuid, bool), Arc<OnceCell<Fetched>>>;

/// The data keys of scopes. The provider may be far away: it is called outside of any transaction, once for all who
/// need the same key at the same time, and what it answers them when it fails is not kept.
pub(crate) struct Keyring {
    db: Db,
    keys: Keys,
    entropy: Arc<dyn Entropy>,
    cache: Mutex<HashMap<Uuid, Arc<ScopeKey>>>,
    /// One that everybody has left lies here until the next call takes it up.
    fetches: Mutex<Fetches>,
}

impl Keyring {
    pub(crate) fn new(db: Db, keys: Keys, entropy: Arc<dyn Entropy>) -> Self {
        Self { db, keys, entropy, cache: Mutex::default(), fetches: Mutex::default() }
    }

    /// The key of a scope, if it is in memory.
    pub(crate) fn cached(&self, scope: Scope) -> Option<Arc<ScopeKey>> {
        lock(&self.cache).get(&scope_id(scope)).cloned()
    }

    /// The key of a scope. When there is none it is made if `made_at` says when, else there is `None`.
    ///
    /// # Errors
    /// When the provider or the database fails.
    pub(crate) async fn key(
        &self,
        scope: Scope,
        made_at: Option<Timestamp>,
    ) -> Result<Option<Arc<ScopeKey>>, VaultError> {
        if let Some(known) = self.cached(scope) {
            return Ok(Some(known));
        }
        let fetch = (scope_id(scope), made_at.is_some());
        let turn = Arc::clone(lock(&self.fetches).entry(fetch).or_default());
        let mut own = None;
        let fetched = turn
            .get_or_init(async || {
                let fetched = self.fetch(scope, made_at).await;
                lock(&self.fetches).remove(&fetch);
                fetched.map_err(|error| own.insert(error).fault().cloned())
            })
            .await;
        match (own, fetched) {
            (Some(error), _) => Err(error),
            (None, Ok(key)) => Ok(key.clone()),
            (None, Err(Some(fault))) => Err(VaultError::keys(fault.clone())),
            (None, Err(None)) => self.fetch(scope, made_at).await,
        }
    }

    async fn fetch(&self, scope: Scope, made_at: Option<Timestamp>) -> Result<Option<Arc<ScopeKey>>, VaultError> {
        // Another may have come to its end since the caller looked.
        if let Some(known) = self.cached(scope) {
            return Ok(Some(known));
        }
        let Some(key) = self.load(scope, made_at).await? else { return Ok(None) };
        let key = Arc::new(ScopeKey { key, entropy: Arc::clone(&self.entropy) });
        let mut cache = lock(&self.cache);
        if cache.len() >= CACHED_DATA_KEYS {
            cache.clear();
        }
        cache.insert(scope_id(scope), Arc::clone(&key));
        Ok(Some(key))
    }

    async fn load(&self, scope: Scope, made_at: Option<Timestamp>) -> Result<Option<DataKey>, VaultError> {
        let context = KeyContext { purpose: KeyPurpose::DataKey, exam: scope.map(|exam| exam.0) };
        // The transaction ends with this statement, before the provider is called.
        let stored = keys::data_key(&mut self.db.read().await?, scope_id(scope)).await?;
        match (stored, made_at) {
            (Some(wrapped), _) => self.unwrap(&context, wrapped).await.map(Some),
            (None, Some(now)) => self.make(&context, scope_id(scope), now).await.map(Some),
            (None, None) => Ok(None),
        }
    }

    /// A new key; of two that are made at once the first that is stored counts.
    async fn make(&self, context: &KeyContext, id: Uuid, now: Timestamp) -> Result<DataKey, VaultError> {
        let fresh = DataKey::generate(&*self.entropy)?;
        let wrapped = self.keys.wrap(context, fresh.as_bytes()).await.map_err(VaultError::keys)?;
        let mut tx = self.db.begin().await?;
        keys::insert_data_key(&mut tx, id, wrapped.as_bytes(), now).await?;
        let kept = keys::data_key(&mut tx, id).await?.ok_or(StoreError::Corrupt { column: "wrapped" })?;
        tx.commit().await?;
        if kept == wrapped.as_bytes() { Ok(fresh) } else { self.unwrap(context, kept).await }
    }

    async fn unwrap(&self, context: &KeyContext, wrapped: Vec<u8>) -> Result<DataKey, VaultError> {
        let bytes = self.keys.unwrap(context, &Wrapped::from_bytes(wrapped)).await.map_err(VaultError::keys)?;
        Ok(DataKey::from_bytes(&bytes)?)
    }
}

fn lock<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}
