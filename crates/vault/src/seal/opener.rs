//! The decrypting side of a blob: only the chunks that hold what is wanted are opened.

use std::ops::Range;

use aead_stream::{NewStream as _, StreamBE32, StreamPrimitive as _};
use aes_gcm::Aes256Gcm;

use super::format::{CHUNK, NONCE_PREFIX, cipher_of, last_chunk, salt_in, sealed_range};
use crate::data_key::{DataKey, SealError};

/// Which chunks of a blob are wanted, and what of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Wanted {
    /// The length of the blob's plaintext, as it was stored.
    size: u64,
    /// The bytes of plaintext that are wanted.
    range: Range<u64>,
    /// The chunks that hold them.
    chunks: Range<u64>,
}

impl Wanted {
    /// A range of a blob of `size` bytes; what of it lies beyond the end is cut off.
    pub(super) fn part(size: u64, range: Range<u64>) -> Self {
        let range = range.start..range.end.min(size);
        let chunk = CHUNK as u64;
        let chunks = if range.is_empty() { 0..0 } else { range.start / chunk..range.end.div_ceil(chunk) };
        Self { size, range, chunks }
    }

    /// All of a blob of `size` bytes. Of an empty one, too, there is a chunk to be verified.
    pub(super) fn whole(size: u64) -> Self {
        Self { size, range: 0..size, chunks: 0..last_chunk(size) + 1 }
    }

    /// Where the wanted chunks lie in the sealed form; they follow the header when the first chunk is wanted.
    pub(super) fn sealed(&self) -> Range<u64> {
        sealed_range(self.size, &self.chunks)
    }
}

/// Opens the wanted chunks of one blob. The place of each, and whether it is the last, go into its nonce, as the
/// format says: a chunk from elsewhere, or one behind which the file was cut off, does not open.
pub(super) struct Opener {
    stream: StreamBE32<Aes256Gcm>,
    wanted: Wanted,
}

impl Opener {
    /// Opens a blob by its header.
    pub(super) fn new(location: &str, data_key: &DataKey, header: &[u8], wanted: Wanted) -> Result<Self, SealError> {
        let salt = salt_in(header).ok_or(SealError::Tampered)?;
        let stream = StreamBE32::from_aead(cipher_of(location, data_key, salt)?, &NONCE_PREFIX.into());
        Ok(Self { stream, wanted })
    }

    /// Bytes of the sealed chunk that comes next; `None` when nothing more is wanted.
    pub(super) fn next_len(&self) -> Option<usize> {
        let Range { start, end } = self.wanted.chunks;
        let next = sealed_range(self.wanted.size, &(start..start + 1));
        (start < end).then(|| usize::try_from(next.end - next.start).unwrap_or_default())
    }

    /// Opens the chunk that comes next, and leaves in it what of it is wanted.
    pub(super) fn open(&mut self, chunk: &mut Vec<u8>) -> Result<(), SealError> {
        let number = self.wanted.chunks.start;
        let place = u32::try_from(number).map_err(|_| SealError::TooLong)?;
        let is_last = number == last_chunk(self.wanted.size);
        self.stream.decrypt_in_place(place, is_last, b"", chunk).map_err(|_| SealError::Tampered)?;
        let begins = number * CHUNK as u64;
        let within = |at: u64| usize::try_from(at.saturating_sub(begins)).unwrap_or(CHUNK).min(chunk.len());
        let wanted = within(self.wanted.range.start)..within(self.wanted.range.end);
        chunk.truncate(wanted.end);
        chunk.drain(..wanted.start);
        self.wanted.chunks.start += 1;
        Ok(())
    }
}
