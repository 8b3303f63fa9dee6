//! Marking many alerts as reviewed, with one note.

use std::collections::{HashMap, HashSet};

use api::{
    Answer,
    alerts::{ALERTS_REVIEWED, ReviewAlerts, ReviewFate, ReviewResult, ReviewResults},
    error::ErrorCode,
};
use domain::{
    AlertId, Refusal,
    alert::{AlertStatus, may_review},
    event::Fact,
};
use store::alerts::{self, Alert};

use super::review::{about, is_open_to};
use crate::{
    call::Call,
    error::{About, Error, Result},
    work::Work,
};

/// Marks alerts as reviewed, each by the rules of one. What is refused of one stops no other.
///
/// # Errors
/// `VALIDATION` of how many they are.
pub async fn review_all(call: &Call, body: ReviewAlerts) -> Result<Answer<ReviewResults>> {
    if body.ids.is_empty() || body.ids.len() > ALERTS_REVIEWED {
        return Err(Error::invalid("ids", format!("must be 1 to {ALERTS_REVIEWED}")));
    }
    let mut tx = call.begin().await?;
    let found = alerts::of_ids(&mut tx, &body.ids).await?;
    let found: HashMap<AlertId, Alert> = found.into_iter().map(|alert| (alert.raised.id, alert)).collect();
    let decide = |id: &AlertId| decide(call, found.get(id));
    let fit: Vec<AlertId> = body.ids.iter().copied().filter(|id| decide(id).is_ok()).collect();
    let (by, now) = (call.caller.actor.user_id, call.moment.decided);
    let mut reviewed: HashSet<AlertId> =
        alerts::review_all(&mut tx, &fit, by, body.note.as_str(), now).await?.into_iter().collect();
    let mut results = Vec::with_capacity(body.ids.len());
    for id in &body.ids {
        let (status, code) = match decide(id) {
            Ok(alert) if reviewed.remove(id) => {
                tell(call, &mut tx, alert).await?;
                (ReviewFate::Reviewed, None)
            }
            Ok(_) => (ReviewFate::AlreadyReviewed, None),
            Err((refusal, about)) => {
                call.record_refused(&mut tx, refusal.code(), about).await?;
                (ReviewFate::Failed, Some(ErrorCode::Refused(refusal)))
            }
        };
        results.push(ReviewResult { id: *id, status, code });
    }
    call.commit(tx, Answer::ok(ReviewResults { results })).await
}

/// The alert, if the caller may review it.
fn decide<'a>(call: &Call, alert: Option<&'a Alert>) -> std::result::Result<&'a Alert, (Refusal, About)> {
    let alert = alert.ok_or((Refusal::AlertNotFound, About::default()))?;
    if !is_open_to(call, alert) {
        return Err((Refusal::AlertNotFound, About { candidate: None, ..about(alert) }));
    }
    may_review(call.caller.actor.user_id, alert.raised.operator_id).map_err(|refusal| (refusal, about(alert)))?;
    Ok(alert)
}

async fn tell(call: &Call, tx: &mut Work, alert: &Alert) -> Result<()> {
    let data = Fact::ReviewAlert { was: AlertStatus::Open, kind: alert.raised.kind, severity: alert.severity };
    call.record(tx, about(alert), Some(alert.raised.id.to_string()), data).await
}
