//! Streams into a bucket and out of it: whoever writes gives a reader, and whoever reads gets one, both for a thread that
//! may block. Memory used does not depend on the length of an object.

use std::{
    io::{self, Read},
    ops::Range,
};

use aws::s3::{Bucket, Object, PART_BYTES};
use tokio::runtime::Handle;

use super::{Opened, Source, parts::Parts};
use crate::{Class, Fault};

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

/// Creates an object of everything that `source` gives: in one request, or in parts where it is longer than one.
///
/// # Errors
/// `Conflict` when another object has the name. Whatever else fails, `source` too, there is none of this name.
pub(crate) async fn write(bucket: &Bucket, name: &str, source: Source) -> Result<(), Fault> {
    let mut parts = Parts::of(source, PART_BYTES);
    let first = next_of(&mut parts).await?.unwrap_or_default();
    // A part that is not full was the last.
    let second = if first.len() < PART_BYTES { None } else { next_of(&mut parts).await? };
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
