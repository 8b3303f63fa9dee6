//! Files of release 0.1.0 open, and the same bytes are written today.

use std::{fs, path::Path, sync::Arc};

use adapters::BlobKind;
use vault::ReadableKind;

use crate::world::{Fixed, NOW, World, exam, sample};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/files-0.1.0");
const FILES: [(BlobKind, ReadableKind, u128, usize); 3] = [
    (BlobKind::FaceEnrolled, ReadableKind::FaceEnrolled, 0x11, 300),
    (BlobKind::Package, ReadableKind::Package, 0x12, 66_535),
    (BlobKind::OmrSheet, ReadableKind::OmrSheet, 0x13, 0),
];

fn fixture(name: &str) -> Vec<u8> {
    fs::read(Path::new(FOLDER).join(name)).unwrap()
}

/// A store with the key file and the data key of the fixture.
async fn world() -> World {
    // The same random bytes make the same key file.
    let world = World::with(Arc::new(Fixed)).await;
    assert_eq!(fs::read(world.folder.path().join("mpa.key")).unwrap(), fixture("mpa.key"));
    let mut tx = world.db.begin().await.unwrap();
    store::keys::insert_data_key(&mut tx, exam().unwrap().0, &fixture("data-key.wrapped"), NOW).await.unwrap();
    tx.commit().await.unwrap();
    world
}

fn location(world: &World, kind: BlobKind, number: u128) -> String {
    let path = world.file(kind, number);
    path.strip_prefix(world.folder.path()).unwrap().to_str().unwrap().to_owned()
}

#[tokio::test]
async fn yesterdays_files_open() {
    let world = world().await;
    for (kind, readable, number, size) in FILES {
        let path = world.file(kind, number);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, fixture(&location(&world, kind, number))).unwrap();
        assert!(world.read(readable, number).await.unwrap() == sample(size), "{kind:?}");
    }
    assert!(world.part(0x12, 66_535, 65_530..66_000).await.unwrap() == sample(66_535)[65_530..66_000]);
}

#[tokio::test]
async fn todays_files_are_the_same_bytes() {
    let world = world().await;
    for (kind, _, number, size) in FILES {
        world.put(kind, number, &sample(size)).await.unwrap();
        let written = fs::read(world.file(kind, number)).unwrap();
        assert!(written == fixture(&location(&world, kind, number)), "{kind:?}");
    }
}

#[tokio::test]
async fn sealed_values_and_digests_are_the_same() {
    let world = world().await;
    let key = world.vault.known_key(exam()).await.unwrap().unwrap();
    assert_eq!(*key.open(b"enrolment/1", &fixture("value.sealed")).unwrap(), b"embedding");
    assert_eq!(key.seal(b"enrolment/1", b"embedding").unwrap(), fixture("value.sealed"));
    assert!(key.open(b"enrolment/2", &fixture("value.sealed")).is_err());
    let digest = "cbfb14822d825fa393b56242a264046585a269a8438a97a3da83b89586198312";
    assert_eq!(key.digest(b"undo/1", b"wrong candidate").unwrap(), digest);
}
