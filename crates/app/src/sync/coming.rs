//! A record of a batch on its way into the store, and as it is when it is there.

use domain::Timestamp;
use store::{blobs::Blob, sync_records::Record};

/// A record on its way into the store.
pub(super) struct Coming {
    /// Its place in the batch.
    pub place: usize,
    /// The row that it is to be.
    pub record: Record,
    /// Its image, which lies in the store.
    pub blob: Option<Blob>,
    /// The digest of its content, whoever captured it.
    pub content: Vec<u8>,
    /// The picture of a face, for the comparison.
    pub image: Option<Vec<u8>>,
    /// The time in which its capture token was good.
    pub token: Option<(Timestamp, Timestamp)>,
    /// What was said beside the capture and left out.
    pub dropped: Vec<&'static str>,
}

impl Coming {
    /// As it is when it is kept, or was found.
    pub(super) fn received(self, fresh: bool) -> Received {
        let Self { place, record, image, token, dropped, .. } = self;
        Received { place, record, fresh, image, token, dropped }
    }
}

/// A record that is kept.
#[derive(Debug)]
pub(super) struct Received {
    /// Its place in the batch.
    pub place: usize,
    /// The row, as it was when it was kept or found.
    pub record: Record,
    /// Whether it came for the first time.
    pub fresh: bool,
    /// The picture of a face, for the comparison.
    pub image: Option<Vec<u8>>,
    /// The time in which its capture token was good.
    pub token: Option<(Timestamp, Timestamp)>,
    /// What was said beside the capture and left out.
    pub dropped: Vec<&'static str>,
}
