//! Faces of a queue that were kept, scored behind: one at a time, in the lane that takes no worker from a station. The
//! queue is in the store, so that it survives a kill, and that several copies share it.

use std::{net::IpAddr, time::Duration};

use super::{hand::Hand, judge};
use crate::{error::Result, state::App};
use store::sync_scoring;
use tokio_util::sync::CancellationToken;

/// How often it is looked whether something came.
const LOOK: Duration = Duration::from_millis(200);
/// Records that are taken from the queue at a time.
const TAKEN: i64 = 16;
/// Seconds after which who took a record is gone: a comparison takes a second, or a few where it is made elsewhere.
const GONE_SECONDS: i64 = 120;

/// Scores what is to be scored until the server stops.
pub(crate) async fn run(app: App, stop: CancellationToken) {
    let hand = Hand { app, address: IpAddr::from([0, 0, 0, 0]), behind: None };
    while !stop.is_cancelled() {
        let scored = round(&hand, &stop).await.unwrap_or_else(|failure| {
            tracing::warn!(code = failure.code().as_str(), "faces could not be scored; it is tried again");
            0
        });
        if scored == 0 {
            tokio::select! {
                () = stop.cancelled() => return,
                () = tokio::time::sleep(LOOK) => {}
            }
        }
    }
}

/// Scores a few, and tells how many.
async fn round(hand: &Hand, stop: &CancellationToken) -> Result<usize> {
    let app = &hand.app;
    let waiting = sync_scoring::count(&mut app.journal.read().await?).await?;
    app.metrics.faces_to_score.set(waiting);
    if waiting == 0 {
        return Ok(0);
    }
    let now = app.clock.now();
    let mut tx = app.journal.begin().await?;
    let taken = sync_scoring::take(&mut tx, now, now.plus_seconds(-GONE_SECONDS), TAKEN).await?;
    tx.commit().await?;
    for record in &taken {
        if stop.is_cancelled() {
            break; // what was taken and not scored is taken up again once it is stale
        }
        let judged = match judge::judge(hand, record, None).await {
            Ok(judged) => judged,
            Err(failure) => {
                tracing::warn!(code = failure.code().as_str(), "a face could not be scored yet; it is tried again");
                continue;
            }
        };
        // A close may have waited for it.
        if let Some(candidate) = judged.candidate_id
            && let Err(failure) = judge::settle(hand, (judged.exam_id, candidate)).await
        {
            tracing::warn!(code = failure.code().as_str(), "records that wait could not be judged yet");
        }
    }
    Ok(taken.len())
}
