//! The walk over what is old, and the removal of what it found.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // helpers of tests, too, fail by panicking

use std::fs::{self, File};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use adapters::blobs::{Aged, Met};
use adapters::{BlobKey, BlobKind, BlobStore, FileBlobs, OsEntropy};
use uuid::Uuid;

const HOUR: Duration = Duration::from_secs(3600);

fn key(id: u128) -> BlobKey {
    BlobKey { exam: Uuid::from_u128(id % 3), kind: BlobKind::Fingerprint, id: Uuid::from_u128(id) }
}

/// The hour that the tests call now.
fn now() -> SystemTime {
    SystemTime::UNIX_EPOCH + 500_000 * HOUR
}

fn open(folder: &Path) -> FileBlobs {
    FileBlobs::open(folder, Arc::new(OsEntropy)).unwrap()
}

fn age(path: &Path, age: Duration) {
    let file = File::options().append(true).open(path).unwrap();
    file.set_modified(now() - age).unwrap();
}

/// Only the names matter here, and a thousand fsyncs take their time.
fn write(folder: &Path, id: u128, old: Duration) {
    let path = folder.join(key(id).storage_location());
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, b"sealed").unwrap();
    age(&path, old);
}

#[tokio::test]
async fn meets_all_gives_what_is_old_and_never_what_is_foreign() {
    let folder = tempfile::tempdir().unwrap();
    let blobs = open(folder.path());
    for (id, old) in [(1, 2 * HOUR), (2, 2 * HOUR), (3, HOUR / 2)] {
        write(folder.path(), id, old);
    }
    let place = folder.path().join(key(1).storage_location());
    let beside = |suffix| format!("{}{suffix}", place.display());
    let (old, young, foreign) = (beside(".00000000000000aa.tmp"), beside(".00000000000000ab.tmp"), beside(".backup"));
    for (path, old) in [(&old, 2 * HOUR), (&young, HOUR / 2), (&foreign, 2 * HOUR)] {
        fs::write(path, b"half").unwrap();
        age(Path::new(path), old);
    }

    let mut walk = blobs.walk(now() - HOUR).await.unwrap();
    let Aged { blobs: mut found, unfinished } = walk.next().await.unwrap().unwrap();
    assert!(walk.next().await.unwrap().is_none());
    assert_eq!(walk.met(), Met { seen: 6, young: 2, foreign: 1 });
    found.sort_by_key(|key| key.id);
    assert_eq!(found, [key(1), key(2)]);
    assert_eq!(unfinished.len(), 1);

    let again = Aged { blobs: vec![key(2), key(4)], unfinished: unfinished.clone() };
    assert_eq!(blobs.remove(Aged { blobs: vec![key(2)], unfinished }).await.unwrap(), 2);
    assert_eq!(blobs.remove(again).await.unwrap(), 0, "what is gone is not counted");
    let exists = |id| folder.path().join(key(id).storage_location()).exists();
    assert_eq!([exists(1), exists(2), exists(3)], [true, false, true]);
    let left = [&old, &young, &foreign].map(|path| Path::new(path).exists());
    assert_eq!(left, [false, true, true]);
}

#[tokio::test]
async fn comes_in_pages_also_while_they_are_removed() {
    let folder = tempfile::tempdir().unwrap();
    let blobs = open(folder.path());
    for id in 0..1201 {
        write(folder.path(), id, 2 * HOUR);
    }
    let mut walk = blobs.walk(now()).await.unwrap();
    let (mut pages, mut removed) = (Vec::new(), 0);
    while let Some(page) = walk.next().await.unwrap() {
        pages.push(page.blobs.len());
        removed += blobs.remove(page).await.unwrap();
    }
    assert_eq!(pages, [500, 500, 201]);
    assert_eq!((walk.met().seen, removed), (1201, 1201));
}

#[tokio::test]
async fn a_walk_that_failed_does_not_end_quietly() {
    let folder = tempfile::tempdir().unwrap();
    let blobs = open(folder.path());
    write(folder.path(), 1, 2 * HOUR);
    let mut walk = loop {
        let mut walk = blobs.walk(now()).await.unwrap();
        // Abandoned on its way, unless the disk was faster.
        if !poll_once(walk.next()) {
            break walk;
        }
    };
    assert!(walk.next().await.unwrap_err().is_passing());
}

/// Polls once.
fn poll_once<T>(mut future: adapters::Answered<'_, T>) -> bool {
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    future.as_mut().poll(&mut context).is_ready()
}
