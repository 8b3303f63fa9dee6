//! The figures of the day, devices, and the WebSocket.

use super::guarded::{Access, operation};
use crate::{
    error::Failure,
    extract::{Path, Query},
    middleware::address::ClientAddress,
    middleware::authorise::Authorised,
    reply::{Figures, Replied},
    socket,
    state::State,
};
use api::Envelope;
use api::error::ErrorBody;
use api::exams::ExamPath;
use api::stats::{Arrivals, BucketQuery, Forecasts, PaceQuery, PaceView, StatsEnvelope, StatsQuery};
use app::{arrivals, pace, stats};
use axum::{
    extract::{
        State as Shared,
        ws::{WebSocketUpgrade, rejection::WebSocketUpgradeRejection},
    },
    response::Response,
};
use domain::{ExamId, Refusal, network::Network, policy::Action};
use utoipa_axum::{router::OpenApiRouter, routes};

/// Bytes of a message from a client of `/api/ws`; more ends the connection.
pub(crate) const LIVE_MESSAGE_BYTES: usize = 8 * 1024;

/// The figures of the day. They include every update up to `seq`.
/// A supervisor's are those of the centre.
#[utoipa::path(get, path = "/api/admin/stats/{examId}", operation_id = "readStats", tag = "Live",
    params(("examId" = ExamId, Path), StatsQuery), responses((status = 200, body = StatsEnvelope)))]
async fn stats(call: Authorised, path: Path<ExamPath>, query: Query<StatsQuery>) -> Result<Figures, Failure> {
    Ok(Figures(stats::figures(&call, path.0.exam_id, query.0).await?))
}

/// How the candidates arrive, bucket by bucket, and how many will be outside when the gates close, if they go on coming
/// as they do. A supervisor's are those of the centre.
#[utoipa::path(get, path = "/api/admin/stats/{examId}/arrivals", operation_id = "readArrivals", tag = "Live",
    params(("examId" = ExamId, Path), StatsQuery, BucketQuery), responses((status = 200, body = Envelope<Arrivals>)))]
async fn arrivals(
    call: Authorised,
    path: Path<ExamPath>,
    query: Query<StatsQuery>,
    bucket: Query<BucketQuery>,
) -> Replied<Arrivals> {
    Ok(arrivals::read(&call, path.0.exam_id, query.0, &bucket.0).await?.into())
}

/// How many will be outside when the gates close, centre by centre. A supervisor's is the centre.
#[utoipa::path(get, path = "/api/admin/stats/{examId}/forecasts", operation_id = "readForecasts", tag = "Live",
    params(("examId" = ExamId, Path), StatsQuery), responses((status = 200, body = Envelope<Forecasts>)))]
async fn forecasts(call: Authorised, path: Path<ExamPath>, query: Query<StatsQuery>) -> Replied<Forecasts> {
    Ok(arrivals::forecasts(&call, path.0.exam_id, query.0).await?.into())
}

/// How many seconds the candidates took whose stations were closed last, step by step. A supervisor's are those of the
/// centre.
#[utoipa::path(get, path = "/api/admin/stats/{examId}/pace", operation_id = "readPace", tag = "Live",
    params(("examId" = ExamId, Path), PaceQuery), responses((status = 200, body = Envelope<PaceView>)))]
async fn pace(call: Authorised, path: Path<ExamPath>, query: Query<PaceQuery>) -> Replied<PaceView> {
    Ok(pace::read(&call, path.0.exam_id, &query.0).await?.into())
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
/// Updates that a role may not read are left out. Closes: 4400 too many messages, or messages without sense,
/// 1013 too many clients of the account, 4401 no login, or
/// the session or the right has ended, 4408 silent or too slow, 1001 the server stops, 1011 it failed.
#[utoipa::path(get, path = "/api/ws", operation_id = "connectLive", tag = "Live", responses(
    (status = 101, description = "The connection is a WebSocket now"),
    (status = 400, body = ErrorBody, description = "VALIDATION: not a WebSocket handshake"),
    (status = 429, body = ErrorBody, description = "RATE_LIMITED"),
))]
async fn connect(
    Shared(state): Shared<State>,
    address: ClientAddress,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Result<Response, Failure> {
    let upgrade = upgrade.map_err(|_| {
        state.app.outsiders().count(address.ip, "VALIDATION");
        Failure::invalid("Upgrade", "must be websocket: this address speaks WebSocket")
    })?;
    let stranger = state.app.live().stranger(Network::of(address.ip));
    // Small buffers: a client's share of the memory is these and a page of updates.
    let upgrade = upgrade.max_message_size(LIVE_MESSAGE_BYTES).max_frame_size(LIVE_MESSAGE_BYTES);
    let upgrade = upgrade.read_buffer_size(4 * 1024).write_buffer_size(16 * 1024);
    Ok(upgrade.on_upgrade(move |socket| socket::run(state, socket, address.ip, stranger)))
}

/// The routes of this noun.
pub(crate) fn routes(access: &Access) -> OpenApiRouter<State> {
    let gone = [Refusal::ExamNotFound, Refusal::CentreNotFound, Refusal::SlotNotFound];
    OpenApiRouter::new()
        .routes(operation(access, Action::ReadStats, &gone, routes!(stats)))
        .routes(operation(access, Action::ReadArrivals, &gone, routes!(arrivals)))
        .routes(operation(access, Action::ReadArrivals, &gone, routes!(forecasts)))
        .routes(operation(access, Action::ReadPace, &gone[..2], routes!(pace)))
        .routes(routes!(connect))
}
