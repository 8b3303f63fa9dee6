//! What was replaced or taken back, whole.

use domain::{CandidateId, ExamId, Timestamp, UserId};
use serde_json::Value;
use uuid::Uuid;

use crate::{Result, Tx, args, sql};

/// A record that is about to go.
#[derive(Debug)]
pub struct Replaced<'a> {
    /// The exam.
    pub exam_id: ExamId,
    /// The candidate.
    pub candidate_id: CandidateId,
    /// Such as `attendance`.
    pub entity_type: &'static str,
    /// Its id.
    pub entity_id: Uuid,
    /// The record.
    pub record: Value,
    /// Why it goes.
    pub reason: &'a str,
}

/// Keeps it.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn keep(tx: &mut Tx, id: Uuid, replaced: Replaced<'_>, by: UserId, now: Timestamp) -> Result<()> {
    tx.execute(
        sql!("INSERT INTO record_history (id, exam_id, candidate_id, entity_type, entity_id, record, reason, replaced_at, replaced_by)
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)"),
        args![
            id, replaced.exam_id, replaced.candidate_id, replaced.entity_type, replaced.entity_id, replaced.record,
            replaced.reason, now, by
        ],
    )
    .await
    .map(drop)
}
