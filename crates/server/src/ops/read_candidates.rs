//! Reading candidates: each caller sees their part, every read is audited, and an operator who reads
//! more single candidates than a station needs is stopped.

use domain::{CandidateId, ExamId, Refusal, Role, alert::AlertKind};
use serde_json::json;
use store::{
    Tx,
    candidates::{self, Filter},
};

use super::seat::{self, Seat, Whom};
use crate::{
    http::{About, Answer, Ctx, Failure, Items, Paging},
    routes::candidates::{CandidateQuery, CandidateView},
};

/// A page of the candidates in the caller's part of the exam.
///
/// # Errors
/// `EXAM_NOT_FOUND`, `NO_SLOT_ASSIGNED`.
pub async fn list(
    ctx: &Ctx,
    exam: ExamId,
    query: CandidateQuery,
    paging: &Paging,
) -> Result<Answer<Items<CandidateView>>, Failure> {
    let (page, limit) = paging.page()?;
    if query.q.as_ref().is_some_and(|q| q.chars().count() > 100 || q.contains('\0')) {
        return Err(Failure::invalid("q", "must be at most 100 characters"));
    }
    let mut tx = ctx.read().await?;
    let exam = seat::exam(&mut tx, exam).await?;
    let scope = seat::scope(ctx, &mut tx, &exam).await?;
    let filter = Filter { q: query.q, status: query.status, slot: query.slot_id };
    let found = candidates::list(&mut tx, exam.id, &scope, &filter, page, ctx.now).await?;
    drop(tx);
    // The row beyond the page only tells that there are more; the caller does not see it.
    let seen = found.len().min(usize::try_from(limit).unwrap_or(usize::MAX));
    let mut tx = ctx.begin().await?;
    let about = About { exam: Some(exam.id), ..About::default() };
    ctx.record(&mut tx, about, None, json!({ "candidates": seen })).await?;
    tx.commit().await?;
    let brief = ctx.actor.role == Role::Operator;
    let views = found.into_iter().map(|overview| CandidateView::of(overview, brief)).collect();
    Ok(Answer::ok(Items::page(views, limit, |view: &CandidateView| view.id.0)))
}

/// One candidate.
///
/// # Errors
/// `CANDIDATE_NOT_FOUND`, also for one that the caller may not see.
pub async fn one(ctx: &Ctx, exam: ExamId, id: CandidateId) -> Result<Answer<CandidateView>, Failure> {
    let mut tx = ctx.begin().await?;
    let seat = Seat::look(ctx, &mut tx, exam, &Whom::Id(id)).await?;
    let mut tx = count_read(ctx, tx, seat.about()).await?;
    let overview = candidates::overview_of(&mut tx, exam, id, ctx.now).await?;
    let overview = overview.ok_or_else(|| seat.refuse(Refusal::CandidateNotFound))?;
    ctx.record(&mut tx, seat.about(), None, json!({})).await?;
    tx.commit().await?;
    Ok(Answer::ok(CandidateView::of(overview, false)))
}

/// Counts a single read of an operator. One above what a station needs in an hour raises an alert
/// and is refused.
///
/// # Errors
/// 429 `RATE_LIMITED`.
pub async fn count_read(ctx: &Ctx, mut tx: Tx, about: About) -> Result<Tx, Failure> {
    if ctx.actor.role != Role::Operator {
        return Ok(tx);
    }
    let most = ctx.app.config.reads_per_hour;
    let reads = candidates::count_read(&mut tx, ctx.actor.user_id, ctx.now).await?;
    if reads <= most {
        return Ok(tx);
    }
    if reads == most.saturating_add(1) {
        let about = About { candidate: None, ..about };
        ctx.alert(&mut tx, AlertKind::DownloadAbuse, about, None, json!({ "reads": reads })).await?;
    }
    tx.commit().await?;
    let past = ctx.now.0.rem_euclid(3_600_000_000) / 1_000_000;
    Err(Failure::rate_limited(u32::try_from(3600 - past).unwrap_or(3600)).about(about))
}
