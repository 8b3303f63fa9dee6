//! Reading sealed blobs from a store, away from the async threads.

use std::{
    io::{self, Read as _},
    ops::Range,
};

use adapters::{BlobKey, BlobStore, Class, Fault, blobs::Source};
use tokio::task::spawn_blocking;

use super::{
    format::{HEADER_LEN, plaintext_len, sealed_len},
    opener::{Opener, Wanted},
};
use crate::{
    data_key::{DataKey, SealError},
    error::VaultError,
};

/// Why a blob was not read.
#[derive(Debug, thiserror::Error)]
enum ReadError {
    #[error(transparent)]
    Io(#[from] io::Error),
    #[error(transparent)]
    Seal(#[from] SealError),
}

/// A blob being read.
struct Part {
    opener: Opener,
    bytes: Source,
}

impl Part {
    /// Reads the header that `bytes` begin with.
    fn begin(key: &BlobKey, data_key: &DataKey, mut bytes: Source, wanted: Wanted) -> Result<Self, ReadError> {
        let header = read(&mut bytes, HEADER_LEN)?;
        Ok(Self { opener: Opener::new(&key.storage_location(), data_key, &header, wanted)?, bytes })
    }

    /// The next verified piece; `None` when there is all that is wanted.
    fn next(&mut self) -> Result<Option<Vec<u8>>, ReadError> {
        let Some(length) = self.opener.next_len() else { return Ok(None) };
        let mut chunk = read(&mut self.bytes, length)?;
        self.opener.open(&mut chunk)?;
        Ok(Some(chunk))
    }
}

/// Reads up to `length` bytes; fewer only at the end.
fn read(bytes: &mut Source, length: usize) -> io::Result<Vec<u8>> {
    let mut piece = Vec::with_capacity(length);
    bytes.take(length as u64).read_to_end(&mut piece)?;
    Ok(piece)
}

/// All of a blob of at most `limit` bytes. One call to the store.
///
/// # Errors
/// When it is missing, longer, or not what was stored.
pub(crate) async fn open_whole(
    blobs: &dyn BlobStore,
    key: BlobKey,
    data_key: DataKey,
    limit: u64,
) -> Result<Vec<u8>, VaultError> {
    let opened = blobs.open(key, 0..sealed_len(limit)).await.map_err(VaultError::blobs)?;
    let size = plaintext_len(opened.len);
    if size > limit {
        let why = format!("a blob of {size} bytes is not read as a whole; the limit is {limit}");
        return Err(VaultError::blobs(Fault::new(Class::Invalid, why)));
    }
    if sealed_len(size) != opened.len {
        return Err(SealError::Tampered.into());
    }
    blocking(move || {
        let mut part = Part::begin(&key, &data_key, opened.bytes, Wanted::whole(size))?;
        let mut whole = Vec::with_capacity(usize::try_from(size).unwrap_or_default());
        while let Some(piece) = part.next()? {
            whole.extend_from_slice(&piece);
        }
        Ok(whole)
    })
    .await
}

/// A range of a blob of `size` bytes: one call to the store when it begins in the first chunk, else two.
///
/// # Errors
/// When it is missing, or not of that size.
pub(crate) async fn open_part(
    blobs: &dyn BlobStore,
    key: BlobKey,
    data_key: DataKey,
    size: u64,
    range: Range<u64>,
) -> Result<PartReader, VaultError> {
    let wanted = Wanted::part(size, range);
    let (header, sealed) = (0..HEADER_LEN as u64, wanted.sealed());
    let follows = sealed.start == header.end;
    let first = if follows { 0..sealed.end } else { header };
    let opened = blobs.open(key, first).await.map_err(VaultError::blobs)?;
    if opened.len != sealed_len(size) {
        return Err(SealError::Tampered.into());
    }
    let mut part = blocking(move || Part::begin(&key, &data_key, opened.bytes, wanted)).await?;
    if !follows {
        part.bytes = blobs.open(key, sealed).await.map_err(VaultError::blobs)?.bytes;
    }
    Ok(PartReader { part: Some(part) })
}

/// A range of a blob being read. Every piece is verified before it is handed out.
pub struct PartReader {
    /// Away while a piece is being read, and for good if that failed or was abandoned.
    part: Option<Part>,
}

impl PartReader {
    /// The next piece, of at most 64 KiB; `None` after the last.
    ///
    /// # Errors
    /// When it cannot be read, or is not what was stored; what came before is true.
    pub async fn next_chunk(&mut self) -> Result<Option<Vec<u8>>, VaultError> {
        let abandoned = || VaultError::Broken("an earlier read failed or was abandoned".to_owned());
        let mut part = self.part.take().ok_or_else(abandoned)?;
        let (part, piece) = blocking(move || {
            let piece = part.next()?;
            Ok((part, piece))
        })
        .await?;
        self.part = Some(part);
        Ok(piece)
    }
}

impl std::fmt::Debug for PartReader {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("PartReader")
    }
}

/// Runs work that reads and opens, on a thread that may block.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, ReadError> + Send + 'static,
) -> Result<T, VaultError> {
    match spawn_blocking(work).await {
        Ok(Ok(done)) => Ok(done),
        Ok(Err(ReadError::Io(error))) => Err(VaultError::blobs(Fault::from(error))),
        Ok(Err(ReadError::Seal(error))) => Err(error.into()),
        Err(error) => Err(VaultError::Broken(error.to_string())),
    }
}
