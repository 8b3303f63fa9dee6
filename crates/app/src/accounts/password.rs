//! One's own password.

use crate::{
    call::Call,
    error::{About, Error, Result},
    sessions::Proof,
};
use api::sessions::ChangePassword;
use api::{Answer, Done};
use domain::account::check_password;
use domain::event::Fact;
use store::{accounts, sessions};

/// Changes one's own password and ends the account's other sessions.
///
/// # Errors
/// `INVALID_CREDENTIALS` when the old one is wrong, or is no longer the one that is kept; 429 after too many wrong ones;
/// 401 when the session was ended meanwhile.
pub async fn change_password(call: &Call, body: ChangePassword) -> Result<Answer<Done>> {
    check_password(&body.new).map_err(|error| Error::invalid("new", error.to_string()))?;
    let old = Proof::of(call, body.old).await.map_err(of_old)?;
    let new = match call.app.passwords.hash(body.new).await {
        Ok(new) => new,
        Err(fault) => {
            old.was_of_no_use(call).await;
            return Err(fault.into());
        }
    };
    let mut tx = call.begin().await?;
    let user = old.hold(call, &mut tx).await.map_err(of_old)?;
    accounts::set_password(&mut tx, user.id, &new, false).await?;
    let (own, now) = (call.caller.actor.session_id, call.moment.decided);
    let ended = sessions::end_all(&mut tx, user.id, Some(own), "password_changed", now).await?;
    call.record(&mut tx, About::default(), None, Fact::ChangePassword { sessions_ended: ended }).await?;
    tx.commit().await?;
    Ok(Answer::ok(Done {}))
}

/// Which of the two passwords was wrong.
fn of_old(error: Error) -> Error {
    error.saying("The old password is wrong.")
}
