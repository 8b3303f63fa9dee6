//! A login, and the limits on failed ones.

use std::net::IpAddr;

use crate::{
    call::Call,
    error::{Error, Result},
    state::App,
};
use api::Answer;
use api::sessions::{LogIn, Me, Tokens};
use domain::{
    Refusal, SessionId, Timestamp,
    account::{Account, PASSWORD_MAX},
    text::Username,
};
use journal::Unit;
use serde_json::json;
use store::{accounts, alerts, journal::Event, logins, sessions};
use vault::{ACCESS_SECONDS, REFRESH_SECONDS, first_refresh, hash};

/// Seconds over which failures are counted.
const WINDOW_SECONDS: i64 = 300;
/// Failures of one user from one address.
const MAX_OF_USER: u32 = 10;
/// Failures from one address.
const MAX_OF_ADDRESS: u32 = 100;

/// Logs in.
///
/// # Errors
/// `INVALID_CREDENTIALS`, alike for an unknown user; 429 after too many failures.
pub async fn log_in(app: &App, address: IpAddr, body: LogIn) -> Result<Answer<Tokens>> {
    let address = address.to_string();
    let username = body.username.parse::<Username>().ok();
    let name = username.as_ref().map_or_else(|| "(no username)".to_owned(), |name| name.as_str().to_lowercase());
    // Attempts on one user from one address take turns, so that parallel ones cannot exceed the limit.
    let turn = app.turns.of(&[b"login", name.as_bytes(), address.as_bytes()]);
    let _turn = turn.lock().await;
    let now = app.clock.now();
    let failures =
        logins::failures(&mut app.journal.read().await?, &name, &address, now.plus_seconds(-WINDOW_SECONDS)).await?;
    if failures.of_user >= MAX_OF_USER || failures.of_address >= MAX_OF_ADDRESS {
        return Err(Error::rate_limited(60));
    }
    let known = match username {
        Some(username) => accounts::by_username(&mut app.journal.read().await?, &username).await?,
        None => None,
    };
    let usable = known.as_ref().filter(|known| !known.user.disabled).map(|known| known.password_hash.clone());
    let fits = body.password.len() <= PASSWORD_MAX && app.passwords.verify(body.password, usable).await?;
    match known {
        Some(known) if fits => {
            begin(app, known.user, body.device_id.as_ref().map(domain::text::Line::as_str), &address).await
        }
        known => {
            fail(app, &name, &address, known.map(|known| known.user), failures.of_user + 1).await?;
            Err(Refusal::InvalidCredentials.into())
        }
    }
}

async fn begin(app: &App, user: Account, device: Option<&str>, address: &str) -> Result<Answer<Tokens>> {
    let now = app.clock.now();
    let session: SessionId = app.ids.next(now).into();
    let refresh_token = first_refresh(&app.ids);
    let mut tx = app.journal.begin().await?;
    sessions::insert(&mut tx, session, user.id, device, now).await?;
    sessions::insert_refresh(&mut tx, &hash(&refresh_token), session, now, now.plus_seconds(REFRESH_SECONDS)).await?;
    let event = Event {
        session_id: Some(session),
        device_id: device.map(str::to_owned),
        ..event(app, "done", now, address, Some(&user))
    };
    tx.append(event).await?;
    tx.commit().await?;
    let access_token = app.tokens.issue(user.id, session, now)?;
    Ok(Answer::ok(Tokens { access_token, refresh_token, expires_in: ACCESS_SECONDS, user: user.into() }))
}

async fn fail(app: &App, name: &str, address: &str, user: Option<Account>, count: u32) -> Result<()> {
    let now = app.clock.now();
    let mut tx = app.journal.begin().await?;
    logins::fail(&mut tx, app.ids.next(now).into(), name, address, now).await?;
    let code = Some(Refusal::InvalidCredentials.code().to_owned());
    tx.append(Event { code, ..event(app, "refused", now, address, user.as_ref()) }).await?;
    if count == MAX_OF_USER {
        abuse(app, &mut tx, now, user.as_ref(), json!({ "failures": count })).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Raises the alert of logins that fail again and again.
///
/// # Errors
/// [`store::StoreError`].
pub(super) async fn abuse(
    app: &App,
    tx: &mut Unit,
    now: Timestamp,
    user: Option<&Account>,
    details: serde_json::Value,
) -> Result<()> {
    let alert = alerts::NewAlert {
        id: app.ids.next(now).into(),
        exam_id: None,
        kind: domain::alert::AlertKind::LoginAbuse,
        centre_id: user.and_then(|user| user.centre_id),
        candidate_id: None,
        operator_id: user.map(|user| user.id),
        device_id: None,
        match_percentage: None,
        offline: false,
        details,
        occurred_at: now,
    };
    Ok(tx.raise(alert).await?)
}

fn event(app: &App, outcome: &'static str, now: Timestamp, address: &str, user: Option<&Account>) -> Event {
    Event {
        centre_id: user.and_then(|user| user.centre_id),
        actor_id: user.map(|user| user.id),
        actor_role: user.map(|user| user.role),
        address: Some(address.to_owned()),
        ..Event::new(app.ids.next(now).into(), now, "login", outcome)
    }
}

/// The account behind the token.
///
/// # Errors
/// 401 when it is gone.
pub async fn me(call: &Call) -> Result<Answer<Me>> {
    let user = accounts::get(&mut call.read().await?, call.caller.actor.user_id).await?;
    user.map(|user| Answer::ok(user.into())).ok_or(Error::Unauthenticated)
}

/// Who is behind an access token, and with which device.
///
/// # Errors
/// [`Error::Unauthenticated`] when it is not good, or its session has ended.
pub async fn behind(app: &App, token: &str) -> Result<(domain::Actor, Option<String>)> {
    let session = app.tokens.verify(token, app.clock.now()).ok_or(Error::Unauthenticated)?;
    let mut tx = app.journal.read().await?;
    sessions::actor(&mut tx, session).await?.ok_or(Error::Unauthenticated)
}
