//! The photographs of a package, in their order, some of them read ahead: a store that is far away takes its time for
//! each, and a package has thousands.

use std::{collections::VecDeque, sync::Arc, vec};

use domain::{BlobId, ExamId};
use tokio_util::task::AbortOnDropHandle;
use vault::{ReadableKind, Vault, VaultError};

/// Photographs that are read at a time, or wait for their turn.
const READS: usize = 16;
/// Bytes of them, but for a single one that is larger.
const BYTES: u64 = 16 << 20;

/// A photograph that is being read.
struct Reading {
    size: u64,
    read: AbortOnDropHandle<Result<Vec<u8>, VaultError>>,
}

/// Photographs being read.
pub(super) struct Ahead {
    vault: Arc<Vault>,
    exam: ExamId,
    photos: std::iter::Peekable<vec::IntoIter<(BlobId, u64)>>,
    readings: VecDeque<Reading>,
    bytes: u64,
}

impl Ahead {
    /// The photographs of an exam, each with its bytes before encryption.
    pub(super) fn of(vault: &Arc<Vault>, exam: ExamId, photos: Vec<(BlobId, u64)>) -> Self {
        let photos = photos.into_iter().peekable();
        Self { vault: Arc::clone(vault), exam, photos, readings: VecDeque::new(), bytes: 0 }
    }

    /// The next photograph; `None` after the last.
    pub(super) async fn next(&mut self) -> Option<Result<Vec<u8>, VaultError>> {
        self.fill();
        let Reading { size, read } = self.readings.pop_front()?;
        self.bytes -= size;
        Some(read.await.unwrap_or_else(|stopped| Err(VaultError::Broken(stopped.to_string()))))
    }

    fn fill(&mut self) {
        while self.readings.len() < READS {
            let fits = |size: u64| self.readings.is_empty() || self.bytes + size <= BYTES;
            let Some((blob, size)) = self.photos.next_if(|(_, size)| fits(*size)) else { return };
            let (vault, exam) = (Arc::clone(&self.vault), self.exam);
            let read = tokio::spawn(async move { vault.read(Some(exam), ReadableKind::FaceEnrolled, blob).await });
            self.readings.push_back(Reading { size, read: AbortOnDropHandle::new(read) });
            self.bytes += size;
        }
    }
}
