//! Parts of blobs: any range is what the whole has there, and nothing that was altered is given out.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::{fs, io::Cursor, ops::Range, path::PathBuf, sync::Arc};

use adapters::blobs::{BlobError, BlobKey, Blobs, FileBlobs, ReadableKey, ReadableKind};
use adapters::{DataKey, OsEntropy};
use uuid::Uuid;

const CHUNK: usize = 64 * 1024;

struct Store {
    folder: tempfile::TempDir,
    blobs: Blobs,
    data_key: DataKey,
}

fn package(id: u128) -> ReadableKey {
    ReadableKey { exam: Uuid::from_u128(1), kind: ReadableKind::Package, id: Uuid::from_u128(id) }
}

fn sample(length: usize) -> Vec<u8> {
    (0..length as u64).map(|at| (at.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 56) as u8).collect()
}

impl Store {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let files = FileBlobs::open(folder.path(), Arc::new(OsEntropy)).unwrap();
        Self { folder, blobs: Blobs::Files(files), data_key: DataKey::generate(&OsEntropy).unwrap() }
    }

    fn file(&self, key: ReadableKey) -> PathBuf {
        self.folder.path().join(BlobKey::from(key).storage_location())
    }

    async fn put(&self, key: ReadableKey, bytes: &[u8]) {
        self.blobs.put(key.into(), &self.data_key, Cursor::new(bytes.to_vec())).await.unwrap();
    }

    async fn part(&self, key: ReadableKey, size: usize, range: Range<usize>) -> Result<Vec<u8>, BlobError> {
        let range = range.start as u64..range.end as u64;
        let mut reader = self.blobs.open_part(key, &self.data_key, size as u64, range).await?;
        let mut part = Vec::new();
        while let Some(chunk) = reader.next_chunk().await? {
            part.extend(chunk);
        }
        Ok(part)
    }
}

#[tokio::test]
async fn every_range_is_what_the_whole_has_there() {
    let store = Store::new();
    for (id, size) in [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 777].into_iter().enumerate() {
        let (key, whole) = (package(id as u128), sample(size));
        store.put(key, &whole).await;
        let edges: Vec<usize> = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 5, size]
            .into_iter()
            .filter(|at| *at <= size)
            .collect();
        for (from, to) in edges.iter().flat_map(|from| edges.iter().map(move |to| (*from, *to))) {
            let expected = whole.get(from..to).unwrap_or_default();
            assert_eq!(store.part(key, size, from..to).await.unwrap(), expected, "{size}: {from}..{to}");
        }
        assert_eq!(store.part(key, size, 0..usize::MAX).await.unwrap(), whole);
    }
}

#[tokio::test]
async fn nothing_that_was_altered_cut_or_moved_is_given_out() {
    let store = Store::new();
    let size = 2 * CHUNK + 5;
    let (key, whole) = (package(1), sample(size));
    store.put(key, &whole).await;
    store.put(package(2), &whole).await;
    let file = fs::read(store.file(key)).unwrap();
    let stored = CHUNK + 16;
    let header = file.len() - (2 * stored + 5 + 16);
    let second = CHUNK..2 * CHUNK;

    // What lies in other chunks is still true; the altered one is refused.
    let mut altered = file.clone();
    altered[header + stored + 99] ^= 1;
    fs::write(store.file(key), &altered).unwrap();
    assert_eq!(store.part(key, size, 0..CHUNK).await.unwrap(), whole[..CHUNK]);
    assert!(matches!(store.part(key, size, second.clone()).await, Err(BlobError::Tampered)));

    let (one, two) = (&file[header..][..stored], &file[header + stored..][..stored]);
    let rest = &file[header + 2 * stored..];
    let moved = [&file[..header], two, one, rest].concat();
    let repeated = [&file[..header], one, one, rest].concat();
    let other = fs::read(store.file(package(2))).unwrap();
    let cut = file[..header + 2 * stored].to_vec();
    let longer = [&file[..], b"x"].concat();
    for (number, bytes) in [moved, repeated, other, cut.clone(), longer].into_iter().enumerate() {
        fs::write(store.file(key), bytes).unwrap();
        assert!(matches!(store.part(key, size, second.clone()).await, Err(BlobError::Tampered)), "case {number}");
    }
    // Cut off between two chunks, and said to be as short: the mark on the last chunk is missing.
    fs::write(store.file(key), cut).unwrap();
    assert!(matches!(store.part(key, 2 * CHUNK, second).await, Err(BlobError::Tampered)));
}
