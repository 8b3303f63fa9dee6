//! Backups in a bucket: the manifest is written last, and removed first.

use std::io::Cursor;

use aws::Archive;

use super::{Lying, MANIFEST, Place};
use crate::{
    Answered,
    blobs::{Opened, Source},
};

/// A bucket with backups, below a prefix.
#[derive(Debug)]
pub struct S3Place(Archive);

impl S3Place {
    /// The backups of this archive.
    #[must_use]
    pub fn new(archive: Archive) -> Self {
        Self(archive)
    }
}

fn name(backup: &str, part: &str) -> String {
    format!("{backup}/{part}")
}

impl Place for S3Place {
    fn put<'a>(&'a self, backup: &'a str, part: &'a str, source: Source) -> Answered<'a, ()> {
        Box::pin(async move { Ok(self.0.put(&name(backup, part), source).await?) })
    }

    fn finish<'a>(&'a self, backup: &'a str, manifest: Vec<u8>) -> Answered<'a, ()> {
        Box::pin(async move { Ok(self.0.put(&name(backup, MANIFEST), Box::new(Cursor::new(manifest))).await?) })
    }

    fn open<'a>(&'a self, backup: &'a str, part: &'a str) -> Answered<'a, Opened> {
        Box::pin(async move {
            let (len, bytes) = self.0.open(&name(backup, part)).await?;
            Ok(Opened { len, bytes })
        })
    }

    fn list(&self) -> Answered<'_, Lying> {
        Box::pin(async move {
            let mut lying = Lying::default();
            for folder in self.0.folders().await? {
                let whole = self.0.has(&name(&folder, MANIFEST)).await?;
                if whole { lying.backups.push(folder) } else { lying.unfinished.push(folder) }
            }
            Ok(lying)
        })
    }

    fn delete<'a>(&'a self, backup: &'a str) -> Answered<'a, ()> {
        Box::pin(async move {
            self.0.delete(&name(backup, MANIFEST)).await?;
            Ok(self.0.delete_folder(backup).await?)
        })
    }
}
