//! Somebody else's second factor, whose device is lost.

use api::{Answer, sessions::Ended};
use domain::{Refusal, UserId, event::Fact};
use store::{accounts, second_factors, sessions};

use crate::{
    call::Call,
    error::{About, Error, Result},
};

/// Takes an account's second factor away, and ends its sessions. Where one is required, its owner sets another up at the
/// next login.
///
/// # Errors
/// `OPERATOR_NOT_FOUND`, `SECOND_FACTOR_NOT_FOUND`; `VALIDATION` for one's own.
pub async fn reset(call: &Call, id: UserId) -> Result<Answer<Ended>> {
    if id == call.caller.actor.user_id {
        return Err(Error::invalid("id", "is your own: use /api/auth/second-factor"));
    }
    let mut tx = call.begin().await?;
    let user = accounts::hold(&mut tx, id).await?.ok_or(Refusal::OperatorNotFound)?.user;
    user.second_factor.reset()?;
    second_factors::clear(&mut tx, id).await?;
    let sessions = sessions::end_all(&mut tx, id, None, "second_factor_reset", call.moment.decided).await?;
    let about = About { centre: user.centre_id, ..About::default() };
    let fact = Fact::ResetSecondFactor { by: None, role: user.role };
    call.record(&mut tx, about, Some(id.to_string()), fact).await?;
    tx.commit().await?;
    Ok(Answer::ok(Ended { sessions }))
}
