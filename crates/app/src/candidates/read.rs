//! Reading candidates: each caller sees their part, every read is audited, and an operator who reads
//! more single candidates than a station needs is stopped.

use super::view::view;
use crate::{
    call::Call,
    error::{About, Error, Result},
    paging::{page, shown},
    reach,
    seat::{self, Seat, Whom},
    work::Work,
};
use api::candidates::{CandidateQuery, CandidateView};
use api::{Answer, Items, Listing, Paging};
use domain::event::Fact;
use domain::{
    CandidateId, ExamId, Refusal, Role,
    alert::AlertKind,
    order::{SortOrder, Sorting},
};
use serde_json::json;
use store::{
    candidate_lists::{self, CandidateFilter, CandidatesWanted},
    candidates,
};

/// A page of the candidates in the caller's part of the exam.
///
/// # Errors
/// `EXAM_NOT_FOUND`, `NO_SLOT_ASSIGNED`, `CENTRE_NOT_FOUND`.
pub async fn list(
    call: &Call,
    exam: ExamId,
    query: CandidateQuery,
    paging: &Paging,
) -> Result<Answer<Listing<CandidateView>>> {
    let (page, limit) = page(paging)?;
    let sorting = Sorting::of(query.sort, query.order, SortOrder::Asc);
    if query.q.as_ref().is_some_and(|q| q.chars().count() > 100 || q.contains('\0')) {
        return Err(Error::invalid("q", "must be at most 100 characters"));
    }
    let mut tx = call.read().await?;
    let exam = seat::exam(&mut tx, exam).await?;
    let scope = seat::scope(call, &mut tx, &exam).await?;
    let centre = reach::named(call, &mut tx, query.centre_id).await?;
    let filter = CandidateFilter { q: query.q, status: query.status, slot: query.slot_id, centre };
    let wanted = CandidatesWanted { exam: exam.id, scope: &scope, filter: &filter, now: call.moment.decided };
    let (found, total) = candidate_lists::list_and_total(&mut tx, &wanted, sorting, page).await?;
    drop(tx);
    // The row beyond the page only tells that there are more; the caller does not see it.
    let seen = shown(&found, limit);
    let mut tx = call.begin().await?;
    let about = About { exam: Some(exam.id), ..About::default() };
    call.record(&mut tx, about, None, Fact::ListCandidates { candidates: seen }).await?;
    tx.commit().await?;
    let brief = call.caller.actor.role == Role::Operator;
    let views = found.into_iter().map(|overview| view(overview, brief)).collect();
    Ok(Answer::ok(Items::page(views, limit, |view: &CandidateView| view.id.0).of_total(total)))
}

/// One candidate.
///
/// # Errors
/// `CANDIDATE_NOT_FOUND`, also for one that the caller may not see.
pub async fn get(call: &Call, exam: ExamId, id: CandidateId) -> Result<Answer<CandidateView>> {
    let mut tx = call.begin().await?;
    let seat = Seat::look(call, &mut tx, exam, &Whom::Id(id)).await?;
    let mut tx = count_read(call, tx, seat.about()).await?;
    let overview = candidates::overview_of(&mut tx, exam, id, call.moment.decided).await?;
    let overview = overview.ok_or_else(|| seat.refuse(Refusal::CandidateNotFound))?;
    call.record(&mut tx, seat.about(), None, Fact::ReadCandidate).await?;
    tx.commit().await?;
    Ok(Answer::ok(view(overview, false)))
}

/// Counts a single read of an operator. One above what a station needs in an hour raises an alert
/// and is refused.
///
/// # Errors
/// 429 `RATE_LIMITED`.
pub(crate) async fn count_read(call: &Call, mut tx: Work, about: About) -> Result<Work> {
    if call.caller.actor.role != Role::Operator {
        return Ok(tx);
    }
    let most = call.app.settings.reads_per_hour;
    let reads = candidates::count_read(&mut tx, call.caller.actor.user_id, call.moment.decided).await?;
    if reads <= most {
        return Ok(tx);
    }
    if reads == most.saturating_add(1) {
        let about = About { candidate: None, ..about };
        call.alert(&mut tx, AlertKind::DownloadAbuse, about, None, json!({ "reads": reads })).await?;
    }
    tx.commit().await?;
    let past = call.moment.decided.0.rem_euclid(3_600_000_000) / 1_000_000;
    Err(Error::rate_limited(u32::try_from(3600 - past).unwrap_or(3600)).about(about))
}
