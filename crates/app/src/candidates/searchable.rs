//! Candidates and accounts that an older release wrote become such that they can be looked for, and names are sorted in.

use domain::ExamId;
use journal::Journal;
use store::{accounts, candidates, name_sort};
use tokio_util::sync::CancellationToken;

/// Rows that are made searchable in one transaction: few, so that nobody waits behind them.
const AT_ONCE: i64 = 500;

/// Goes through all that are left, until the program stops.
///
/// # Errors
/// When the store fails; what was done stays.
pub(crate) async fn make(journal: Journal, stop: CancellationToken) -> anyhow::Result<()> {
    while !stop.is_cancelled() {
        let left = candidates::without_search(&mut journal.read().await?, AT_ONCE).await?;
        if left.is_empty() {
            break;
        }
        let mut unit = journal.begin().await?;
        for (id, name) in &left {
            candidates::make_searchable(&mut unit, *id, name).await?;
        }
        unit.commit().await?;
    }
    while !stop.is_cancelled() {
        let left = accounts::without_search(&mut journal.read().await?, AT_ONCE).await?;
        if left.is_empty() {
            break;
        }
        let mut unit = journal.begin().await?;
        for (id, name) in &left {
            accounts::make_searchable(&mut unit, *id, name).await?;
        }
        unit.commit().await?;
    }
    let exams = name_sort::exams(&mut journal.read().await?).await?;
    for exam in exams {
        sort_names(&journal, exam, &stop).await?;
    }
    Ok(())
}

/// Sorts in the names of an exam, a block at a time, unless they are few.
///
/// # Errors
/// When the store fails; what was sorted in stays, and what was not is looked through.
pub(crate) async fn sort_names(journal: &Journal, exam: ExamId, stop: &CancellationToken) -> store::Result<()> {
    while !stop.is_cancelled() && name_sort::is_due(&mut journal.read().await?, exam, name_sort::MANY).await? {
        let mut unit = journal.begin().await?;
        name_sort::sort_block(&mut unit, exam, name_sort::MANY).await?;
        unit.commit().await?;
    }
    Ok(())
}
