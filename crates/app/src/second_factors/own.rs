//! One's own second factor.

use api::{
    Answer, Done,
    second_factors::{ConfirmSecondFactor, RemoveSecondFactor, SecondFactorSecret, SetUpSecondFactor},
    sessions::Ended,
};
use domain::{Refusal, account::Account, event::Fact, network::Network};
use store::{accounts, second_factors, sessions as rows};
use vault::FactorSecret;

use crate::{
    call::Call,
    error::{About, Error, Result},
    sessions::{self, Proof, Target},
};

/// Draws a secret, which is shown this once. A login needs no code of it before a first one was confirmed; until then
/// another takes its place.
///
/// # Errors
/// `SECOND_FACTOR_EXISTS`; `INVALID_CREDENTIALS` for a wrong password, 429 after too many of them.
pub async fn set_up(call: &Call, body: SetUpSecondFactor) -> Result<Answer<SecondFactorSecret>> {
    look(call).await?.second_factor.begin()?;
    let key = call.app.vault.key(None, call.moment.decided).await?;
    let secret = FactorSecret::draw(&call.app.ids)?;
    let sealed = secret.seal(&key, call.caller.actor.user_id)?;
    let proof = Proof::of(call, body.password).await?;
    let mut tx = call.begin().await?;
    let user = proof.hold(call, &mut tx).await?;
    if !second_factors::put(&mut tx, user.id, &sealed).await? {
        return Err(Refusal::SecondFactorExists.into());
    }
    call.record(&mut tx, About::default(), Some(user.id.to_string()), Fact::SetUpSecondFactor).await?;
    tx.commit().await?;
    Ok(Answer::created(SecondFactorSecret::of(&user.username, secret.to_base32())))
}

/// Turns the second factor on with its first code, and ends the account's other sessions, which began without one.
///
/// # Errors
/// `SECOND_FACTOR_NOT_FOUND`, `SECOND_FACTOR_EXISTS`; `INVALID_CREDENTIALS` for a wrong code, 429 after too many of them.
pub async fn confirm(call: &Call, body: ConfirmSecondFactor) -> Result<Answer<Ended>> {
    let (me, now) = (call.caller.actor.user_id, call.moment.decided);
    look(call).await?.second_factor.confirm()?;
    let key = call.app.vault.key(None, now).await?;
    let (name, network) = (format!("code of {me}"), Network::of(call.caller.address).to_string());
    let target = Target { name: &name, network: &network, device: call.caller.device.as_deref() };
    let counting = sessions::count(&call.app, &target).await?;
    let mut tx = call.begin().await?;
    let held = accounts::hold(&mut tx, me).await?.ok_or(Error::Unauthenticated)?.user;
    call.still_in(&mut tx).await?;
    held.second_factor.confirm()?;
    let wrong =
        || Error::from(Refusal::InvalidCredentials).saying("The code is wrong. Is the time of both devices right?");
    let step = sessions::code::step(&mut tx, &key, me, &body.code, now).await?.ok_or_else(wrong)?;
    if !second_factors::confirm(&mut tx, me, step, now).await? {
        return Err(Refusal::SecondFactorNotFound.into());
    }
    counting.take_back(&mut tx).await?;
    let own = call.caller.actor.session_id;
    let sessions = rows::end_all(&mut tx, me, Some(own), "second_factor_confirmed", now).await?;
    let fact = Fact::ConfirmSecondFactor { sessions_ended: sessions };
    call.record(&mut tx, About::default(), Some(me.to_string()), fact).await?;
    tx.commit().await?;
    Ok(Answer::ok(Ended { sessions }))
}

/// Turns the second factor off.
///
/// # Errors
/// `SECOND_FACTOR_NOT_FOUND`; `SECOND_FACTOR_MANDATORY` while head office requires it; `INVALID_CREDENTIALS` for a wrong
/// password or code, 429 after too many of them.
pub async fn remove(call: &Call, body: RemoveSecondFactor) -> Result<Answer<Done>> {
    let (me, now) = (call.caller.actor.user_id, call.moment.decided);
    may_remove(&look(call).await?)?;
    let key = call.app.vault.key(None, now).await?;
    let proof = Proof::of(call, body.password).await.map_err(of_both)?;
    let mut tx = call.begin().await?;
    may_remove(&proof.hold(call, &mut tx).await.map_err(of_both)?)?;
    if !sessions::code::take(&mut tx, &key, me, &body.code, now).await? {
        return Err(of_both(Refusal::InvalidCredentials.into()));
    }
    second_factors::clear(&mut tx, me).await?;
    call.record(&mut tx, About::default(), Some(me.to_string()), Fact::RemoveSecondFactor).await?;
    tx.commit().await?;
    Ok(Answer::ok(Done {}))
}

/// The caller's account: what it cannot have is refused before a password is hashed for it.
async fn look(call: &Call) -> Result<Account> {
    accounts::get(&mut *call.read().await?, call.caller.actor.user_id).await?.ok_or(Error::Unauthenticated)
}

fn may_remove(user: &Account) -> Result<(), Refusal> {
    user.second_factor.remove(user.second_factor_required)
}

/// Which of the two was wrong is not told.
fn of_both(error: Error) -> Error {
    error.saying("The password or the code is wrong, or the code was used before.")
}
