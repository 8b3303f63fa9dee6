//! Reading a part of a blob: only the chunks that hold it are read and opened.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::Range;

use aead_stream::{NewStream as _, StreamBE32, StreamPrimitive as _};
use aes_gcm::Aes256Gcm;

use super::files::blocking;
use super::format::{CHUNK, HEADER_LEN, NONCE_PREFIX, TAG_LEN, cipher_of_header, fill, plaintext_len};
use super::{BlobError, BlobKey};
use crate::DataKey;

/// A part of a blob being decrypted. The place of each chunk, and whether it is the last, go into its
/// nonce, as [`super::format`] says: a chunk from elsewhere, or a file that was cut off, does not open.
pub(super) struct Part<R> {
    source: R,
    stream: StreamBE32<Aes256Gcm>,
    /// The chunk that comes next.
    next: u64,
    /// The last chunk of the blob.
    last: u64,
    /// What is still wanted, in bytes of plaintext.
    range: Range<u64>,
}

impl<R: Read + Seek> Part<R> {
    /// `file_len` is the length of the file, `size` that of the plaintext as it was stored.
    pub(super) fn new(
        key: &BlobKey,
        data_key: &DataKey,
        mut source: R,
        file_len: u64,
        size: u64,
        range: Range<u64>,
    ) -> Result<Self, BlobError> {
        let chunk = CHUNK as u64;
        let last = size.div_ceil(chunk).saturating_sub(1);
        let exact = (HEADER_LEN as u64) + size + (last + 1) * TAG_LEN as u64;
        if plaintext_len(file_len) != size || file_len != exact {
            return Err(BlobError::Tampered);
        }
        let cipher = cipher_of_header(key, data_key, &mut source)?;
        let range = range.start..range.end.min(size);
        let next = range.start / chunk;
        source.seek(SeekFrom::Start(HEADER_LEN as u64 + next * (chunk + TAG_LEN as u64)))?;
        Ok(Self { source, stream: StreamBE32::from_aead(cipher, &NONCE_PREFIX.into()), next, last, range })
    }

    /// The next verified piece; `None` when the part is whole.
    fn next_chunk(&mut self) -> Result<Option<Vec<u8>>, BlobError> {
        if self.range.is_empty() {
            return Ok(None);
        }
        let mut chunk = Vec::with_capacity(CHUNK + TAG_LEN);
        fill(&mut self.source, &mut chunk, CHUNK + TAG_LEN)?;
        let place = u32::try_from(self.next).map_err(|_| BlobError::TooLong)?;
        self.stream
            .decrypt_in_place(place, self.next == self.last, b"", &mut chunk)
            .map_err(|_| BlobError::Tampered)?;
        let begins = self.next * CHUNK as u64;
        let within = |at: u64| usize::try_from(at.saturating_sub(begins)).unwrap_or(CHUNK).min(chunk.len());
        let wanted = within(self.range.start)..within(self.range.end);
        chunk.truncate(wanted.end);
        chunk.drain(..wanted.start);
        self.range.start += chunk.len() as u64;
        self.next += 1;
        Ok(Some(chunk))
    }
}

/// A part of a blob being read. Every piece is verified before it is handed out.
pub struct PartReader {
    /// Away while a piece is being read, and for good if that failed or was abandoned.
    part: Option<Part<File>>,
}

impl PartReader {
    pub(super) fn new(part: Part<File>) -> Self {
        Self { part: Some(part) }
    }

    /// The next piece, of at most 64 KiB; `None` after the last.
    ///
    /// # Errors
    /// [`BlobError::Tampered`]: what came before is true.
    pub async fn next_chunk(&mut self) -> Result<Option<Vec<u8>>, BlobError> {
        let mut part = self.part.take().ok_or_else(|| io::Error::other("an earlier read failed or was abandoned"))?;
        let (part, chunk) = blocking(move || {
            let chunk = part.next_chunk()?;
            Ok((part, chunk))
        })
        .await?;
        self.part = Some(part);
        Ok(chunk)
    }
}

impl std::fmt::Debug for PartReader {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("PartReader")
    }
}
