//! Closing station 2.

use super::guarded::{Access, operation};
use crate::{extract::Body, middleware::authorise::Authorised, reply::Replied, state::State};
use api::Envelope;
use api::closing::{CloseStation, ClosedStation};
use app::closing;
use domain::{Refusal, policy::Action};
use utoipa_axum::{router::OpenApiRouter, routes};

/// Close the station: a verified face or an override, the fingerprint or its exception, the sheet.
#[utoipa::path(post, path = "/api/biometric/verify", operation_id = "closeStation", tag = "Station 2: biometrics", request_body = CloseStation,
    responses((status = 201, body = Envelope<ClosedStation>)))]
async fn close(call: Authorised, body: Body<CloseStation>) -> Replied<ClosedStation> {
    Ok(closing::close(&call, body.0).await?.into())
}

/// The routes of this noun.
pub(crate) fn routes(access: &Access) -> OpenApiRouter<State> {
    use Refusal as R;
    let refusals = [
        R::ExamNotFound,
        R::NoSlotAssigned,
        R::CandidateNotFound,
        R::AttendanceRequired,
        R::OperatorMismatch,
        R::SlotEnded,
        R::StationIncomplete,
        R::BiometricExists,
    ];
    OpenApiRouter::new().routes(operation(access, Action::CloseBiometric, &refusals, routes!(close)))
}
