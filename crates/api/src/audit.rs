//! The audit log, its proofs and its checkpoints.

use domain::{CandidateId, CentreId, EventId, ExamId, Role, SessionId, SlotId, Timestamp, UserId, order::SortOrder};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};

/// How something ended.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema, strum::IntoStaticStr)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
pub enum EntryOutcome {
    /// It was done.
    Done,
    /// It was refused; `code` says how.
    Refused,
    /// What outsiders caused, by address and minute.
    Counted,
}

/// What the log is narrowed to.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct AuditQuery {
    /// What was asked for, such as `mark_attendance`.
    #[param(max_length = 64)]
    pub action: Option<String>,
    /// How it ended.
    #[param(inline)]
    pub outcome: Option<EntryOutcome>,
    /// Who acted.
    pub actor_id: Option<UserId>,
    /// About which candidate.
    pub candidate_id: Option<CandidateId>,
    /// Not before this moment.
    pub from: Option<Timestamp>,
    /// Before this moment.
    pub to: Option<Timestamp>,
    /// Which way: the oldest first where nothing is said.
    #[param(inline)]
    pub order: Option<SortOrder>,
}

/// The parameters of a path under an entry.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EventPath {
    /// The exam.
    pub exam_id: ExamId,
    /// The entry.
    pub event_id: EventId,
}

/// An entry: who did what to what, when, from where, with which outcome.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AuditEntry {
    /// Its number, from 1 without gaps.
    pub seq: i64,
    /// Its id.
    pub id: EventId,
    /// When it was decided.
    pub occurred_at: Timestamp,
    /// What was asked for.
    pub action: String,
    /// `done`, `refused` or `counted`.
    pub outcome: String,
    /// The code of a refusal.
    #[schema(required)]
    pub code: Option<String>,
    /// The exam that it is about.
    #[schema(required)]
    pub exam_id: Option<ExamId>,
    /// The centre.
    #[schema(required)]
    pub centre_id: Option<CentreId>,
    /// The slot.
    #[schema(required)]
    pub slot_id: Option<SlotId>,
    /// The candidate.
    #[schema(required)]
    pub candidate_id: Option<CandidateId>,
    /// What else it is about.
    #[schema(required)]
    pub subject_id: Option<String>,
    /// Who acted; none where nobody was logged in.
    #[schema(required)]
    pub actor_id: Option<UserId>,
    /// As what.
    #[schema(required)]
    pub actor_role: Option<Role>,
    /// In which login.
    #[schema(required)]
    pub session_id: Option<SessionId>,
    /// From which network address.
    #[schema(required)]
    pub address: Option<String>,
    /// With which device, as it names itself.
    #[schema(required)]
    pub device_id: Option<String>,
    /// Numbers, ids and digests; never personal data.
    #[schema(value_type = Object)]
    pub data: Value,
}

/// A proof that an entry is in the log (RFC 9162, section 2.1.3).
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct InclusionProof {
    /// The number of the entry less one.
    pub leaf_index: i64,
    /// The size of the tree of `checkpoint`.
    pub tree_size: i64,
    /// The exact bytes of the leaf, in base64.
    pub leaf: String,
    /// SHA-256 of a zero byte and the leaf, in base64.
    pub leaf_hash: String,
    /// The hashes beside the way from the leaf to the root, in base64.
    pub hashes: Vec<String>,
    /// The signed note of the tree that the proof leads to.
    pub checkpoint: String,
}

/// The newest signed checkpoint.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CheckpointView {
    /// The signed note (c2sp.org/tlog-checkpoint).
    pub checkpoint: String,
    /// How many entries it covers.
    pub size: i64,
    /// The root over them, in base64.
    pub root_hash: String,
    /// The public key in the form of signed notes (c2sp.org/signed-note).
    pub public_key: String,
}
