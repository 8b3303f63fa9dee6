//! The exchange of a refresh token: rotated each time, with the reuse of an old one detected.

use std::net::IpAddr;

use super::log_in::abuse;
use crate::{
    error::{Error, Result},
    state::App,
};
use api::Answer;
use api::sessions::Tokens;
use domain::{Refusal, Timestamp};
use journal::Unit;
use serde_json::json;
use store::{
    Tx, accounts,
    journal::Event,
    sessions::{self, RefreshToken},
};
use vault::{ACCESS_SECONDS, REFRESH_SECONDS, hash};

/// Seconds in which a lost answer can be asked for again.
const LOST_ANSWER_SECONDS: i64 = 60;

/// Exchanges a refresh token for the next pair.
///
/// # Errors
/// 401 `UNAUTHENTICATED` for one that is unknown or over; `TOKEN_REUSED` ends the session.
pub async fn refresh(app: &App, address: IpAddr, presented: &str) -> Result<Answer<Tokens>> {
    let now = app.clock.now();
    let mut tx = app.journal.begin().await?;
    let token = sessions::refresh(&mut tx, &hash(presented)).await?.ok_or(Error::Unauthenticated)?;
    if !token.live || token.expires_at <= now {
        return Err(Error::Unauthenticated);
    }
    let successor = app.tokens.successor(presented);
    match token.used_at {
        None => {
            sessions::exchange(&mut tx, &hash(presented), &hash(&successor), now).await?;
            let expires = now.plus_seconds(REFRESH_SECONDS);
            sessions::insert_refresh(&mut tx, &hash(&successor), token.session_id, now, expires).await?;
        }
        Some(used_at) if !answer_was_lost(&mut tx, used_at, &successor, now).await? => {
            reused(app, &mut tx, &token, address, now).await?;
            tx.commit().await?;
            return Err(Refusal::TokenReused.into());
        }
        Some(_) => {}
    }
    let user = accounts::get(&mut tx, token.account_id).await?.ok_or(Error::Unauthenticated)?;
    tx.commit().await?;
    let access_token = app.tokens.issue(user.id, token.session_id, now)?;
    Ok(Answer::ok(Tokens {
        access_token,
        refresh_token: Some(successor),
        expires_in: ACCESS_SECONDS,
        user: user.into(),
    }))
}

/// On a bad line the answer is lost and the same token comes again: its successor is unused then.
async fn answer_was_lost(tx: &mut Tx, used_at: Timestamp, successor: &str, now: Timestamp) -> Result<bool> {
    if now.seconds_since(used_at) > LOST_ANSWER_SECONDS {
        return Ok(false);
    }
    let next = sessions::refresh(tx, &hash(successor)).await?;
    Ok(next.is_some_and(|next| next.used_at.is_none()))
}

async fn reused(app: &App, tx: &mut Unit, token: &RefreshToken, address: IpAddr, now: Timestamp) -> Result<()> {
    sessions::end(tx, token.session_id, "token_reused", now).await?;
    let user = accounts::get(tx, token.account_id).await?;
    let event = Event {
        code: Some(Refusal::TokenReused.code().to_owned()),
        centre_id: user.as_ref().and_then(|user| user.centre_id),
        actor_id: Some(token.account_id),
        actor_role: user.as_ref().map(|user| user.role),
        session_id: Some(token.session_id),
        address: Some(address.to_string()),
        ..Event::new(app.ids.next(now).into(), now, "refresh", "refused")
    };
    tx.append(event).await?;
    abuse(app, tx, now, user.as_ref(), json!({ "code": Refusal::TokenReused.code() })).await
}
