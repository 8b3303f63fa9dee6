//! Reading alerts: head office all of them, a supervisor those of the centre.

use domain::{ExamId, Refusal, Role};
use serde_json::json;
use store::alerts::{self, Filter};

use super::seat;
use crate::{
    http::{About, Answer, Ctx, Failure, Items, Paging},
    routes::alerts::{AlertQuery, AlertView},
};

/// A page of alerts, the newest first; without an exam those of all exams and of none.
///
/// # Errors
/// `EXAM_NOT_FOUND`, `FORBIDDEN` for a supervisor without a centre.
pub async fn list(
    ctx: &Ctx,
    exam: Option<ExamId>,
    query: AlertQuery,
    paging: &Paging,
) -> Result<Answer<Items<AlertView>>, Failure> {
    let (page, limit) = paging.page()?;
    let mut tx = ctx.read().await?;
    if let Some(exam) = exam {
        seat::exam(&mut tx, exam).await?;
    }
    let mut filter = Filter { exam, ..query.filter() };
    if ctx.actor.role != Role::Admin {
        let own = ctx.actor.centre_id.ok_or(Refusal::Forbidden)?;
        if filter.centre.is_some_and(|centre| centre != own) {
            return Ok(Answer::ok(Items { items: Vec::new(), next_cursor: None }));
        }
        filter.centre = Some(own);
    }
    let found = alerts::list(&mut tx, &filter, page).await?;
    drop(tx);
    // They carry roll numbers: a read of personal data. The row beyond the page is not seen.
    let seen = found.len().min(usize::try_from(limit).unwrap_or(usize::MAX));
    let mut tx = ctx.begin().await?;
    let about = About { exam, ..About::default() };
    ctx.record(&mut tx, about, None, json!({ "alerts": seen })).await?;
    tx.commit().await?;
    ctx.app.journal.wake();
    let views = found.into_iter().map(AlertView::from).collect();
    Ok(Answer::ok(Items::page(views, limit, |view: &AlertView| view.id.0)))
}
