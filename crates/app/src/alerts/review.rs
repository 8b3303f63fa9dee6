//! Marking an alert as reviewed.

use super::view::view;
use crate::{
    call::Call,
    error::{About, Error, Result},
};
use api::Answer;
use api::alerts::{AlertView, ReviewAlert};
use domain::event::Fact;
use domain::{AlertId, Refusal, Role, alert::AlertStatus};
use store::alerts;

/// Marks an alert as reviewed. The first review stays: again it changes nothing and gives the record.
///
/// # Errors
/// `ALERT_NOT_FOUND`, also for one of another centre.
pub async fn review(call: &Call, id: AlertId, body: ReviewAlert) -> Result<Answer<AlertView>> {
    if body.status != AlertStatus::Reviewed {
        return Err(Error::invalid("status", "must be reviewed"));
    }
    let mut tx = call.begin().await?;
    let alert = alerts::get(&mut tx, id).await?.ok_or(Refusal::AlertNotFound)?;
    let raised = &alert.raised;
    let about =
        About { exam: raised.exam_id, centre: raised.centre_id, candidate: raised.candidate_id, ..About::default() };
    let own = raised.centre_id.is_some() && raised.centre_id == call.caller.actor.centre_id;
    if call.caller.actor.role != Role::Admin && !own {
        return Err(Error::from(Refusal::AlertNotFound).about(About { candidate: None, ..about }));
    }
    if alerts::review(&mut tx, id, call.caller.actor.user_id, body.note.as_str(), call.moment.decided).await? {
        let data = Fact::ReviewAlert { was: AlertStatus::Open, kind: raised.kind, severity: alert.severity };
        call.record(&mut tx, about, Some(id.to_string()), data).await?;
    }
    let alert = alerts::get(&mut tx, id).await?.ok_or(Refusal::AlertNotFound)?;
    call.commit(tx, Answer::ok(view(alert))).await
}
