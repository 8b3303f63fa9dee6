//! The sweep removes what no row names, and never what is young.

use std::{
    fs::File,
    path::Path,
    time::{Duration, SystemTime},
};

use adapters::{BlobKind, Class, blobs::Met};
use testkit::faults::Operation;
use vault::SweepReport;

use crate::world::{NOW, World};

const HOUR: i64 = 3600;
const FACE: BlobKind = BlobKind::FaceLive;

fn age(path: &Path, seconds: i64) {
    let changed = SystemTime::UNIX_EPOCH + Duration::from_micros(NOW.plus_seconds(-seconds).0.unsigned_abs());
    File::options().append(true).open(path).unwrap().set_modified(changed).unwrap();
}

/// Three files, one with a row, one old without, one young without.
async fn world() -> World {
    let world = World::new().await;
    for (number, seconds) in [(1, 2 * HOUR), (2, 2 * HOUR), (3, HOUR / 2)] {
        let blob = world.put(FACE, number, b"bytes").await.unwrap();
        age(&world.file(FACE, number), seconds);
        if number == 1 {
            let mut tx = world.db.begin().await.unwrap();
            store::blobs::insert(&mut tx, &blob).await.unwrap();
            tx.commit().await.unwrap();
        }
    }
    world
}

fn left(world: &World) -> [bool; 3] {
    [1, 2, 3].map(|number| world.file(FACE, number).exists())
}

#[tokio::test]
async fn removes_only_old_files_without_a_row() {
    let world = world().await;
    let report = world.vault.sweep(HOUR, NOW).await.unwrap();
    assert_eq!(report, SweepReport { met: Met { seen: 3, young: 1, foreign: 0 }, removed: 1 });
    assert_eq!(left(&world), [true, false, true]);
}

#[tokio::test]
async fn removes_nothing_when_nobody_can_say_what_has_a_row() {
    let world = world().await;
    world.db.close().await;
    assert!(world.vault.sweep(HOUR, NOW).await.unwrap_err().is_passing());
    assert_eq!(left(&world), [true, true, true]);
}

#[tokio::test]
async fn a_store_that_fails_is_swept_the_next_time() {
    for operation in [Operation::List, Operation::Remove] {
        let world = world().await;
        world.faults.fail_next(operation, 2, Class::Unavailable);
        for _ in 0..2 {
            assert!(world.vault.sweep(HOUR, NOW).await.unwrap_err().is_passing());
            assert_eq!(left(&world), [true, true, true], "{operation:?}");
        }
        assert_eq!(world.vault.sweep(HOUR, NOW).await.unwrap().removed, 1, "{operation:?}");
    }
}
