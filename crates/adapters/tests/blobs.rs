//! The store of plain bytes on real files: what goes in comes out, and nothing else.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // helpers of tests, too, fail by panicking

use std::{
    fs,
    io::{self, Cursor, Read},
    ops::Range,
    os::unix::fs::PermissionsExt,
    path::PathBuf,
    sync::Arc,
};

use adapters::{BlobKey, BlobKind, BlobStore, Class, Fault, FileBlobs, OsEntropy, Source};
use uuid::Uuid;

struct Store {
    folder: tempfile::TempDir,
    blobs: FileBlobs,
}

impl Store {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let blobs = FileBlobs::open(folder.path(), Arc::new(OsEntropy)).unwrap();
        Self { folder, blobs }
    }

    fn file(&self, key: BlobKey) -> PathBuf {
        self.folder.path().join(key.storage_location())
    }

    fn files_beside(&self, key: BlobKey) -> usize {
        fs::read_dir(self.file(key).parent().unwrap()).unwrap().count()
    }

    async fn put(&self, key: BlobKey, bytes: &[u8]) -> Result<(), Fault> {
        self.blobs.put(key, Box::new(Cursor::new(bytes.to_vec()))).await
    }

    async fn range(&self, key: BlobKey, range: Range<u64>) -> Result<(u64, Vec<u8>), Fault> {
        let mut opened = self.blobs.open(key, range).await?;
        let mut bytes = Vec::new();
        opened.bytes.read_to_end(&mut bytes)?;
        Ok((opened.len, bytes))
    }
}

fn key(id: u128) -> BlobKey {
    BlobKey { exam: Uuid::from_u128(1), kind: BlobKind::Fingerprint, id: Uuid::from_u128(id) }
}

fn class<T>(result: Result<T, Fault>) -> Option<Class> {
    result.err().map(|fault| fault.class)
}

#[tokio::test]
async fn every_range_is_what_was_put_there() {
    let store = Store::new();
    for (id, size) in [0_usize, 1, 65_535, 65_536, 65_537, 200_000].into_iter().enumerate() {
        let (key, whole) = (key(id as u128), (0..size).map(|at| (at % 251) as u8).collect::<Vec<u8>>());
        store.put(key, &whole).await.unwrap();
        for (from, to) in [(0, size), (0, size + 9), (size / 3, size / 2), (size, size + 1), (size + 5, size + 9)] {
            let expected = whole.get(from.min(size)..to.min(size)).unwrap();
            let (len, bytes) = store.range(key, from as u64..to as u64).await.unwrap();
            assert_eq!(len, size as u64);
            assert!(bytes == expected, "{size}: {from}..{to}");
        }
        assert_eq!(store.range(key, 0..u64::MAX).await.unwrap().1, whole);
    }
}

#[tokio::test]
async fn a_blob_is_private_and_never_replaced() {
    let store = Store::new();
    store.put(key(9), b"first").await.unwrap();
    let mode = fs::metadata(store.file(key(9))).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    assert_eq!(class(store.put(key(9), b"other").await), Some(Class::Conflict));
    assert_eq!(store.range(key(9), 0..99).await.unwrap().1, b"first");
    assert_eq!(store.files_beside(key(9)), 1);
}

#[tokio::test]
async fn a_failing_source_leaves_nothing_and_keeps_its_fault() {
    struct Broken(Option<io::Error>);
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(self.0.take().unwrap())
        }
    }
    let store = Store::new();
    let faults = [
        (io::Error::other("the client went away"), Class::Unavailable),
        (io::Error::from(io::ErrorKind::NotFound), Class::Unavailable), // it is not the blob that is missing
        (Fault::new(Class::Tampered, "another digest").into(), Class::Tampered),
    ];
    for (error, expected) in faults {
        let source = Cursor::new(vec![1; 200_000]).chain(Broken(Some(error)));
        assert_eq!(class(store.blobs.put(key(1), Box::new(source)).await), Some(expected));
        assert_eq!(store.files_beside(key(1)), 0);
        assert_eq!(class(store.range(key(1), 0..1).await), Some(Class::Missing));
    }
    store.put(key(1), b"the name is free").await.unwrap();
}

#[tokio::test]
async fn several_are_all_there_or_none_is() {
    let store = Store::new();
    let several = |ids: [u128; 3]| {
        let one = |id: u128| (key(id), Box::new(Cursor::new(id.to_be_bytes().to_vec())) as Source);
        store.blobs.put_several(ids.map(one).into())
    };
    several([1, 2, 0x103]).await.unwrap(); // in two folders
    for id in [1, 2, 0x103_u128] {
        assert_eq!(store.range(key(id), 0..99).await.unwrap().1, id.to_be_bytes());
    }
    assert_eq!(class(several([4, 2, 5]).await), Some(Class::Conflict));
    for id in [4, 5] {
        assert_eq!(class(store.range(key(id), 0..1).await), Some(Class::Missing));
    }
    assert_eq!(store.range(key(2), 0..99).await.unwrap().1, 2_u128.to_be_bytes(), "what was there stays");
    several([4, 5, 6]).await.unwrap();
}

#[tokio::test]
async fn a_deleted_blob_is_gone() {
    let store = Store::new();
    store.put(key(1), b"bytes").await.unwrap();
    assert!(store.blobs.delete(key(1)).await.unwrap());
    assert!(!store.blobs.delete(key(1)).await.unwrap());
    assert_eq!(class(store.range(key(1), 0..1).await), Some(Class::Missing));
}

/// Real faults: something that is no file, and no folder, in the way.
#[tokio::test]
async fn what_is_in_the_way_is_a_passing_fault() {
    let store = Store::new();
    fs::create_dir_all(store.file(key(1))).unwrap();
    assert!(store.blobs.delete(key(1)).await.unwrap_err().is_passing());
    fs::remove_dir_all(store.folder.path().join("blobs")).unwrap();
    fs::write(store.folder.path().join("blobs"), b"").unwrap();
    assert!(store.put(key(1), b"bytes").await.unwrap_err().is_passing());
    fs::remove_file(store.folder.path().join("blobs")).unwrap();
    assert_eq!(class(FileBlobs::open(&store.folder.path().join("none"), Arc::new(OsEntropy))), Some(Class::Missing));
    store.put(key(1), b"bytes").await.unwrap();
}
