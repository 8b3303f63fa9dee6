//! The sweep removes what no row names, and never what is young.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // helpers of tests, too, fail by panicking

use std::collections::HashSet;
use std::convert::Infallible;
use std::fs::{self, File};
use std::io::Cursor;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use adapters::blobs::{BlobKey, BlobKind, Blobs, FileBlobs, SweepError, SweepReport};
use adapters::{DataKey, OsEntropy};
use uuid::Uuid;

const HOUR: Duration = Duration::from_secs(3600);

fn key(id: u128) -> BlobKey {
    BlobKey { exam: Uuid::from_u128(id % 3), kind: BlobKind::Fingerprint, id: Uuid::from_u128(id) }
}

/// The hour that the tests call now.
fn now() -> SystemTime {
    SystemTime::UNIX_EPOCH + 500_000 * HOUR
}

fn open(folder: &Path) -> Blobs {
    Blobs::Files(FileBlobs::open(folder, Arc::new(OsEntropy)).unwrap())
}

fn age(path: &Path, age: Duration) {
    let file = File::options().append(true).open(path).unwrap();
    file.set_modified(now() - age).unwrap();
}

async fn put(folder: &Path, blobs: &Blobs, id: u128, old: Duration) {
    let data_key = DataKey::from_bytes(&[1; 32]).unwrap();
    let source = Cursor::new(vec![0; 10]);
    blobs.put(key(id), &data_key, source).await.unwrap();
    age(&folder.join(key(id).storage_location()), old);
}

#[tokio::test]
async fn removes_only_old_files_without_a_row() {
    let folder = tempfile::tempdir().unwrap();
    let blobs = open(folder.path());
    put(folder.path(), &blobs, 1, 2 * HOUR).await;
    put(folder.path(), &blobs, 2, 2 * HOUR).await;
    put(folder.path(), &blobs, 3, HOUR / 2).await;
    let place = folder.path().join(key(1).storage_location());
    let beside = |suffix| format!("{}{suffix}", place.display());
    let (old, young, foreign) = (beside(".00000000000000aa.tmp"), beside(".00000000000000ab.tmp"), beside(".backup"));
    for (path, old) in [(&old, 2 * HOUR), (&young, HOUR / 2), (&foreign, 2 * HOUR)] {
        fs::write(path, b"half").unwrap();
        age(Path::new(path), old);
    }

    let known = |keys: Vec<BlobKey>| async move {
        assert!(!keys.contains(&key(3)), "a young file was looked up");
        Ok::<_, Infallible>(HashSet::from([key(1).id]))
    };
    let report = blobs.sweep(now() - HOUR, known).await.unwrap();
    assert_eq!(report, SweepReport { seen: 6, removed: 2, kept_young: 2, foreign: 1 });
    let exists = |id| folder.path().join(key(id).storage_location()).exists();
    assert_eq!([exists(1), exists(2), exists(3)], [true, false, true]);
    let left = [&old, &young, &foreign].map(|path| Path::new(path).exists());
    assert_eq!(left, [false, true, true]);
}

#[tokio::test]
async fn asks_in_batches_and_stops_when_nobody_knows() {
    let folder = tempfile::tempdir().unwrap();
    let blobs = open(folder.path());
    for id in 0..1201 {
        // Only the names matter here, and 1201 fsyncs take their time.
        let path = folder.path().join(key(id).storage_location());
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, b"").unwrap();
        age(&path, 2 * HOUR);
    }
    let failing = |_| async { Err("the database is away") };
    let stopped = blobs.sweep(now(), failing).await;
    assert!(matches!(stopped, Err(SweepError::Lookup(_))));

    let mut batches = Vec::new();
    let known = |keys: Vec<BlobKey>| {
        batches.push(keys.len());
        async { Ok::<_, Infallible>(HashSet::new()) }
    };
    let report = blobs.sweep(now(), known).await.unwrap();
    assert_eq!((report.seen, report.removed), (1201, 1201));
    assert_eq!(batches, [500, 500, 201]);
}
