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

use std::io::{self, Read, Write};

use aead_stream::{DecryptorBE32, EncryptorBE32};
use aes_gcm::Aes256Gcm;
use sha2::{Digest, Sha256};

use super::{BlobError, BlobKey, Stored};
use crate::{DataKey, SealError};

const MAGIC: &[u8; 9] = b"mpa-blob\x01";
pub(super) const SALT_LEN: usize = 32;
pub(super) const HEADER_LEN: usize = MAGIC.len() + SALT_LEN;
/// Plaintext bytes in a chunk; the last one has fewer, or none.
pub(super) const CHUNK: usize = 64 * 1024;
pub(super) const TAG_LEN: usize = 16;
pub(super) const NONCE_PREFIX: [u8; 7] = [0; 7];

fn cipher_of(key: &BlobKey, data_key: &DataKey, salt: &[u8]) -> Result<Aes256Gcm, SealError> {
    let location = key.storage_location();
    data_key.derive(Some(salt), &[b"mpa blob 1\n", location.as_bytes()])
}

/// The cipher of the blob whose header `source` begins with; reads the header.
pub(super) fn cipher_of_header(
    key: &BlobKey,
    data_key: &DataKey,
    source: &mut impl Read,
) -> Result<Aes256Gcm, BlobError> {
    let mut header = Vec::with_capacity(HEADER_LEN);
    fill(source, &mut header, HEADER_LEN)?;
    let salt = header.strip_prefix(MAGIC).ok_or(BlobError::Tampered)?;
    if salt.len() != SALT_LEN {
        return Err(BlobError::Tampered);
    }
    Ok(cipher_of(key, data_key, salt)?)
}

/// Bytes of plaintext in a file of `file_len` bytes that is not damaged.
pub(super) fn plaintext_len(file_len: u64) -> u64 {
    let body = file_len.saturating_sub(HEADER_LEN as u64);
    body - body.min(body.div_ceil((CHUNK + TAG_LEN) as u64) * TAG_LEN as u64)
}

/// Reads up to `length` bytes into `buffer`; fewer only at the end.
pub(super) fn fill(source: &mut impl Read, buffer: &mut Vec<u8>, length: usize) -> io::Result<()> {
    buffer.clear();
    source.take(length as u64).read_to_end(buffer).map(drop)
}

/// The encrypting side of one blob.
pub(super) struct Sealer {
    salt: [u8; SALT_LEN],
    stream: EncryptorBE32<Aes256Gcm>,
}

impl Sealer {
    pub(super) fn new(key: &BlobKey, data_key: &DataKey, salt: [u8; SALT_LEN]) -> Result<Self, SealError> {
        let cipher = cipher_of(key, data_key, &salt)?;
        let stream = EncryptorBE32::from_aead(cipher, &NONCE_PREFIX.into());
        Ok(Self { salt, stream })
    }

    /// Encrypts all of `source` into `sink`, holding two chunks in memory.
    pub(super) fn run(mut self, source: &mut impl Read, sink: &mut impl Write) -> Result<Stored, BlobError> {
        let too_long = |_| BlobError::TooLong;
        let (mut size, mut digest) = (0, Sha256::new());
        let (mut chunk, mut ahead) = (Vec::with_capacity(CHUNK + TAG_LEN), Vec::new());
        sink.write_all(&[MAGIC, self.salt.as_slice()].concat())?;
        fill(source, &mut chunk, CHUNK).map_err(BlobError::Source)?;
        loop {
            // Only what follows a chunk tells whether it is the last.
            fill(source, &mut ahead, CHUNK).map_err(BlobError::Source)?;
            size += chunk.len() as u64;
            digest.update(&chunk);
            if ahead.is_empty() {
                break;
            }
            self.stream.encrypt_next_in_place(b"", &mut chunk).map_err(too_long)?;
            sink.write_all(&chunk)?;
            std::mem::swap(&mut chunk, &mut ahead);
        }
        self.stream.encrypt_last_in_place(b"", &mut chunk).map_err(too_long)?;
        sink.write_all(&chunk)?;
        Ok(Stored { size, sha256: digest.finalize().into() })
    }
}

/// The decrypting side of one blob.
pub(super) struct Opener<R> {
    source: R,
    /// Gone once the last chunk has been opened, or a chunk refused.
    stream: Option<DecryptorBE32<Aes256Gcm>>,
    ahead: Vec<u8>,
}

impl<R: Read> Opener<R> {
    pub(super) fn new(key: &BlobKey, data_key: &DataKey, mut source: R) -> Result<Self, BlobError> {
        let cipher = cipher_of_header(key, data_key, &mut source)?;
        let mut ahead = Vec::with_capacity(CHUNK + TAG_LEN);
        fill(&mut source, &mut ahead, CHUNK + TAG_LEN)?;
        Ok(Self { source, stream: Some(DecryptorBE32::from_aead(cipher, &NONCE_PREFIX.into())), ahead })
    }

    /// The next verified chunk of plaintext; `None` after the last one, and
    /// only then is the blob known to be whole.
    pub(super) fn next_chunk(&mut self) -> Result<Option<Vec<u8>>, BlobError> {
        let Some(mut stream) = self.stream.take() else {
            return Ok(None);
        };
        let mut chunk = std::mem::take(&mut self.ahead);
        fill(&mut self.source, &mut self.ahead, CHUNK + TAG_LEN)?;
        if self.ahead.is_empty() {
            stream.decrypt_last_in_place(b"", &mut chunk).map_err(|_| BlobError::Tampered)?;
        } else {
            stream.decrypt_next_in_place(b"", &mut chunk).map_err(|_| BlobError::Tampered)?;
            self.stream = Some(stream);
        }
        Ok(Some(chunk))
    }
}
