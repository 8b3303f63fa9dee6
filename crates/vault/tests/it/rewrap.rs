//! Keys move to another key file and back, beside those who use them.

use std::sync::Arc;

use adapters::{Answered, FileKeys, KeyContext, KeyProvider, KeyPurpose, Keys, Maker, OsEntropy, Wrapped};
use domain::ExamId;
use uuid::Uuid;
use vault::{Clock, Ids, Rewrapped, Vault, rewrap, server_keys};
use zeroize::Zeroizing;

use crate::world::{NOW, World};

/// Opens what either of two key files has wrapped, and wraps with the first.
struct Both(FileKeys, FileKeys);

impl KeyProvider for Both {
    fn wrap<'a>(&'a self, context: &'a KeyContext, plaintext: &'a [u8]) -> Answered<'a, Wrapped> {
        self.0.wrap(context, plaintext)
    }

    fn unwrap<'a>(&'a self, context: &'a KeyContext, wrapped: &'a Wrapped) -> Answered<'a, Zeroizing<Vec<u8>>> {
        let of = |keys: &FileKeys| wrapped.maker() == Some(Maker::File(keys.fingerprint()));
        if of(&self.1) { self.1.unwrap(context, wrapped) } else { self.0.unwrap(context, wrapped) }
    }

    fn new_key<'a>(&'a self, context: &'a KeyContext) -> Answered<'a, (Zeroizing<Vec<u8>>, Wrapped)> {
        self.0.new_key(context)
    }
}

fn file(world: &World, name: &str) -> FileKeys {
    FileKeys::open_or_create(&world.folder.path().join(name), Arc::new(OsEntropy)).unwrap()
}

fn exam(number: u128) -> Option<ExamId> {
    Some(ExamId(Uuid::from_u128(number)))
}

#[tokio::test]
async fn every_key_moves_and_stays_the_key_that_it_was() {
    let world = World::new().await;
    let (ids, purpose) = (Ids::default(), KeyPurpose::TokenSigning);
    let seeds = server_keys::open_or_create(&world.db, &world.keys, &ids, NOW, purpose).await.unwrap();
    server_keys::keep(&world.db, &world.keys, &ids, NOW, KeyPurpose::CheckpointPublic, b"public").await.unwrap();
    let mut sealed = Vec::new();
    for scope in std::iter::once(None).chain((1..=250).map(exam)) {
        let key = world.vault.key(scope, NOW).await.unwrap();
        sealed.push((scope, key.seal(b"place", b"value").unwrap()));
    }
    let both: Keys = Arc::new(Both(file(&world, "new.key"), file(&world, "mpa.key")));
    let done = rewrap(&world.db, &both, &both, |_| {}).await.unwrap();
    assert_eq!(done, Rewrapped { moved: 253, left: 0 });
    assert_eq!(rewrap(&world.db, &both, &both, |_| {}).await.unwrap(), Rewrapped { moved: 0, left: 0 });

    // The new file alone opens all of them, the old one none.
    let new: Keys = Arc::new(file(&world, "new.key"));
    let copy = world.copy_with(Arc::clone(&new)).await;
    for (scope, sealed) in &sealed {
        let key = copy.known_key(*scope).await.unwrap().unwrap();
        assert_eq!(*key.open(b"place", sealed).unwrap(), b"value");
    }
    let moved = server_keys::stored(&world.db, &new, purpose).await.unwrap();
    assert_eq!(moved, seeds);
    assert!(server_keys::stored(&world.db, &world.keys, purpose).await.is_err());
    assert!(world.copy().await.known_key(exam(1)).await.is_err());

    let back: Keys = Arc::new(Both(file(&world, "mpa.key"), file(&world, "new.key")));
    assert_eq!(rewrap(&world.db, &back, &back, |_| {}).await.unwrap(), Rewrapped { moved: 253, left: 0 });
    assert!(world.copy().await.known_key(exam(1)).await.unwrap().is_some());
}

#[tokio::test]
async fn a_move_that_was_broken_off_goes_on_where_it_was() {
    let world = World::new().await;
    for number in 1..=10 {
        world.vault.key(exam(number), NOW).await.unwrap();
    }
    let new: Keys = Arc::new(file(&world, "new.key"));
    // It opens nothing of the old file.
    assert!(rewrap(&world.db, &new, &new, |_| {}).await.is_err());
    world.faults.fail_next(testkit::faults::Operation::Unwrap, 1, adapters::Class::Unavailable);
    assert!(rewrap(&world.db, &world.keys, &new, |_| {}).await.is_err());
    // Somebody makes one under the old file after the move.
    let done = rewrap(&world.db, &world.keys, &new, |_| {}).await.unwrap();
    assert_eq!(done, Rewrapped { moved: 10, left: 0 });
    let late = Vault::new(world.db.clone(), world.keys.clone(), world.blobs.clone(), Arc::new(OsEntropy));
    late.key(exam(11), Clock::System.now()).await.unwrap();
    let both: Keys = Arc::new(Both(file(&world, "new.key"), file(&world, "mpa.key")));
    assert_eq!(rewrap(&world.db, &both, &both, |_| {}).await.unwrap(), Rewrapped { moved: 1, left: 0 });
}
