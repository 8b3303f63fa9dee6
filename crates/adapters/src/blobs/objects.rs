//! Streams into a bucket and out of it: whoever writes gives a reader, and whoever reads gets one, both for a thread that
//! may block. Memory used does not depend on the length of an object.

use std::{
    io::{self, Read},
    ops::Range,
};

use aws::s3::{Bucket, Object};
use tokio::{runtime::Handle, task::JoinSet};

use super::{Opened, Source, parts::Parts};
use crate::{Class, Fault};

/// Objects removed at a time.
const REMOVED_TOGETHER: usize = 16;

/// The names of objects below a prefix.
#[derive(Debug, Clone)]
pub(crate) struct Names(String);

impl Names {
    /// Those that begin with `prefix` and a slash; all, where it is empty.
    pub(crate) fn below(prefix: &str) -> Self {
        Self(if prefix.is_empty() { String::new() } else { format!("{prefix}/") })
    }

    /// The object that is called so below the prefix.
    pub(crate) fn of(&self, name: &str) -> String {
        format!("{}{name}", self.0)
    }

    /// What an object is called below the prefix.
    pub(crate) fn strip<'a>(&self, object: &'a str) -> Option<&'a str> {
        object.strip_prefix(&self.0)
    }
}

/// Creates an object of everything that `source` gives: in one request, or in parts of `size` bytes where it is longer
/// than one. Up to four of them are in memory.
///
/// # Errors
/// `Conflict` when another object has the name. Whatever else fails, `source` too, there is none of this name.
pub(crate) async fn write(bucket: &Bucket, name: &str, source: Source, size: usize) -> Result<(), Fault> {
    let mut parts = Parts::of(source, size);
    let first = next_of(&mut parts).await?.unwrap_or_default();
    // A part that is not full was the last.
    let second = if first.len() < size { None } else { next_of(&mut parts).await? };
    let Some(second) = second.filter(|part| !part.is_empty()) else {
        return bucket.create(name, first).await.map_err(unstored);
    };
    let mut upload = bucket.begin(name, &first).await.map_err(unstored)?;
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

/// Opens a range of an object.
///
/// # Errors
/// `Missing`.
pub(crate) async fn open(bucket: &Bucket, name: &str, range: Range<u64>) -> Result<Opened, Fault> {
    let object = bucket.open(name, range).await?;
    let len = object.len;
    Ok(Opened { len, bytes: Box::new(Body { object, piece: io::Cursor::default(), runtime: Handle::current() }) })
}

/// Removes the objects of these names, some at a time, and tells how many there were.
///
/// # Errors
/// When one may still be there; others are gone then.
pub(crate) async fn remove(bucket: &Bucket, names: &[String]) -> Result<u64, Fault> {
    let mut removed = 0;
    for some in names.chunks(REMOVED_TOGETHER) {
        let mut removals = JoinSet::new();
        for name in some {
            let (bucket, name) = (bucket.clone(), name.clone());
            removals.spawn(async move { bucket.delete(&name).await });
        }
        while let Some(ended) = removals.join_next().await {
            removed += u64::from(ended.map_err(io::Error::other)??);
        }
    }
    Ok(removed)
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
