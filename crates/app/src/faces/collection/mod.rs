//! The collection of an exam whose faces Rekognition compares follows the enrolled faces, off the request path. What is
//! to be done lies in the database (table `face_index`), so that a crash loses nothing; copies of the server take turns
//! by leases. A face is sent once; after a failure it is looked for before it is sent again, so that none is in the
//! collection twice. Pictures that are not taken are set apart, and hold up nobody.

mod check;
mod errand;
mod indexer;
mod lease;
mod opinions;

pub use check::{CollectionCheck, check};
pub(crate) use indexer::Indexer;

use std::time::Duration;

use crate::error::Result;
use errand::Done;
use lease::Lease;
use store::{enrolments, face_index};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

/// How often it looks for work.
const LOOK: Duration = Duration::from_millis(500);
/// How long it waits when the other side does not answer, or does not allow it.
const PAUSE: Duration = Duration::from_secs(5);
/// In how many looks what waits is counted.
const COUNT_EVERY: u32 = 10;
/// Enrolled faces that get their rows in one transaction.
const TAKEN_IN: i64 = 500;
/// Faces that are sent at a time: an answer takes longer than the rate's turns are apart.
pub(crate) const INDEXED_AT_ONCE: i64 = 8;
/// How long a copy is at an errand before it takes it up again later.
const WITHIN: Duration = Duration::from_secs(45);
/// After how many faces the log tells how far it is.
const TOLD_EVERY: u64 = 1000;

/// Follows until the server stops.
pub(crate) async fn run(indexer: Indexer, stop: CancellationToken) {
    let (mut looks, mut indexed) = (0_u32, 0_u64);
    loop {
        let worked = tokio::select! {
            () = stop.cancelled() => return,
            worked = look(&indexer, looks.is_multiple_of(COUNT_EVERY), &mut indexed) => worked,
        };
        looks = looks.wrapping_add(1);
        let wait = match worked {
            Ok(Done::Idle) => LOOK,
            Ok(Done::Worked) => Duration::ZERO,
            Ok(Done::Unanswered) => PAUSE,
            Err(failure) => {
                tracing::warn!(code = failure.code().as_str(), "faces could not be indexed; it is tried again");
                PAUSE
            }
        };
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(wait) => {}
        }
    }
}

async fn look(indexer: &Indexer, count: bool, indexed: &mut u64) -> Result<Done> {
    take_in(indexer).await?;
    if count {
        tell(indexer).await?;
    }
    let sent = send(indexer, indexed).await?;
    let asked = if sent == Done::Unanswered { Done::Idle } else { opinions::next(indexer).await? };
    Ok(sent.or(asked))
}

/// Gives every committed face its row.
async fn take_in(indexer: &Indexer) -> Result<()> {
    let journal = &indexer.app.journal;
    if face_index::collections(&mut journal.read().await?).await?.is_empty() {
        return Ok(());
    }
    while enrolments::any_unplaced(&mut journal.read().await?).await? {
        let mut tx = journal.begin().await?;
        enrolments::place(&mut tx, TAKEN_IN).await?;
        tx.commit().await?;
    }
    let behind = face_index::behind(&mut journal.read().await?).await?;
    for exam in behind {
        loop {
            let mut tx = journal.begin().await?;
            let taken = face_index::take_in(&mut tx, exam, indexer.app.clock.now(), TAKEN_IN).await?;
            tx.commit().await?;
            if taken == 0 {
                break;
            }
        }
    }
    Ok(())
}

/// Makes the next few errands, several at a time.
async fn send(indexer: &Indexer, indexed: &mut u64) -> Result<Done> {
    let taken = Lease::take(&indexer.app, INDEXED_AT_ONCE).await?;
    let Some((mut lease, errands)) = taken else { return Ok(Done::Idle) };
    let mut running = JoinSet::new();
    for errand in errands {
        let indexer = indexer.clone();
        running.spawn(async move {
            // One that was given up is looked for before it is sent again.
            let made = tokio::time::timeout(WITHIN, errand::make(&indexer, errand)).await;
            made.unwrap_or(Ok(Done::Unanswered))
        });
    }
    let mut done = Done::Idle;
    loop {
        let ended = tokio::select! {
            ended = running.join_next() => ended,
            // Another copy may begin soon: what is under way here is left, and looked for before it is sent again.
            () = lease.lost(&indexer.app) => return Ok(Done::Unanswered),
        };
        let Some(ended) = ended else { return Ok(done) };
        let ended = ended.map_err(|error| crate::Error::internal(&error))??;
        done = done.or(ended);
        if ended == Done::Worked {
            *indexed += 1;
            if indexed.is_multiple_of(TOLD_EVERY) {
                tracing::info!(faces = *indexed, "faces went into collections, or left them");
            }
        }
    }
}

async fn tell(indexer: &Indexer) -> Result<()> {
    let tally = face_index::tally(&mut indexer.app.journal.read().await?, None).await?;
    indexer.app.metrics.faces_to_index.set(tally.waiting.into());
    indexer.app.metrics.faces_set_apart.set(tally.set_apart.into());
    Ok(())
}
