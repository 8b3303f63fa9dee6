//! Reading a blob piece by piece.

use std::fs::File;
use std::io;

use super::BlobError;
use super::files::blocking;
use super::format::Opener;

/// A blob being read. Every piece is verified before it is handed out; that
/// nothing was cut off is known when [`BlobReader::next_chunk`] ends in `None`.
pub struct BlobReader {
    /// Away while a piece is being read, and for good if that was abandoned.
    opener: Option<Opener<File>>,
}

impl BlobReader {
    pub(super) fn new(opener: Opener<File>) -> Self {
        Self { opener: Some(opener) }
    }

    /// The next piece, of at most 64 KiB; `None` after the last. A call that
    /// was dropped halfway makes the later ones fail.
    ///
    /// # Errors
    /// [`BlobError::Tampered`]: what came before is true but not whole.
    pub async fn next_chunk(&mut self) -> Result<Option<Vec<u8>>, BlobError> {
        let mut opener =
            self.opener.take().ok_or_else(|| io::Error::other("an earlier read failed or was abandoned"))?;
        let (opener, chunk) = blocking(move || {
            let chunk = opener.next_chunk()?;
            Ok((opener, chunk))
        })
        .await?;
        self.opener = Some(opener);
        Ok(chunk)
    }
}

impl std::fmt::Debug for BlobReader {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("BlobReader")
    }
}
