//! What of the day's frame the caller may read: outside of it nothing exists.

use domain::{CentreId, ExamId, Refusal, Role, exam::Exam, scope::Reach};
use store::{Tx, centres, exams};

use crate::{
    call::Call,
    error::{About, Error, Result},
};

/// The caller's reach.
///
/// # Errors
/// As [`Reach::of`].
pub(crate) fn of(call: &Call) -> Result<Reach> {
    Ok(Reach::of(&call.caller.actor)?)
}

/// An exam that the caller may read of.
///
/// # Errors
/// `EXAM_NOT_FOUND`, also for one outside of the caller's reach.
pub(crate) async fn exam(call: &Call, tx: &mut Tx, id: ExamId) -> Result<Exam> {
    let about = About { exam: Some(id), ..About::default() };
    exams::within(tx, id, of(call)?).await?.ok_or_else(|| Error::from(Refusal::ExamNotFound).about(about))
}

/// The centre that a list is narrowed to, where one is named.
///
/// # Errors
/// `CENTRE_NOT_FOUND`, also for one outside of the caller's reach.
pub(crate) async fn named(call: &Call, tx: &mut Tx, centre: Option<CentreId>) -> Result<Option<CentreId>> {
    if let Some(centre) = centre
        && !centres::is_within(tx, centre, of(call)?).await?
    {
        return Err(Refusal::CentreNotFound.into());
    }
    Ok(centre)
}

/// As [`named`]; a supervisor's own where none is named.
///
/// # Errors
/// As [`named`].
pub(crate) async fn centre(call: &Call, tx: &mut Tx, centre: Option<CentreId>) -> Result<Option<CentreId>> {
    let own = call.caller.actor.centre_id.filter(|_| call.caller.actor.role == Role::Supervisor);
    Ok(named(call, tx, centre).await?.or(own))
}
