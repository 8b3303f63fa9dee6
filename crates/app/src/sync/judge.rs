//! One record, judged: whose it is, who captured it, by the slots they had, and by the stations' rules.
//! One transaction, which holds the candidate; only faces are compared between two of them.

use std::sync::Arc;

use super::{
    apply::{self, Outcome, Scored},
    hand::{Hand, action},
    place,
    verdict::{self, Stop},
};
use crate::{
    call::Call,
    error::{Dependency, Error, Result},
    faces::{compare_blocking, known, score},
    seat,
    work::Work,
};
use domain::{
    Actor,
    sync::{Happening, Move, happens},
};
use store::{
    StoreError, Tx, accounts,
    enrolments::Enrolment,
    sync_records::{self, Record},
};
use vault::ReadableKind;

/// Records of one candidate that are judged anew when something of them arrives.
pub(super) const WAITING_RECORDS: i64 = 200;

/// How often one record is tried when others are in its way.
const TRIES: u32 = 4;
/// How often the records of one candidate are gone through when one arrives.
const ROUNDS: u32 = 5;

/// What one try came to.
enum Step {
    Done(Box<Record>),
    Compare(Box<Enrolment>, Option<Vec<u8>>, Box<Call>),
}

/// Judges a record and gives it as it is then. `image`: the picture of a face, where it is at hand.
///
/// # Errors
/// When the store fails; the record stays as it was.
pub(super) async fn judge(hand: &Hand, record: &Record, mut image: Option<Vec<u8>>) -> Result<Record> {
    let mut scored = None;
    let mut tries = 0;
    loop {
        tries += 1;
        let mut tx = begin(hand, record).await?;
        match step(hand, &mut tx, record, scored.take()).await {
            Ok(Step::Done(record)) => match tx.try_commit().await {
                Ok(()) => return Ok(*record),
                Err(StoreError::Overtaken { .. }) if tries < TRIES => {}
                Err(failure) => return Err(failure.into()),
            },
            Ok(Step::Compare(enrolment, operator, call)) if tries < TRIES => {
                drop(tx);
                let compared = compare(&call, record, *enrolment, operator, image.take()).await;
                if let Err(failure @ Error::Unavailable { dependency: Dependency::Faces }) = compared {
                    return Err(failure); // it was waited for long enough: the record is kept, and judged later
                }
                scored = Some(compared);
            }
            Ok(Step::Compare(..)) => return Err(Error::busy()),
            Err(failure) if tries >= TRIES => return Err(failure),
            Err(failure) => {
                drop(tx);
                tracing::debug!(code = failure.code().as_str(), "a record is judged once more");
            }
        }
    }
}

/// Begins a unit with the data key of the record's exam.
async fn begin(hand: &Hand, record: &Record) -> Result<Work> {
    let work = Work::begin(&hand.app.journal);
    match hand.app.exam_key(record.exam_id).await? {
        Some(key) => Ok(work.await?.with_key(key)),
        None => work.await,
    }
}

/// Compares the live face of a record with the enrolled one; outside of any transaction.
pub(super) async fn compare(
    call: &Call,
    record: &Record,
    enrolment: Enrolment,
    operator: Option<Vec<u8>>,
    image: Option<Vec<u8>>,
) -> Scored {
    let app = &call.app;
    let bytes = match image {
        Some(bytes) => bytes,
        None => {
            let blob = record.blob_id.ok_or(StoreError::Corrupt { column: "blob_id" })?;
            app.vault.read(Some(record.exam_id), ReadableKind::FaceLive, blob).await?
        }
    };
    let known = known(call, &enrolment, operator).await?;
    let engine = Arc::clone(&app.engine);
    let work = move || compare_blocking(&engine, bytes, &known);
    let mut compared = app.images.run_patiently_for(record.uploaded_by.0, work).await??;
    let exam = seat::exam(&mut app.journal.read().await?, record.exam_id).await?;
    score(app, &exam, enrolment.blob_id, &mut compared).await?;
    Ok(compared)
}

async fn step(hand: &Hand, tx: &mut Work, record: &Record, scored: Option<Scored>) -> Result<Step> {
    let gone = || Error::from(StoreError::Corrupt { column: "id" });
    let before = sync_records::get(tx, record.id).await?.ok_or_else(gone)?;
    let actor = actor(tx, &before).await?;
    let call = hand.context(&before, actor, action(before.entity_type));
    let found = place::find(&call, tx, &before).await;
    // The candidate is held now: what another upload made of the record is seen.
    let record = sync_records::get(tx, before.id).await?.ok_or_else(gone)?;
    if (record.operator_id, record.uploaded_by) != (before.operator_id, before.uploaded_by) {
        return Err(Error::busy()); // it was handed over by somebody else meanwhile: look again
    }
    let sent_again = happens(record.status, record.code.as_deref(), Happening::SentAgain);
    if record.reused || sent_again != Move::Judge {
        return Ok(Step::Done(Box::new(record)));
    }
    let behind = hand.behind.as_ref();
    let outcome = match found {
        Ok(place) => {
            apply::apply(&call, tx, &place.seat, &record, scored, behind).await.map(|outcome| (place, outcome))
        }
        Err(stop) => Err(stop),
    };
    match outcome {
        Ok((place, Outcome::Applied(entity))) => {
            verdict::applied(&call, tx, &record, &place.seat, entity).await?;
            place.tell(&call, tx, &record).await?;
        }
        Ok((_, Outcome::Compare(enrolment, operator))) => {
            return Ok(Step::Compare(enrolment, operator, Box::new(call)));
        }
        Err(Stop::Refused(refused)) => verdict::refused(&call, tx, &record, refused).await?,
        Err(Stop::Fault(failure)) => return Err(failure),
    }
    Ok(Step::Done(Box::new(sync_records::get(tx, record.id).await?.ok_or_else(gone)?)))
}

/// Who captured, as the account is now, in the login of who handed it over.
///
/// # Errors
/// When the store fails.
pub(super) async fn actor(tx: &mut Tx, record: &Record) -> Result<Actor> {
    let user = accounts::get(tx, record.operator_id).await?;
    let user = user.ok_or_else(|| Error::from(StoreError::Corrupt { column: "operator_id" }))?;
    Ok(Actor {
        user_id: user.id,
        role: user.role,
        centre_id: user.centre_id,
        exam_ids: Vec::new(),
        session_id: record.session_id,
    })
}

/// Judges what waits of a candidate, until nothing moves any more.
///
/// # Errors
/// When one could not be judged; all others were.
pub(crate) async fn settle(hand: &Hand, (exam, candidate): sync_records::Place) -> Result<()> {
    let mut failed = None;
    for _ in 0..ROUNDS {
        let mut tx = hand.app.journal.read().await?;
        let waiting = sync_records::waiting(&mut tx, exam, candidate, WAITING_RECORDS).await?;
        drop(tx);
        let mut moved = false;
        for record in &waiting {
            match judge(hand, record, None).await {
                Ok(after) => moved |= (after.status, &after.code) != (record.status, &record.code),
                // One that cannot be judged keeps nobody else's from it.
                Err(failure) => failed = Some(failure),
            }
        }
        if !moved {
            break;
        }
    }
    failed.map_or(Ok(()), Err)
}
