//! A store of its own for each test, in the bucket that the environment names.

use std::{
    io::{Cursor, Read},
    ops::Range,
    time::{Duration, SystemTime},
};

use adapters::{
    BlobKey, BlobKind, BlobStore, Class, Fault, S3Blobs,
    blobs::{Marked, Met, Unfinished},
};
use aws::{
    Aws, Settings,
    s3::{AtRest, Bucket},
};
use uuid::Uuid;

/// A store of its own, below a prefix that no other test has.
pub(crate) struct Store {
    pub bucket: Bucket,
    pub prefix: String,
    pub blobs: S3Blobs,
}

/// The endpoint of the service, where there is one to be tested against.
pub(crate) fn endpoint() -> Option<String> {
    std::env::var("MPA_TEST_AWS").ok()
}

pub(crate) async fn store(test: &str) -> Option<Store> {
    Some(store_at(test, endpoint()?).await)
}

/// A store that is reached by way of `endpoint`.
pub(crate) async fn store_at(test: &str, endpoint: String) -> Store {
    let settings = Settings { endpoint: Some(endpoint), ..Settings::default() };
    let at_rest = match std::env::var("MPA_TEST_SSE").as_deref() {
        Ok("none") => AtRest::AsTheBucket,
        _ => AtRest::Aes256,
    };
    let name = std::env::var("MPA_TEST_BUCKET").unwrap_or_else(|_| "mpa-test".to_owned());
    let bucket = Bucket::new(&Aws::open(settings).await, &name, at_rest);
    bucket.reach().await.expect("the bucket of MPA_TEST_BUCKET is to be there");
    let began = SystemTime::UNIX_EPOCH.elapsed().unwrap().as_micros();
    let prefix = format!("{test}-{began}");
    Store { blobs: S3Blobs::new(bucket.clone(), &prefix), bucket, prefix }
}

impl Store {
    pub(crate) async fn put(&self, key: BlobKey, bytes: &[u8]) -> Result<(), Fault> {
        self.blobs.put(key, Box::new(Cursor::new(bytes.to_vec()))).await
    }

    pub(crate) async fn range(&self, key: BlobKey, range: Range<u64>) -> Result<(u64, Vec<u8>), Fault> {
        let mut opened = self.blobs.open(key, range).await?;
        tokio::task::spawn_blocking(move || {
            let mut bytes = Vec::new();
            opened.bytes.read_to_end(&mut bytes)?;
            Ok((opened.len, bytes))
        })
        .await
        .unwrap()
    }

    pub(crate) async fn walk(&self, older_than: SystemTime, beyond: Uuid) -> (Vec<BlobKey>, Vec<Unfinished>, Met) {
        let mut walk = self.blobs.walk_beyond(older_than, beyond).await.unwrap();
        let (mut blobs, mut unfinished) = (Vec::new(), Vec::new());
        while let Some(page) = walk.next().await.unwrap() {
            blobs.extend(page.blobs);
            unfinished.extend(page.unfinished);
        }
        blobs.sort_by_key(|key| key.id);
        (blobs, unfinished, walk.met())
    }
}

pub(crate) fn key(id: u128) -> BlobKey {
    BlobKey { exam: Uuid::from_u128(1), kind: BlobKind::Fingerprint, id: Uuid::from_u128(id) }
}

pub(crate) fn sample(length: usize) -> Vec<u8> {
    (0..length as u64).map(|at| (at.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 56) as u8).collect()
}

pub(crate) fn class<T>(result: Result<T, Fault>) -> Option<Class> {
    result.err().map(|fault| fault.class)
}

pub(crate) fn later() -> SystemTime {
    SystemTime::UNIX_EPOCH + SystemTime::UNIX_EPOCH.elapsed().unwrap() + Duration::from_secs(3600)
}
