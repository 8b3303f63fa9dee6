//! An upload: keep everything, judge what builds on nothing first, tell of each record in its place.

use std::collections::{BTreeSet, HashMap};

use super::{
    batch::{self, Header, Upload, result_of},
    clocks,
    coming::Received,
    hand::Hand,
    judge,
    marks::{self, Applied},
    receive::receive,
    scores, telling,
};
use crate::{
    call::Call,
    error::{About, Error, Result},
    seat,
    work::Work,
};
use api::Answer;
use api::sync::{BatchResults, RecordResult, Uploaded};
use api::sync::{RecordFate, RecordForm};
use domain::event::Fact;
use domain::sync::{Happening, Move, RecordStatus, happens};
use domain::{ExamId, Refusal, exam::Exam, sync::SCORING};
use store::{
    Tx, sync_hand_overs,
    sync_records::{self, Record},
    sync_sets,
};
use tokio::task::spawn_blocking;
use tracing::Instrument as _;
use uuid::Uuid;

/// Takes a batch. It goes on when the line breaks: what was kept is judged.
///
/// # Errors
/// `EXAM_NOT_FOUND`, `OPERATOR_MISMATCH`, `NO_SLOT_ASSIGNED`; what is wrong with a record is told of that record.
pub async fn upload(call: &Call, form: RecordForm, hold: Box<dyn Send>) -> Result<Answer<Uploaded>> {
    let call = call.clone();
    let work = async move {
        let _held = hold; // the batch stays in memory until it is judged, whoever still listens
        whole(&call, form).await
    };
    tokio::spawn(work.in_current_span()).await.map_err(|error| Error::internal(&error))?
}

async fn whole(call: &Call, form: RecordForm) -> Result<Answer<Uploaded>> {
    let (header, form) = split(call, form).await?;
    let about = About { exam: Some(header.exam), ..About::default() };
    let exam = entitled(call, &header).await.map_err(|failure| failure.about(about))?;
    let single = header.single;
    let upload = parsed(call, header, form).await?;
    let (tx, results) = take(call, &exam, upload).await?;
    let answer = match results.first() {
        Some(only) if single => Uploaded::Single(only.clone()),
        _ => Uploaded::Batch(BatchResults { results }),
    };
    call.commit(tx, Answer::ok(answer)).await
}

/// Keeps and judges what came, and tells of each record in its place, in a unit that the caller commits.
///
/// # Errors
/// When the files or the store fail.
pub(super) async fn take(call: &Call, exam: &Exam, upload: Upload) -> Result<(Work, Vec<RecordResult>)> {
    let about = About { exam: Some(exam.id), ..About::default() };
    let header = &upload.header;
    let mut told: Vec<Option<RecordResult>> = Vec::with_capacity(upload.entries.len());
    told.extend(upload.entries.iter().map(|entry| entry.as_ref().err().map(|unread| unread.told())));
    let entries = upload.entries.into_iter().enumerate().collect();
    let mut receipt = receive(call, header, entries, upload.strays).await?;
    judge_all(&Hand::of(call), exam.id, &mut receipt.records).await?;
    let mut tx = call.begin().await?;
    let received = &receipt.records;
    tell(&mut tx, exam, received, &mut told).await?;
    let results: Vec<RecordResult> = told.into_iter().flatten().collect();
    clocks::doubt(call, &mut tx, exam, header, received).await?;
    telling::tell(call, &mut tx, header, &receipt.unread, received).await?;
    let facts = counts(&results, header);
    call.record(&mut tx, about, None, facts).await?;
    Ok((tx, results))
}

/// Reads what the upload says of itself; the records are not looked at yet.
async fn split(call: &Call, form: RecordForm) -> Result<(Header, RecordForm)> {
    let (call, span) = (call.clone(), tracing::Span::current());
    let reading = move || span.in_scope(|| batch::header(&call, &form.batch).map(|header| (header, form)));
    spawn_blocking(reading).await.map_err(|error| Error::internal(&error))?
}

/// Reads the records, one by one. The bytes that they came as are given back when that is done.
async fn parsed(call: &Call, header: Header, form: RecordForm) -> Result<Upload> {
    let (unnamed, limit) = ((call.id(), call.moment.captured), call.app.settings.max_image_bytes);
    let span = tracing::Span::current();
    let reading = move || span.in_scope(|| batch::entries(form, unnamed, limit));
    let (entries, strays) = spawn_blocking(reading).await.map_err(|error| Error::internal(&error))??;
    Ok(Upload { header, entries, strays })
}

/// Whether they have to do with the exam: only then is anything of the batch looked at, or kept. An operator who had a
/// slot once still has its records.
async fn entitled(call: &Call, header: &Header) -> Result<Exam> {
    let mut tx = call.read().await?;
    let exam = seat::exam(&mut tx, header.exam).await?;
    call.must_be(header.operator)?;
    let actor = &call.caller.actor;
    if !sync_hand_overs::belongs(&mut tx, exam.id, actor.user_id, actor.centre_id).await? {
        return Err(Error::from(Refusal::NoSlotAssigned).saying(
            "You have no slot and no centre in this exam, so nothing was kept. Ask head office, or hand over as who captured.",
        ));
    }
    Ok(exam)
}

/// In the order in which they build on each other, whatever the order they came in; then what waited.
async fn judge_all(hand: &Hand, exam: ExamId, received: &mut [Received]) -> Result<()> {
    received.sort_by_key(|one| (one.record.entity_type.rank(), one.record.captured_at, one.place));
    let mut together = marks::judge(hand, exam, received).await.unwrap_or_else(|failure| {
        tracing::debug!(code = failure.code().as_str(), "marks are judged one by one");
        Applied::default()
    });
    for one in received.iter_mut() {
        let record = &one.record;
        let sent_again = happens(record.status, record.code.as_deref(), Happening::SentAgain);
        let behind = record.code.as_deref() == Some(SCORING);
        if record.reused || behind || sent_again != Move::Judge || !together.records.insert(record.id) {
            continue;
        }
        match judge::judge(hand, record, one.image.take()).await {
            Ok(after) => {
                if let RecordStatus::Synced | RecordStatus::Conflict = after.status {
                    together.candidates.extend(after.candidate_id);
                }
            }
            // It is kept; it is judged when it is sent again, or by the job.
            Err(failure) => tracing::warn!(code = failure.code().as_str(), "a record could not be judged yet"),
        }
    }
    let mut look = hand.app.journal.read().await?;
    let stirred = sync_sets::waited_for(&mut look, exam, together.candidates.into_iter()).await?;
    drop(look);
    for candidate in stirred {
        if let Err(failure) = judge::settle(hand, (exam, candidate)).await {
            tracing::warn!(code = failure.code().as_str(), "records that wait could not be judged yet");
        }
    }
    Ok(())
}

/// What each record is now, in its place.
async fn tell(tx: &mut Tx, exam: &Exam, received: &[Received], told: &mut [Option<RecordResult>]) -> Result<()> {
    let ids = received.iter().map(|one| one.record.record_id);
    let now: HashMap<Uuid, Record> =
        sync_records::by_record_ids(tx, exam.id, ids).await?.into_iter().map(|one| (one.id, one)).collect();
    let scores = scores::of(tx, exam, now.values()).await?;
    let mut in_order: Vec<&Received> = received.iter().collect();
    in_order.sort_by_key(|one| one.place);
    let mut first: BTreeSet<Uuid> = BTreeSet::new();
    for one in in_order {
        let record = now.get(&one.record.id).unwrap_or(&one.record);
        let before = one.record.status == RecordStatus::Synced || !first.insert(record.id);
        told[one.place] = Some(result_of(record, before, &scores));
    }
    Ok(())
}

/// How many became what.
fn counts(results: &[RecordResult], header: &Header) -> Fact {
    let of = |told: RecordFate| results.iter().filter(|result| result.status == told).count();
    Fact::UploadRecords {
        records: results.len(),
        device_id: header.device.clone(),
        synced: of(RecordFate::Synced),
        duplicate: of(RecordFate::Duplicate),
        conflict: of(RecordFate::Conflict),
        pending: of(RecordFate::Pending),
        failed: of(RecordFate::Failed),
    }
}
