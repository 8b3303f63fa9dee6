//! Marking an alert as reviewed.

use domain::{AlertId, Refusal, Role, alert::AlertStatus};
use serde_json::json;
use store::alerts;

use crate::{
    http::{About, Answer, Ctx, Failure},
    routes::alerts::{AlertView, ReviewAlert},
};

/// Marks an alert as reviewed. The first review stays: again it changes nothing and gives the record.
///
/// # Errors
/// `ALERT_NOT_FOUND`, also for one of another centre.
pub async fn run(ctx: &Ctx, id: AlertId, body: ReviewAlert) -> Result<Answer<AlertView>, Failure> {
    if body.status != AlertStatus::Reviewed {
        return Err(Failure::invalid("status", "must be reviewed"));
    }
    let mut tx = ctx.begin().await?;
    let alert = alerts::get(&mut tx, id).await?.ok_or(Refusal::AlertNotFound)?;
    let raised = &alert.raised;
    let about =
        About { exam: raised.exam_id, centre: raised.centre_id, candidate: raised.candidate_id, ..About::default() };
    let own = raised.centre_id.is_some() && raised.centre_id == ctx.actor.centre_id;
    if ctx.actor.role != Role::Admin && !own {
        return Err(Failure::from(Refusal::AlertNotFound).about(About { candidate: None, ..about }));
    }
    if alerts::review(&mut tx, id, ctx.actor.user_id, body.note.as_str(), ctx.now).await? {
        let data = json!({ "was": AlertStatus::Open, "kind": raised.kind, "severity": alert.severity });
        ctx.record(&mut tx, about, Some(id.to_string()), data).await?;
    }
    let alert = alerts::get(&mut tx, id).await?.ok_or(Refusal::AlertNotFound)?;
    ctx.commit(tx, Answer::ok(alert.into())).await
}
