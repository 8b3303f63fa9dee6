//! Devices.

use api::{
    Envelope,
    devices::{Heard, SendHeartbeat},
};
use app::devices;
use domain::{Refusal, policy::Action};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::guarded::{Access, operation};
use crate::{extract::Body, middleware::authorise::Authorised, reply::Replied, state::State};

/// A device says that it is alive, and how many records wait on it.
#[utoipa::path(post, path = "/api/devices/heartbeat", operation_id = "sendHeartbeat", tag = "Live", request_body = SendHeartbeat,
    responses((status = 200, body = Envelope<Heard>)))]
async fn heartbeat(call: Authorised, body: Body<SendHeartbeat>) -> Replied<Heard> {
    Ok(devices::heartbeat(&call, body.0).await?.into())
}

/// The routes of this noun.
pub(crate) fn routes(access: &Access) -> OpenApiRouter<State> {
    let unheard = [Refusal::ExamNotFound, Refusal::NoSlotAssigned];
    OpenApiRouter::new().routes(operation(access, Action::SendHeartbeat, &unheard, routes!(heartbeat)))
}
