//! What is in a bucket, a page at a time.

use std::time::SystemTime;

use aws_smithy_types::DateTime;

use super::bucket::{Bucket, failed};
use crate::Failure;

/// An object in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its name.
    pub name: String,
    /// When it was written; for an object in parts, when that began.
    pub modified: SystemTime,
}

/// An object in parts that is neither completed nor given up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Begun {
    /// Which.
    pub place: UploadPlace,
    /// When it was begun.
    pub since: SystemTime,
}

/// What an object in parts is found by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UploadPlace {
    /// The name that the object will have.
    pub name: String,
    /// The id of the upload.
    pub upload: String,
}

/// A time that the service does not tell is one that is not over: nothing without one is old.
fn time(told: Option<&DateTime>) -> SystemTime {
    let far = DateTime::from_secs(i64::from(u32::MAX));
    SystemTime::try_from(*told.unwrap_or(&far)).unwrap_or(SystemTime::UNIX_EPOCH)
}

impl Bucket {
    /// Objects whose names begin with `prefix`, in the order of their names, beyond `after`: up to a thousand, and
    /// whether there are more.
    ///
    /// # Errors
    /// When the service gives no list.
    pub async fn list(&self, prefix: &str, after: Option<&str>) -> Result<(Vec<Listed>, bool), Failure> {
        let list = self.client.list_objects_v2().bucket(&self.name).prefix(prefix);
        let page = list.set_start_after(after.map(ToOwned::to_owned)).send().await;
        let page = page.map_err(|error| failed("ListObjectsV2", &error))?;
        let more = page.is_truncated().unwrap_or_default();
        let listed = page.contents().iter().filter_map(|object| {
            Some(Listed { name: object.key()?.to_owned(), modified: time(object.last_modified()) })
        });
        Ok((listed.collect(), more))
    }

    /// The folders right below `prefix`, which ends with a slash or is empty, in the order of their names.
    ///
    /// # Errors
    /// When the service gives no list.
    pub async fn folders(&self, prefix: &str) -> Result<Vec<String>, Failure> {
        let list = self.client.list_objects_v2().bucket(&self.name).prefix(prefix).delimiter("/");
        let (mut pages, mut found) = (list.into_paginator().send(), Vec::new());
        while let Some(page) = pages.next().await {
            let page = page.map_err(|error| failed("ListObjectsV2", &error))?;
            let folders = page.common_prefixes().iter().filter_map(|folder| folder.prefix());
            let names = folders.filter_map(|folder| folder.strip_prefix(prefix)?.strip_suffix('/'));
            found.extend(names.map(ToOwned::to_owned));
        }
        found.sort();
        Ok(found)
    }

    /// Objects in parts below `prefix` that are not there yet, beyond `after`: up to a thousand, and where the next
    /// page begins.
    ///
    /// # Errors
    /// When the service gives no list.
    pub async fn begun(
        &self,
        prefix: &str,
        after: Option<UploadPlace>,
    ) -> Result<(Vec<Begun>, Option<UploadPlace>), Failure> {
        let (name, upload) = after.map(|place| (place.name, place.upload)).unzip();
        let list = self.client.list_multipart_uploads().bucket(&self.name).prefix(prefix);
        let page = list.set_key_marker(name).set_upload_id_marker(upload).send().await;
        let page = page.map_err(|error| failed("ListMultipartUploads", &error))?;
        let begun = page.uploads().iter().filter_map(|upload| {
            let place = UploadPlace { name: upload.key()?.to_owned(), upload: upload.upload_id()?.to_owned() };
            Some(Begun { place, since: time(upload.initiated()) })
        });
        let begun = begun.collect();
        let next = page.next_key_marker.zip(page.next_upload_id_marker).filter(|_| page.is_truncated == Some(true));
        Ok((begun, next.map(|(name, upload)| UploadPlace { name, upload })))
    }
}
