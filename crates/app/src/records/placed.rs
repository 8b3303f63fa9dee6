//! A face that came into a collection after its item was written: no entry of the journal tells of that.

use adapters::{
    Class, Fault, Records,
    records::{Followed, TwinKey},
};
use domain::{CandidateId, ExamId};
use journal::Journal;
use store::record_cursors;

use super::rows;
use crate::error::Result;

/// How often an item is looked at that another writer changes meanwhile.
const TRIES: u32 = 3;

/// Has the item of a face say where it lies now. What cannot be written is left to `mpa aws check --repair`.
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

/// Writes the item as of the last entry of the journal, also where there is none yet: what a follower has read of the row
/// before is then the older.
async fn place(journal: &Journal, records: &Records, key: &TwinKey) -> Result<std::result::Result<(), Fault>> {
    for _ in 0..TRIES {
        let mut tx = journal.read().await?;
        let (_, head) = record_cursors::place(&mut tx, key.of.word()).await?;
        let row = rows::twin(&mut tx, key).await?;
        drop(tx);
        let written = async {
            let item = records.twin(key).await?;
            if item.as_ref().and_then(|item| item.twin.as_ref()) == row.as_ref() {
                return Ok(true);
            }
            records.mend(key, row.as_ref(), item.as_ref(), head).await
        };
        match written.await {
            Ok(false) => {} // somebody else wrote it meanwhile
            Ok(true) => return Ok(Ok(())),
            Err(fault) => return Ok(Err(fault)),
        }
    }
    Ok(Err(Fault::new(Class::Conflict, "others went on writing it")))
}
