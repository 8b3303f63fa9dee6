//! The sequencer: who gives committed entries their numbers. The journal is read, not told: whatever was
//! committed, by this process or another, is numbered in the order of its ids.

use std::time::Duration;

use store::{journal, live::News};
use tokio_util::sync::CancellationToken;

use crate::{Journal, tree};

/// Entries of the journal that get their numbers in one transaction.
pub const NUMBERED_AT_ONCE: i64 = 1000;
/// How long entries may wait for a number when nobody says that there are some: those of another
/// process, such as `mpa user`.
const LOOK: Duration = Duration::from_millis(250);
/// The least time between two batches, so that a rush is numbered in few commits.
const GATHER: Duration = Duration::from_millis(15);

/// Numbers committed entries until the server stops; what is committed after that is numbered by
/// [`number_all`] at the very end of the stop. `told` hears what there is to tell of each batch.
pub async fn run(journal: Journal, told: impl Fn(News), stop: CancellationToken) {
    loop {
        tokio::select! {
            () = stop.cancelled() => break,
            () = journal.news() => {}
            () = tokio::time::sleep(LOOK) => {}
        }
        number_all(&journal, &told).await;
        tokio::time::sleep(GATHER).await;
    }
}

/// Numbers whatever waits. Faults are logged; the next round tries again.
pub async fn number_all(journal: &Journal, told: &impl Fn(News)) {
    loop {
        match number(journal, told).await {
            Ok(numbered) if numbered == NUMBERED_AT_ONCE => {}
            Ok(_) => return,
            Err(error) => return tracing::error!(error = %error, "entries could not be numbered; it is tried again"),
        }
    }
}

/// Numbers a batch, in one transaction with the tiles of the tree and the figures of the dashboards.
async fn number(handle: &Journal, told: &impl Fn(News)) -> store::Result<i64> {
    let mut look = handle.look().await?;
    let any = journal::any_unnumbered(&mut look).await?;
    look.over();
    if !any {
        return Ok(0);
    }
    let mut unit = handle.begin().await?;
    let size = journal::hold_head(&mut unit).await?;
    let entries = journal::number(&mut unit, size, NUMBERED_AT_ONCE).await?;
    tree::append(handle, &mut unit, size, &entries).await?;
    let news = store::live::project(&mut unit, &entries).await?;
    unit.commit().await?;
    told(news);
    Ok(i64::try_from(entries.len()).unwrap_or_default())
}
