//! One's own password.

use crate::{
    call::Call,
    error::{About, Error, Result},
    sessions::{self, Target},
};
use api::sessions::ChangePassword;
use api::{Answer, Done};
use domain::event::Fact;
use domain::{
    Refusal,
    account::{PASSWORD_MAX, check_password},
    network::Network,
};
use store::{accounts, sessions as rows};

/// Changes one's own password and ends the account's other sessions.
///
/// # Errors
/// `INVALID_CREDENTIALS` when the old one is wrong, or is no longer the one that is kept; 429 after too many wrong ones;
/// 401 when the session was ended meanwhile.
pub async fn change_password(call: &Call, body: ChangePassword) -> Result<Answer<Done>> {
    check_password(&body.new).map_err(|error| Error::invalid("new", error.to_string()))?;
    let (me, app) = (call.caller.actor.user_id, &call.app);
    let _turn = app.turns.passwords.take(me.0.as_bytes(), &[]).await?;
    let (name, network) = (format!("password of {me}"), Network::of(call.caller.address));
    let _share = app.turns.hashing.take(network.to_string().as_bytes(), &[]).await?;
    let target = Target { name: &name, network, device: call.caller.device.as_deref() };
    let counting = sessions::count(app, &target).await?;
    let (old, new) = match hashed(call, body).await {
        Ok(Some(hashes)) => hashes,
        Ok(None) => return Err(wrong()),
        Err(fault) => {
            counting.was_not_made(app).await;
            return Err(fault);
        }
    };
    let mut tx = call.begin().await?;
    // It may have been reset, and the session ended, while the hashes were made: then nothing is written over that.
    let held = accounts::hold(&mut tx, me).await?.filter(|held| held.password_hash == old).ok_or_else(wrong)?;
    call.still_in(&mut tx).await?;
    counting.take_back(&mut tx).await?;
    accounts::set_password(&mut tx, held.user.id, &new, false).await?;
    let ended =
        rows::end_all(&mut tx, me, Some(call.caller.actor.session_id), "password_changed", call.moment.decided).await?;
    call.record(&mut tx, About::default(), None, Fact::ChangePassword { sessions_ended: ended }).await?;
    tx.commit().await?;
    Ok(Answer::ok(Done {}))
}

/// The hash that the old password fits, and that of the new one; `None` when the old one is wrong.
async fn hashed(call: &Call, body: ChangePassword) -> Result<Option<(String, String)>> {
    let kept = accounts::password_hash(&mut *call.read().await?, call.caller.actor.user_id).await?;
    let Some(kept) = kept.filter(|_| body.old.len() <= PASSWORD_MAX) else { return Ok(None) };
    if !call.app.passwords.verify(body.old, Some(kept.clone())).await? {
        return Ok(None);
    }
    Ok(Some((kept, call.app.passwords.hash(body.new).await?)))
}

fn wrong() -> Error {
    Error::from(Refusal::InvalidCredentials).saying("The old password is wrong.")
}
