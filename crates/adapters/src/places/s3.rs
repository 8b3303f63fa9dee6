//! Backups in a bucket: the manifest is written last, and removed first.

use std::io::Cursor;

use aws::s3::Bucket;

use super::{Lying, MANIFEST, Place};
use crate::{
    Answered, Fault,
    blobs::{
        Opened, Source,
        objects::{self, Names},
    },
};

/// Bytes of a part of what is written: of a table there may be 156 GiB.
const LARGE_PART: usize = 16 << 20;

/// A bucket with backups, below a prefix.
#[derive(Debug, Clone)]
pub struct S3Place {
    bucket: Bucket,
    names: Names,
}

impl S3Place {
    /// The backups in `bucket` below `prefix` (which may be empty, and has no slash at its end). Nothing is asked yet.
    #[must_use]
    pub fn new(bucket: Bucket, prefix: &str) -> Self {
        Self { bucket, names: Names::below(prefix) }
    }

    fn name(&self, backup: &str, part: &str) -> String {
        self.names.of(&format!("{backup}/{part}"))
    }

    /// Removes everything in the folder of a backup, page by page.
    async fn remove_folder(&self, backup: &str) -> Result<(), Fault> {
        let below = self.name(backup, "");
        loop {
            let (page, _) = self.bucket.list(&below, None).await?;
            if page.is_empty() {
                return Ok(());
            }
            let names: Vec<String> = page.into_iter().map(|object| object.name).collect();
            objects::remove(&self.bucket, &names).await?;
        }
    }
}

impl Place for S3Place {
    fn put<'a>(&'a self, backup: &'a str, part: &'a str, source: Source) -> Answered<'a, ()> {
        Box::pin(async move { objects::write(&self.bucket, &self.name(backup, part), source, LARGE_PART).await })
    }

    fn finish<'a>(&'a self, backup: &'a str, manifest: Vec<u8>) -> Answered<'a, ()> {
        let manifest = Box::new(Cursor::new(manifest));
        let name = self.name(backup, MANIFEST);
        Box::pin(async move { objects::write(&self.bucket, &name, manifest, LARGE_PART).await })
    }

    fn open<'a>(&'a self, backup: &'a str, part: &'a str) -> Answered<'a, Opened> {
        Box::pin(async move { objects::open(&self.bucket, &self.name(backup, part), 0..u64::MAX).await })
    }

    fn list(&self) -> Answered<'_, Lying> {
        Box::pin(async move {
            let mut lying = Lying::default();
            for folder in self.bucket.folders(&self.names.of("")).await? {
                let whole = self.bucket.has(&self.name(&folder, MANIFEST)).await?;
                if whole { lying.backups.push(folder) } else { lying.unfinished.push(folder) }
            }
            Ok(lying)
        })
    }

    fn delete<'a>(&'a self, backup: &'a str) -> Answered<'a, ()> {
        Box::pin(async move {
            self.bucket.delete(&self.name(backup, MANIFEST)).await?;
            self.remove_folder(backup).await
        })
    }
}
