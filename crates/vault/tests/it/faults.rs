//! A first call that fails leaves nothing behind, and the second does what was asked for.

use adapters::{BlobKind, Class, Fault};
use testkit::faults::Operation;
use vault::{Backend, ReadableKind, VaultError};

use crate::world::{CHUNK, NOW, World, exam, id, sample};

const FACE: BlobKind = BlobKind::FaceEnrolled;
const READ: ReadableKind = ReadableKind::FaceEnrolled;

/// What failed, and whether it is worth another try.
fn outside<T>(result: Result<T, VaultError>) -> Option<(Backend, Class, bool)> {
    match result.err()? {
        error @ VaultError::Outside { dependency, fault: Fault { class, .. } } => {
            Some((dependency, class, error.is_passing()))
        }
        _ => None,
    }
}

const BLOBS_AWAY: Option<(Backend, Class, bool)> = Some((Backend::Blobs, Class::Unavailable, true));
const KEYS_AWAY: Option<(Backend, Class, bool)> = Some((Backend::Keys, Class::Unavailable, true));

#[tokio::test]
async fn a_file_is_stored_at_the_second_try_under_the_same_name() {
    let world = World::new().await;
    world.faults.fail_next_of_each(1, Class::Unavailable);
    assert_eq!(outside(world.put(FACE, 1, b"bytes").await), KEYS_AWAY);
    assert_eq!((world.data_keys().await, world.files().len()), (0, 0));
    assert_eq!(outside(world.put(FACE, 1, b"bytes").await), BLOBS_AWAY);
    assert_eq!((world.data_keys().await, world.files().len()), (1, 0));
    world.put(FACE, 1, b"bytes").await.unwrap();
    assert_eq!((world.data_keys().await, world.files().len()), (1, 1));

    assert_eq!(outside(world.read(READ, 1).await), BLOBS_AWAY);
    assert_eq!(world.read(READ, 1).await.unwrap(), b"bytes");
    assert_eq!(outside(world.vault.delete(exam(), FACE, id(1)).await), BLOBS_AWAY);
    assert_eq!(world.read(READ, 1).await.unwrap(), b"bytes");
    assert!(world.vault.delete(exam(), FACE, id(1)).await.unwrap());
}

#[tokio::test]
async fn a_part_that_failed_on_its_way_is_read_when_it_is_asked_for_again() {
    let world = World::new().await;
    let whole = sample(2 * CHUNK);
    world.put(BlobKind::Package, 1, &whole).await.unwrap();
    world.faults.fail_next(Operation::Open, 1, Class::Unavailable);
    assert_eq!(outside(world.part(1, 2 * CHUNK, CHUNK..2 * CHUNK).await), BLOBS_AWAY);
    assert!(world.part(1, 2 * CHUNK, CHUNK..2 * CHUNK).await.unwrap() == whole[CHUNK..]);
}

#[tokio::test]
async fn a_key_in_memory_outlives_its_provider() {
    let world = World::new().await;
    let sealed = world.vault.key(exam(), NOW).await.unwrap().seal(b"place", b"value").unwrap();
    for operation in [Operation::Wrap, Operation::Unwrap] {
        world.faults.fail_until_mended(operation, Class::Unavailable);
    }
    let key = world.vault.key(exam(), NOW).await.unwrap();
    assert_eq!(*key.open(b"place", &sealed).unwrap(), b"value");
    assert_eq!(outside(world.vault.key(None, NOW).await), KEYS_AWAY);

    // A copy without the key in memory has none while the provider is away, and the right one afterwards.
    let copy = world.copy().await;
    for _ in 0..3 {
        assert_eq!(outside(copy.key(exam(), NOW).await), KEYS_AWAY);
        assert!(copy.cached_key(exam()).is_none());
    }
    world.faults.mend();
    assert_eq!(*copy.key(exam(), NOW).await.unwrap().open(b"place", &sealed).unwrap(), b"value");
    assert_eq!(world.data_keys().await, 1);
}

#[tokio::test]
async fn lasting_faults_are_told_from_passing_ones() {
    let world = World::new().await;
    world.put(FACE, 1, b"bytes").await.unwrap();
    for class in [Class::Missing, Class::Conflict, Class::Invalid, Class::Tampered] {
        world.faults.fail_next(Operation::Open, 1, class);
        assert_eq!(outside(world.read(READ, 1).await), Some((Backend::Blobs, class, false)));
    }
    assert_eq!(world.read(READ, 1).await.unwrap(), b"bytes");
}

#[tokio::test]
async fn a_database_that_is_away_is_a_store_error_that_passes() {
    let world = World::new().await;
    world.db.close().await;
    let away = world.vault.key(exam(), NOW).await.unwrap_err();
    assert!(matches!(away, VaultError::Store(store::StoreError::Unavailable(_))) && away.is_passing());
}
