//! Marking an alert as reviewed.

use super::view::shown_to;
use crate::{
    call::Call,
    error::{About, Error, Result},
};
use api::Answer;
use api::alerts::{AlertView, ReviewAlert};
use domain::event::Fact;
use domain::{
    AlertId, Refusal, Role,
    alert::{AlertStatus, may_review},
};
use store::alerts::{self, Alert};

/// What the journal says a review was about.
pub(super) fn about(alert: &Alert) -> About {
    let raised = &alert.raised;
    About { exam: raised.exam_id, centre: raised.centre_id, candidate: raised.candidate_id, ..About::default() }
}

/// Whether an alert exists to the caller: head office, or the supervisor of its centre.
pub(super) fn is_open_to(call: &Call, alert: &Alert) -> bool {
    let own = alert.raised.centre_id.is_some() && alert.raised.centre_id == call.caller.actor.centre_id;
    call.caller.actor.role == Role::Admin || own
}

/// Marks an alert as reviewed. The first review stays: again it changes nothing and gives the record.
///
/// # Errors
/// `ALERT_NOT_FOUND`, also for one of another centre; `FORBIDDEN` for one about the reviewer.
pub async fn review(call: &Call, id: AlertId, body: ReviewAlert) -> Result<Answer<AlertView>> {
    if body.status != AlertStatus::Reviewed {
        return Err(Error::invalid("status", "must be reviewed"));
    }
    let mut tx = call.begin().await?;
    let alert = alerts::get(&mut tx, id).await?.ok_or(Refusal::AlertNotFound)?;
    let (raised, about) = (&alert.raised, about(&alert));
    if !is_open_to(call, &alert) {
        return Err(Error::from(Refusal::AlertNotFound).about(About { candidate: None, ..about }));
    }
    may_review(call.caller.actor.user_id, raised.operator_id).map_err(|refusal| Error::from(refusal).about(about))?;
    if alerts::review(&mut tx, id, call.caller.actor.user_id, body.note.as_str(), call.moment.decided).await? {
        let data = Fact::ReviewAlert { was: AlertStatus::Open, kind: raised.kind, severity: alert.severity };
        call.record(&mut tx, about, Some(id.to_string()), data).await?;
    }
    let alert = alerts::get(&mut tx, id).await?.ok_or(Refusal::AlertNotFound)?;
    let view = shown_to(call, &mut tx, alert).await?;
    call.commit(tx, Answer::ok(view)).await
}
