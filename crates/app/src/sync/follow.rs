//! What waits is judged when the missing comes online: the journal tells of it. And what a crash kept
//! from being judged is judged after the start.

use std::{net::IpAddr, time::Duration};

use super::{
    hand::Hand,
    judge::{self, WAITING_RECORDS},
};
use crate::{error::Result, state::App};
use domain::{CandidateId, ExamId};
use store::sync_records::{self, Place};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// How often the journal is looked at; what comes by an upload does not wait for it.
const LOOK: Duration = Duration::from_millis(200);
/// How many looks go by between two searches for what was never judged.
const LOOKS: u32 = 150;
/// Seconds after which an upload that has not judged a record is gone.
const GONE_SECONDS: i64 = 30;

/// Follows the journal until the server stops.
pub(crate) async fn follow(app: App, stop: CancellationToken) {
    let hand = Hand { app, address: IpAddr::from([0, 0, 0, 0]), behind: None };
    let mut seen = None;
    let mut looks = 0;
    loop {
        let looked = async {
            if seen.is_none() {
                let newest = newest(&hand).await?;
                all(&hand).await?;
                seen = Some(newest);
            }
            if let Some(first) = seen {
                let newest = newest(&hand).await?;
                stirred(&hand, first, newest).await?;
                seen = Some(newest);
            }
            if looks % LOOKS == 0 {
                forgotten(&hand).await?;
            }
            Ok::<(), crate::Error>(())
        };
        if let Err(failure) = looked.await {
            tracing::warn!(code = failure.code().as_str(), "records that wait could not be judged; it is tried again");
        }
        looks = (looks + 1) % LOOKS;
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(LOOK) => {}
        }
    }
}

async fn newest(hand: &Hand) -> Result<i64> {
    Ok(sync_records::newest_seq(&mut hand.app.journal.read().await?).await?)
}

async fn stirred(hand: &Hand, first: i64, last: i64) -> Result<()> {
    if last == first {
        return Ok(());
    }
    let places = sync_records::stirred(&mut hand.app.journal.read().await?, first, last).await?;
    for place in places {
        judge::settle(hand, place).await?;
    }
    Ok(())
}

/// Everything that waits, once after the start: what arrived while nobody followed.
async fn all(hand: &Hand) -> Result<()> {
    let mut after: Place = (ExamId(Uuid::nil()), CandidateId(Uuid::nil()));
    loop {
        let places = sync_records::all_waiting(&mut hand.app.journal.read().await?, after, WAITING_RECORDS).await?;
        let Some(last) = places.last().copied() else { return Ok(()) };
        for place in places {
            judge::settle(hand, place).await?;
        }
        after = last;
    }
}

/// What was kept by an upload that never judged it.
async fn forgotten(hand: &Hand) -> Result<()> {
    let cut = hand.app.clock.now().plus_seconds(-GONE_SECONDS);
    let records = sync_records::unjudged(&mut hand.app.journal.read().await?, cut, WAITING_RECORDS).await?;
    for record in records {
        let judged = judge::judge(hand, &record, None).await?;
        if let Some(candidate) = judged.candidate_id {
            judge::settle(hand, (judged.exam_id, candidate)).await?;
        }
    }
    Ok(())
}
