//! An upload: keep everything, judge what builds on nothing first, tell of each record in its place.

use std::collections::{BTreeSet, HashMap};

use domain::sync::{Happening, Move, RecordStatus, happens};
use serde::Serialize;
use serde_json::json;
use store::{
    Tx,
    sync_records::{self, Place, Record},
};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    Hand,
    batch::{self, RecordResult, Told, Upload},
    body::Sent,
    clocks,
    item::Item,
    judge,
    receive::{Received, receive},
};
use crate::{
    http::{About, Answer, Ctx, Failure},
    ops::seat,
};

/// What became of a batch.
#[derive(Debug, Serialize, ToSchema)]
pub struct BatchResults {
    /// One a record, in order.
    pub results: Vec<RecordResult>,
}

/// What is answered: the results of a batch, or the one of the plan's form.
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
pub enum Uploaded {
    /// Of a batch.
    Batch(BatchResults),
    /// Of the plan's single form.
    Single(RecordResult),
}

/// Takes a batch. It goes on when the line breaks: what was kept is judged.
///
/// # Errors
/// `EXAM_NOT_FOUND`, `OPERATOR_MISMATCH`; what is wrong with a record is told of that record.
pub async fn run(ctx: &Ctx, sent: Sent) -> Result<Answer<Uploaded>, Failure> {
    let ctx = ctx.clone();
    let task = tokio::spawn(async move { whole(&ctx, sent).await });
    task.await.map_err(|error| Failure::internal(&error))?
}

async fn whole(ctx: &Ctx, mut sent: Sent) -> Result<Answer<Uploaded>, Failure> {
    let mut upload = batch::read(ctx, sent.value.take(), std::mem::take(&mut sent.images))?;
    let about = About { exam: Some(upload.exam), ..About::default() };
    let exam = seat::exam(&mut ctx.read().await?, upload.exam).await?;
    ctx.must_be(upload.operator).map_err(|failure| failure.about(about))?;
    let mut told: Vec<Option<RecordResult>> = Vec::with_capacity(upload.entries.len());
    let mut items: Vec<(usize, Item)> = Vec::new();
    for (place, entry) in std::mem::take(&mut upload.entries).into_iter().enumerate() {
        match entry {
            Ok(item) => {
                items.push((place, item));
                told.push(None);
            }
            Err(malformed) => told.push(Some(malformed)),
        }
    }
    let mut received = receive(ctx, &upload, items).await?;
    judge_all(&Hand::of(ctx), &mut received).await?;
    let mut tx = ctx.begin().await?;
    tell(&mut tx, &upload, &received, &mut told).await?;
    let results: Vec<RecordResult> = told.into_iter().flatten().collect();
    clocks::doubt(ctx, &mut tx, &exam, &upload, &received).await?;
    let facts = counts(&results, &upload);
    ctx.record(&mut tx, about, None, facts).await?;
    let answer = match results.first() {
        Some(only) if upload.single => Uploaded::Single(only.clone()),
        _ => Uploaded::Batch(BatchResults { results }),
    };
    ctx.commit(tx, Answer::ok(answer)).await
}

/// In the order in which they build on each other, whatever the order they came in; then what waited.
async fn judge_all(hand: &Hand, received: &mut [Received]) -> Result<(), Failure> {
    received.sort_by_key(|one| (one.record.entity_type.rank(), one.record.captured_at, one.place));
    let mut seen: BTreeSet<Uuid> = BTreeSet::new();
    let mut stirred: BTreeSet<Place> = BTreeSet::new();
    for one in received.iter_mut() {
        let record = &one.record;
        let sent_again = happens(record.status, record.code.as_deref(), Happening::SentAgain);
        if record.reused || sent_again != Move::Judge || !seen.insert(record.id) {
            continue;
        }
        match judge::judge(hand, record, one.image.take()).await {
            Ok(after) => {
                if let (RecordStatus::Synced | RecordStatus::Conflict, Some(candidate)) =
                    (after.status, after.candidate_id)
                {
                    stirred.insert((after.exam_id, candidate));
                }
            }
            // It is kept; it is judged when it is sent again, or by the job.
            Err(failure) => tracing::warn!(code = failure.body.code, "a record could not be judged yet"),
        }
    }
    for place in stirred {
        if let Err(failure) = judge::settle(hand, place).await {
            tracing::warn!(code = failure.body.code, "records that wait could not be judged yet");
        }
    }
    Ok(())
}

/// What each record is now, in its place.
async fn tell(
    tx: &mut Tx,
    upload: &Upload,
    received: &[Received],
    told: &mut [Option<RecordResult>],
) -> Result<(), Failure> {
    let ids = received.iter().map(|one| one.record.record_id);
    let now: HashMap<Uuid, Record> =
        sync_records::by_record_ids(tx, upload.exam, ids).await?.into_iter().map(|one| (one.id, one)).collect();
    let mut in_order: Vec<&Received> = received.iter().collect();
    in_order.sort_by_key(|one| one.place);
    let mut first: BTreeSet<Uuid> = BTreeSet::new();
    for one in in_order {
        let record = now.get(&one.record.id).unwrap_or(&one.record);
        let before = one.record.status == RecordStatus::Synced || !first.insert(record.id);
        told[one.place] = Some(RecordResult::of(record, before));
    }
    Ok(())
}

/// How many became what.
fn counts(results: &[RecordResult], upload: &Upload) -> serde_json::Value {
    let of = |told: Told| results.iter().filter(|result| result.status == told).count();
    json!({
        "records": results.len(), "deviceId": upload.device,
        "synced": of(Told::Synced), "duplicate": of(Told::Duplicate), "conflict": of(Told::Conflict),
        "pending": of(Told::Pending), "failed": of(Told::Failed)
    })
}
