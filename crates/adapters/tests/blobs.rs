//! The blob store on real files: what goes in comes out, and nothing else.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // helpers of tests, too, fail by panicking

use std::fs;
use std::io::{self, Cursor, Read};
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::sync::Arc;

use adapters::blobs::{BlobError, BlobKey, BlobKind, FileBlobs, ReadableKey, ReadableKind};
use adapters::{DataKey, OsEntropy, blobs::Blobs};
use sha2::{Digest, Sha256};
use uuid::Uuid;

const CHUNK: usize = 64 * 1024;
const NO_LIMIT: u64 = u64::MAX;

struct Store {
    folder: tempfile::TempDir,
    blobs: Blobs,
    data_key: DataKey,
}

impl Store {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let files = FileBlobs::open(folder.path(), Arc::new(OsEntropy)).unwrap();
        let data_key = DataKey::generate(&OsEntropy).unwrap();
        Self { folder, blobs: Blobs::Files(files), data_key }
    }

    fn file(&self, key: impl Into<BlobKey>) -> PathBuf {
        self.folder.path().join(key.into().storage_location())
    }

    async fn put(&self, key: impl Into<BlobKey>, bytes: &[u8]) {
        let source = Cursor::new(bytes.to_vec());
        let stored = self.blobs.put(key.into(), &self.data_key, source).await;
        let stored = stored.unwrap();
        assert_eq!(stored.size, bytes.len() as u64);
        assert_eq!(stored.sha256, <[u8; 32]>::from(Sha256::digest(bytes)));
    }

    async fn get(&self, key: ReadableKey) -> Result<Vec<u8>, BlobError> {
        self.blobs.get(key, &self.data_key, NO_LIMIT).await
    }
}

fn face(id: u128) -> ReadableKey {
    ReadableKey { exam: Uuid::from_u128(1), kind: ReadableKind::FaceLive, id: Uuid::from_u128(id) }
}

/// Bytes without a pattern that a chunk could share with another.
fn sample(length: usize) -> Vec<u8> {
    (0..length as u64).map(|at| (at.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 56) as u8).collect()
}

#[tokio::test]
async fn every_length_around_the_chunks_comes_back() {
    let store = Store::new();
    let lengths = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 777];
    for (id, length) in lengths.into_iter().enumerate() {
        let (key, bytes) = (face(id as u128), sample(length));
        store.put(key, &bytes).await;
        assert_eq!(store.get(key).await.unwrap(), bytes, "{length}");
        let exact = length as u64;
        let get = |limit| store.blobs.get(key, &store.data_key, limit);
        assert_eq!(get(exact).await.unwrap(), bytes, "{length}");
        if length > 0 {
            let over = get(exact - 1).await;
            assert!(matches!(over, Err(BlobError::OverLimit { size, .. }) if size == exact));
        }
        let mut reader = store.blobs.open(key, &store.data_key).await.unwrap();
        let mut pieces = Vec::new();
        while let Some(chunk) = reader.next_chunk().await.unwrap() {
            pieces.extend(chunk);
        }
        assert_eq!(pieces, bytes, "{length}");
        assert!(reader.next_chunk().await.unwrap().is_none());
    }
}

#[tokio::test]
async fn altered_cut_swapped_and_foreign_files_are_refused() {
    let store = Store::new();
    let (key, other) = (face(1), face(2));
    store.put(key, &sample(2 * CHUNK + 5)).await;
    store.put(other, &sample(2 * CHUNK + 5)).await;
    let whole = fs::read(store.file(key)).unwrap();
    let stored_chunk = CHUNK + 16;
    let header = whole.len() - (2 * stored_chunk + 5 + 16);

    let altered = (0..whole.len()).step_by(4099).chain(0..header).map(|at| {
        let mut bytes = whole.clone();
        bytes[at] ^= 1;
        bytes
    });
    let cut = [0, 1, header, header + 1, header + stored_chunk, whole.len() - 1].map(|length| whole[..length].to_vec());
    let longer = [&whole[..], b"x"].concat();
    let (first, second) = (&whole[header..][..stored_chunk], &whole[header + stored_chunk..][..stored_chunk]);
    let rest = &whole[header + 2 * stored_chunk..];
    let reordered = [&whole[..header], second, first, rest].concat();
    let repeated = [&whole[..header], first, first, second, rest].concat();
    let swapped = fs::read(store.file(other)).unwrap();
    let damaged = altered.chain(cut).chain([longer, reordered, repeated, swapped]);
    for (number, bytes) in damaged.enumerate() {
        fs::write(store.file(key), bytes).unwrap();
        let result = store.get(key).await;
        assert!(matches!(result, Err(BlobError::Tampered)), "case {number}");
    }

    fs::write(store.file(key), &whole).unwrap();
    assert!(store.get(key).await.is_ok());
    let stranger = DataKey::generate(&OsEntropy).unwrap();
    let result = store.blobs.get(key, &stranger, NO_LIMIT).await;
    assert!(matches!(result, Err(BlobError::Tampered)));
}

#[tokio::test]
async fn a_reader_cut_off_between_chunks_does_not_end_quietly() {
    let store = Store::new();
    store.put(face(1), &sample(2 * CHUNK + 5)).await;
    let whole = fs::read(store.file(face(1))).unwrap();
    fs::write(store.file(face(1)), &whole[..whole.len() - 21]).unwrap();
    let mut reader = store.blobs.open(face(1), &store.data_key).await.unwrap();
    assert_eq!(reader.next_chunk().await.unwrap().unwrap().len(), CHUNK);
    let cut = reader.next_chunk().await;
    assert!(matches!(cut, Err(BlobError::Tampered)));
    assert!(reader.next_chunk().await.is_err());
}

#[tokio::test]
async fn a_blob_is_private_encrypted_and_never_replaced() {
    let store = Store::new();
    let fingerprint = BlobKey { exam: Uuid::from_u128(1), kind: BlobKind::Fingerprint, id: Uuid::from_u128(9) };
    store.put(fingerprint, &[b'x'; 1000]).await;
    let before = fs::read(store.file(fingerprint)).unwrap();
    assert!(!before.windows(8).any(|window| window == b"xxxxxxxx"));
    let mode = fs::metadata(store.file(fingerprint)).unwrap().permissions();
    assert_eq!(mode.mode() & 0o777, 0o600);

    let again = Cursor::new(b"other".to_vec());
    let again = store.blobs.put(fingerprint, &store.data_key, again).await;
    assert!(matches!(again, Err(BlobError::Exists)));
    assert_eq!(fs::read(store.file(fingerprint)).unwrap(), before);
    assert_eq!(files_beside(&store, fingerprint), 1);
}

#[tokio::test]
async fn a_failing_source_leaves_nothing() {
    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::other("the client went away"))
        }
    }
    let store = Store::new();
    let source = Cursor::new(sample(3 * CHUNK)).chain(Broken);
    let result = store.blobs.put(face(1).into(), &store.data_key, source).await;
    assert!(matches!(result, Err(BlobError::Source(_))));
    assert_eq!(files_beside(&store, face(1)), 0);
    assert!(matches!(store.get(face(1)).await, Err(BlobError::Missing)));
}

#[tokio::test]
async fn a_deleted_blob_is_gone() {
    let store = Store::new();
    store.put(face(1), b"bytes").await;
    assert!(store.blobs.delete(face(1).into()).await.unwrap());
    assert!(!store.blobs.delete(face(1).into()).await.unwrap());
    assert!(matches!(store.get(face(1)).await, Err(BlobError::Missing)));
}

fn files_beside(store: &Store, key: impl Into<BlobKey>) -> usize {
    let path = store.file(key);
    fs::read_dir(path.parent().unwrap()).unwrap().count()
}
