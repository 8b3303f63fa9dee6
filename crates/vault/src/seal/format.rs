//! The encrypted form of a blob.
//!
//! ```text
//! "mpa-blob" | version 1 (1 byte) | salt (32 bytes) | chunk | chunk | … | last chunk
//! ```
//!
//! Each blob has a key of its own, HKDF-SHA-256 of the data key with the salt,
//! and the blob's location as info: a file moved to another name does not
//! open, and no two blobs share nonces however many there are. Under it each
//! 64 KiB of plaintext are a chunk of AES-256-GCM in the STREAM construction
//! (<https://eprint.iacr.org/2015/189>): the nonce is seven zero bytes, the
//! number of the chunk and a mark on the last, so that chunks can be neither
//! reordered nor cut off. (Tink's AES-GCM-HKDF streaming does the same.)

use std::ops::Range;

use aes_gcm::Aes256Gcm;

use crate::data_key::{DataKey, SealError};

const MAGIC: &[u8; 9] = b"mpa-blob\x01";
/// Random bytes in the header.
pub(crate) const SALT_LEN: usize = 32;
/// Bytes before the first chunk.
pub(super) const HEADER_LEN: usize = MAGIC.len() + SALT_LEN;
/// Plaintext bytes in a chunk; the last one has fewer, or none.
pub(super) const CHUNK: usize = 64 * 1024;
/// Bytes by which a sealed chunk is longer.
pub(super) const TAG_LEN: usize = 16;
pub(super) const NONCE_PREFIX: [u8; 7] = [0; 7];

const SEALED_CHUNK: u64 = (CHUNK + TAG_LEN) as u64;

pub(super) fn cipher_of(location: &str, data_key: &DataKey, salt: &[u8]) -> Result<Aes256Gcm, SealError> {
    data_key.derive(Some(salt), &[b"mpa blob 1\n", location.as_bytes()])
}

/// The header of a blob with this salt.
pub(super) fn header_of(salt: &[u8; SALT_LEN]) -> Vec<u8> {
    [MAGIC.as_slice(), salt].concat()
}

/// The salt in a header.
pub(super) fn salt_in(header: &[u8]) -> Option<&[u8; SALT_LEN]> {
    header.strip_prefix(MAGIC)?.try_into().ok()
}

/// The number of the last chunk of a blob of `size` bytes.
pub(super) fn last_chunk(size: u64) -> u64 {
    size.div_ceil(CHUNK as u64).saturating_sub(1)
}

/// Bytes of the sealed form of `size` bytes.
pub(crate) fn sealed_len(size: u64) -> u64 {
    HEADER_LEN as u64 + size + (last_chunk(size) + 1) * TAG_LEN as u64
}

/// Bytes of plaintext in a sealed form of `sealed` bytes, unless that is no length of one: then
/// [`sealed_len`] of what this gives is another.
pub(crate) fn plaintext_len(sealed: u64) -> u64 {
    let body = sealed.saturating_sub(HEADER_LEN as u64);
    body - body.min(body.div_ceil(SEALED_CHUNK) * TAG_LEN as u64)
}

/// Where the sealed chunks lie that hold a range of a blob of `size` bytes.
pub(super) fn sealed_range(size: u64, chunks: &Range<u64>) -> Range<u64> {
    let at = |chunk: u64| (HEADER_LEN as u64).saturating_add(chunk.saturating_mul(SEALED_CHUNK));
    at(chunks.start)..at(chunks.end).min(sealed_len(size))
}
