//! A login, and the limits on failed ones.

use std::net::IpAddr;

use super::{
    attempts::{self, Counting, LOGIN_FAILURES_OF_USER, Target},
    code,
};
use crate::idempotency::Once;
use crate::{
    call::Call,
    error::{Error, Result},
    state::App,
};
use api::Answer;
use api::sessions::{LogIn, Me, Tokens};
use domain::{
    Refusal, SessionId, Timestamp,
    account::{Account, PASSWORD_MAX_BYTES},
    network::Network,
    second_factor::SecondFactor,
    text::Username,
};
use journal::Unit;
use serde_json::json;
use store::{
    accounts::{self, Credentials},
    alerts,
    journal::Event,
    logins,
    sessions::{self, LoggedIn},
};
use vault::{ACCESS_SECONDS, REFRESH_SECONDS, first_refresh, hash};

/// Logs in.
///
/// # Errors
/// `INVALID_CREDENTIALS`, alike for an unknown user and for a wrong code; `SECOND_FACTOR_REQUIRED` for the right password
/// alone; 429 after too many failures.
pub async fn log_in(app: &App, address: IpAddr, body: LogIn) -> Result<Answer<Tokens>> {
    let username = body.username.parse::<Username>().ok();
    let name = username.as_ref().map_or_else(|| "(no username)".to_owned(), |name| name.as_str().to_lowercase());
    let device = body.device_id.as_ref().map(domain::text::Line::as_str);
    let (network, ip) = (Network::of(address).to_string(), address.to_string());
    // Logins wait for logins alone, and those of one network leave the others their share of the hashing. Of one user
    // there is one at a time, with whatever devices, so that nobody's own password holds up their neighbours.
    let named = [name.as_bytes(), device.unwrap_or_default().as_bytes()];
    let _turn = app.turns.logins.take(network.as_bytes(), &named).await?;
    let _user = app.turns.users.take(network.as_bytes(), &[name.as_bytes()]).await?;
    let _share = app.turns.hashing.take(network.as_bytes(), &[]).await?;
    let counting = attempts::count(app, &Target { name: &name, network: &network, device }).await?;
    let tried = match fitting(app, username, body.password).await {
        Ok(tried) => tried,
        Err(fault) => {
            counting.was_not_made(app).await;
            return Err(fault);
        }
    };
    if let Tried::Fits(known) = &tried {
        let code = body.code.as_deref().map(str::trim).filter(|code| !code.is_empty());
        match guessing(app, known, code, (&name, device), &ip, counting).await {
            Ok(Begun::Session(tokens)) => return Ok(*tokens),
            Ok(Begun::WithoutCode) => return Err(Refusal::SecondFactorRequired.into()),
            Ok(Begun::Nothing) => {}
            Err(fault) => {
                counting.was_not_made(app).await;
                return Err(fault);
            }
        }
    }
    fail(app, &ip, tried.user(), counting.count).await?;
    Err(Refusal::InvalidCredentials.into())
}

/// What came of a password.
enum Tried {
    Fits(Box<Credentials>),
    Fails(Option<Box<Credentials>>),
}

impl Tried {
    fn user(&self) -> Option<&Account> {
        match self {
            Self::Fits(known) => Some(&known.user),
            Self::Fails(known) => known.as_ref().map(|known| &known.user),
        }
    }
}

/// As much work for an unknown or disabled user as for any.
async fn fitting(app: &App, username: Option<Username>, password: String) -> Result<Tried> {
    let known = match username {
        Some(username) => accounts::by_username(&mut app.journal.read().await?, &username).await?.map(Box::new),
        None => None,
    };
    let usable = known.as_ref().filter(|known| !known.user.disabled).map(|known| known.password_hash.clone());
    let fits = password.len() <= PASSWORD_MAX_BYTES && app.passwords.verify(password, usable).await?;
    Ok(match known {
        Some(known) if fits => Tried::Fits(known),
        known => Tried::Fails(known),
    })
}

/// What came of a password that fits.
enum Begun {
    Session(Box<Answer<Tokens>>),
    /// Nothing but the code is missing.
    WithoutCode,
    /// The code is wrong, or the account is no longer the one whose password was checked.
    Nothing,
}

/// As [`begin`], with a code counted before it is looked at. Whoever sends one knows the password, and there are only a
/// million codes: from however many networks they come, those of one account are counted together.
async fn guessing(
    app: &App,
    verified: &Credentials,
    code: Option<&str>,
    who: (&str, Option<&str>),
    address: &str,
    counting: Counting,
) -> Result<Begun> {
    if code.is_none() || verified.user.second_factor != SecondFactor::On {
        return begin(app, verified, code, who, address, counting).await;
    }
    let target = Target { name: "code", network: &format!("of {}", who.0), device: None };
    let guess = attempts::count(app, &target).await?;
    let begun = begin(app, verified, code, who, address, counting).await;
    if !matches!(begun, Ok(Begun::Nothing)) {
        guess.was_not_made(app).await;
    }
    begun
}

/// Begins a session, unless the account was changed while its password was checked: another password, or none.
async fn begin(
    app: &App,
    verified: &Credentials,
    code: Option<&str>,
    (name, device): (&str, Option<&str>),
    address: &str,
    counting: Counting,
) -> Result<Begun> {
    let now = app.clock.now();
    let key = match verified.user.second_factor {
        SecondFactor::Off => None,
        SecondFactor::Pending | SecondFactor::On => Some(app.vault.key(None, now).await?),
    };
    let mut tx = app.journal.begin().await?;
    let held = accounts::hold(&mut tx, verified.user.id).await?;
    let same = held.filter(|held| !held.user.disabled && held.password_hash == verified.password_hash);
    let Some(Credentials { user, .. }) = same else { return Ok(Begun::Nothing) };
    if user.second_factor == SecondFactor::On {
        match (code, &key) {
            (None, _) => {
                counting.take_back(&mut tx).await?;
                let code = Some(Refusal::SecondFactorRequired.code().to_owned());
                tx.append(Event { code, ..event(app, "refused", now, address, Some(&user)) }).await?;
                tx.commit().await?;
                return Ok(Begun::WithoutCode);
            }
            (Some(code), Some(key)) if code::take(&mut tx, key, user.id, code, now).await? => {}
            (Some(_), _) => return Ok(Begun::Nothing),
        }
    }
    counting.take_back(&mut tx).await?;
    if let Some(device) = device {
        logins::remember(&mut tx, device, name, now).await?;
    }
    in_session(app, tx, user, device, (address, now)).await.map(|tokens| Begun::Session(Box::new(tokens)))
}

/// Begins a session of an account without its password: the demo alone does, whose passwords everybody knows.
///
/// # Errors
/// `OPERATOR_NOT_FOUND`, also for one that is disabled.
pub async fn begin_for(app: &App, address: IpAddr, username: &Username) -> Result<Answer<Tokens>> {
    let mut tx = app.journal.begin().await?;
    let known = accounts::by_username(&mut tx, username).await?.map(|known| known.user);
    let user = known.filter(|user| !user.disabled).ok_or(Refusal::OperatorNotFound)?;
    let now = app.clock.now();
    in_session(app, tx, user, None, (&address.to_string(), now)).await
}

/// The session of an account that may log in.
async fn in_session(
    app: &App,
    mut tx: Unit,
    user: Account,
    device: Option<&str>,
    (address, now): (&str, Timestamp),
) -> Result<Answer<Tokens>> {
    let session: SessionId = app.ids.next(now).into();
    let refresh_token = first_refresh(&app.ids);
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
    let tokens =
        Tokens { access_token, refresh_token: Some(refresh_token), expires_in: ACCESS_SECONDS, user: user.into() };
    Ok(Answer::ok(tokens))
}

/// Writes a failure down; it is counted already.
async fn fail(app: &App, address: &str, user: Option<&Account>, count: u32) -> Result<()> {
    let now = app.clock.now();
    let mut tx = app.journal.begin().await?;
    let code = Some(Refusal::InvalidCredentials.code().to_owned());
    tx.append(Event { code, ..event(app, "refused", now, address, user) }).await?;
    if count == LOGIN_FAILURES_OF_USER {
        abuse(app, &mut tx, now, user, json!({ "failures": count })).await?;
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
    let user = accounts::get(&mut *call.read().await?, call.caller.actor.user_id).await?;
    user.map(|user| Answer::ok(user.into())).ok_or(Error::Unauthenticated)
}

/// Who is behind a refresh token that is not over, and with which device.
///
/// # Errors
/// [`Error::Unauthenticated`] when it is not good, or its session has ended.
pub async fn behind_refresh(app: &App, presented: &str) -> Result<LoggedIn> {
    let mut tx = app.journal.read().await?;
    let session = sessions::of_refresh(&mut tx, &hash(presented), app.clock.now()).await?;
    sessions::actor(&mut tx, session.ok_or(Error::Unauthenticated)?).await?.ok_or(Error::Unauthenticated)
}

/// Whether a refresh token is one of the session in which the call is made.
///
/// # Errors
/// When the store fails.
pub async fn is_own(call: &Call, presented: &str) -> Result<bool> {
    let of = sessions::of_refresh(&mut *call.read().await?, &hash(presented), call.moment.decided).await?;
    Ok(of == Some(call.caller.actor.session_id))
}

/// Who is behind an access token, and with which device.
///
/// # Errors
/// [`Error::Unauthenticated`] when it is not good, or its session has ended.
pub async fn behind(app: &App, token: &str) -> Result<LoggedIn> {
    let session = app.tokens.verify(token, app.clock.now()).ok_or(Error::Unauthenticated)?;
    let mut tx = app.journal.look().await?;
    let known = sessions::actor(&mut tx, session).await?.ok_or(Error::Unauthenticated)?;
    tx.over();
    Ok(known)
}

/// As [`behind`], with the first answer to the Idempotency-Key of the request, where there is one: asked together.
///
/// # Errors
/// As [`behind`].
pub async fn behind_with(app: &App, token: &str, once: Once) -> Result<(LoggedIn, Once)> {
    let now = app.clock.now();
    let session = app.tokens.verify(token, now).ok_or(Error::Unauthenticated)?;
    let mut tx = app.journal.look().await?;
    let (known, first) = tx.together((sessions::ask_actor(session), once.ask(session, now))).await?;
    let known = sessions::with_exams(&mut tx, known.into_iter().next()).await?.ok_or(Error::Unauthenticated)?;
    tx.over();
    Ok((known, once.seen(first.into_iter().next(), now)))
}
