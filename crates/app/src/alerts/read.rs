//! Reading alerts: head office all of them, a supervisor those of the centre.

use super::view::shown_to;
use crate::{
    call::Call,
    error::{About, Result},
    paging::{page, shown},
    seat,
};
use api::alerts::{AlertQuery, AlertView};
use api::{Answer, Items, Paging};
use domain::event::Fact;
use domain::{ExamId, Refusal, Role};
use store::alerts::{self, AlertFilter};

/// A page of alerts, the newest first; without an exam those of all exams and of none.
///
/// # Errors
/// `EXAM_NOT_FOUND`, `FORBIDDEN` for a supervisor without a centre.
pub async fn list(
    call: &Call,
    exam: Option<ExamId>,
    query: AlertQuery,
    paging: &Paging,
) -> Result<Answer<Items<AlertView>>> {
    let (page, limit) = page(paging)?;
    let mut tx = call.read().await?;
    if let Some(exam) = exam {
        seat::exam(&mut tx, exam).await?;
    }
    let mut filter = filter(exam, &query);
    if call.caller.actor.role != Role::Admin {
        let own = call.caller.actor.centre_id.ok_or(Refusal::Forbidden)?;
        if filter.centre.is_some_and(|centre| centre != own) {
            return Ok(Answer::ok(Items { items: Vec::new(), next_cursor: None }));
        }
        filter.centre = Some(own);
        filter.candidate_centre = Some(own);
    }
    let found = alerts::list(&mut tx, &filter, page).await?;
    // They carry roll numbers: a read of personal data. The row beyond the page is not seen.
    let seen = shown(&found, limit);
    let mut views = Vec::with_capacity(found.len());
    for alert in found {
        views.push(shown_to(call, &mut tx, alert).await?);
    }
    drop(tx);
    let mut tx = call.begin().await?;
    let about = About { exam, ..About::default() };
    call.record(&mut tx, about, None, Fact::ReadAlerts { alerts: seen }).await?;
    tx.commit().await?;
    Ok(Answer::ok(Items::page(views, limit, |view: &AlertView| view.id.0)))
}

fn filter(exam: Option<ExamId>, query: &AlertQuery) -> AlertFilter {
    AlertFilter {
        exam,
        status: query.status,
        kind: query.kind,
        severity: query.severity,
        centre: query.centre_id,
        candidate_centre: None,
        candidate: query.candidate_id,
        from: query.from,
        to: query.to,
    }
}
