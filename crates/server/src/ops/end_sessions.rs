//! Ending sessions: one's own, those of an exam, and the others of an account whose password changes.

use domain::{
    ExamId, Refusal,
    user::{PASSWORD_MAX, check_password},
};
use serde_json::json;
use store::{accounts, logins, sessions};

use super::seat;
use crate::{
    http::{About, Answer, Ctx, Done, Failure},
    routes::accounts::{ChangePassword, Ended},
};

/// Failed proofs of the old password in five minutes, as with logins.
const MAX_FAILURES: u32 = 10;

/// Ends the session of this token at once.
///
/// # Errors
/// [`Failure`] of the store.
pub async fn own(ctx: &Ctx) -> Result<Answer<Done>, Failure> {
    let mut tx = ctx.begin().await?;
    sessions::end(&mut tx, ctx.actor.session_id, "logout", ctx.now).await?;
    ctx.record(&mut tx, About::default(), None, json!({})).await?;
    tx.commit().await?;
    Ok(Answer::ok(Done {}))
}

/// Ends every operator session of an exam.
///
/// # Errors
/// `EXAM_NOT_FOUND`.
pub async fn of_exam(ctx: &Ctx, exam: ExamId) -> Result<Answer<Ended>, Failure> {
    let mut tx = ctx.begin().await?;
    let exam = seat::exam(&mut tx, exam).await?;
    let sessions = sessions::end_operators_of(&mut tx, exam.id, ctx.now).await?;
    let about = About { exam: Some(exam.id), ..About::default() };
    ctx.record(&mut tx, about, None, json!({ "sessions": sessions })).await?;
    tx.commit().await?;
    Ok(Answer::ok(Ended { sessions }))
}

/// Changes one's own password and ends the account's other sessions.
///
/// # Errors
/// `INVALID_CREDENTIALS` when the old one is wrong, 429 after too many wrong ones.
pub async fn change_password(ctx: &Ctx, body: ChangePassword) -> Result<Answer<Done>, Failure> {
    check_password(&body.new).map_err(|error| Failure::invalid("new", error.to_string()))?;
    let (me, app) = (ctx.actor.user_id, &ctx.app);
    let (name, address) = (format!("password of {me}"), ctx.address.to_string());
    let turn = app.turns.of(&[b"password", me.0.as_bytes()]);
    let _turn = turn.lock().await;
    let mut tx = ctx.read().await?;
    if logins::failures(&mut tx, &name, &address, ctx.now.plus_seconds(-300)).await?.of_user >= MAX_FAILURES {
        return Err(Failure::rate_limited(60));
    }
    let phc = accounts::password_hash(&mut tx, me).await?;
    drop(tx);
    if body.old.len() > PASSWORD_MAX || !app.passwords.verify(body.old, phc).await? {
        let mut tx = ctx.begin().await?;
        logins::fail(&mut tx, ctx.id(), &name, &address, ctx.now).await?;
        tx.commit().await?;
        return Err(Failure::from(Refusal::InvalidCredentials).saying("The old password is wrong."));
    }
    let phc = app.passwords.hash(body.new).await?;
    let mut tx = ctx.begin().await?;
    accounts::set_password(&mut tx, me, &phc).await?;
    let ended = sessions::end_all(&mut tx, me, Some(ctx.actor.session_id), "password_changed", ctx.now).await?;
    ctx.record(&mut tx, About::default(), None, json!({ "sessionsEnded": ended })).await?;
    tx.commit().await?;
    Ok(Answer::ok(Done {}))
}
