//! A queue that a station exported because its line did not come back: handed over by somebody else, as the station
//! itself would have done it.

use std::{fs::File, sync::Arc};

use api::{Answer, sync::BatchResults};
use domain::{
    ExamId, Refusal, Role, UserId,
    event::Fact,
    exam::Exam,
    order::{ExamSort, Sorting},
    policy::Action,
};
use store::{Page, exams, sync_hand_overs};
use tempfile::NamedTempFile;
use tokio::{sync::mpsc, task::spawn_blocking};
use tracing::Instrument as _;
use vault::{QueueKey, Share};

use super::{
    batch::{Header, Upload},
    item::Entry,
    queue_file::{About, check_blocking, read_blocking, unreadable},
    upload::take,
};
use crate::{
    call::Call,
    error::{self, Error, Result},
    reach,
};

/// Exams whose keys are tried where none is named, the newest first.
pub(crate) const QUEUE_EXAMS: usize = 100;

/// A place among the queues that come; it is taken before the file is.
///
/// # Errors
/// `BUSY`.
pub fn enter(call: &Call) -> Result<Share<UserId>> {
    call.app.queues.try_one(call.caller.actor.user_id).ok_or_else(Error::busy)
}

/// Takes the file of an exported queue: of the exam that is named, or of whichever of the caller's it is. It goes on
/// when the line breaks.
///
/// # Errors
/// `QUEUE_UNREADABLE`, and then nothing was kept; `EXAM_NOT_FOUND`, `NO_SLOT_ASSIGNED`. What is wrong with a record is
/// told of that record.
pub async fn import(
    call: &Call,
    file: NamedTempFile,
    exam: Option<ExamId>,
    place: Share<UserId>,
) -> Result<Answer<BatchResults>> {
    let call = call.clone();
    let work = async move {
        let _place = place; // held until the file is taken, whoever still listens
        whole(&call, file, exam).await
    };
    tokio::spawn(work.in_current_span()).await.map_err(|error| Error::internal(&error))?
}

async fn whole(call: &Call, file: NamedTempFile, named: Option<ExamId>) -> Result<Answer<BatchResults>> {
    // Nobody but this process reads it, and it is gone with its handle.
    let file = Arc::new(file.into_file());
    let (exam, key, said) = opened(call, &file, named).await?;
    let about = error::About { exam: Some(exam.id), ..error::About::default() };
    let results = hand_over(call, &exam, &said, file, key).await.map_err(|failure| failure.about(about))?;
    let mut tx = call.begin().await?;
    let fact = Fact::ImportRecords { records: results.len(), device_id: said.device, exported_at: said.exported_at };
    call.record(&mut tx, about, None, fact).await?;
    call.commit(tx, Answer::ok(BatchResults { results })).await
}

/// Finds the exam of a file that is whole, among those that the caller may hand over for.
async fn opened(call: &Call, file: &Arc<File>, named: Option<ExamId>) -> Result<(Exam, Arc<QueueKey>, About)> {
    for exam in exams(call, named).await? {
        let Some(key) = call.app.exam_key(exam.id).await? else { continue };
        let key = Arc::new(key.queue_key()?);
        let (opener, file, id) = (Arc::clone(&key), Arc::clone(file), exam.id);
        let checked = spawn_blocking(move || check_blocking(&file, &opener, id)).await;
        if let Some(said) = checked.map_err(|error| Error::internal(&error))?? {
            return Ok((exam, key, said));
        }
    }
    Err(unreadable("It is for another exam or another server."))
}

/// The exams whose queues the caller may hand over: head office all, a supervisor those of their centre.
async fn exams(call: &Call, named: Option<ExamId>) -> Result<Vec<Exam>> {
    let actor = &call.caller.actor;
    let mut tx = call.read().await?;
    let Some(named) = named else {
        let newest = Sorting { by: ExamSort::CreatedAt, descending: true };
        let page = Page { after: None, limit: i64::try_from(QUEUE_EXAMS).unwrap_or(i64::MAX) };
        return Ok(exams::list(&mut tx, reach::of(call)?, newest, page).await?);
    };
    let exam = reach::exam(call, &mut tx, named).await?;
    let is_head = actor.role == Role::Admin;
    if !is_head && !sync_hand_overs::belongs(&mut tx, exam.id, actor.user_id, actor.centre_id).await? {
        return Err(Refusal::NoSlotAssigned.into());
    }
    Ok(vec![exam])
}

/// Hands the records over, batch after batch, as a station does.
async fn hand_over(
    call: &Call,
    exam: &Exam,
    said: &About,
    file: Arc<File>,
    key: Arc<QueueKey>,
) -> Result<Vec<api::sync::RecordResult>> {
    let call = call.acting(Action::UploadRecords);
    // How far the device's clock is off, nobody knows: the file may have been carried for days.
    let header = Header {
        exam: exam.id,
        operator: None,
        device: said.device.clone(),
        device_time: call.moment.captured,
        unread: if said.device.is_none() { vec!["deviceId"] } else { Vec::new() },
        single: false,
    };
    let (batches, mut received) = mpsc::channel::<Vec<Entry>>(1);
    let limit = call.app.settings.max_image_bytes;
    let reading =
        spawn_blocking(move || read_blocking(&file, &key, limit, |batch| batches.blocking_send(batch).is_ok()));
    let mut results = Vec::with_capacity(said.records);
    while let Some(entries) = received.recv().await {
        let upload = Upload { header: header.clone(), entries, strays: Vec::new() };
        let (tx, told) = take(&call, exam, upload).await?;
        tx.commit().await?;
        results.extend(told);
    }
    reading.await.map_err(|error| Error::internal(&error))??;
    Ok(results)
}
