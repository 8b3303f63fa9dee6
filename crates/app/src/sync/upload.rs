//! An upload: keep everything, judge what builds on nothing first, tell of each record in its place.

use std::collections::{BTreeSet, HashMap};

use super::{
    batch::{self, Upload, result_of},
    clocks,
    hand::Hand,
    item::Item,
    judge,
    receive::{Received, receive},
};
use crate::{
    call::Call,
    error::{About, Error, Result},
    seat,
};
use api::Answer;
use api::sync::{BatchResults, RecordResult, Uploaded};
use api::sync::{RecordFate, RecordForm};
use domain::event::Fact;
use domain::sync::{Happening, Move, RecordStatus, happens};
use store::{
    Tx,
    sync_records::{self, Place, Record},
};
use uuid::Uuid;

/// Takes a batch. It goes on when the line breaks: what was kept is judged.
///
/// # Errors
/// `EXAM_NOT_FOUND`, `OPERATOR_MISMATCH`; what is wrong with a record is told of that record.
pub async fn upload(call: &Call, form: RecordForm, hold: Box<dyn Send>) -> Result<Answer<Uploaded>> {
    let call = call.clone();
    let task = tokio::spawn(async move {
        let _held = hold; // the batch stays in memory until it is judged, whoever still listens
        whole(&call, form).await
    });
    task.await.map_err(|error| Error::internal(&error))?
}

async fn whole(call: &Call, form: RecordForm) -> Result<Answer<Uploaded>> {
    let mut upload = batch::read(call, form.batch, form.images)?;
    let about = About { exam: Some(upload.exam), ..About::default() };
    let exam = seat::exam(&mut call.read().await?, upload.exam).await?;
    call.must_be(upload.operator).map_err(|failure| failure.about(about))?;
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
    let mut received = receive(call, &upload, items).await?;
    judge_all(&Hand::of(call), &mut received).await?;
    let mut tx = call.begin().await?;
    tell(&mut tx, &upload, &received, &mut told).await?;
    let results: Vec<RecordResult> = told.into_iter().flatten().collect();
    clocks::doubt(call, &mut tx, &exam, &upload, &received).await?;
    let facts = counts(&results, &upload);
    call.record(&mut tx, about, None, facts).await?;
    let answer = match results.first() {
        Some(only) if upload.single => Uploaded::Single(only.clone()),
        _ => Uploaded::Batch(BatchResults { results }),
    };
    call.commit(tx, Answer::ok(answer)).await
}

/// In the order in which they build on each other, whatever the order they came in; then what waited.
async fn judge_all(hand: &Hand, received: &mut [Received]) -> Result<()> {
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
            Err(failure) => tracing::warn!(code = failure.code().as_str(), "a record could not be judged yet"),
        }
    }
    for place in stirred {
        if let Err(failure) = judge::settle(hand, place).await {
            tracing::warn!(code = failure.code().as_str(), "records that wait could not be judged yet");
        }
    }
    Ok(())
}

/// What each record is now, in its place.
async fn tell(tx: &mut Tx, upload: &Upload, received: &[Received], told: &mut [Option<RecordResult>]) -> Result<()> {
    let ids = received.iter().map(|one| one.record.record_id);
    let now: HashMap<Uuid, Record> =
        sync_records::by_record_ids(tx, upload.exam, ids).await?.into_iter().map(|one| (one.id, one)).collect();
    let mut in_order: Vec<&Received> = received.iter().collect();
    in_order.sort_by_key(|one| one.place);
    let mut first: BTreeSet<Uuid> = BTreeSet::new();
    for one in in_order {
        let record = now.get(&one.record.id).unwrap_or(&one.record);
        let before = one.record.status == RecordStatus::Synced || !first.insert(record.id);
        told[one.place] = Some(result_of(record, before));
    }
    Ok(())
}

/// How many became what.
fn counts(results: &[RecordResult], upload: &Upload) -> Fact {
    let of = |told: RecordFate| results.iter().filter(|result| result.status == told).count();
    Fact::UploadRecords {
        records: results.len(),
        device_id: upload.device.clone(),
        synced: of(RecordFate::Synced),
        duplicate: of(RecordFate::Duplicate),
        conflict: of(RecordFate::Conflict),
        pending: of(RecordFate::Pending),
        failed: of(RecordFate::Failed),
    }
}
