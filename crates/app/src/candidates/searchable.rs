//! Candidates and accounts that an older release wrote become such that they can be looked for.

use journal::Journal;
use store::{accounts, candidates};
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
    Ok(())
}
