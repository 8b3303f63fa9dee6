//! A face that came into a collection after its item was written: no entry of the journal tells of that.

use adapters::{
    Fault, Records,
    records::{Followed, TwinKey},
};
use domain::{CandidateId, ExamId};
use journal::Journal;
use store::record_cursors;

use super::rows;
use crate::error::Result;

/// Has the item of a face say where it lies now. An item that is not there yet will say it when it is written. What
/// cannot be written is left to `mpa aws check --repair`.
pub(crate) async fn face_placed(journal: &Journal, records: &Records, exam: ExamId, candidate: CandidateId) {
    let key = TwinKey { of: Followed::Faces, exam: exam.0, name: candidate.to_string() };
    match place(journal, records, &key).await {
        Ok(Ok(())) => {}
        Ok(Err(fault)) => tracing::warn!(%fault, "an item does not say yet where its face lies"),
        Err(failure) => {
            tracing::warn!(code = failure.code().as_str(), "an item does not say yet where its face lies");
        }
    }
}

async fn place(journal: &Journal, records: &Records, key: &TwinKey) -> Result<std::result::Result<(), Fault>> {
    let mut tx = journal.read().await?;
    let (_, head) = record_cursors::place(&mut tx, key.of.word()).await?;
    let row = rows::twin(&mut tx, key).await?;
    drop(tx);
    let written = async {
        match records.twin(key).await? {
            Some(item) if item.twin != row => records.mend(key, row.as_ref(), Some(&item), head).await.map(drop),
            _ => Ok(()),
        }
    };
    Ok(written.await)
}
