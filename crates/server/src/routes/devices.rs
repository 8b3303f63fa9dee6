//! Devices.

use api::{
    Envelope, Listing, Paging,
    devices::{DeviceItem, DeviceQuery, Heard, SendHeartbeat},
    exams::ExamPath,
};
use app::devices;
use domain::{ExamId, Refusal, policy::Action};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::guarded::{Access, operation};
use crate::{
    extract::{Body, Path, Query},
    middleware::authorise::Authorised,
    reply::Replied,
    state::State,
};

/// A device says that it is alive, and how many records wait on it.
#[utoipa::path(post, path = "/api/devices/heartbeat", operation_id = "sendHeartbeat", tag = "Live", request_body = SendHeartbeat,
    responses((status = 200, body = Envelope<Heard>)))]
async fn heartbeat(call: Authorised, body: Body<SendHeartbeat>) -> Replied<Heard> {
    Ok(devices::heartbeat(&call, body.0).await?.into())
}

/// The devices of an exam, as they were last heard of: what they hold, how their clocks go, what was tried on them, and
/// which package they have. A supervisor's are those of the centre.
#[utoipa::path(get, path = "/api/devices/{examId}", operation_id = "listDevices", tag = "Live",
    params(("examId" = ExamId, Path), DeviceQuery, Paging),
    responses((status = 200, body = Envelope<Listing<DeviceItem>>)))]
async fn list(
    call: Authorised,
    path: Path<ExamPath>,
    query: Query<DeviceQuery>,
    paging: Query<Paging>,
) -> Replied<Listing<DeviceItem>> {
    Ok(devices::list(&call, path.0.exam_id, &query.0, &paging.0).await?.into())
}

/// The routes of this noun.
pub(crate) fn routes(access: &Access) -> OpenApiRouter<State> {
    let unheard = [Refusal::ExamNotFound, Refusal::NoSlotAssigned];
    let unlisted = [Refusal::ExamNotFound, Refusal::CentreNotFound];
    OpenApiRouter::new()
        .routes(operation(access, Action::SendHeartbeat, &unheard, routes!(heartbeat)))
        .routes(operation(access, Action::ReadDevices, &unlisted, routes!(list)))
}
