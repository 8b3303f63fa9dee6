//! OMR sheets.

use super::guarded::{Access, operation};
use crate::{
    error::Failure,
    extract::body::has_type,
    extract::{Body, Form, Path, Query},
    middleware::authorise::Authorised,
    reply::{self, Replied},
    state::State,
};
use api::Envelope;
use api::form::Binary;
use api::sheets::{
    BarcodePath, BindQuery, BindSheet, BoundSheet, FoundSheet, ScanForm, ScanSheet, ScannedSheet, SheetImageQuery,
    SheetPath, SheetState, VoidSheet,
};
use app::{images, sheets};
use axum::{
    extract::{FromRequest as _, Request, State as Shared},
    response::Response,
};
use domain::{ExamId, Refusal, policy::Action, text::Barcode};
use utoipa_axum::{router::OpenApiRouter, routes};

/// Register a sheet by its barcode, with or without its image. Where the image shows another barcode, the same call with
/// `confirmMismatch` keeps it. One whose barcode was scanned before is 409 `BARCODE_EXISTS`; its image is kept even so,
/// up to five further ones of an account and sheet.
#[utoipa::path(post, path = "/api/omr/scan", operation_id = "scanSheet", tag = "Station 2: OMR sheets",
    request_body(content((ScanSheet = "application/json"), (ScanForm = "multipart/form-data"))),
    responses((status = 201, body = Envelope<ScannedSheet>)))]
async fn scan(call: Authorised, Shared(state): Shared<State>, request: Request) -> Replied<ScannedSheet> {
    let (sheet, image) = if has_type(request.headers(), "multipart/form-data") {
        Form::<ScanForm>::from_request(request, &state).await?.form.split()?
    } else {
        (Body::<ScanSheet>::from_request(request, &state).await?.0, None)
    };
    Ok(sheets::scan(&call, sheet, image).await?.into())
}

/// Bind a sheet to a roll number. The same binding again changes nothing.
#[utoipa::path(post, path = "/api/omr/validate", operation_id = "bindSheet", tag = "Station 2: OMR sheets", request_body = BindSheet,
    responses((status = 200, body = Envelope<BoundSheet>)))]
async fn bind(call: Authorised, body: Body<BindSheet>) -> Replied<BoundSheet> {
    Ok(sheets::bind(&call, body.0).await?.into())
}

/// Bind a sheet to a roll number, as the plan has it.
#[utoipa::path(get, path = "/api/omr/validate/{barcode}", operation_id = "bindSheetByGet", tag = "Station 2: OMR sheets",
    params(("barcode" = Barcode, Path), BindQuery), responses((status = 200, body = Envelope<BoundSheet>)))]
async fn bind_by_get(call: Authorised, path: Path<BarcodePath>, query: Query<BindQuery>) -> Replied<BoundSheet> {
    let BindQuery { roll_number, exam_id } = query.0;
    Ok(sheets::bind(&call, BindSheet { barcode: path.0.barcode, roll_number, exam_id, operator_id: None })
        .await?
        .into())
}

/// Make a damaged sheet void. Its candidate gets another; its barcode is never used again. A supervisor makes void what
/// is bound at the centre, and what the centre has an image of; the rest head office.
#[utoipa::path(post, path = "/api/omr/void", operation_id = "voidSheet", tag = "Station 2: OMR sheets", request_body = VoidSheet,
    responses((status = 200, body = Envelope<SheetState>)))]
async fn void(call: Authorised, body: Body<VoidSheet>) -> Replied<SheetState> {
    Ok(sheets::void(&call, body.0).await?.into())
}

/// Look a sheet up: a supervisor those of the centre, an operator those of candidates in their active slots, and the
/// free ones of their centre. Where DynamoDB is configured, its table answers, which follows the changes: `asOf` says how
/// far. Every look is audited.
#[utoipa::path(get, path = "/api/omr/{examId}/{barcode}", operation_id = "readSheet", tag = "Station 2: OMR sheets",
    params(("examId" = ExamId, Path), ("barcode" = Barcode, Path)),
    responses((status = 200, body = Envelope<FoundSheet>)))]
async fn find(call: Authorised, path: Path<SheetPath>) -> Replied<FoundSheet> {
    Ok(sheets::find(&call, path.0).await?.into())
}

/// A picture of a sheet; the look at it is audited. There may be several: a picture that came with a scan of a barcode
/// that was there already is kept, too. `take` asks for another one.
#[utoipa::path(get, path = "/api/omr/{examId}/{barcode}/image", operation_id = "readSheetImage", tag = "Station 2: OMR sheets",
    params(("examId" = ExamId, Path), ("barcode" = Barcode, Path), SheetImageQuery),
    responses((status = 200, description = "The image", headers(
        ("X-Sheet-Picture" = u32, description = "Its number, as `take` names it"),
        ("X-Sheet-Pictures" = u32, description = "How many there are that the caller may see"),
    ), content((Binary = "image/jpeg"), (Binary = "image/png"),
        (Binary = "image/webp"), (Binary = "image/bmp")))))]
async fn image(call: Authorised, path: Path<SheetPath>, query: Query<SheetImageQuery>) -> Result<Response, Failure> {
    let found = images::sheet(&call, path.0, &query.0).await?;
    let mut response = reply::image(found.image);
    response.headers_mut().insert("x-sheet-picture", found.take.into());
    response.headers_mut().insert("x-sheet-pictures", found.of.into());
    Ok(response)
}

/// The routes of this noun.
pub(crate) fn routes(access: &Access) -> OpenApiRouter<State> {
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
    let find_refusals = [R::ExamNotFound, R::NoSlotAssigned, R::OmrNotFound];
    let image_refusals = [R::ExamNotFound, R::OmrNotFound, R::ImageNotFound];
    let (schemas, paths, methods) = operation(access, Action::BindSheet, &bind_refusals, routes!(bind_by_get));
    // A HEAD asks what there is, and must change nothing: it is not served by a GET that binds.
    let by_get = (schemas, paths, methods.head(async || Failure::MethodNotAllowed));
    OpenApiRouter::new()
        .routes(operation(access, Action::ScanSheet, &scan_refusals, routes!(scan)))
        .routes(operation(access, Action::BindSheet, &bind_refusals, routes!(bind)))
        .routes(by_get)
        .routes(operation(access, Action::VoidSheet, &void_refusals, routes!(void)))
        .routes(operation(access, Action::ReadSheet, &find_refusals, routes!(find)))
        .routes(operation(access, Action::ReadSheetImage, &image_refusals, routes!(image)))
}
