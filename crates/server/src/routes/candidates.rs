//! Candidates, filtered by slot.

use super::guarded::{Access, operation};
use crate::{
    error::Failure,
    extract::{Body, Path, Query},
    middleware::authorise::Authorised,
    reply::{self, Replied},
    state::State,
};
use api::candidates::{CandidatePath, CandidateQuery, CandidateView, UpdateCandidate};
use api::exams::ExamPath;
use api::form::Binary;
use api::story::Story;
use api::{Envelope, Listing, Paging};
use app::{candidates, images, story};
use axum::response::Response;
use domain::{CandidateId, ExamId, Refusal, policy::Action};
use utoipa_axum::{router::OpenApiRouter, routes};

/// List candidates: an operator's those of their active slots, a supervisor's those of the centre.
#[utoipa::path(get, path = "/api/candidates/{examId}", operation_id = "listCandidates", tag = "Candidates",
    params(("examId" = ExamId, Path), CandidateQuery, Paging),
    responses((status = 200, body = Envelope<Listing<CandidateView>>)))]
async fn list(
    call: Authorised,
    path: Path<ExamPath>,
    query: Query<CandidateQuery>,
    paging: Query<Paging>,
) -> Replied<Listing<CandidateView>> {
    Ok(candidates::list(&call, path.0.exam_id, query.0, &paging.0).await?.into())
}

/// Read one candidate.
#[utoipa::path(get, path = "/api/candidates/{examId}/{candidateId}", operation_id = "readCandidate", tag = "Candidates",
    params(("examId" = ExamId, Path), ("candidateId" = CandidateId, Path)),
    responses((status = 200, body = Envelope<CandidateView>)))]
async fn get(call: Authorised, path: Path<CandidatePath>) -> Replied<CandidateView> {
    Ok(candidates::get(&call, path.0.exam_id, path.0.candidate_id).await?.into())
}

/// The enrolled photograph.
#[utoipa::path(get, path = "/api/candidates/{examId}/{candidateId}/photo", operation_id = "readPhoto", tag = "Candidates",
    params(("examId" = ExamId, Path), ("candidateId" = CandidateId, Path)),
    responses((status = 200, description = "The image", content((Binary = "image/jpeg"), (Binary = "image/png"),
        (Binary = "image/webp"), (Binary = "image/bmp")))))]
async fn photo(call: Authorised, path: Path<CandidatePath>) -> Result<Response, Failure> {
    Ok(reply::image(images::photo(&call, path.0.exam_id, path.0.candidate_id).await?))
}

/// Everything about one candidate, in order of time: marks and undos, attempts with their scores, fingerprint, sheets,
/// closes, conflicts with both sides, devices with their clocks, alerts, each with its entry in the log. An observer reads
/// neither images, alerts nor the sides of conflicts. The look is audited.
#[utoipa::path(get, path = "/api/candidates/{examId}/{candidateId}/story", operation_id = "readStory", tag = "Candidates",
    params(("examId" = ExamId, Path), ("candidateId" = CandidateId, Path)),
    responses((status = 200, body = Envelope<Story>)))]
async fn told(call: Authorised, path: Path<CandidatePath>) -> Replied<Story> {
    Ok(story::read(&call, path.0.exam_id, path.0.candidate_id).await?.into())
}

/// Correct or move a candidate, before attendance.
#[utoipa::path(patch, path = "/api/candidates/{examId}/{candidateId}", operation_id = "updateCandidate", tag = "Set-up",
    params(("examId" = ExamId, Path), ("candidateId" = CandidateId, Path)), request_body = UpdateCandidate,
    responses((status = 200, body = Envelope<CandidateView>)))]
async fn update(call: Authorised, path: Path<CandidatePath>, body: Body<UpdateCandidate>) -> Replied<CandidateView> {
    Ok(candidates::update(&call, path.0.exam_id, path.0.candidate_id, body.0).await?.into())
}

/// The routes of this noun.
pub(crate) fn routes(access: &Access) -> OpenApiRouter<State> {
    use Refusal as R;
    let list_refusals = [R::ExamNotFound, R::NoSlotAssigned, R::CentreNotFound];
    let read_refusals = [R::ExamNotFound, R::NoSlotAssigned, R::CandidateNotFound];
    let photo_refusals = [R::ExamNotFound, R::NoSlotAssigned, R::CandidateNotFound, R::PhotoNotFound];
    let update_refusals = [R::ExamNotFound, R::CandidateNotFound, R::SlotNotFound, R::SlotFull, R::AttendanceExists];
    OpenApiRouter::new()
        .routes(operation(access, Action::ListCandidates, &list_refusals, routes!(list)))
        .routes(operation(access, Action::ReadCandidate, &read_refusals, routes!(get)))
        .routes(operation(access, Action::ReadStory, &[R::ExamNotFound, R::CandidateNotFound], routes!(told)))
        .routes(operation(access, Action::ReadPhoto, &photo_refusals, routes!(photo)))
        .routes(operation(access, Action::UpdateCandidate, &update_refusals, routes!(update)))
}
