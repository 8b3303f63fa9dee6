//! Reading alerts: head office all of them, a supervisor those of the centre.

use super::view::shown_to;
use crate::{
    call::Call,
    error::{About, Result},
    paging::{page, shown},
    seat,
};
use api::alerts::{AlertQuery, AlertView};
use api::{Answer, Items, Listing, Paging};
use domain::event::Fact;
use domain::{
    ExamId, Refusal, Role,
    order::{SortOrder, Sorting},
};
use store::alert_lists::{self, AlertFilter};

/// A page of alerts; without an exam those of all exams and of none.
///
/// # Errors
/// `EXAM_NOT_FOUND`, `FORBIDDEN` for a supervisor without a centre.
pub async fn list(
    call: &Call,
    exam: Option<ExamId>,
    query: AlertQuery,
    paging: &Paging,
) -> Result<Answer<Listing<AlertView>>> {
    let (page, limit) = page(paging)?;
    let sorting = Sorting::of(query.sort, query.order, SortOrder::Desc);
    let mut tx = call.read().await?;
    if let Some(exam) = exam {
        seat::exam(&mut tx, exam).await?;
    }
    let mut filter = filter(exam, &query);
    if call.caller.actor.role != Role::Admin {
        let own = call.caller.actor.centre_id.ok_or(Refusal::Forbidden)?;
        if filter.centre.is_some_and(|centre| centre != own) {
            return Ok(Answer::ok(Listing { items: Vec::new(), next_cursor: None, total: 0 }));
        }
        filter.centre = Some(own);
        filter.candidate_centre = Some(own);
    }
    let found = alert_lists::list(&mut tx, &filter, sorting, page).await?;
    let total = alert_lists::total(&mut tx, &filter).await?;
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
    Ok(Answer::ok(Items::page(views, limit, |view: &AlertView| view.id.0).of_total(total)))
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
