//! The passwords of an exam, each with what became of it: whether it was used, by whom, and how much of its package was
//! sent.

use api::{
    Answer, Items, Listing, Paging,
    downloads::{DownloadItem, DownloadQuery},
};
use domain::{
    ExamId,
    order::{SortOrder, Sorting},
};
use store::download_lists::{self, ListedDownload};

use crate::{call::Call, error::Result, paging::page, reach};

/// A page of them; a supervisor's are those of the centre.
///
/// # Errors
/// `EXAM_NOT_FOUND`, `CENTRE_NOT_FOUND`, also for those outside of the caller's reach.
pub async fn list(
    call: &Call,
    exam: ExamId,
    query: &DownloadQuery,
    paging: &Paging,
) -> Result<Answer<Listing<DownloadItem>>> {
    let (page, limit) = page(paging)?;
    let sorting = Sorting::of(query.sort, query.order, SortOrder::Desc);
    let mut tx = call.read().await?;
    let exam = reach::exam(call, &mut tx, exam).await?;
    let centre = reach::centre(call, &mut tx, query.centre_id).await?;
    let found = download_lists::list(&mut tx, exam.id, centre, sorting, page).await?;
    let total = download_lists::total(&mut tx, exam.id, centre).await?;
    let items = found.into_iter().map(view).collect();
    Ok(Answer::ok(Items::page(items, limit, |item: &DownloadItem| item.password_id.0).of_total(total)))
}

fn view(listed: ListedDownload) -> DownloadItem {
    DownloadItem {
        password_id: listed.id,
        created_at: listed.created_at,
        created_by: listed.created_by,
        expires_at: listed.expires_at,
        operator_id: listed.operator_id,
        centre_id: listed.centre_id,
        withdrawn_by: listed.withdrawn_by,
        used_by: listed.used.map(|(by, _)| by),
        used_at: listed.used.map(|(_, at)| at),
        package_bytes: listed.package_bytes,
        sent_bytes: listed.sent_bytes,
        completed_at: listed.completed_at,
    }
}
