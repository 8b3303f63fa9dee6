//! Blobs in a bucket: `PREFIX/` and [`BlobKey::storage_location`] is the name of an object. Beside them lie the id of
//! the store, its mark and what readiness writes.

use std::{ops::Range, sync::Arc, time::SystemTime};

use aws::s3::{Bucket, PART_BYTES};
use uuid::Uuid;

use super::{
    Aged, BlobKey, BlobStore, Marked, Opened, Source, Unfinished, Walking,
    objects::{self, Names},
    s3_walk::S3Walk,
};
use crate::{Answered, Class, Fault};

/// The blob store in a bucket.
#[derive(Debug, Clone)]
pub struct S3Blobs {
    bucket: Arc<Bucket>,
    names: Names,
}

impl S3Blobs {
    /// The store in `bucket` below `prefix` (which may be empty, and has no slash at its end). Nothing is asked yet.
    #[must_use]
    pub fn new(bucket: Bucket, prefix: &str) -> Self {
        Self { bucket: Arc::new(bucket), names: Names::below(prefix) }
    }

    async fn remove_all(&self, aged: Aged) -> Result<u64, Fault> {
        let names: Vec<String> = aged.blobs.iter().map(|key| self.names.of(&key.storage_location())).collect();
        let mut removed = objects::remove(&self.bucket, &names).await?;
        for unfinished in aged.unfinished {
            // What a folder left is of no bucket.
            let Unfinished::Upload(place) = unfinished else { continue };
            self.bucket.abort(&place.name, &place.upload).await?;
            removed += 1;
        }
        Ok(removed)
    }
}

impl BlobStore for S3Blobs {
    fn kind(&self) -> &'static str {
        "s3"
    }

    fn put(&self, key: BlobKey, source: Source) -> Answered<'_, ()> {
        let name = self.names.of(&key.storage_location());
        Box::pin(async move { objects::write(&self.bucket, &name, source, PART_BYTES).await })
    }

    fn open(&self, key: BlobKey, range: Range<u64>) -> Answered<'_, Opened> {
        Box::pin(async move { objects::open(&self.bucket, &self.names.of(&key.storage_location()), range).await })
    }

    fn try_write(&self) -> Answered<'_, ()> {
        // One object that is always written anew: nothing piles up.
        Box::pin(async { Ok(self.bucket.replace(&self.names.of("ready"), b"ready".to_vec()).await?) })
    }

    fn delete(&self, key: BlobKey) -> Answered<'_, bool> {
        Box::pin(async move { Ok(self.bucket.delete(&self.names.of(&key.storage_location())).await?) })
    }

    fn walk(&self, older_than: SystemTime) -> Answered<'_, Box<dyn Walking>> {
        self.walk_beyond(older_than, Uuid::nil())
    }

    fn remove(&self, aged: Aged) -> Answered<'_, u64> {
        Box::pin(self.remove_all(aged))
    }

    fn marked(&self) -> Option<&dyn Marked> {
        Some(self)
    }
}

impl Marked for S3Blobs {
    fn place(&self) -> String {
        format!("s3://{}/{}", self.bucket.name(), self.names.of("")).trim_end_matches('/').to_owned()
    }

    fn claim(&self, id: Uuid) -> Answered<'_, Uuid> {
        Box::pin(async move {
            let name = self.names.of("store-id");
            if let Some(found) = self.bucket.read(&name).await? {
                return id_in(&found);
            }
            match self.bucket.create(&name, id.to_string().into_bytes()).await {
                // Another was faster.
                Err(failure) if failure.kind == aws::Kind::Conflict => {}
                created => created?,
            }
            id_in(&self.bucket.read(&name).await?.unwrap_or_default())
        })
    }

    fn mark(&self) -> Answered<'_, Option<Uuid>> {
        Box::pin(async {
            let found = self.bucket.read(&self.names.of("mark")).await?;
            found.as_deref().map(id_in).transpose()
        })
    }

    fn set_mark(&self, mark: Uuid) -> Answered<'_, ()> {
        Box::pin(async move { Ok(self.bucket.replace(&self.names.of("mark"), mark.to_string().into_bytes()).await?) })
    }

    fn walk_beyond(&self, older_than: SystemTime, beyond: Uuid) -> Answered<'_, Box<dyn Walking>> {
        let walk = S3Walk::new(Arc::clone(&self.bucket), self.names.clone(), older_than, beyond);
        Box::pin(async move { Ok(Box::new(walk) as Box<dyn Walking>) })
    }
}

fn id_in(bytes: &[u8]) -> Result<Uuid, Fault> {
    Uuid::try_parse_ascii(bytes).map_err(|_| Fault::new(Class::Tampered, "what names the store is no id"))
}
