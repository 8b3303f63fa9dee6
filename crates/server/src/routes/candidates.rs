//! Candidates, filtered by slot.

use axum::response::Response;
use domain::{
    AttendanceId, CandidateId, CentreId, ExamId, Refusal, SlotId, Timestamp, UserId,
    attendance::AttendanceStatus,
    candidate::CandidateStatus,
    policy::Action,
    text::{Barcode, Line, RollNumber},
};
use serde::{Deserialize, Serialize};
use store::candidates::Overview;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{Access, accounts::ExamPath, operation};
use crate::{
    app::App,
    http::{Answer, Body, Ctx, Envelope, Failure, Items, Paging, Path, Query},
    ops::{read_candidates, read_images, update_candidate},
};

/// What a list is narrowed to.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct CandidateQuery {
    /// The beginning of a roll number, or a part of a name.
    #[param(max_length = 100)]
    pub q: Option<String>,
    /// How far they are.
    pub status: Option<CandidateStatus>,
    /// In which slot.
    pub slot_id: Option<SlotId>,
}

/// The parameters of a path under a candidate.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CandidatePath {
    exam_id: ExamId,
    candidate_id: CandidateId,
}

/// A correction or a move.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct UpdateCandidate {
    /// Another name.
    pub name: Option<Line>,
    /// Another father's name.
    pub father_name: Option<Line>,
    /// Another date of birth, YYYY-MM-DD.
    #[schema(value_type = Option<String>, format = Date, pattern = r"^\d{4}-\d{2}-\d{2}$")]
    pub dob: Option<jiff::civil::Date>,
    /// Another gender.
    pub gender: Option<Line>,
    /// Another slot of the exam; its centre comes with it.
    pub slot_id: Option<SlotId>,
    /// Why.
    pub reason: Line,
}

/// Station 1 of a candidate.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AttendanceView {
    id: AttendanceId,
    status: AttendanceStatus,
    operator_id: UserId,
    #[serde(skip_serializing_if = "Option::is_none")]
    completed_at: Option<Timestamp>,
}

/// The comparisons of a candidate.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FaceView {
    verified: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    match_percentage: Option<f64>,
    attempts: u32,
}

/// The fingerprint of a candidate.
#[derive(Debug, Serialize, ToSchema)]
pub struct FingerprintView {
    captured: bool,
}

/// The sheet of a candidate.
#[derive(Debug, Serialize, ToSchema)]
pub struct OmrView {
    barcode: Barcode,
}

/// A candidate and how far they are.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CandidateView {
    /// Its id.
    pub id: CandidateId,
    exam_id: ExamId,
    roll_number: RollNumber,
    name: Line,
    #[serde(skip_serializing_if = "Option::is_none")]
    father_name: Option<Line>,
    /// YYYY-MM-DD.
    #[serde(skip_serializing_if = "Option::is_none")]
    dob: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    gender: Option<String>,
    centre_id: CentreId,
    slot_id: SlotId,
    status: CandidateStatus,
    face_enrolled: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    attendance: Option<AttendanceView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    face: Option<FaceView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fingerprint: Option<FingerprintView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    omr: Option<OmrView>,
}

impl CandidateView {
    /// The candidate; `brief` leaves out father's name and date of birth.
    #[must_use]
    pub fn of(overview: Overview, brief: bool) -> Self {
        let Overview {
            candidate,
            status,
            face_enrolled,
            attendance,
            attempts,
            face_verified,
            match_percentage,
            fingerprint,
            barcode,
        } = overview;
        let face = FaceView { verified: face_verified, match_percentage, attempts };
        let attendance = attendance.map(|(id, status, operator_id, completed_at)| AttendanceView {
            id,
            status,
            operator_id,
            completed_at,
        });
        Self {
            id: candidate.id,
            exam_id: candidate.exam_id,
            roll_number: candidate.roll_number,
            name: candidate.name,
            father_name: (!brief).then_some(candidate.father_name),
            dob: (!brief).then_some(candidate.dob),
            gender: candidate.gender.filter(|_| !brief),
            centre_id: candidate.centre_id,
            slot_id: candidate.slot_id,
            status,
            face_enrolled,
            attendance,
            face: (attempts > 0).then_some(face),
            fingerprint: fingerprint.then_some(FingerprintView { captured: true }),
            omr: barcode.map(|barcode| OmrView { barcode }),
        }
    }
}

/// List candidates: an operator's those of their active slots, a supervisor's those of the centre.
#[utoipa::path(get, path = "/api/candidates/{examId}", tag = "Candidates",
    params(("examId" = ExamId, Path), CandidateQuery, Paging),
    responses((status = 200, body = Envelope<Items<CandidateView>>)))]
async fn list(
    ctx: Ctx,
    path: Path<ExamPath>,
    query: Query<CandidateQuery>,
    paging: Query<Paging>,
) -> Result<Answer<Items<CandidateView>>, Failure> {
    read_candidates::list(&ctx, path.0.exam_id, query.0, &paging.0).await
}

/// Read one candidate.
#[utoipa::path(get, path = "/api/candidates/{examId}/{candidateId}", tag = "Candidates",
    params(("examId" = ExamId, Path), ("candidateId" = CandidateId, Path)),
    responses((status = 200, body = Envelope<CandidateView>)))]
async fn get(ctx: Ctx, path: Path<CandidatePath>) -> Result<Answer<CandidateView>, Failure> {
    read_candidates::one(&ctx, path.0.exam_id, path.0.candidate_id).await
}

/// The enrolled photograph.
#[utoipa::path(get, path = "/api/candidates/{examId}/{candidateId}/photo", tag = "Candidates",
    params(("examId" = ExamId, Path), ("candidateId" = CandidateId, Path)),
    responses((status = 200, description = "The image", content((Vec<u8> = "image/jpeg"), (Vec<u8> = "image/png"),
        (Vec<u8> = "image/webp"), (Vec<u8> = "image/bmp")))))]
async fn photo(ctx: Ctx, path: Path<CandidatePath>) -> Result<Response, Failure> {
    read_images::photo(&ctx, path.0.exam_id, path.0.candidate_id).await
}

/// Correct or move a candidate, before attendance.
#[utoipa::path(patch, path = "/api/candidates/{examId}/{candidateId}", tag = "Set-up",
    params(("examId" = ExamId, Path), ("candidateId" = CandidateId, Path)), request_body = UpdateCandidate,
    responses((status = 200, body = Envelope<CandidateView>)))]
async fn update(
    ctx: Ctx,
    path: Path<CandidatePath>,
    body: Body<UpdateCandidate>,
) -> Result<Answer<CandidateView>, Failure> {
    update_candidate::run(&ctx, path.0.exam_id, path.0.candidate_id, body.0).await
}

/// The routes of this noun.
pub fn routes(access: &Access) -> OpenApiRouter<App> {
    use Refusal as R;
    let list_refusals = [R::ExamNotFound, R::NoSlotAssigned];
    let read_refusals = [R::ExamNotFound, R::NoSlotAssigned, R::CandidateNotFound];
    let photo_refusals = [R::ExamNotFound, R::NoSlotAssigned, R::CandidateNotFound, R::PhotoNotFound];
    let update_refusals = [R::ExamNotFound, R::CandidateNotFound, R::SlotNotFound, R::SlotFull, R::AttendanceExists];
    OpenApiRouter::new()
        .routes(operation(access, Action::ListCandidates, &list_refusals, routes!(list)))
        .routes(operation(access, Action::ReadCandidate, &read_refusals, routes!(get)))
        .routes(operation(access, Action::ReadPhoto, &photo_refusals, routes!(photo)))
        .routes(operation(access, Action::UpdateCandidate, &update_refusals, routes!(update)))
}
