//! One key a scope, however many ask for it at once, and no transaction open while the provider is asked.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use adapters::{Answered, Class, Fault, KeyContext, KeyProvider, Keys, Wrapped};
use store::{Db, PoolLimits};
use testkit::{faults::Operation, postgres::Server};
use tokio::{
    sync::{Barrier, Notify, Semaphore},
    task::JoinSet,
};
use vault::{Vault, VaultError};
use zeroize::Zeroizing;

use crate::world::{NOW, World, exam};

/// A provider that lets others go first: all calls that are under way meet before they are answered.
struct Meeting {
    inner: Keys,
    barrier: Barrier,
}

impl KeyProvider for Meeting {
    fn wrap<'a>(&'a self, context: &'a KeyContext, plaintext: &'a [u8]) -> Answered<'a, Wrapped> {
        self.inner.wrap(context, plaintext)
    }

    fn new_key<'a>(&'a self, context: &'a KeyContext) -> Answered<'a, (Zeroizing<Vec<u8>>, Wrapped)> {
        Box::pin(async move {
            let alone = |_| Fault::new(Class::Unavailable, "nobody else came");
            tokio::time::timeout(Duration::from_secs(5), self.barrier.wait()).await.map_err(alone)?;
            self.inner.new_key(context).await
        })
    }

    fn unwrap<'a>(&'a self, context: &'a KeyContext, wrapped: &'a Wrapped) -> Answered<'a, Zeroizing<Vec<u8>>> {
        self.inner.unwrap(context, wrapped)
    }
}

/// A provider that never answers the first call.
struct Silent {
    inner: Keys,
    asked: Notify,
    is_silent: AtomicBool,
}

impl KeyProvider for Silent {
    fn wrap<'a>(&'a self, context: &'a KeyContext, plaintext: &'a [u8]) -> Answered<'a, Wrapped> {
        self.inner.wrap(context, plaintext)
    }

    fn new_key<'a>(&'a self, context: &'a KeyContext) -> Answered<'a, (Zeroizing<Vec<u8>>, Wrapped)> {
        Box::pin(async move {
            if self.is_silent.swap(false, Ordering::AcqRel) {
                self.asked.notify_one();
                std::future::pending::<()>().await;
            }
            self.inner.new_key(context).await
        })
    }

    fn unwrap<'a>(&'a self, context: &'a KeyContext, wrapped: &'a Wrapped) -> Answered<'a, Zeroizing<Vec<u8>>> {
        self.inner.unwrap(context, wrapped)
    }
}

/// A provider that opens nothing before a whole crowd waits for it.
struct Awaited {
    inner: Keys,
    waiting: Arc<Semaphore>,
}

impl KeyProvider for Awaited {
    fn wrap<'a>(&'a self, context: &'a KeyContext, plaintext: &'a [u8]) -> Answered<'a, Wrapped> {
        self.inner.wrap(context, plaintext)
    }

    fn new_key<'a>(&'a self, context: &'a KeyContext) -> Answered<'a, (Zeroizing<Vec<u8>>, Wrapped)> {
        self.inner.new_key(context)
    }

    fn unwrap<'a>(&'a self, context: &'a KeyContext, wrapped: &'a Wrapped) -> Answered<'a, Zeroizing<Vec<u8>>> {
        Box::pin(async move {
            let alone = |_| Fault::new(Class::Invalid, "the crowd did not come");
            let crowd = tokio::time::timeout(Duration::from_secs(60), self.waiting.acquire_many(CROWD));
            crowd.await.map_err(alone)?.unwrap().forget();
            self.inner.unwrap(context, wrapped).await
        })
    }
}

/// A provider that keeps a book in the same database: it needs the one writer of SQLite for itself.
struct Writing {
    inner: Keys,
    db: Db,
}

impl Writing {
    async fn write(&self) -> Result<(), Fault> {
        let away = |error| Fault::new(Class::Unavailable, error);
        self.db.begin().await.map_err(away)?.commit().await.map_err(away)
    }
}

impl KeyProvider for Writing {
    fn wrap<'a>(&'a self, context: &'a KeyContext, plaintext: &'a [u8]) -> Answered<'a, Wrapped> {
        Box::pin(async move {
            self.write().await?;
            self.inner.wrap(context, plaintext).await
        })
    }

    fn new_key<'a>(&'a self, context: &'a KeyContext) -> Answered<'a, (Zeroizing<Vec<u8>>, Wrapped)> {
        Box::pin(async move {
            self.write().await?;
            self.inner.new_key(context).await
        })
    }

    fn unwrap<'a>(&'a self, context: &'a KeyContext, wrapped: &'a Wrapped) -> Answered<'a, Zeroizing<Vec<u8>>> {
        Box::pin(async move {
            self.write().await?;
            self.inner.unwrap(context, wrapped).await
        })
    }
}

/// Whether two copies that make the first key at the same time have the same one.
async fn agree(one: Vault, other: Vault) {
    let (first, second) = tokio::join!(one.key(exam(), NOW), other.key(exam(), NOW));
    let sealed = first.unwrap().seal(b"place", b"value").unwrap();
    assert_eq!(*second.unwrap().open(b"place", &sealed).unwrap(), b"value");
}

#[tokio::test]
async fn two_copies_that_make_the_first_key_at_once_agree() {
    let world = World::new().await;
    let keys: Keys = Arc::new(Meeting { inner: Arc::clone(&world.keys), barrier: Barrier::new(2) });
    agree(world.copy_with(Arc::clone(&keys)).await, world.copy_with(keys).await).await;
    assert_eq!((world.data_keys().await, world.faults.calls(Operation::Wrap)), (1, 2));
}

#[tokio::test]
async fn two_copies_on_postgresql_agree_as_well() {
    let world = World::new().await;
    let server = tokio::task::spawn_blocking(|| Server::shared().unwrap()).await.unwrap();
    let database = server.create_database(None).unwrap();
    let keys: Keys = Arc::new(Meeting { inner: Arc::clone(&world.keys), barrier: Barrier::new(2) });
    let copy = async || {
        let db = Db::connect_postgres(&database.url, None, PoolLimits::default()).await.unwrap();
        db.migrate().await.unwrap();
        Vault::new(db, Arc::clone(&keys), Arc::clone(&world.blobs), Arc::new(adapters::OsEntropy))
    };
    agree(copy().await, copy().await).await;
    assert_eq!(world.faults.calls(Operation::Wrap), 2);
}

#[tokio::test]
async fn no_transaction_is_open_while_the_provider_is_asked() {
    let world = World::new().await;
    let keys: Keys = Arc::new(Writing { inner: Arc::clone(&world.keys), db: world.db.clone() });
    // The same connections, of which one writes.
    let vault = |keys| Vault::new(world.db.clone(), keys, Arc::clone(&world.blobs), Arc::new(adapters::OsEntropy));
    let made = vault(Arc::clone(&keys)).key(exam(), NOW).await.unwrap();
    let opened = vault(Arc::clone(&keys)).known_key(exam()).await.unwrap().unwrap();
    assert_eq!(*opened.open(b"place", &made.seal(b"place", b"value").unwrap()).unwrap(), b"value");

    // And the provider of the test does notice one.
    let writer = world.db.begin().await.unwrap();
    let stuck = vault(keys).known_key(exam()).await.unwrap_err();
    assert_eq!(stuck.fault().map(|fault| fault.class), Some(Class::Unavailable));
    drop(writer);
}

#[tokio::test]
async fn a_key_at_hand_works_within_a_transaction() {
    let world = World::new().await;
    let key = world.vault.key(exam(), NOW).await.unwrap();
    let tx = world.db.begin().await.unwrap();
    let digest = key.digest(b"place", b"value").unwrap();
    assert_eq!(world.vault.cached_key(exam()).unwrap().digest(b"place", b"value").unwrap(), digest);
    tx.commit().await.unwrap();
}

/// How many ask a copy for one key at the same time.
const CROWD: u32 = 50;

/// Each says that it waits in the same breath in which it asks: nobody else runs between the two.
async fn crowd(vault: &Arc<Vault>, waiting: &Arc<Semaphore>) -> Vec<Result<Vec<u8>, VaultError>> {
    let mut askers = JoinSet::new();
    for _ in 0..CROWD {
        let (vault, waiting) = (Arc::clone(vault), Arc::clone(waiting));
        askers.spawn(async move {
            waiting.add_permits(1);
            vault.key(exam(), NOW).await?.seal(b"place", b"value")
        });
    }
    askers.join_all().await
}

#[tokio::test]
async fn a_crowd_asks_the_provider_once_and_hears_the_same_fault() {
    let world = World::new().await;
    world.vault.key(exam(), NOW).await.unwrap();
    let waiting = Arc::new(Semaphore::new(0));
    let keys: Keys = Arc::new(Awaited { inner: Arc::clone(&world.keys), waiting: Arc::clone(&waiting) });
    let copy = Arc::new(world.copy_with(keys).await);
    world.faults.fail_next(Operation::Unwrap, 1, Class::Unavailable);
    let refused = crowd(&copy, &waiting).await;
    assert_eq!(world.faults.calls(Operation::Unwrap), 1);
    for refused in refused {
        let refused = refused.unwrap_err();
        assert_eq!(refused.fault().map(|fault| fault.class), Some(Class::Unavailable));
    }
    let sealed = crowd(&copy, &waiting).await;
    assert_eq!(world.faults.calls(Operation::Unwrap), 2);
    let key = world.vault.key(exam(), NOW).await.unwrap();
    assert!(sealed.into_iter().all(|sealed| *key.open(b"place", &sealed.unwrap()).unwrap() == b"value"[..]));
}

#[tokio::test]
async fn whoever_leaves_in_the_middle_leaves_the_turn_to_the_next() {
    let world = World::new().await;
    let keys = Arc::new(Silent { inner: Arc::clone(&world.keys), asked: Notify::new(), is_silent: true.into() });
    let vault = Arc::new(world.copy_with(Arc::clone(&keys) as Keys).await);
    let ask = || {
        let vault = Arc::clone(&vault);
        tokio::spawn(async move { vault.key(exam(), NOW).await.map(drop) })
    };
    let gone = ask();
    keys.asked.notified().await;
    let next = ask();
    gone.abort();
    assert!(gone.await.unwrap_err().is_cancelled());
    next.await.unwrap().unwrap();
    assert_eq!((world.data_keys().await, world.faults.calls(Operation::Wrap)), (1, 1));
}

#[tokio::test]
async fn a_known_key_is_never_made() {
    let world = World::new().await;
    assert!(world.vault.known_key(exam()).await.unwrap().is_none());
    assert_eq!((world.data_keys().await, world.faults.calls(Operation::Wrap)), (0, 0));
    world.vault.key(exam(), NOW).await.unwrap();
    assert!(world.vault.known_key(exam()).await.unwrap().is_some());
    assert!(world.copy().await.known_key(exam()).await.unwrap().is_some());
}
