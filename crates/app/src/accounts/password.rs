//! One's own password.

use crate::{
    call::Call,
    error::{About, Error, Result},
};
use api::sessions::ChangePassword;
use api::{Answer, Done};
use domain::event::Fact;
use domain::{
    Refusal,
    account::{PASSWORD_MAX, check_password},
};
use store::{accounts, logins, sessions};

/// Failed proofs of the old password in five minutes, as with logins.
const MAX_FAILURES: u32 = 10;

/// Changes one's own password and ends the account's other sessions.
///
/// # Errors
/// `INVALID_CREDENTIALS` when the old one is wrong, 429 after too many wrong ones.
pub async fn change_password(call: &Call, body: ChangePassword) -> Result<Answer<Done>> {
    check_password(&body.new).map_err(|error| Error::invalid("new", error.to_string()))?;
    let (me, app) = (call.caller.actor.user_id, &call.app);
    let (name, address) = (format!("password of {me}"), call.caller.address.to_string());
    let turn = app.turns.of(&[b"password", me.0.as_bytes()]);
    let _turn = turn.lock().await;
    let mut tx = call.read().await?;
    if logins::failures(&mut tx, &name, &address, call.moment.decided.plus_seconds(-300)).await?.of_user >= MAX_FAILURES
    {
        return Err(Error::rate_limited(60));
    }
    let phc = accounts::password_hash(&mut tx, me).await?;
    drop(tx);
    if body.old.len() > PASSWORD_MAX || !app.passwords.verify(body.old, phc).await? {
        let mut tx = call.begin().await?;
        logins::fail(&mut tx, call.id(), &name, &address, call.moment.decided).await?;
        tx.commit().await?;
        return Err(Error::from(Refusal::InvalidCredentials).saying("The old password is wrong."));
    }
    let phc = app.passwords.hash(body.new).await?;
    let mut tx = call.begin().await?;
    accounts::set_password(&mut tx, me, &phc).await?;
    let ended =
        sessions::end_all(&mut tx, me, Some(call.caller.actor.session_id), "password_changed", call.moment.decided)
            .await?;
    call.record(&mut tx, About::default(), None, Fact::ChangePassword { sessions_ended: ended }).await?;
    tx.commit().await?;
    Ok(Answer::ok(Done {}))
}
