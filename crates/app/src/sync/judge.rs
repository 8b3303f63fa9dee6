//! One record, judged: whose it is, who captured it, by the slots they had, and by the stations' rules.
//! One transaction, which holds the candidate; only faces are compared between two of them.

use std::sync::Arc;

use super::{
    apply::{self, Outcome, Scored},
    hand::{Hand, action},
    item::whom,
    verdict::{self, Refused, Stop},
};
use crate::{
    call::Call,
    error::{About, Error, Result},
    faces::{compare_blocking, embeddings},
    seat::{Seat, Whom},
    work::Work,
};
use domain::{
    Actor, CandidateId, CentreId, Refusal, Role,
    scope::Scope,
    sync::{CLOCK_TOLERANCE_SECONDS, Happening, INVALID_CAPTURE_TOKEN, Move, happens, moments},
};
use store::{
    StoreError, Tx, accounts, candidates,
    enrolments::Enrolment,
    exams, sync_hand_overs,
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
            Ok(Step::Done(record)) => {
                tx.commit().await?;
                return Ok(*record);
            }
            Ok(Step::Compare(enrolment, operator, call)) if tries < TRIES => {
                drop(tx);
                scored = Some(compare(&call, record, *enrolment, operator, image.take()).await);
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
    let (enrolled, own) = embeddings(call, &enrolment, operator).await?;
    let engine = Arc::clone(&app.engine);
    app.images.run_patiently(move || compare_blocking(&engine, bytes, &enrolled, own.as_ref())).await?
}

async fn step(hand: &Hand, tx: &mut Work, record: &Record, scored: Option<Scored>) -> Result<Step> {
    let gone = || Error::from(StoreError::Corrupt { column: "id" });
    let before = sync_records::get(tx, record.id).await?.ok_or_else(gone)?;
    let actor = actor(tx, &before).await?;
    let call = hand.context(&before, actor, action(before.entity_type));
    let found = place(&call, tx, &before).await;
    // The candidate is held now: what another upload made of the record is seen.
    let record = sync_records::get(tx, before.id).await?.ok_or_else(gone)?;
    if (record.operator_id, record.uploaded_by) != (before.operator_id, before.uploaded_by) {
        return Err(Error::busy()); // it was handed over by somebody else meanwhile: look again
    }
    let sent_again = happens(record.status, record.code.as_deref(), Happening::SentAgain);
    if record.reused || sent_again != Move::Judge {
        return Ok(Step::Done(Box::new(record)));
    }
    let outcome = match found {
        Ok(seat) => apply::apply(&call, tx, &seat, &record, scored).await.map(|outcome| (seat, outcome)),
        Err(stop) => Err(stop),
    };
    match outcome {
        Ok((seat, Outcome::Applied(entity))) => verdict::applied(&call, tx, &record, &seat, entity).await?,
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

/// Finds and holds the candidate, and judges the right of who captured and of who handed over.
///
/// # Errors
/// By which rule they have none.
pub(super) async fn place(call: &Call, tx: &mut Tx, record: &Record) -> Result<Seat, Stop> {
    let exam = exams::get(tx, record.exam_id).await?.ok_or(Refusal::ExamNotFound)?;
    let id: Option<CandidateId> = match whom(&record.payload)? {
        Whom::Id(id) => Some(id),
        Whom::Roll(roll) => candidates::id_of_roll(tx, exam.id, &roll).await?,
    };
    let found = match id {
        Some(id) => candidates::get_for_update(tx, exam.id, id).await?,
        None => None,
    };
    // In this order, so that nothing tells a candidate of another slot from one that does not exist.
    let about = found.as_ref().map_or(About { exam: Some(exam.id), ..About::default() }, |found| About {
        exam: Some(exam.id),
        centre: Some(found.centre_id),
        slot: Some(found.slot_id),
        candidate: Some(found.id),
    });
    if record.proof == "invalid" && !call.is_decided() {
        let error = "The capture token is not one of this exam. Send the record with the token of its package.";
        return Err(Stop::Refused(Refused { code: INVALID_CAPTURE_TOKEN, error: error.to_owned(), about }));
    }
    let scope = scope(call, tx, record).await.map_err(|stop| match stop {
        Stop::Refused(refused) => Stop::Refused(Refused { about, ..refused }),
        fault => fault,
    })?;
    let unseen = || Stop::from(Error::from(Refusal::CandidateNotFound).about(about));
    let candidate = found.ok_or_else(unseen)?;
    let backed = call.is_decided(); // the supervisor's right at this centre was asked before
    if !backed
        && (!scope.holds(candidate.centre_id, candidate.slot_id)
            || !may_hand_over(tx, record, candidate.centre_id).await?)
    {
        return Err(unseen());
    }
    Ok(Seat { exam, candidate })
}

/// The slots that an operator had when they captured, whatever their status now; a supervisor's centre.
async fn scope(call: &Call, tx: &mut Tx, record: &Record) -> Result<Scope, Stop> {
    if call.is_decided() {
        return Ok(Scope::Exam);
    }
    if call.caller.actor.role != Role::Operator {
        return Ok(Scope::of(&call.caller.actor, record.exam_id, &[])?);
    }
    let (low, high) = moments(record.captured_at, record.clock_offset, record.received_at);
    let window = (low, high.plus_seconds(CLOCK_TOLERANCE_SECONDS));
    let held =
        sync_records::slots_held(tx, call.caller.actor.user_id, record.exam_id, window, record.received_at).await?;
    if held.is_empty() {
        return Err(Refusal::NoSlotAssigned.into());
    }
    Ok(Scope::Slots(held.into_iter().map(|(slot, _)| slot).collect()))
}

/// Who captured has handed it over, or somebody of the candidate's centre has.
async fn may_hand_over(tx: &mut Tx, record: &Record, centre: CentreId) -> Result<bool, Stop> {
    if record.uploaded_by == record.operator_id
        || sync_hand_overs::from_account(tx, record.id, record.operator_id).await?
    {
        return Ok(true);
    }
    Ok(sync_hand_overs::from_centre(tx, record.id, record.exam_id, centre).await?)
}

/// Judges what waits of a candidate, until nothing moves any more.
///
/// # Errors
/// When the store fails.
pub(crate) async fn settle(hand: &Hand, (exam, candidate): sync_records::Place) -> Result<()> {
    for _ in 0..ROUNDS {
        let mut tx = hand.app.journal.read().await?;
        let waiting = sync_records::waiting(&mut tx, exam, candidate, WAITING_RECORDS).await?;
        drop(tx);
        let mut moved = false;
        for record in &waiting {
            let after = judge(hand, record, None).await?;
            moved |= (after.status, &after.code) != (record.status, &record.code);
        }
        if !moved {
            break;
        }
    }
    Ok(())
}
