//! The walk over a bucket: what is old of the objects, then of the objects in parts that were never completed.
//!
//! Within a folder the names are ordered by time, so that a walk that begins beyond a moment skips, folder by folder,
//! what was made before: it costs a request for each folder, or for each thousand objects where that is less.

use std::{path::Path, sync::Arc, time::SystemTime};

use aws::s3::{Bucket, UploadPlace};
use uuid::Uuid;

use super::{Aged, BlobKey, Met, Unfinished, Walking, names::TOP, objects::Names};
use crate::{Answered, Class, Fault};

/// What comes next.
enum Stage {
    Objects {
        after: Option<String>,
    },
    Uploads {
        after: Option<UploadPlace>,
    },
    End,
    /// A step failed or was abandoned: an end that is none would be taken for the end.
    Broken,
}

pub(super) struct S3Walk {
    bucket: Arc<Bucket>,
    names: Names,
    older_than: SystemTime,
    beyond: Uuid,
    stage: Stage,
    met: Met,
}

impl S3Walk {
    pub(super) fn new(bucket: Arc<Bucket>, names: Names, older_than: SystemTime, beyond: Uuid) -> Self {
        Self { bucket, names, older_than, beyond, stage: Stage::Objects { after: None }, met: Met::default() }
    }

    async fn step(&mut self, aged: &mut Aged) -> Result<Stage, Fault> {
        let below = self.names.of(&format!("{TOP}/"));
        match std::mem::replace(&mut self.stage, Stage::Broken) {
            Stage::Objects { after } => {
                let (page, more) = self.bucket.list(&below, after.as_deref()).await?;
                let last = page.last().map(|object| self.next_after(&object.name));
                for object in page {
                    let key = self.blob(&object.name);
                    if key.is_some_and(|key| key.id <= self.beyond) {
                        continue;
                    }
                    self.met.seen += 1;
                    match key {
                        None => self.met.foreign += 1,
                        Some(_) if object.modified >= self.older_than => self.met.young += 1,
                        Some(key) => aged.blobs.push(key),
                    }
                }
                Ok(if more { Stage::Objects { after: last } } else { Stage::Uploads { after: None } })
            }
            Stage::Uploads { after } => {
                let (page, next) = self.bucket.begun(&below, after).await?;
                for begun in page {
                    self.met.seen += 1;
                    match self.blob(&begun.place.name) {
                        None => self.met.foreign += 1,
                        Some(_) if begun.since >= self.older_than => self.met.young += 1,
                        Some(_) => aged.unfinished.push(Unfinished::Upload(begun.place)),
                    }
                }
                Ok(next.map_or(Stage::End, |next| Stage::Uploads { after: Some(next) }))
            }
            Stage::End => Ok(Stage::End),
            Stage::Broken => Err(Fault::new(Class::Unavailable, "an earlier step of the walk failed or was abandoned")),
        }
    }

    /// The blob whose object has this name.
    fn blob(&self, object: &str) -> Option<BlobKey> {
        BlobKey::at(Path::new(self.names.strip(object)?))
    }

    /// Where the list goes on: what of the folder of `last` was made before what is wanted is skipped.
    fn next_after(&self, last: &str) -> String {
        match self.blob(last).zip(last.rsplit_once('/')) {
            Some((key, (folder, _))) if key.id <= self.beyond => format!("{folder}/{}", self.beyond),
            _ => last.to_owned(),
        }
    }
}

impl Walking for S3Walk {
    fn next(&mut self) -> Answered<'_, Option<Aged>> {
        Box::pin(async {
            let mut aged = Aged::default();
            while aged.blobs.is_empty() && aged.unfinished.is_empty() {
                self.stage = self.step(&mut aged).await?;
                if matches!(self.stage, Stage::End) {
                    break;
                }
            }
            let is_end = aged.blobs.is_empty() && aged.unfinished.is_empty();
            Ok((!is_end).then_some(aged))
        })
    }

    fn met(&self) -> Met {
        self.met
    }
}
