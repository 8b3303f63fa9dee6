//! The figures of the day, devices, and the WebSocket.

use axum::{
    Json,
    extract::{
        State,
        ws::{WebSocketUpgrade, rejection::WebSocketUpgradeRejection},
    },
    response::{IntoResponse, Response},
};
use domain::{
    CentreId, ExamId, Refusal, Timestamp,
    policy::Action,
    text::{Code, Line},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{Access, accounts::ExamPath, operation};
use crate::{
    app::App,
    config::limits::LIVE_MESSAGE_BYTES,
    http::{Answer, Body, Ctx, Envelope, Failure, Path, address::ClientAddress, failure::ErrorBody},
    live,
    ops::{read_stats, send_heartbeat},
};

/// Milliseconds after which a dashboard without a WebSocket should ask again.
pub const REFRESH_MILLIS: u32 = 30_000;

/// The figures of an exam's day.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Stats {
    /// On the roster.
    pub candidates: i64,
    /// With a completed attendance.
    pub present: i64,
    /// Of slots that have ended, without one.
    pub absent: i64,
    /// With a verified face.
    pub face_verified: i64,
    /// With comparisons of which none verified the face.
    pub face_mismatched: i64,
    /// With a fingerprint; a recorded exception is none.
    pub fingerprints: i64,
    /// With a bound sheet.
    pub omr_bound: i64,
    /// With a closed station.
    pub completed: i64,
    /// Operators who did something in the last 15 minutes.
    pub operators_active: i64,
    /// Records that wait: on devices, as these say, and at the server.
    pub pending_sync: i64,
    /// Open conflicts.
    pub conflicts: i64,
    /// Open alerts.
    pub alerts_open: i64,
    /// Devices not heard of for 5 minutes, though they were in the last 24 hours or still hold records.
    pub silent_devices: i64,
    /// Centres with devices of which none was heard of for 5 minutes.
    pub silent_centres: i64,
    /// The last update that these figures include, and all before it.
    pub seq: i64,
    /// By centre, by code.
    pub centres: Vec<CentreStats>,
}

/// The figures of a centre.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CentreStats {
    /// The centre.
    pub centre_id: CentreId,
    /// Its code.
    pub code: Code,
    /// Its name.
    pub name: Line,
    /// On its rosters.
    pub candidates: i64,
    /// With a completed attendance.
    pub present: i64,
    /// With a closed station.
    pub completed: i64,
    /// Devices heard of in the last 5 minutes.
    pub devices: i64,
    /// Devices that have fallen silent.
    pub silent_devices: i64,
    /// Whether it has devices and all of them have fallen silent.
    pub silent: bool,
    /// Records that wait on its devices.
    pub pending: i64,
    /// When somebody last did something there.
    #[schema(required)]
    pub last_activity_at: Option<Timestamp>,
    /// When a device there was last heard of.
    #[schema(required)]
    pub last_heard_at: Option<Timestamp>,
}

/// The figures, and when to ask for them again.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct StatsEnvelope {
    /// Always true.
    pub success: bool,
    /// The figures.
    pub data: Stats,
    /// When they were read.
    pub timestamp: Timestamp,
    /// Milliseconds after which to ask again.
    pub refresh_interval: u32,
}

impl IntoResponse for StatsEnvelope {
    fn into_response(self) -> Response {
        Json(self).into_response()
    }
}

/// A sign of life.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SendHeartbeat {
    /// The exam.
    pub exam_id: ExamId,
    /// The device, as it names itself.
    pub device_id: Line,
    /// Records that wait on it; at most 1,000,000.
    #[schema(maximum = 1_000_000)]
    pub waiting: u32,
    /// When the oldest of them was captured.
    pub oldest_captured_at: Option<Timestamp>,
    /// What time it is on the device.
    pub device_time: Timestamp,
}

/// What the server makes of it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Heard {
    /// What time it is on the server.
    pub server_time: Timestamp,
    /// Seconds that the device's clock is ahead; negative: behind.
    pub clock_offset_seconds: i64,
    /// False when the clock is more than 10 minutes off: an alert was raised.
    pub clock_plausible: bool,
}

/// The figures of the day. They include every update up to `seq`.
#[utoipa::path(get, path = "/api/admin/stats/{examId}", tag = "Live", params(("examId" = ExamId, Path)),
    responses((status = 200, body = StatsEnvelope)))]
async fn stats(ctx: Ctx, path: Path<ExamPath>) -> Result<StatsEnvelope, Failure> {
    read_stats::run(&ctx, path.0.exam_id).await
}

/// A device says that it is alive, and how many records wait on it.
#[utoipa::path(post, path = "/api/devices/heartbeat", tag = "Live", request_body = SendHeartbeat,
    responses((status = 200, body = Envelope<Heard>)))]
async fn heartbeat(ctx: Ctx, body: Body<SendHeartbeat>) -> Result<Answer<Heard>, Failure> {
    send_heartbeat::run(&ctx, body.0).await
}

/// Live updates, over a WebSocket.
///
/// Text messages of JSON. The first is `{"type": "auth", "token": "<access token>"}` within 5 s, else the
/// close 4401. Then `{"type": "subscribe", "examId", "since"?}`, answered by
/// `{"type": "subscribed", "examId", "seq"}`, by `{"type": "reset", "examId", "seq"}` where `since` is too
/// old (read the figures again; updates go on after `seq`), or by `{"type": "error", "examId", "code",
/// "error"}` with `EXAM_NOT_FOUND`, `FORBIDDEN` or `NO_SLOT_ASSIGNED`; `{"type": "unsubscribe", "examId"}`;
/// `{"type": "ping"}`, answered by `{"type": "pong"}`. Each change comes after its commit, in order, as
/// `{"type": "update", "examId", "seq", "data": {"event", "data"}, "timestamp"}`, where `event` is
/// `attendance_update`, `biometric_update`, `status_change`, `sync_update` or `alert`, and the inner `data`
/// holds `action`, ids, facts, and `counts`: what the change adds to the figures, by slot and for the exam.
/// Updates that a role may not read are left out. Closes: 4400 messages without sense, 4401 no login, or
/// the session or the right has ended, 4408 silent or too slow, 1001 the server stops, 1011 it failed.
#[utoipa::path(get, path = "/api/ws", tag = "Live", responses(
    (status = 101, description = "The connection is a WebSocket now"),
    (status = 400, body = ErrorBody, description = "VALIDATION: not a WebSocket handshake"),
    (status = 429, body = ErrorBody, description = "RATE_LIMITED"),
    (status = 503, body = ErrorBody, description = "BUSY"),
))]
async fn connect(
    State(app): State<App>,
    address: ClientAddress,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Result<Response, Failure> {
    let upgrade = upgrade.map_err(|_| {
        app.outsiders.count(address.ip, "VALIDATION");
        Failure::invalid("Upgrade", "must be websocket: this address speaks WebSocket")
    })?;
    let place = app.live.place().ok_or_else(Failure::busy)?;
    // Small buffers: a client's share of the memory is these and a page of updates.
    let upgrade = upgrade.max_message_size(LIVE_MESSAGE_BYTES).max_frame_size(LIVE_MESSAGE_BYTES);
    let upgrade = upgrade.read_buffer_size(4 * 1024).write_buffer_size(16 * 1024);
    Ok(upgrade.on_upgrade(move |socket| live::run(app, socket, address.ip, place)))
}

/// The routes of this noun.
pub fn routes(access: &Access) -> OpenApiRouter<App> {
    let gone = [Refusal::ExamNotFound];
    let unheard = [Refusal::ExamNotFound, Refusal::NoSlotAssigned];
    OpenApiRouter::new()
        .routes(operation(access, Action::ReadStats, &gone, routes!(stats)))
        .routes(operation(access, Action::SendHeartbeat, &unheard, routes!(heartbeat)))
        .routes(routes!(connect))
}
