//! What stands in front of every operation: token, then role. Behind it: what was refused goes into
//! the journal.

use std::{net::IpAddr, sync::Arc};

use axum::{
    extract::{MatchedPath, Request, State},
    http::{HeaderMap, Method, StatusCode, header::AUTHORIZATION},
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use domain::{Refusal, alert::AlertKind, policy::Action};

use super::{
    address::ClientAddress,
    ctx::{Ctx, Once},
    failure::{Failure, Told},
};
use crate::app::App;

/// Lets a request through to its operation, with its context, or refuses it.
pub async fn authorise(State((app, action)): State<(App, Action)>, mut request: Request, next: Next) -> Response {
    let address = request.extensions().get::<ClientAddress>().map_or(IpAddr::from([0, 0, 0, 0]), |a| a.ip);
    // What is needed of the request is taken out first: its body cannot be shared between threads.
    let token = bearer(request.headers()).map(str::to_owned);
    let once = once(action, &request);
    let ctx = match identify(&app, action, address, token, once).await {
        Ok(ctx) => ctx,
        Err(failure) => {
            app.outsiders.count(address, failure.body.code);
            return failure.into_response();
        }
    };
    if !action.allows(ctx.actor.role) {
        return journaled(&ctx, Failure::from(Refusal::Forbidden).into_response()).await;
    }
    request.extensions_mut().insert(ctx.clone());
    journaled(&ctx, next.run(request).await).await
}

async fn identify(
    app: &App,
    action: Action,
    address: IpAddr,
    token: Option<String>,
    once: Result<Once, Failure>,
) -> Result<Ctx, Failure> {
    let token = token.ok_or_else(Failure::unauthenticated)?;
    let now = app.clock.now();
    let session = app.tokens.verify(&token, now).ok_or_else(Failure::unauthenticated)?;
    let mut tx = app.db.read().await?;
    let (actor, device) = store::sessions::actor(&mut tx, session).await?.ok_or_else(Failure::unauthenticated)?;
    Ok(Ctx { app: app.clone(), actor, device, address, action, now, once: Arc::new(once?), offline: None })
}

/// The token of `Authorization: Bearer …`.
pub fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token.trim())
}

fn once(action: Action, request: &Request) -> Result<Once, Failure> {
    let route = request.extensions().get::<MatchedPath>().map_or("", MatchedPath::as_str);
    let route = format!("{} {route}", request.method());
    let Some(key) = request.headers().get("idempotency-key") else { return Ok(Once { route, ..Once::default() }) };
    if request.method() != Method::POST || !takes_key(action) {
        return Ok(Once { route, ..Once::default() });
    }
    let key = key.to_str().ok().filter(|key| (1..=200).contains(&key.len()));
    let key = key.ok_or_else(|| Failure::invalid("Idempotency-Key", "must be 1 to 200 visible characters"))?;
    Ok(Once { route, key: Some(key.to_owned()), ..Once::default() })
}

/// The POSTs that create at the stations and in set-up; not accounts, logins and passwords.
fn takes_key(action: Action) -> bool {
    use Action as A;
    let passwords = matches!(action, A::GenerateDownloadPassword | A::VerifyDownloadPassword);
    !passwords && !matches!(action, A::Logout | A::ChangePassword | A::LogoutAll | A::CreateOperator)
}

/// Writes a refusal into the journal, keeps it as the first answer of its key, or only counts it.
async fn journaled(ctx: &Ctx, response: Response) -> Response {
    let Some(told) = response.extensions().get::<Told>().cloned() else { return response };
    let status = response.status();
    if status == StatusCode::TOO_MANY_REQUESTS || status == StatusCode::BAD_REQUEST {
        ctx.app.outsiders.count(ctx.address, told.code);
    }
    let kept = async {
        if status.is_client_error() && !matches!(status, StatusCode::TOO_MANY_REQUESTS | StatusCode::BAD_REQUEST) {
            ctx.record_refusal(told.code, told.about, alert_of(told.code, told.about.candidate.is_some())).await?;
        }
        if status.is_client_error() && status != StatusCode::TOO_MANY_REQUESTS && ctx.once.key.is_some() {
            let body = serde_json::to_string(&told.body).map_err(|error| Failure::internal(&error))?;
            let mut tx = ctx.begin().await?;
            ctx.keep_answer(&mut tx, status.as_u16(), body).await?;
            tx.commit().await?;
        }
        Ok::<(), Failure>(())
    };
    match kept.await {
        Ok(()) => response,
        // What cannot be written down is not told either.
        Err(failure) => failure.into_response(),
    }
}

/// The alert that a refusal raises: somebody should look at it.
pub fn alert_of(code: &str, candidate: bool) -> Option<AlertKind> {
    match code {
        "ATTENDANCE_REQUIRED" => Some(AlertKind::WorkflowViolation),
        "OPERATOR_MISMATCH" if candidate => Some(AlertKind::OperatorMismatch),
        // A candidate that does exist, outside of what the caller may see.
        "CANDIDATE_NOT_FOUND" if candidate => Some(AlertKind::SlotViolation),
        "FACE_NOT_DETECTED" | "MULTIPLE_FACES" | "IMAGE_QUALITY" | "IMAGE_UNREADABLE" if candidate => {
            Some(AlertKind::InvalidPhoto)
        }
        "DUPLICATE_IMAGE" => Some(AlertKind::DuplicateImage),
        "OPERATOR_FACE" => Some(AlertKind::OperatorFace),
        "BARCODE_EXISTS" | "OMR_ALREADY_VALIDATED" => Some(AlertKind::DuplicateOmr),
        _ => None,
    }
}
