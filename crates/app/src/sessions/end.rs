//! Ending sessions: one's own, and those of an exam.

use crate::{
    call::Call,
    error::{About, Result},
    seat,
};
use api::sessions::Ended;
use api::{Answer, Done};
use domain::ExamId;
use domain::event::Fact;
use store::sessions;

/// Ends the session of this token at once.
///
/// # Errors
/// When the store fails.
pub async fn log_out(call: &Call) -> Result<Answer<Done>> {
    let mut tx = call.begin().await?;
    sessions::end(&mut tx, call.caller.actor.session_id, "logout", call.moment.decided).await?;
    call.record(&mut tx, About::default(), None, Fact::Logout).await?;
    tx.commit().await?;
    Ok(Answer::ok(Done {}))
}

/// Ends every operator session of an exam.
///
/// # Errors
/// `EXAM_NOT_FOUND`.
pub async fn log_out_all(call: &Call, exam: ExamId) -> Result<Answer<Ended>> {
    let mut tx = call.begin().await?;
    let exam = seat::exam(&mut tx, exam).await?;
    let sessions = sessions::end_operators_of(&mut tx, exam.id, call.moment.decided).await?;
    let about = About { exam: Some(exam.id), ..About::default() };
    call.record(&mut tx, about, None, Fact::LogoutAll { sessions }).await?;
    tx.commit().await?;
    Ok(Answer::ok(Ended { sessions }))
}
