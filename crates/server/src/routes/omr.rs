//! OMR sheets.

use axum::{
    extract::{FromRequest as _, Request},
    response::Response,
};
use domain::{
    CandidateId, CentreId, ExamId, Refusal, SlotId, Timestamp, UserId,
    omr::SheetStatus,
    policy::Action,
    text::{Barcode, Line, RollNumber},
};
use serde::{Deserialize, Serialize};
use store::{candidates::Candidate, omr::Sheet};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{Access, operation};
use crate::{
    app::App,
    http::{Answer, Body, Ctx, Envelope, Failure, Form, Path, Query, body::has_type},
    ops::{bind_sheet, read_images, scan_sheet},
    vault::Vault,
};

/// A sheet to be registered.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ScanFields {
    /// Its barcode.
    pub barcode: Barcode,
    /// The exam.
    pub exam_id: ExamId,
    /// A key in this exam's own store; the server fetches no address.
    #[schema(max_length = 400)]
    pub image_url: Option<String>,
    /// Who acts: the token's user.
    pub operator_id: Option<UserId>,
    /// Who scanned: the token's user.
    pub scanned_by: Option<UserId>,
}

/// A form with a sheet.
#[derive(Debug, ToSchema)]
#[schema(rename_all = "camelCase")]
pub struct ScanForm {
    /// Its barcode.
    pub barcode: Barcode,
    /// The exam.
    pub exam_id: ExamId,
    /// JPEG or PNG; a barcode that can be read on it must be the one above.
    #[schema(value_type = Option<String>, format = Binary, nullable = false)]
    pub image: Option<String>,
}

/// A sheet that was registered.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ScannedSheet {
    /// Its barcode.
    pub barcode: Barcode,
    /// The exam.
    pub exam_id: ExamId,
    /// `scanned`.
    pub status: SheetStatus,
    /// Whether it is bound: not yet.
    pub validated: bool,
    /// When.
    pub scanned_at: Timestamp,
    /// By whom.
    pub scanned_by: UserId,
    /// Where its image lies.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub omr_image_url: Option<String>,
}

impl ScannedSheet {
    /// Of a stored one.
    #[must_use]
    pub fn of(sheet: &Sheet) -> Self {
        let location = |blob| Vault::location(Some(sheet.exam_id), adapters::BlobKind::OmrSheet, blob);
        Self {
            barcode: sheet.barcode.clone(),
            exam_id: sheet.exam_id,
            status: sheet.status,
            validated: sheet.status == SheetStatus::Validated,
            scanned_at: sheet.scanned_at,
            scanned_by: sheet.scanned_by,
            omr_image_url: sheet.blob_id.map(location),
        }
    }
}

/// A binding.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BindSheet {
    /// The sheet's barcode.
    pub barcode: Barcode,
    /// The candidate's roll number.
    pub roll_number: RollNumber,
    /// The exam.
    pub exam_id: ExamId,
    /// Who acts: the token's user.
    pub operator_id: Option<UserId>,
}

/// The parameter of a path under a barcode.
#[derive(Debug, Deserialize)]
pub struct BarcodePath {
    barcode: Barcode,
}

/// To whom a sheet is bound.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct BindQuery {
    /// The candidate's roll number.
    roll_number: RollNumber,
    /// The exam.
    exam_id: ExamId,
}

/// The candidate of a sheet.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BoundCandidate {
    id: CandidateId,
    roll_number: RollNumber,
    name: Line,
    centre_id: CentreId,
    slot_id: SlotId,
}

impl BoundCandidate {
    /// Of a stored one.
    #[must_use]
    pub fn of(candidate: &Candidate) -> Self {
        Self {
            id: candidate.id,
            roll_number: candidate.roll_number.clone(),
            name: candidate.name.clone(),
            centre_id: candidate.centre_id,
            slot_id: candidate.slot_id,
        }
    }
}

/// A binding that holds.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BoundSheet {
    /// The sheet's barcode.
    pub barcode: Barcode,
    /// The candidate's roll number.
    pub roll_number: RollNumber,
    /// The candidate.
    pub candidate: BoundCandidate,
    /// Always true.
    pub validated: bool,
    /// Whether it held before this call.
    pub already_validated: bool,
}

/// A sheet to be made void.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct VoidSheet {
    /// Its barcode.
    pub barcode: Barcode,
    /// The exam.
    pub exam_id: ExamId,
    /// Why.
    pub reason: Line,
}

/// Where a sheet stands.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SheetState {
    /// Its barcode.
    pub barcode: Barcode,
    /// The exam.
    pub exam_id: ExamId,
    /// Where it stands.
    pub status: SheetStatus,
}

/// The parameters of a sheet's image.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SheetPath {
    /// The exam.
    pub exam_id: ExamId,
    /// The barcode.
    pub barcode: Barcode,
}

/// Register a sheet by its barcode, with or without its image.
#[utoipa::path(post, path = "/api/omr/scan", tag = "Station 2: OMR sheets",
    request_body(content((ScanFields = "application/json"), (ScanForm = "multipart/form-data"))),
    responses((status = 201, body = Envelope<ScannedSheet>)))]
async fn scan(ctx: Ctx, request: Request) -> Result<Answer<ScannedSheet>, Failure> {
    if has_type(request.headers(), "multipart/form-data") {
        let mut form = Form::<ScanFields>::from_request(request, &()).await?;
        let image = form.optional_image("image");
        return scan_sheet::run(&ctx, form.fields, image).await;
    }
    let body = Body::<ScanFields>::from_request(request, &()).await?;
    scan_sheet::run(&ctx, body.0, None).await
}

/// Bind a sheet to a roll number. The same binding again changes nothing.
#[utoipa::path(post, path = "/api/omr/validate", tag = "Station 2: OMR sheets", request_body = BindSheet,
    responses((status = 200, body = Envelope<BoundSheet>)))]
async fn bind(ctx: Ctx, body: Body<BindSheet>) -> Result<Answer<BoundSheet>, Failure> {
    bind_sheet::run(&ctx, body.0).await
}

/// Bind a sheet to a roll number, as the plan has it.
#[utoipa::path(get, path = "/api/omr/validate/{barcode}", tag = "Station 2: OMR sheets",
    params(("barcode" = Barcode, Path), BindQuery), responses((status = 200, body = Envelope<BoundSheet>)))]
async fn bind_by_get(
    ctx: Ctx,
    path: Path<BarcodePath>,
    query: Query<BindQuery>,
) -> Result<Answer<BoundSheet>, Failure> {
    let BindQuery { roll_number, exam_id } = query.0;
    bind_sheet::run(&ctx, BindSheet { barcode: path.0.barcode, roll_number, exam_id, operator_id: None }).await
}

/// Make a damaged sheet void. Its candidate gets another; its barcode is never used again.
#[utoipa::path(post, path = "/api/omr/void", tag = "Station 2: OMR sheets", request_body = VoidSheet,
    responses((status = 200, body = Envelope<SheetState>)))]
async fn void(ctx: Ctx, body: Body<VoidSheet>) -> Result<Answer<SheetState>, Failure> {
    crate::ops::void_sheet::run(&ctx, body.0).await
}

/// The image of a sheet; the look at it is audited.
#[utoipa::path(get, path = "/api/omr/{examId}/{barcode}/image", tag = "Station 2: OMR sheets",
    params(("examId" = ExamId, Path), ("barcode" = Barcode, Path)),
    responses((status = 200, description = "The image", content((Vec<u8> = "image/jpeg"), (Vec<u8> = "image/png"),
        (Vec<u8> = "image/webp"), (Vec<u8> = "image/bmp")))))]
async fn image(ctx: Ctx, path: Path<SheetPath>) -> Result<Response, Failure> {
    read_images::sheet(&ctx, path.0).await
}

/// The routes of this noun.
pub fn routes(access: &Access) -> OpenApiRouter<App> {
    use Refusal as R;
    let scan_refusals = [
        R::ExamNotFound,
        R::NoSlotAssigned,
        R::OperatorMismatch,
        R::BarcodeExists,
        R::BarcodeMismatch,
        R::ImageUnreadable,
    ];
    let bind_refusals = [
        R::ExamNotFound,
        R::NoSlotAssigned,
        R::CandidateNotFound,
        R::AttendanceRequired,
        R::OperatorMismatch,
        R::SlotEnded,
        R::OmrNotFound,
        R::OmrAlreadyValidated,
        R::CandidateHasOmr,
        R::OmrVoid,
    ];
    let void_refusals = [R::ExamNotFound, R::OmrNotFound, R::OmrVoid];
    let image_refusals = [R::ExamNotFound, R::OmrNotFound, R::ImageNotFound];
    OpenApiRouter::new()
        .routes(operation(access, Action::ScanSheet, &scan_refusals, routes!(scan)))
        .routes(operation(access, Action::BindSheet, &bind_refusals, routes!(bind)))
        .routes(operation(access, Action::BindSheet, &bind_refusals, routes!(bind_by_get)))
        .routes(operation(access, Action::VoidSheet, &void_refusals, routes!(void)))
        .routes(operation(access, Action::ReadSheetImage, &image_refusals, routes!(image)))
}
