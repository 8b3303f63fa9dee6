//! Ranges of objects, one request each.

use std::{ops::Range, time::Duration};

use aws_sdk_s3::primitives::ByteStream;
use bytes::Bytes;

use super::bucket::{Bucket, failed};
use crate::{Failure, Kind};

/// How long the next bytes may take once somebody waits for them.
const STALLED: Duration = Duration::from_secs(5);
/// How often in a row an answer that broke off is asked for again, from where it broke off.
const AGAIN: u32 = 2;
/// Bytes of an object that is read as a whole.
const SMALL: u64 = 4096;

/// A range of an object being read.
#[derive(Debug)]
pub struct Object {
    /// Bytes of the whole object.
    pub len: u64,
    bucket: Bucket,
    name: String,
    rest: Range<u64>,
    body: ByteStream,
    broken: u32,
}

impl Bucket {
    /// Opens a range of an object, which never changes. What of it lies beyond the end is cut off.
    ///
    /// # Errors
    /// `Missing`.
    pub async fn open(&self, name: &str, range: Range<u64>) -> Result<Object, Failure> {
        let got = if range.is_empty() { Ok(None) } else { self.get(name, &range).await };
        let (len, body) = match got? {
            Some(found) => found,
            None => {
                let missing = || Failure::new(Kind::Missing, "HeadObject", "NotFound");
                (self.facts(name).await?.ok_or_else(missing)?.size, ByteStream::default())
            }
        };
        let rest = range.start..range.end.min(len);
        Ok(Object { len, bucket: self.clone(), name: name.to_owned(), rest, body, broken: 0 })
    }

    /// All of a small object; `None` when there is none.
    ///
    /// # Errors
    /// When it cannot be read, or is longer than a few kilobytes.
    pub async fn read(&self, name: &str) -> Result<Option<Vec<u8>>, Failure> {
        let mut object = match self.open(name, 0..SMALL).await {
            Err(failure) if failure.kind == Kind::Missing => return Ok(None),
            opened => opened?,
        };
        if object.len > SMALL {
            return Err(Failure::new(Kind::Invalid, "GetObject", "longer than what is read as a whole"));
        }
        let mut whole = Vec::new();
        while let Some(piece) = object.next().await? {
            whole.extend_from_slice(&piece);
        }
        Ok(Some(whole))
    }

    /// One request. `None` for a range that begins at or beyond the end.
    async fn get(&self, name: &str, range: &Range<u64>) -> Result<Option<(u64, ByteStream)>, Failure> {
        let asked = match i64::try_from(range.end) {
            Ok(end) => format!("bytes={}-{}", range.start, end - 1),
            Err(_) => format!("bytes={}-", range.start),
        };
        let got = match self.client.get_object().bucket(&self.name).key(name).range(asked).send().await {
            Ok(got) => got,
            Err(error) => match failed("GetObject", &error) {
                failure if failure.code == "InvalidRange" || failure.code == "HTTP 416" => return Ok(None),
                failure => return Err(failure),
            },
        };
        let len = match got.content_range().and_then(|range| range.rsplit_once('/')) {
            Some((_, len)) => len.parse().ok(),
            // All of it, from the first byte on.
            None if range.start == 0 => got.content_length().and_then(|len| u64::try_from(len).ok()),
            None => None,
        };
        let lengthless = || Failure::new(Kind::Invalid, "GetObject", "an answer without the range that was asked for");
        Ok(Some((len.ok_or_else(lengthless)?, got.body)))
    }
}

impl Object {
    /// The next bytes, `None` at the end of the range.
    ///
    /// # Errors
    /// When they do not come, also when asked for again.
    pub async fn next(&mut self) -> Result<Option<Bytes>, Failure> {
        while !self.rest.is_empty() {
            if let Ok(Some(Ok(mut bytes))) = tokio::time::timeout(STALLED, self.body.next()).await {
                bytes.truncate(usize::try_from(self.rest.end - self.rest.start).unwrap_or(usize::MAX));
                if !bytes.is_empty() {
                    self.rest.start += bytes.len() as u64;
                    self.broken = 0;
                    return Ok(Some(bytes));
                }
                continue;
            }
            self.broken += 1;
            let broken = || Failure::new(Kind::Unavailable, "GetObject", "the answer broke off");
            if self.broken > AGAIN {
                return Err(broken());
            }
            let (_, body) = self.bucket.get(&self.name, &self.rest).await?.ok_or_else(broken)?;
            self.body = body;
        }
        Ok(None)
    }
}
