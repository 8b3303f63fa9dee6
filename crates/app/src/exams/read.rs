//! Reading exams: each caller those that concern them.

use api::{
    Answer, Items, Listing, Paging,
    exams::{ExamQuery, ExamView},
};
use domain::{
    ExamId, Role,
    exam::Exam,
    order::{SortOrder, Sorting},
};
use store::exams;

use super::settings_value;
use crate::{call::Call, error::Result, paging::page, reach};

/// Settings that are nothing to a station: what head office is alerted by, and how long it keeps what.
const OF_HEAD_OFFICE: [&str; 4] = ["minVerificationSeconds", "faceEngine", "faceFallback", "retentionDays"];

/// A page of exams.
///
/// # Errors
/// `VALIDATION` of the paging; `FORBIDDEN` for a supervisor without a centre.
pub async fn list(call: &Call, query: &ExamQuery, paging: &Paging) -> Result<Answer<Listing<ExamView>>> {
    let (page, limit) = page(paging)?;
    let (reach, sorting) = (reach::of(call)?, Sorting::of(query.sort, query.order, SortOrder::Asc));
    let mut tx = call.read().await?;
    let found = exams::list(&mut tx, reach, sorting, page).await?;
    let total = exams::total(&mut tx, reach).await?;
    let views = found.into_iter().map(|exam| view(call, exam)).collect::<Result<Vec<_>>>()?;
    Ok(Answer::ok(Items::page(views, limit, |exam| exam.id.0).of_total(total)))
}

/// One exam.
///
/// # Errors
/// `EXAM_NOT_FOUND`, also for one that is nothing to the caller.
pub async fn get(call: &Call, id: ExamId) -> Result<Answer<ExamView>> {
    let exam = reach::exam(call, &mut *call.read().await?, id).await?;
    Ok(Answer::ok(view(call, exam)?))
}

fn view(call: &Call, exam: Exam) -> Result<ExamView> {
    let brief = call.caller.actor.role == Role::Operator;
    let mut settings = settings_value(&exam.settings)?;
    if let Some(settings) = settings.as_object_mut().filter(|_| brief) {
        settings.retain(|name, _| !OF_HEAD_OFFICE.contains(&name.as_str()));
    }
    Ok(ExamView {
        id: exam.id,
        code: exam.code,
        name: exam.name,
        settings,
        created_at: exam.created_at,
        created_by: (!brief).then_some(exam.created_by),
    })
}
