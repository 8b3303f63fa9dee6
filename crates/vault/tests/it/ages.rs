//! How long a key may be used without its provider: the clock is moved, nothing sleeps.

use std::{
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::Duration,
};

use adapters::{Class, Keys, OsEntropy};
use domain::ExamId;
use store::keys::WrappedRow;
use testkit::faults::Operation;
use uuid::Uuid;
use vault::{Backend, Clock, KeyAges, Vault, VaultError};

use crate::world::{NOW, World, exam, open_db};

const AGES: KeyAges = KeyAges { soft: 300, hard: 3600, again: Duration::from_millis(5) };

struct Aging {
    world: World,
    vault: Vault,
    time: Arc<AtomicI64>,
}

impl Aging {
    /// A copy with the exam's key in memory.
    async fn new() -> Self {
        let world = World::new().await;
        let time = Arc::new(AtomicI64::new(NOW.0));
        let vault = Vault::with_ages(
            open_db(world.folder.path()).await,
            Keys::clone(&world.keys),
            Arc::clone(&world.blobs),
            Arc::new(OsEntropy),
            Clock::Set(Arc::clone(&time)),
            AGES,
        );
        vault.key(exam(), NOW).await.unwrap();
        Self { world, vault, time }
    }

    fn pass(&self, seconds: i64) {
        self.time.fetch_add(seconds * 1_000_000, Ordering::AcqRel);
    }

    fn unwraps(&self) -> u64 {
        self.world.faults.calls(Operation::Unwrap)
    }

    /// Waits for what is done beside the work.
    async fn until(&self, unwraps: u64) {
        let there = async {
            while self.unwraps() < unwraps {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
        };
        tokio::time::timeout(Duration::from_secs(10), there).await.unwrap();
    }

    /// The class of the refusal of the key, and whether it passes.
    async fn refused(&self) -> (Class, bool) {
        let error = self.vault.key(exam(), NOW).await.unwrap_err();
        let VaultError::Outside { dependency: Backend::Keys, fault } = &error else { panic!("{error}") };
        (fault.class, error.is_passing())
    }
}

#[tokio::test]
async fn past_its_soft_age_a_key_serves_and_is_opened_again_once() {
    let aging = Aging::new().await;
    for _ in 0..10_000 {
        aging.vault.key(exam(), NOW).await.unwrap();
    }
    assert_eq!(aging.unwraps(), 0);
    aging.pass(300);
    for _ in 0..1000 {
        aging.vault.key(exam(), NOW).await.unwrap();
    }
    aging.until(1).await;
    for _ in 0..1000 {
        aging.vault.key(exam(), NOW).await.unwrap();
        tokio::task::yield_now().await;
    }
    assert_eq!((aging.unwraps(), aging.world.faults.calls(Operation::Wrap)), (1, 1));
    // It is young again: an hour after it was opened at first it is still good.
    aging.pass(3590);
    aging.world.faults.fail_until_mended(Operation::Unwrap, Class::Unavailable);
    assert!(aging.vault.cached_key(exam()).is_some());
}

#[tokio::test]
async fn a_key_that_may_not_be_opened_any_more_serves_until_its_hard_age() {
    for class in [Class::Denied, Class::Unavailable] {
        let aging = Aging::new().await;
        let sealed = aging.vault.key(exam(), NOW).await.unwrap().seal(b"place", b"value").unwrap();
        aging.world.faults.fail_until_mended(Operation::Unwrap, class);
        for seconds in [300, 1300, 1999] {
            aging.pass(seconds);
            let key = aging.vault.key(exam(), NOW).await.unwrap();
            assert_eq!(*key.open(b"place", &sealed).unwrap(), b"value");
        }
        aging.until(1).await;
        aging.pass(1);
        assert!(aging.vault.cached_key(exam()).is_none());
        assert_eq!(aging.refused().await, (class, true));
        aging.world.faults.mend();
        let key = aging.vault.key(exam(), NOW).await.unwrap();
        assert_eq!(*key.open(b"place", &sealed).unwrap(), b"value");
        assert!(aging.vault.cached_key(exam()).is_some());
    }
}

#[tokio::test]
async fn it_is_tried_again_without_being_asked() {
    let aging = Aging::new().await;
    aging.world.faults.fail_next(Operation::Unwrap, 3, Class::Unavailable);
    aging.pass(300);
    aging.vault.key(exam(), NOW).await.unwrap();
    aging.until(4).await;
}

#[tokio::test]
async fn wrapped_keys_that_changed_their_places_are_refused() {
    let aging = Aging::new().await;
    let other = Some(ExamId(Uuid::from_u128(2)));
    aging.vault.key(other, NOW).await.unwrap();
    let mut tx = aging.world.db.begin().await.unwrap();
    let rows = store::keys::wrapped_after(&mut tx, None, 10).await.unwrap();
    let [one @ WrappedRow::DataKey { .. }, two @ WrappedRow::DataKey { .. }] = rows.as_slice() else {
        panic!("{rows:?}")
    };
    assert!(store::keys::put_rewrapped(&mut tx, one, two.wrapped()).await.unwrap());
    assert!(store::keys::put_rewrapped(&mut tx, two, one.wrapped()).await.unwrap());
    tx.commit().await.unwrap();
    aging.pass(3600);
    assert_eq!(aging.refused().await, (Class::Tampered, false));
}
