//! A sheet is looked up: who may is decided by the database, what it says comes from the table where there is one.

use adapters::{
    Records,
    records::{Followed, SheetItem, Twin, TwinKey},
};
use api::{
    Answer,
    sheets::{FoundSheet, SheetPath},
};
use domain::{Refusal, Timestamp, event::Fact, scope::Scope};
use store::{
    Tx, candidates, journal, record_cursors,
    sheets::{self, Sheet},
    slots,
};

use crate::{
    call::Call,
    error::{About, Error, Result},
    records::{twin, unanswered},
    seat,
};

/// Where a sheet stands. What the table does not have yet comes from the database.
///
/// # Errors
/// `EXAM_NOT_FOUND`, `NO_SLOT_ASSIGNED`, `OMR_NOT_FOUND`, also for one that the caller may not see.
pub async fn find(call: &Call, path: SheetPath) -> Result<Answer<FoundSheet>> {
    let mut tx = call.begin().await?;
    let exam = seat::exam(&mut tx, path.exam_id).await?;
    let scope = seat::scope(call, &mut tx, &exam).await?;
    let unseen = |about: About| Error::from(Refusal::OmrNotFound).about(about.or(About::exam(exam.id)));
    let sheet = sheets::get(&mut tx, exam.id, &path.barcode).await?.ok_or_else(|| unseen(About::default()))?;
    let centre = seat::centre_of(&mut tx, &sheet).await?;
    let about = About { exam: Some(exam.id), centre, candidate: sheet.candidate_id, ..About::default() };
    if !holds(call, &mut tx, &scope, &sheet).await? {
        return Err(unseen(about));
    }
    let key = TwinKey { of: Followed::Sheets, exam: exam.id.0, name: sheet.barcode.to_string() };
    let row = twin(&mut tx, &key).await?.ok_or_else(|| unseen(about))?;
    call.record(&mut tx, about, Some(sheet.barcode.to_string()), Fact::ReadSheet).await?;
    tx.commit().await?;
    let now = call.moment.decided;
    let (told, as_of) = match &call.app.records {
        Some(records) => followed(call, records, &key).await?.unwrap_or((row, now)),
        None => (row, now),
    };
    let Twin::Sheet(told) = told else { return Err(unseen(about)) };
    let damaged = || Error::internal(&std::io::Error::other("an item of a sheet is not what this program writes"));
    Ok(Answer::ok(found(told, as_of).ok_or_else(damaged)?))
}

/// What the table says, and as of when; nothing when it does not have the sheet yet.
async fn followed(call: &Call, records: &Records, key: &TwinKey) -> Result<Option<(Twin, Timestamp)>> {
    // Before the table: what comes meanwhile makes the answer newer than it says, never older.
    let as_of = as_of(call).await?;
    let found = records.twin(key).await.map_err(|fault| unanswered(&fault))?;
    Ok(found.and_then(|found| found.twin).map(|twin| (twin, as_of)))
}

/// The moment up to which the table has followed: now, or that of the first entry that it has not.
async fn as_of(call: &Call) -> Result<Timestamp> {
    let mut tx = call.read().await?;
    let now = call.app.clock.now();
    let (seq, head) = record_cursors::place(&mut tx, Followed::Sheets.word()).await?;
    if seq >= head {
        return Ok(now);
    }
    let next = journal::range(&mut tx, seq + 1, 1).await?;
    Ok(next.first().map_or(now, |entry| entry.event.occurred_at.min(now)))
}

/// Whether a sheet is in the caller's part of the exam: with its candidate, or where it was scanned.
async fn holds(call: &Call, tx: &mut Tx, scope: &Scope, sheet: &Sheet) -> Result<bool> {
    if let Some(candidate) = sheet.candidate_id {
        let candidate = candidates::get(tx, sheet.exam_id, candidate).await?;
        return Ok(candidate.is_some_and(|candidate| scope.holds(candidate.centre_id, candidate.slot_id)));
    }
    Ok(match scope {
        Scope::Exam => true,
        Scope::Centre(mine) => sheet.centre_id == Some(*mine),
        Scope::Slots(mine) => {
            let here: Vec<_> = match sheet.centre_id {
                Some(centre) => slots::at_centre(tx, sheet.exam_id, centre).await?,
                None => Vec::new(),
            };
            sheet.scanned_by == call.caller.actor.user_id || here.iter().any(|slot| mine.contains(&slot.id))
        }
    })
}

fn found(item: SheetItem, as_of: Timestamp) -> Option<FoundSheet> {
    Some(FoundSheet {
        barcode: item.barcode.parse().ok()?,
        exam_id: item.exam_id.into(),
        status: item.status.parse().ok()?,
        validated: item.validated,
        roll_number: item.roll_number.map(|roll| roll.parse()).transpose().ok()?,
        candidate_id: item.candidate_id.map(Into::into),
        scanned_at: item.scanned_at.parse().ok()?,
        scanned_by: item.scanned_by.into(),
        omr_image_url: item.omr_image_url,
        as_of,
    })
}
