//! Blobs in a bucket: `PREFIX/` and [`BlobKey::storage_location`] is the name of an object. Beside them lie the id of
//! the store, its mark and what readiness writes.

use std::{
    io::{self, Read},
    ops::Range,
    sync::Arc,
    time::SystemTime,
};

use aws::s3::{Bucket, Object, PART_BYTES};
use tokio::{runtime::Handle, task::JoinSet};
use uuid::Uuid;

use super::{
    Aged, BlobKey, BlobStore, Marked, Opened, Source, Unfinished, Walking,
    parts::Parts,
    s3_walk::{Names, S3Walk},
};
use crate::{Answered, Class, Fault};

/// Objects removed at a time.
const REMOVED_TOGETHER: usize = 16;

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

    async fn write(&self, key: BlobKey, source: Source) -> Result<(), Fault> {
        let name = self.names.of(&key.storage_location());
        let mut parts = Parts::of(source, PART_BYTES);
        let first = next_of(&mut parts).await?.unwrap_or_default();
        // A part that is not full was the last.
        let second = if first.len() < PART_BYTES { None } else { next_of(&mut parts).await? };
        let Some(second) = second.filter(|part| !part.is_empty()) else {
            return self.bucket.create(&name, first).await.map_err(unstored);
        };
        let mut upload = self.bucket.begin(&name, &first).await.map_err(unstored)?;
        let sent = async {
            upload.send(first).await.map_err(unstored)?;
            upload.send(second).await.map_err(unstored)?;
            while let Some(part) = next_of(&mut parts).await?.filter(|part| !part.is_empty()) {
                upload.send(part).await.map_err(unstored)?;
            }
            Ok(())
        };
        match sent.await {
            Ok(()) => upload.complete().await.map_err(unstored),
            Err(fault) => {
                upload.give_up().await;
                Err(fault)
            }
        }
    }

    async fn remove_all(&self, aged: Aged) -> Result<u64, Fault> {
        let mut removed = 0;
        for some in aged.blobs.chunks(REMOVED_TOGETHER) {
            let mut removals = JoinSet::new();
            for key in some {
                let (bucket, name) = (Arc::clone(&self.bucket), self.names.of(&key.storage_location()));
                removals.spawn(async move { bucket.delete(&name).await });
            }
            while let Some(ended) = removals.join_next().await {
                removed += u64::from(ended.map_err(io::Error::other)??);
            }
        }
        for unfinished in aged.unfinished {
            // What a folder left is of no bucket.
            let Unfinished::Upload(place) = unfinished else { continue };
            self.bucket.abort(&place.name, &place.upload).await?;
            removed += 1;
        }
        Ok(removed)
    }
}

async fn next_of(parts: &mut Parts) -> Result<Option<Vec<u8>>, Fault> {
    parts.next().await.transpose().map_err(Fault::midway)
}

/// A fault of a write: whatever the service calls it, the blob's name is not missing.
fn unstored(failure: aws::Failure) -> Fault {
    let fault = Fault::from(failure);
    match fault.class {
        Class::Missing | Class::Invalid | Class::Tampered => Fault::new(Class::Unavailable, fault),
        _ => fault,
    }
}

impl BlobStore for S3Blobs {
    fn kind(&self) -> &'static str {
        "s3"
    }

    fn put(&self, key: BlobKey, source: Source) -> Answered<'_, ()> {
        Box::pin(self.write(key, source))
    }

    fn open(&self, key: BlobKey, range: Range<u64>) -> Answered<'_, Opened> {
        Box::pin(async move {
            let object = self.bucket.open(&self.names.of(&key.storage_location()), range).await?;
            let len = object.len;
            Ok(Opened {
                len,
                bytes: Box::new(Body { object, piece: io::Cursor::default(), runtime: Handle::current() }),
            })
        })
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

/// The bytes of an object, for a thread that may block.
struct Body {
    object: Object,
    piece: io::Cursor<bytes::Bytes>,
    runtime: Handle,
}

impl Read for Body {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let read = self.piece.read(buffer)?;
            if read > 0 || buffer.is_empty() {
                return Ok(read);
            }
            match self.runtime.block_on(self.object.next()).map_err(Fault::from)? {
                Some(piece) => self.piece = io::Cursor::new(piece),
                None => return Ok(0),
            }
        }
    }
}
