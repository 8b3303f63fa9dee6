//! Accounts: created, listed, changed, disabled; their passwords.

mod given;
mod password;
mod read;
mod staff;

use crate::{
    call::Call,
    error::{About, Error, Result},
};
use api::Answer;
use api::accounts::{CreateOperator, UpdateOperator};
use domain::event::Fact;
use domain::{
    Refusal, UserId,
    account::{Account, check_password, misfit},
    second_factor::{SecondFactor, may_have},
};
pub use given::reset_password;
pub use password::change_password;
pub use read::list;
pub(crate) use staff::STAFF_ROWS;
pub use staff::import;
use store::{accounts, centres, exams, second_factors, sessions};

/// The most exams of an observer.
const MAX_EXAMS: usize = 1000;

/// Creates an account.
///
/// # Errors
/// `VALIDATION`, `CENTRE_NOT_FOUND`, `EXAM_NOT_FOUND`, `CODE_EXISTS` for a username that is taken.
pub async fn create(call: &Call, body: CreateOperator) -> Result<Answer<Account>> {
    check_password(&body.password).map_err(|error| Error::invalid("password", error.to_string()))?;
    let exam_ids = body.exam_ids.unwrap_or_default();
    if exam_ids.len() > MAX_EXAMS {
        return Err(Error::invalid("examIds", "has more than 1000 exams"));
    }
    if let Some((field, message)) = misfit(body.role, body.centre_id, &exam_ids) {
        return Err(Error::invalid(field, message));
    }
    let password_hash = call.app.passwords.hash(body.password).await?;
    let mut tx = call.begin().await?;
    call.still_in(&mut tx).await?;
    if let Some(centre) = body.centre_id {
        centres::get(&mut tx, centre).await?.ok_or(Refusal::CentreNotFound)?;
    }
    for exam in &exam_ids {
        exams::get(&mut tx, *exam).await?.ok_or(Refusal::ExamNotFound)?;
    }
    let user = Account {
        id: call.id(),
        username: body.username,
        name: body.name,
        role: body.role,
        centre_id: body.centre_id,
        exam_ids,
        disabled: false,
        face_enrolled: false,
        must_change_password: false,
        second_factor: SecondFactor::Off,
        second_factor_required: false,
        created_at: call.moment.decided,
    };
    if !accounts::insert(&mut tx, &user, &password_hash).await? {
        return Err(Refusal::CodeExists.into());
    }
    let about = About { centre: user.centre_id, ..About::default() };
    call.record(&mut tx, about, Some(user.id.to_string()), Fact::CreateOperator { by: None, role: user.role }).await?;
    call.commit(tx, Answer::created(user)).await
}

/// Changes or disables an account; a disabled one's sessions are over at once.
///
/// # Errors
/// `OPERATOR_NOT_FOUND`, `CENTRE_NOT_FOUND`, `VALIDATION`.
pub async fn update(call: &Call, id: UserId, body: UpdateOperator) -> Result<Answer<Account>> {
    body.names_something()?;
    let mut tx = call.begin().await?;
    // Held: what another change of it says meanwhile, such as that it is disabled, is not written over.
    let user = accounts::hold(&mut tx, id).await?.ok_or(Refusal::OperatorNotFound)?.user;
    if body.disabled == Some(true) && id == call.caller.actor.user_id {
        return Err(Error::invalid("disabled", "cannot be set on one's own account"));
    }
    if let Some(centre) = body.centre_id {
        centres::get(&mut tx, centre).await?.ok_or(Refusal::CentreNotFound)?;
        if let Some((field, message)) = misfit(user.role, Some(centre), &[]) {
            return Err(Error::invalid(field, message));
        }
    }
    if body.second_factor_required == Some(true) && !may_have(user.role) {
        return Err(Error::invalid("secondFactorRequired", "only an admin or a supervisor has a second factor"));
    }
    let user = Account {
        name: body.name.unwrap_or(user.name),
        centre_id: body.centre_id.or(user.centre_id),
        disabled: body.disabled.unwrap_or(user.disabled),
        second_factor_required: body.second_factor_required.unwrap_or(user.second_factor_required),
        ..user
    };
    accounts::update(&mut tx, id, &user.name, user.centre_id, user.disabled).await?;
    if let Some(required) = body.second_factor_required {
        second_factors::require(&mut tx, id, required).await?;
    }
    if user.disabled {
        sessions::end_all(&mut tx, id, None, "disabled", call.moment.decided).await?;
    }
    let about = About { centre: user.centre_id, ..About::default() };
    let fact = Fact::UpdateOperator {
        by: None,
        role: None,
        disabled: Some(user.disabled),
        second_factor_required: body.second_factor_required,
    };
    call.record(&mut tx, about, Some(id.to_string()), fact).await?;
    call.commit(tx, Answer::ok(user)).await
}
