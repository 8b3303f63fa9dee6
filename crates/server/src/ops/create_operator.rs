//! Accounts: created, listed, changed, disabled.

use domain::{
    Refusal, UserId,
    user::{User, check_password, misfit},
};
use serde_json::json;
use store::{accounts, centres, exams, sessions};

use crate::{
    http::{About, Answer, Ctx, Failure, Items, Paging},
    routes::operators::{CreateOperator, UpdateOperator},
};

/// The most exams of an observer.
const MAX_EXAMS: usize = 1000;

/// Creates an account.
///
/// # Errors
/// `VALIDATION`, `CENTRE_NOT_FOUND`, `EXAM_NOT_FOUND`, `CODE_EXISTS` for a username that is taken.
pub async fn create(ctx: &Ctx, body: CreateOperator) -> Result<Answer<User>, Failure> {
    check_password(&body.password).map_err(|error| Failure::invalid("password", error.to_string()))?;
    let exam_ids = body.exam_ids.unwrap_or_default();
    if exam_ids.len() > MAX_EXAMS {
        return Err(Failure::invalid("examIds", "has more than 1000 exams"));
    }
    if let Some((field, message)) = misfit(body.role, body.centre_id, &exam_ids) {
        return Err(Failure::invalid(field, message));
    }
    let password_hash = ctx.app.passwords.hash(body.password).await?;
    let mut tx = ctx.begin().await?;
    if let Some(centre) = body.centre_id {
        centres::get(&mut tx, centre).await?.ok_or(Refusal::CentreNotFound)?;
    }
    for exam in &exam_ids {
        exams::get(&mut tx, *exam).await?.ok_or(Refusal::ExamNotFound)?;
    }
    let user = User {
        id: ctx.id(),
        username: body.username,
        name: body.name,
        role: body.role,
        centre_id: body.centre_id,
        exam_ids,
        disabled: false,
        face_enrolled: false,
        created_at: ctx.now,
    };
    if !accounts::insert(&mut tx, &user, &password_hash).await? {
        return Err(Refusal::CodeExists.into());
    }
    let about = About { centre: user.centre_id, ..About::default() };
    ctx.record(&mut tx, about, Some(user.id.to_string()), json!({ "role": user.role })).await?;
    ctx.commit(tx, Answer::created(user)).await
}

/// A page of accounts.
///
/// # Errors
/// `VALIDATION` of the paging.
pub async fn list(ctx: &Ctx, paging: &Paging) -> Result<Answer<Items<User>>, Failure> {
    let (page, limit) = paging.page()?;
    let users = accounts::list(&mut ctx.read().await?, page).await?;
    Ok(Answer::ok(Items::page(users, limit, |user| user.id.0)))
}

/// Changes or disables an account; a disabled one's sessions are over at once.
///
/// # Errors
/// `OPERATOR_NOT_FOUND`, `CENTRE_NOT_FOUND`, `VALIDATION`.
pub async fn update(ctx: &Ctx, id: UserId, body: UpdateOperator) -> Result<Answer<User>, Failure> {
    let mut tx = ctx.begin().await?;
    let user = accounts::get(&mut tx, id).await?.ok_or(Refusal::OperatorNotFound)?;
    if body.disabled == Some(true) && id == ctx.actor.user_id {
        return Err(Failure::invalid("disabled", "cannot be set on one's own account"));
    }
    if let Some(centre) = body.centre_id {
        centres::get(&mut tx, centre).await?.ok_or(Refusal::CentreNotFound)?;
        if let Some((field, message)) = misfit(user.role, Some(centre), &[]) {
            return Err(Failure::invalid(field, message));
        }
    }
    let user = User {
        name: body.name.unwrap_or(user.name),
        centre_id: body.centre_id.or(user.centre_id),
        disabled: body.disabled.unwrap_or(user.disabled),
        ..user
    };
    accounts::update(&mut tx, id, &user.name, user.centre_id, user.disabled).await?;
    if user.disabled {
        sessions::end_all(&mut tx, id, None, "disabled", ctx.now).await?;
    }
    let about = About { centre: user.centre_id, ..About::default() };
    ctx.record(&mut tx, about, Some(id.to_string()), json!({ "disabled": user.disabled })).await?;
    ctx.commit(tx, Answer::ok(user)).await
}
