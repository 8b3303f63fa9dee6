//! The audit log, its proofs and its checkpoints.

use super::guarded::{Access, operation};
use crate::{
    extract::{Path, Query},
    middleware::authorise::Authorised,
    reply::Replied,
    state::State,
};
use api::audit::{AuditEntry, AuditQuery, CheckpointView, EventPath, InclusionProof};
use api::exams::ExamPath;
use api::{Envelope, Items, Paging};
use app::audit;
use domain::{EventId, ExamId, Refusal, policy::Action};
use utoipa_axum::{router::OpenApiRouter, routes};

/// The whole audit log, the oldest entry first, by number; what has no number yet is not in it. All pages
/// together are the log as it was when the first was asked for.
#[utoipa::path(get, path = "/api/audit", operation_id = "listAuditEntries", tag = "Audit", params(AuditQuery, Paging),
    responses((status = 200, body = Envelope<Items<AuditEntry>>)))]
async fn all(call: Authorised, query: Query<AuditQuery>, paging: Query<Paging>) -> Replied<Items<AuditEntry>> {
    Ok(audit::list(&call, None, query.0, &paging.0).await?.into())
}

/// The audit log of an exam, the oldest entry first, by number.
#[utoipa::path(get, path = "/api/audit/{examId}", operation_id = "listAuditEntriesOfExam", tag = "Audit", params(("examId" = ExamId, Path), AuditQuery, Paging),
    responses((status = 200, body = Envelope<Items<AuditEntry>>)))]
async fn of_exam(
    call: Authorised,
    path: Path<ExamPath>,
    query: Query<AuditQuery>,
    paging: Query<Paging>,
) -> Replied<Items<AuditEntry>> {
    Ok(audit::list(&call, Some(path.0.exam_id), query.0, &paging.0).await?.into())
}

/// The proof that an entry of an exam is in the log.
#[utoipa::path(get, path = "/api/audit/{examId}/{eventId}/proof", operation_id = "readInclusionProof", tag = "Audit",
    params(("examId" = ExamId, Path), ("eventId" = EventId, Path)),
    responses((status = 200, body = Envelope<InclusionProof>)))]
async fn proof(call: Authorised, path: Path<EventPath>) -> Replied<InclusionProof> {
    Ok(audit::proof(&call, path.0.exam_id, path.0.event_id).await?.into())
}

/// The newest signed checkpoint of the log: keep it elsewhere, and `mpa audit verify --against` finds out
/// whether the log was rewritten since.
#[utoipa::path(get, path = "/api/audit/checkpoint", operation_id = "readCheckpoint", tag = "Audit",
    responses((status = 200, body = Envelope<CheckpointView>)))]
async fn checkpoint(call: Authorised) -> Replied<CheckpointView> {
    Ok(audit::checkpoint(&call).await?.into())
}

/// The routes of this noun.
pub(crate) fn routes(access: &Access) -> OpenApiRouter<State> {
    use Refusal as R;
    let proof_refusals = [R::ExamNotFound, R::EventNotFound, R::CheckpointNotFound];
    OpenApiRouter::new()
        .routes(operation(access, Action::ReadAudit, &[], routes!(all)))
        .routes(operation(access, Action::ReadAudit, &[R::ExamNotFound], routes!(of_exam)))
        .routes(operation(access, Action::ReadProof, &proof_refusals, routes!(proof)))
        .routes(operation(access, Action::ReadCheckpoint, &[R::CheckpointNotFound], routes!(checkpoint)))
}
