//! A password that is given to somebody, who has to choose another at their next login.

use crate::{
    call::Call,
    error::{About, Error, Result},
};
use api::{
    Answer,
    accounts::{GivenPassword, ResetPassword},
};
use domain::{
    Refusal, Role, UserId,
    account::{Account, check_password, made_password},
    event::Fact,
};
use store::{accounts, sessions};
use vault::hash_drawn;

/// Gives an account a new password, and ends its sessions.
///
/// # Errors
/// `OPERATOR_NOT_FOUND`, also for one that is not the caller's to change; `VALIDATION` of the password, and for one's own.
pub async fn reset_password(call: &Call, id: UserId, body: Option<ResetPassword>) -> Result<Answer<GivenPassword>> {
    if id == call.caller.actor.user_id {
        return Err(Error::invalid("id", "is your own: use /api/auth/password"));
    }
    let (made, hash) = match body.and_then(|body| body.password) {
        Some(password) => {
            check_password(&password).map_err(|error| Error::invalid("password", error.to_string()))?;
            (None, call.app.passwords.hash(password).await?)
        }
        None => {
            let mut random = [0; 16];
            call.app.ids.fill(&mut random);
            let password = made_password(u128::from_le_bytes(random));
            let hash = hash_drawn(&password, &call.app.ids)?;
            (Some(password), hash)
        }
    };
    let mut tx = call.begin().await?;
    call.still_in(&mut tx).await?;
    let user = accounts::hold(&mut tx, id).await?.map(|held| held.user).filter(|user| may_give(call, user));
    let user = user.ok_or(Refusal::OperatorNotFound)?;
    accounts::set_password(&mut tx, id, &hash, true).await?;
    let sessions_ended = sessions::end_all(&mut tx, id, None, "password_reset", call.moment.decided).await?;
    let about = About { centre: user.centre_id, ..About::default() };
    call.record(&mut tx, about, Some(id.to_string()), Fact::ResetPassword { by: None, role: user.role }).await?;
    tx.commit().await?;
    Ok(Answer::ok(GivenPassword { operator_id: id, password: made, sessions_ended }))
}

/// Head office to everybody, a supervisor to the operators of their centre.
fn may_give(call: &Call, user: &Account) -> bool {
    let caller = &call.caller.actor;
    match caller.role {
        Role::Admin => true,
        Role::Supervisor => {
            user.role == Role::Operator && user.centre_id.is_some() && user.centre_id == caller.centre_id
        }
        Role::Operator | Role::Observer => false,
    }
}
