//! The audit log, its proofs and its checkpoints.

use domain::{
    CandidateId, CentreId, EventId, ExamId, Refusal, Role, SessionId, SlotId, Timestamp, UserId, policy::Action,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use store::journal::Entry;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{Access, accounts::ExamPath, operation};
use crate::{
    app::App,
    http::{Answer, Ctx, Envelope, Failure, Items, Paging, Path, Query},
    ops::read_audit,
};

/// How something ended.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema, strum::IntoStaticStr)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
pub enum Outcome {
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
    pub outcome: Option<Outcome>,
    /// Who acted.
    pub actor_id: Option<UserId>,
    /// About which candidate.
    pub candidate_id: Option<CandidateId>,
    /// Not before this moment.
    pub from: Option<Timestamp>,
    /// Before this moment.
    pub to: Option<Timestamp>,
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
    id: EventId,
    occurred_at: Timestamp,
    /// What was asked for.
    action: String,
    /// `done`, `refused` or `counted`.
    outcome: String,
    /// The code of a refusal.
    #[schema(required)]
    code: Option<String>,
    #[schema(required)]
    exam_id: Option<ExamId>,
    #[schema(required)]
    centre_id: Option<CentreId>,
    #[schema(required)]
    slot_id: Option<SlotId>,
    #[schema(required)]
    candidate_id: Option<CandidateId>,
    /// What else it is about.
    #[schema(required)]
    subject_id: Option<String>,
    #[schema(required)]
    actor_id: Option<UserId>,
    #[schema(required)]
    actor_role: Option<Role>,
    #[schema(required)]
    session_id: Option<SessionId>,
    #[schema(required)]
    address: Option<String>,
    #[schema(required)]
    device_id: Option<String>,
    /// Numbers, ids and digests; never personal data.
    #[schema(value_type = Object)]
    data: Value,
}

impl From<Entry> for AuditEntry {
    fn from(Entry { seq, event, .. }: Entry) -> Self {
        Self {
            seq: seq.unwrap_or_default(),
            data: event.facts(),
            id: event.id,
            occurred_at: event.occurred_at,
            action: event.action,
            outcome: event.outcome,
            code: event.code,
            exam_id: event.exam_id,
            centre_id: event.centre_id,
            slot_id: event.slot_id,
            candidate_id: event.candidate_id,
            subject_id: event.subject_id,
            actor_id: event.actor_id,
            actor_role: event.actor_role,
            session_id: event.session_id,
            address: event.address,
            device_id: event.device_id,
        }
    }
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

/// The whole audit log, the oldest entry first, by number; what has no number yet is not in it. All pages
/// together are the log as it was when the first was asked for.
#[utoipa::path(get, path = "/api/audit", tag = "Audit", params(AuditQuery, Paging),
    responses((status = 200, body = Envelope<Items<AuditEntry>>)))]
async fn all(ctx: Ctx, query: Query<AuditQuery>, paging: Query<Paging>) -> Result<Answer<Items<AuditEntry>>, Failure> {
    read_audit::list(&ctx, None, query.0, &paging.0).await
}

/// The audit log of an exam, the oldest entry first, by number.
#[utoipa::path(get, path = "/api/audit/{examId}", tag = "Audit", params(("examId" = ExamId, Path), AuditQuery, Paging),
    responses((status = 200, body = Envelope<Items<AuditEntry>>)))]
async fn of_exam(
    ctx: Ctx,
    path: Path<ExamPath>,
    query: Query<AuditQuery>,
    paging: Query<Paging>,
) -> Result<Answer<Items<AuditEntry>>, Failure> {
    read_audit::list(&ctx, Some(path.0.exam_id), query.0, &paging.0).await
}

/// The proof that an entry of an exam is in the log.
#[utoipa::path(get, path = "/api/audit/{examId}/{eventId}/proof", tag = "Audit",
    params(("examId" = ExamId, Path), ("eventId" = EventId, Path)),
    responses((status = 200, body = Envelope<InclusionProof>)))]
async fn proof(ctx: Ctx, path: Path<EventPath>) -> Result<Answer<InclusionProof>, Failure> {
    read_audit::proof(&ctx, path.0.exam_id, path.0.event_id).await
}

/// The newest signed checkpoint of the log: keep it elsewhere, and `mpa audit verify --against` finds out
/// whether the log was rewritten since.
#[utoipa::path(get, path = "/api/audit/checkpoint", tag = "Audit",
    responses((status = 200, body = Envelope<CheckpointView>)))]
async fn checkpoint(ctx: Ctx) -> Result<Answer<CheckpointView>, Failure> {
    read_audit::checkpoint(&ctx).await
}

/// The routes of this noun.
pub fn routes(access: &Access) -> OpenApiRouter<App> {
    use Refusal as R;
    let proof_refusals = [R::ExamNotFound, R::EventNotFound, R::CheckpointNotFound];
    OpenApiRouter::new()
        .routes(operation(access, Action::ReadAudit, &[], routes!(all)))
        .routes(operation(access, Action::ReadAudit, &[R::ExamNotFound], routes!(of_exam)))
        .routes(operation(access, Action::ReadProof, &proof_refusals, routes!(proof)))
        .routes(operation(access, Action::ReadCheckpoint, &[R::CheckpointNotFound], routes!(checkpoint)))
}
