//! The data keys of scopes: wrapped in the database, and at hand while they are in memory and young enough.

use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use adapters::{Class, Entropy, Fault, KeyContext, KeyPurpose, Keys, Wrapped};
use domain::Timestamp;
use store::{Db, StoreError, keys};
use tokio::sync::OnceCell;
use uuid::Uuid;

use crate::{
    clock::Clock,
    data_key::DataKey,
    error::VaultError,
    scope::{Scope, ScopeKey, scope_id},
};

/// Data keys kept in memory; then the one that was opened first is unwrapped anew.
pub const CACHED_DATA_KEYS: usize = 1024;

/// How long a data key may be used without its provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyAges {
    /// Seconds after which it is opened again, beside the work.
    pub soft: i64,
    /// Seconds after which it is used no more until it was opened again.
    pub hard: i64,
    /// How soon it is tried again to open one that is past its soft age.
    pub again: Duration,
}

impl Default for KeyAges {
    fn default() -> Self {
        Self { soft: 300, hard: 3600, again: Duration::from_secs(5) }
    }
}

/// How a fetch ended, for those who waited for it: the key (`None` where there is none), or the fault of the provider.
/// Nothing where the fault was another's: then each finds out for himself.
type Fetched = Result<Option<Arc<ScopeKey>>, Option<Fault>>;

/// The fetches under way: of which scope, and whether a key that does not exist is made.
type Fetches = HashMap<(Uuid, bool), Arc<OnceCell<Fetched>>>;

/// A key in memory, and when its provider was last asked for it.
struct Held {
    key: Arc<ScopeKey>,
    opened_at: Timestamp,
}

/// The data keys of scopes. The provider may be far away: it is called outside of any transaction, once for all who
/// need the same key at the same time, and what it answers them when it fails is not kept.
#[derive(Clone)]
pub(crate) struct Keyring(Arc<Inner>);

struct Inner {
    db: Db,
    keys: Keys,
    entropy: Arc<dyn Entropy>,
    clock: Clock,
    ages: KeyAges,
    cache: Mutex<HashMap<Uuid, Held>>,
    /// One that everybody has left lies here until the next call takes it up.
    fetches: Mutex<Fetches>,
    /// The scopes whose keys are opened again now.
    refreshing: Mutex<HashSet<Uuid>>,
}

impl Keyring {
    pub(crate) fn new(db: Db, keys: Keys, entropy: Arc<dyn Entropy>, clock: Clock, ages: KeyAges) -> Self {
        let (cache, fetches, refreshing) = Default::default();
        Self(Arc::new(Inner { db, keys, entropy, clock, ages, cache, fetches, refreshing }))
    }

    /// The key of a scope, if it is in memory and not past its hard age.
    pub(crate) fn cached(&self, scope: Scope) -> Option<Arc<ScopeKey>> {
        let (key, age) = self.0.held(scope)?;
        (age < self.0.ages.hard).then_some(key)
    }

    /// Whether a provider that is far away did what it was asked for last; `None` for one that is here.
    pub(crate) fn provider_answers(&self) -> Option<bool> {
        self.0.keys.answers()
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
        if let Some((key, age)) = self.0.held(scope)
            && age < self.0.ages.hard
        {
            if age >= self.0.ages.soft {
                self.refresh(scope);
            }
            return Ok(Some(key));
        }
        self.0.turn(scope, made_at).await
    }

    /// Opens a key again beside the work, and tries until that is done or the key is past its hard age: from then on
    /// whoever needs it tries.
    fn refresh(&self, scope: Scope) {
        let id = scope_id(scope);
        if !lock(&self.0.refreshing).insert(id) {
            return;
        }
        let ring = Arc::clone(&self.0);
        tokio::spawn(async move {
            let done = Refreshing { ring: &ring, id };
            while ring.held(scope).is_some_and(|(_, age)| (ring.ages.soft..ring.ages.hard).contains(&age)) {
                match ring.load_young(scope, None).await {
                    Ok(_) => break,
                    Err(error) => tracing::warn!(%error, "a data key was not opened again; the one in memory serves"),
                }
                tokio::time::sleep(ring.ages.again).await;
            }
            drop(done);
        });
    }
}

/// Ends with the work, however that ends.
struct Refreshing<'a> {
    ring: &'a Inner,
    id: Uuid,
}

impl Drop for Refreshing<'_> {
    fn drop(&mut self) {
        lock(&self.ring.refreshing).remove(&self.id);
    }
}

impl Inner {
    /// The key in memory, and its age in seconds.
    fn held(&self, scope: Scope) -> Option<(Arc<ScopeKey>, i64)> {
        let cache = lock(&self.cache);
        let held = cache.get(&scope_id(scope))?;
        Some((Arc::clone(&held.key), self.clock.now().seconds_since(held.opened_at)))
    }

    /// A fetch for all who need the same key now.
    async fn turn(&self, scope: Scope, made_at: Option<Timestamp>) -> Result<Option<Arc<ScopeKey>>, VaultError> {
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
        match self.held(scope) {
            Some((known, age)) if age < self.ages.hard => Ok(Some(known)),
            _ => self.load_young(scope, made_at).await,
        }
    }

    /// Opens a key and holds it, with a new age. One whose row is gone is forgotten.
    async fn load_young(&self, scope: Scope, made_at: Option<Timestamp>) -> Result<Option<Arc<ScopeKey>>, VaultError> {
        let opened_at = self.clock.now();
        let Some(key) = self.load(scope, made_at).await? else {
            lock(&self.cache).remove(&scope_id(scope));
            return Ok(None);
        };
        let mut cache = lock(&self.cache);
        if let Some(held) = cache.get_mut(&scope_id(scope)) {
            // A key that was wrapped anew is the same key. Another one would part what was sealed from what will be.
            if held.key.key != key {
                return Err(VaultError::keys(Fault::new(Class::Tampered, "another data key lies in the place of one")));
            }
            held.opened_at = opened_at;
            return Ok(Some(Arc::clone(&held.key)));
        }
        let key = Arc::new(ScopeKey { key, entropy: Arc::clone(&self.entropy) });
        if cache.len() >= CACHED_DATA_KEYS
            && let Some(oldest) = cache.iter().min_by_key(|(_, held)| held.opened_at).map(|(&id, _)| id)
        {
            cache.remove(&oldest);
        }
        cache.insert(scope_id(scope), Held { key: Arc::clone(&key), opened_at });
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
        let (fresh, wrapped) = self.keys.new_key(context).await.map_err(VaultError::keys)?;
        let fresh = DataKey::from_bytes(&fresh)?;
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
