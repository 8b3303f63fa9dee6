//! Where candidates were before they were moved. The rows are written by the database, with the move.

use domain::{CandidateId, CentreId, ExamId, SlotId, Timestamp, slot::SlotStatus};

use crate::{Result, Row, Tx, args, sql};

/// Where a candidate was for a time.
#[derive(Clone, Debug)]
pub struct CandidatePlace {
    /// Until when.
    pub until: Timestamp,
    /// At which centre.
    pub centre_id: CentreId,
    /// In which slot.
    pub slot_id: SlotId,
    /// When that slot begins.
    pub slot_start: Option<Timestamp>,
    /// When it ends.
    pub slot_end: Option<Timestamp>,
    /// What it is set to.
    pub slot_set: SlotStatus,
}

/// The places that a candidate left after `since`, the newest first.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn left_after(
    tx: &mut Tx,
    exam: ExamId,
    candidate: CandidateId,
    since: Timestamp,
) -> Result<Vec<CandidatePlace>> {
    let read = |row: &Row| {
        Ok(CandidatePlace {
            until: row.time("until")?,
            centre_id: row.id("centre_id")?,
            slot_id: row.id("slot_id")?,
            slot_start: row.opt_time("start_time")?,
            slot_end: row.opt_time("end_time")?,
            slot_set: row.parse("status")?,
        })
    };
    let statement = sql!(
        "SELECT p.until, p.centre_id, p.slot_id, s.start_time, s.end_time, s.status
          FROM candidate_place p JOIN slot s ON s.id = p.slot_id
          WHERE p.exam_id = $1 AND p.candidate_id = $2 AND p.until > $3 ORDER BY p.until DESC"
    );
    tx.list(statement, args![exam, candidate, since], read).await
}
