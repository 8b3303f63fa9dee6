//! Encrypted files, many in a part: of each a line with its place and length, then its bytes as they lie in the store.

use std::{
    io::{self, Cursor, Read},
    sync::{Arc, Mutex, PoisonError},
    vec,
};

use adapters::{BlobKey, Class};
use anyhow::Context as _;
use store::blobs;
use tokio::{runtime::Handle, task::JoinSet};

use crate::{desk::Desk, list::ListReader, manifest::Part, parts::Folder};

/// The most files of a part, and the bytes after which it takes no further one.
const FILES: usize = 4096;
const BYTES: u64 = 64 << 20;
/// Parts that are written at a time.
const AT_A_TIME: usize = 8;
/// More than any file has.
pub(crate) const WHOLE: u64 = 1 << 42;

/// What was packed of the files.
#[derive(Default)]
pub(crate) struct Packed {
    pub parts: Vec<Part>,
    pub files: u64,
    pub missing: u64,
}

/// Packs all files of a list.
pub(crate) async fn pack(folder: &Folder, mut list: ListReader) -> anyhow::Result<Packed> {
    let (mut packed, mut running, mut number, mut failed) = (Packed::default(), JoinSet::new(), 0_u32, None);
    loop {
        while running.len() < AT_A_TIME && failed.is_none() {
            let keys = list.next(FILES, BYTES)?;
            if keys.is_empty() {
                break;
            }
            number += 1;
            running.spawn(one(folder.clone(), format!("files-{number:06}"), keys));
        }
        // Every one is waited for: none may write after what was written is removed.
        let Some(done) = running.join_next().await else { break };
        match done.map_err(anyhow::Error::from).flatten() {
            Ok(part) => packed.add(part),
            Err(error) => _ = failed.get_or_insert(error),
        }
    }
    if let Some(error) = failed {
        return Err(error);
    }
    packed.parts.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(packed)
}

impl Packed {
    fn add(&mut self, (part, missing): (Part, u64)) {
        self.files += part.count;
        self.missing += missing;
        self.parts.push(part);
    }
}

async fn one(folder: Folder, name: String, keys: Vec<BlobKey>) -> anyhow::Result<(Part, u64)> {
    let (all, absent) = (keys.len() as u64, Arc::<Mutex<Vec<BlobKey>>>::default());
    let source = Packing {
        desk: folder.desk.clone(),
        on: Handle::current(),
        keys: keys.into_iter(),
        absent: Arc::clone(&absent),
        head: Cursor::default(),
        body: None,
    };
    let part = folder.write(name, None, source).await?;
    let absent = std::mem::take(&mut *absent.lock().unwrap_or_else(PoisonError::into_inner));
    let mut missing = 0;
    for key in &absent {
        // Whoever removes a file for good forgets its row: such a file is no loss.
        let row = blobs::get(&mut folder.desk.db.read().await?, key.id.into()).await?;
        if row.is_some() {
            missing += 1;
            tracing::error!(file = key.storage_location(), "a row names a file that is not there; the backup lacks it");
        }
    }
    Ok((Part { count: all - absent.len() as u64, ..part }, missing))
}

/// The bytes of a pack, made as they are asked for, on a thread that may block.
struct Packing {
    desk: Desk,
    on: Handle,
    keys: vec::IntoIter<BlobKey>,
    /// Files that were not there.
    absent: Arc<Mutex<Vec<BlobKey>>>,
    head: Cursor<Vec<u8>>,
    body: Option<Body>,
}

struct Body {
    bytes: Box<dyn Read + Send>,
    left: u64,
}

impl Packing {
    /// Opens the next file; false when there is none.
    fn next(&mut self) -> io::Result<bool> {
        self.desk.goes_on()?;
        for key in self.keys.by_ref() {
            match self.on.block_on(self.desk.blobs.open(key, 0..WHOLE)) {
                Ok(opened) => {
                    self.head = Cursor::new(format!("{} {}\n", key.storage_location(), opened.len).into_bytes());
                    self.body = Some(Body { bytes: opened.bytes, left: opened.len });
                    self.desk.progress.file();
                    return Ok(true);
                }
                Err(fault) if fault.class == Class::Missing => {
                    self.absent.lock().unwrap_or_else(PoisonError::into_inner).push(key);
                }
                Err(fault) => return Err(fault.into()),
            }
        }
        Ok(false)
    }
}

impl Read for Packing {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let length = self.head.read(buffer)?;
            if length > 0 || buffer.is_empty() {
                return Ok(length);
            }
            if let Some(body) = self.body.as_mut().filter(|body| body.left > 0) {
                let length = body.bytes.read(buffer)?;
                let short = || io::Error::new(io::ErrorKind::UnexpectedEof, "a file is shorter than it was said to be");
                body.left = body.left.checked_sub(length as u64).filter(|_| length > 0).ok_or_else(short)?;
                return Ok(length);
            }
            if !self.next()? {
                return Ok(0);
            }
        }
    }
}

/// Reads the line of a file in a pack; `None` at the end.
pub(crate) fn head(source: &mut impl Read) -> anyhow::Result<Option<(BlobKey, u64)>> {
    let mut line = Vec::with_capacity(160);
    let mut byte = [0];
    while source.read(&mut byte)? == 1 && byte != *b"\n" {
        anyhow::ensure!(line.len() < 400, "a pack of files is damaged");
        line.push(byte[0]);
    }
    if line.is_empty() {
        return Ok(None);
    }
    let line = std::str::from_utf8(&line).context("a pack of files is damaged")?;
    crate::list::parse(line).context("a pack of files is damaged").map(Some)
}
