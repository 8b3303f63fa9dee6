//! A record, applied by the same functions as a call at the station, in the name of who captured it.

use super::{
    hand::Behind,
    inspect::barcode_read,
    item::said,
    verdict::{Refused, Stop},
};
use crate::{
    call::Call,
    closing,
    error::{Error, Result},
    faces::{self, Compared},
    fingerprints,
    seat::Seat,
    sheets::{self, alike::Alike},
    work::Work,
};
use api::closing::Decision;
use api::sync::{CloseData, FingerprintData, MarkData, SheetData};
use domain::{
    AttemptId, FingerprintId, Refusal, Role,
    attendance::{Attendance, admit, mark as decide_mark},
    closing::{NotClosed, close},
    face::{RESERVATION_SECONDS, next_number},
    policy::Action,
    sheet::{SheetStatus, bind},
    symbol::Reading,
    sync::{ATTENDANCE_UNDONE, EntityType, FACE_NOT_VERIFIED, OVERRIDE_UNCONFIRMED, is_earlier_skip, settled_by_close},
};
use store::{
    StoreError, Tx, accounts, attendance, blobs,
    enrolments::{self, Enrolment},
    face_attempts,
    fingerprints::Capture,
    sheets::Sheet,
    sync_records::Record,
    whole_rows,
};

/// What came of it.
pub(super) enum Outcome {
    /// It was applied, as this.
    Applied(String),
    /// The face has to be compared first, outside of any transaction.
    Compare(Box<Enrolment>, Option<Vec<u8>>),
}

/// A comparison that was made, or why none was.
pub(super) type Scored = Result<Compared>;

/// Applies a record to the candidate of a seat that is held. When it is refused, nothing was changed.
///
/// # Errors
/// By which rule it was not.
pub(super) async fn apply(
    call: &Call,
    tx: &mut Work,
    seat: &Seat,
    record: &Record,
    scored: Option<Scored>,
    behind: Option<&Behind>,
) -> Result<Outcome, Stop> {
    // A supervisor may stand behind a sheet that reads otherwise; a fingerprint that is none they cannot mend.
    let vouched = call.is_decided() && record.entity_type == EntityType::Omr;
    if let Some(code) = record.inspected["code"].as_str().filter(|_| !vouched) {
        return Err(unfit(seat, record, code));
    }
    let entity = match record.entity_type {
        EntityType::Attendance => mark(call, tx, seat, record).await?,
        EntityType::Face => return face(call, tx, seat, record, scored).await,
        EntityType::Fingerprint => fingerprint(call, tx, seat, record).await?,
        EntityType::Omr => sheet(call, tx, seat, record).await?,
        EntityType::Biometric => station(call, tx, seat, record, behind).await?,
    };
    Ok(Outcome::Applied(entity))
}

/// What was refused of the image when it came is refused each time.
fn unfit(seat: &Seat, record: &Record, code: &str) -> Stop {
    let refusal =
        if code == Refusal::BarcodeMismatch.code() { Refusal::BarcodeMismatch } else { Refusal::ImageUnreadable };
    let error = record.inspected["error"].as_str().unwrap_or_else(|| refusal.sentence()).to_owned();
    Stop::Refused(Refused { code: refusal.code(), error, about: seat.about() })
}

async fn mark(call: &Call, tx: &mut Work, seat: &Seat, record: &Record) -> Result<String, Stop> {
    let wanted = said::<MarkData>(&record.payload)?.status;
    let first = attendance::of(tx, seat.exam.id, seat.candidate.id).await?;
    if let Some(first) = &first
        && is_earlier_skip(first.status, first.completed_at, wanted, record.captured_at)
    {
        return Ok(first.id.to_string());
    }
    // Where another mark stands in its place, both are before the supervisor as a conflict.
    if decide_mark(first.map(|first| first.status), wanted).is_ok() && !call.is_decided() {
        not_undone(call, tx, seat).await?;
    }
    Ok(crate::attendance::apply(call, tx, seat, wanted).await?.id.to_string())
}

/// A mark from before the newest undo takes back what somebody decided: a supervisor looks at it.
async fn not_undone(call: &Call, tx: &mut Tx, seat: &Seat) -> Result<(), Stop> {
    let undone = attendance::undone_at(tx, seat.exam.id, seat.candidate.id).await?;
    if undone.is_none_or(|at| !call.moment.believed.may_precede(at)) {
        return Ok(());
    }
    let error = "The candidate's attendance was undone after this was captured. A supervisor decides; if the candidate \
                 is here, mark them again.";
    Err(Stop::Refused(Refused { code: ATTENDANCE_UNDONE, error: error.to_owned(), about: seat.about() }))
}

async fn face(
    call: &Call,
    tx: &mut Work,
    seat: &Seat,
    record: &Record,
    scored: Option<Scored>,
) -> Result<Outcome, Stop> {
    let marked = seat.admitted(call, tx).await?;
    // Before it is compared: what may be no attempt costs none.
    let number = number(call, tx, seat).await?;
    seat.in_time(call, tx).await?;
    let enrolment = enrolments::of(tx, seat.exam.id, seat.candidate.id).await?;
    let enrolment = enrolment.ok_or_else(|| seat.refuse(Refusal::FaceNotEnrolled))?;
    let Some(scored) = scored else {
        let operator = accounts::face(tx, call.caller.actor.user_id).await?;
        return Ok(Outcome::Compare(Box::new(enrolment), operator));
    };
    let compared = scored.map_err(|failure| failure.about(seat.about()))?;
    faces::allowed(tx, seat, &compared).await?;
    if !faces::claim(tx, seat, &compared).await? {
        return Err(Stop::Fault(Error::busy())); // somebody else's, since a moment ago
    }
    Ok(Outcome::Applied(attempt(call, tx, seat, record, (&marked, number), &compared).await?.to_string()))
}

/// The number of one more attempt: of both roads together there are as many as the exam allows, unless a
/// supervisor lets one more be one.
async fn number(call: &Call, tx: &mut Tx, seat: &Seat) -> Result<u32> {
    let (exam, candidate) = (seat.exam.id, seat.candidate.id);
    let cut = call.moment.decided.plus_seconds(-RESERVATION_SECONDS);
    face_attempts::release_stale(tx, exam, candidate, cut).await?;
    let taken = face_attempts::taken(tx, exam, candidate).await?;
    let most = seat.exam.settings.max_face_attempts;
    next_number(&taken, most, call.is_decided()).map_err(|refusal| seat.refuse(refusal))
}

/// Keeps the attempt under its number.
async fn attempt(
    call: &Call,
    tx: &mut Work,
    seat: &Seat,
    record: &Record,
    (marked, number): (&Attendance, u32),
    compared: &Compared,
) -> Result<AttemptId, Stop> {
    let blob = record.blob_id.ok_or(StoreError::Corrupt { column: "blob_id" })?;
    let id: AttemptId = call.id();
    face_attempts::reserve(tx, id, marked, call.caller.actor.user_id, number, call.moment.decided).await?;
    faces::settle(call, tx, seat, (id, number), compared, blob).await?;
    Ok(id)
}

/// Keeps the capture of a record.
///
/// # Errors
/// As a capture online.
pub(super) async fn fingerprint(call: &Call, tx: &mut Work, seat: &Seat, record: &Record) -> Result<String> {
    let said = said::<FingerprintData>(&record.payload)?;
    let capture = Capture {
        id: call.id::<FingerprintId>(),
        finger: said.finger,
        capture_device_id: said.capture_device_id.map(|line| line.as_str().to_owned()),
        format: record.inspected["format"].as_str().map(str::to_owned),
        image_quality: record.inspected["imageQuality"].as_f64(),
        device_quality: said.image_quality,
        blob_id: record.blob_id,
        exception_reason: said.exception_reason.map(|line| line.as_str().to_owned()),
        captured_at: call.moment.captured,
    };
    fingerprints::apply(call, tx, seat, &capture).await?;
    Ok(capture.id.to_string())
}

/// Scans and binds the sheet of a record. The same operator's same binding changes nothing.
///
/// # Errors
/// As scanning and binding online.
pub(super) async fn sheet(call: &Call, tx: &mut Work, seat: &Seat, record: &Record) -> Result<String> {
    let barcode = said::<SheetData>(&record.payload)?.barcode;
    let marked = seat.admitted(call, tx).await?;
    if let Some(mine) = whole_rows::of(tx, seat.exam.id, seat.candidate.id, EntityType::Omr).await? {
        let same_hand = mine.record["validatedBy"] == serde_json::json!(call.caller.actor.user_id);
        if mine.name == barcode.as_str() && same_hand {
            let bound = store::sheets::get_for_update(tx, seat.exam.id, &barcode).await?;
            further_picture(call, tx, seat, bound.as_ref(), record).await?;
            return Ok(mine.name);
        } else if mine.name == barcode.as_str() {
            return Err(seat.refuse(Refusal::CandidateHasOmr));
        }
    }
    // Always the candidate first and the sheet second.
    let found = store::sheets::get_for_update(tx, seat.exam.id, &barcode).await?;
    let has_other = store::sheets::of(tx, seat.exam.id, seat.candidate.id).await?.is_some();
    let (status, owner) =
        found.as_ref().map_or((SheetStatus::Scanned, None), |sheet| (sheet.status, sheet.candidate_id));
    bind(status, owner, seat.candidate.id, has_other).map_err(|refusal| seat.refuse(refusal))?;
    seat.in_time(call, tx).await?;
    let alike = Alike::of(tx, seat.exam.id, &barcode).await?;
    if found.is_none() {
        let sheet = Sheet {
            exam_id: seat.exam.id,
            barcode: barcode.clone(),
            centre_id: Some(seat.candidate.centre_id),
            status: SheetStatus::Scanned,
            scanned_by: call.caller.actor.user_id,
            scanned_at: call.moment.captured,
            blob_id: record.blob_id,
            barcode_read: barcode_read(record).to_owned(),
            candidate_id: None,
        };
        let file = match record.blob_id {
            Some(blob) => Some(blobs::get(tx, blob).await?.ok_or(StoreError::Corrupt { column: "blob_id" })?),
            None => None,
        };
        // Whoever scanned it this very moment did so after it was looked for: then it is judged once more.
        let scanning = call.acting(Action::ScanSheet);
        let picture = file.as_ref().map(|file| &*file.sha256);
        sheets::register(&scanning, tx, seat.about(), &sheet, picture, &alike).await?;
    }
    further_picture(call, tx, seat, found.as_ref(), record).await?;
    let scanned_at = found.map_or(Some(seat.candidate.centre_id), |sheet| sheet.centre_id);
    sheets::attach(call, tx, seat, &marked, (&barcode, scanned_at), &alike).await?;
    Ok(barcode.to_string())
}

/// Keeps the picture of a record with a sheet that was there before it. Whoever stands behind one that shows another
/// sheet is told of, as where the sheet is registered with it.
async fn further_picture(
    call: &Call,
    tx: &mut Work,
    seat: &Seat,
    found: Option<&Sheet>,
    record: &Record,
) -> Result<()> {
    let (Some(sheet), Some(blob)) = (found, record.blob_id) else { return Ok(()) };
    let read = barcode_read(record);
    sheets::pictures::keep_of_record(call, tx, seat.about(), sheet, (blob, read)).await?;
    if call.is_decided() && read == Reading::Mismatch.name() {
        sheets::tell_of_mismatch(call, tx, seat.about(), &sheet.barcode).await?;
    }
    Ok(())
}

/// Closes the station of a record. What only a supervisor may decide waits for the close online, or for the
/// decision of the record, which is then the decision in place of the face.
async fn station(
    call: &Call,
    tx: &mut Work,
    seat: &Seat,
    record: &Record,
    behind: Option<&Behind>,
) -> Result<String, Stop> {
    let (exam, candidate, settings) = (seat.exam.id, seat.candidate.id, &seat.exam.settings);
    let decision = said::<CloseData>(&record.payload)?.decision;
    let decision =
        decision.or_else(|| behind.map(|behind| Decision { reason: behind.reason.clone(), no_attempt_reason: None }));
    let marked = attendance::of(tx, exam, candidate).await?;
    admit(marked.as_ref(), seat.operator_rule(call), &call.caller.actor, decision.is_some())
        .map_err(|refusal| seat.refuse(refusal))?;
    if let Some(closed) = store::closing::of(tx, exam, candidate).await? {
        if settled_by_close(record.code.as_deref(), decision.is_some(), closed.close.overridden) {
            return Ok(closed.id.to_string());
        }
        return Err(seat.refuse(Refusal::BiometricExists).into());
    }
    if call.is_decided() {
        let closed = closing::apply(call, tx, seat, decision.as_ref(), Role::Supervisor, None).await?;
        return Ok(closed.id.to_string());
    }
    let facts = closing::facts(tx, seat).await?;
    let own = call.caller.actor.role == Role::Operator && settings.allow_mismatch_approval && decision.is_some();
    if facts.verified_percentage.is_some() || own || behind.is_some() {
        let role = if behind.is_some() { Role::Supervisor } else { call.caller.actor.role };
        let closed = closing::apply(call, tx, seat, decision.as_ref(), role, None).await?;
        return Ok(closed.id.to_string());
    }
    let waits = |code: &'static str, error: &str| {
        Err(Stop::Refused(Refused { code, error: error.to_owned(), about: seat.about() }))
    };
    match close(&facts, settings, call.caller.actor.role, None) {
        Err(NotClosed::Incomplete(missing)) if missing == ["face"] => match &decision {
            Some(_) if call.caller.actor.role == Role::Supervisor => {
                waits(OVERRIDE_UNCONFIRMED, "A supervisor's decision that was made offline is confirmed online.")
            }
            None if facts.kept_attempts == 0 => {
                waits(Refusal::StationIncomplete.code(), "The station waits for the face.")
            }
            _ => waits(FACE_NOT_VERIFIED, "The face is not verified. A supervisor decides."),
        },
        _ => waits(Refusal::StationIncomplete.code(), "The station waits for what is missing."),
    }
}
