//! The journal: every decision, in the transaction that made it.

use domain::{CandidateId, CentreId, EventId, ExamId, SessionId, Timestamp, UserId};
use serde_json::Value;

use crate::{Result, Tx, args, sql};

/// One entry. Ids and digests only.
#[derive(Clone, Debug)]
pub struct Event {
    /// Its id.
    pub id: EventId,
    /// When it was decided.
    pub occurred_at: Timestamp,
    /// What was asked for: the name of the action.
    pub action: &'static str,
    /// `done`, `refused` or `counted`.
    pub outcome: &'static str,
    /// The code of a refusal.
    pub code: Option<&'static str>,
    /// The exam.
    pub exam_id: Option<ExamId>,
    /// The centre.
    pub centre_id: Option<CentreId>,
    /// The candidate.
    pub candidate_id: Option<CandidateId>,
    /// Whatever else it is about.
    pub subject_id: Option<String>,
    /// Who acted.
    pub actor_id: Option<UserId>,
    /// As what.
    pub actor_role: Option<domain::Role>,
    /// In which login.
    pub session_id: Option<SessionId>,
    /// From where.
    pub address: Option<String>,
    /// With which device.
    pub device_id: Option<String>,
    /// What a reader needs beyond the columns.
    pub data: Value,
}

/// Appends an entry.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn append(tx: &mut Tx, event: Event) -> Result<()> {
    tx.execute(
        sql!(
            "INSERT INTO journal (id, occurred_at, action, outcome, code, exam_id, centre_id, candidate_id,
                  subject_id, actor_id, actor_role, session_id, address, device_id, data)
              VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)"
        ),
        args![
            event.id,
            event.occurred_at,
            event.action,
            event.outcome,
            event.code,
            event.exam_id,
            event.centre_id,
            event.candidate_id,
            event.subject_id,
            event.actor_id,
            event.actor_role,
            event.session_id,
            event.address,
            event.device_id,
            event.data
        ],
    )
    .await
    .map(drop)
}
