//! A record, applied by the same functions as a call at the station, in the name of who captured it.

use domain::{
    AttemptId, FingerprintId, Refusal, Role,
    attendance::{Attendance, admit},
    biometric::{NotClosed, close},
    face::{RESERVATION_SECONDS, next_number},
    omr::{SheetStatus, bind},
    policy::Action,
    sync::{EntityType, FACE_NOT_VERIFIED, OVERRIDE_UNCONFIRMED, is_earlier_skip, settled_by_close},
};
use store::{
    StoreError, Tx, accounts, attendance, biometrics, enrolments,
    enrolments::Enrolment,
    face_attempts,
    fingerprints::Capture,
    omr::{self, Sheet},
    standing,
    sync_records::Record,
};

use super::{
    item::{CloseData, FingerprintData, MarkData, SheetData, said},
    verdict::{Refused, Stop, acting},
};
use crate::{
    http::{Ctx, Failure},
    ops::{
        bind_sheet, capture_fingerprint, close_biometric, mark_attendance,
        read_faces::Compared,
        scan_sheet,
        seat::Seat,
        verify_face::{self, admitted},
    },
};

/// What came of it.
pub enum Outcome {
    /// It was applied, as this.
    Applied(String),
    /// The face has to be compared first, outside of any transaction.
    Compare(Box<Enrolment>, Option<Vec<u8>>),
}

/// A comparison that was made, or why none was.
pub type Scored = Result<Compared, Failure>;

/// Applies a record to the candidate of a seat that is held. When it is refused, nothing was changed.
///
/// # Errors
/// By which rule it was not.
pub async fn apply(
    ctx: &Ctx,
    tx: &mut Tx,
    seat: &Seat,
    record: &Record,
    scored: Option<Scored>,
) -> Result<Outcome, Stop> {
    if let Some(code) = record.inspected["code"].as_str() {
        return Err(unfit(seat, record, code));
    }
    let entity = match record.entity_type {
        EntityType::Attendance => mark(ctx, tx, seat, record).await?,
        EntityType::Face => return face(ctx, tx, seat, record, scored).await,
        EntityType::Fingerprint => fingerprint(ctx, tx, seat, record).await?,
        EntityType::Omr => sheet(ctx, tx, seat, record).await?,
        EntityType::Biometric => station(ctx, tx, seat, record).await?,
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

async fn mark(ctx: &Ctx, tx: &mut Tx, seat: &Seat, record: &Record) -> Result<String, Stop> {
    let wanted = said::<MarkData>(&record.payload)?.status;
    if let Some(first) = attendance::of(tx, seat.exam.id, seat.candidate.id).await?
        && is_earlier_skip(first.status, first.completed_at, wanted, record.captured_at)
    {
        return Ok(first.id.to_string());
    }
    Ok(mark_attendance::apply(ctx, tx, seat, wanted).await?.id.to_string())
}

async fn face(ctx: &Ctx, tx: &mut Tx, seat: &Seat, record: &Record, scored: Option<Scored>) -> Result<Outcome, Stop> {
    let marked = admitted(ctx, tx, seat).await?;
    let enrolment = enrolments::of(tx, seat.exam.id, seat.candidate.id).await?;
    let enrolment = enrolment.ok_or_else(|| seat.refuse(Refusal::FaceNotEnrolled))?;
    let Some(scored) = scored else {
        let operator = accounts::face(tx, ctx.actor.user_id).await?;
        return Ok(Outcome::Compare(Box::new(enrolment), operator));
    };
    let compared = scored.map_err(|failure| failure.about(seat.about()))?;
    verify_face::allowed(tx, seat, &compared).await?;
    seat.in_time(ctx, tx).await?;
    if !verify_face::claim(tx, seat, &compared).await? {
        return Err(Stop::Fault(Failure::busy())); // somebody else's, since a moment ago
    }
    Ok(Outcome::Applied(attempt(ctx, tx, seat, record, &marked, &compared).await?.to_string()))
}

/// Keeps the attempt under the next number: it happened, so no limit turns it away.
async fn attempt(
    ctx: &Ctx,
    tx: &mut Tx,
    seat: &Seat,
    record: &Record,
    marked: &Attendance,
    compared: &Compared,
) -> Result<AttemptId, Stop> {
    let (exam, candidate, now) = (seat.exam.id, seat.candidate.id, ctx.decided_at());
    let blob = record.blob_id.ok_or(StoreError::Corrupt { column: "blob_id" })?;
    face_attempts::release_stale(tx, exam, candidate, now.plus_seconds(-RESERVATION_SECONDS)).await?;
    let taken = face_attempts::taken(tx, exam, candidate).await?;
    let number = next_number(&taken, u32::MAX)?;
    let id: AttemptId = ctx.id();
    face_attempts::reserve(tx, id, marked, ctx.actor.user_id, number, now).await?;
    verify_face::settle(ctx, tx, seat, (id, number), compared, blob).await?;
    Ok(id)
}

/// Keeps the capture of a record.
///
/// # Errors
/// As a capture online.
pub async fn fingerprint(ctx: &Ctx, tx: &mut Tx, seat: &Seat, record: &Record) -> Result<String, Failure> {
    let said = said::<FingerprintData>(&record.payload)?;
    let capture = Capture {
        id: ctx.id::<FingerprintId>(),
        finger: said.finger,
        capture_device_id: said.capture_device_id.map(|line| line.as_str().to_owned()),
        format: record.inspected["format"].as_str().map(str::to_owned),
        image_quality: record.inspected["imageQuality"].as_f64(),
        device_quality: said.image_quality,
        blob_id: record.blob_id,
        exception_reason: said.exception_reason.map(|line| line.as_str().to_owned()),
        captured_at: ctx.now,
    };
    capture_fingerprint::apply(ctx, tx, seat, &capture).await?;
    Ok(capture.id.to_string())
}

/// Scans and binds the sheet of a record. The same operator's same binding changes nothing.
///
/// # Errors
/// As scanning and binding online.
pub async fn sheet(ctx: &Ctx, tx: &mut Tx, seat: &Seat, record: &Record) -> Result<String, Failure> {
    let barcode = said::<SheetData>(&record.payload)?.barcode;
    let marked = admitted(ctx, tx, seat).await?;
    if let Some(mine) = standing::of(tx, seat.exam.id, seat.candidate.id, EntityType::Omr).await? {
        let same_hand = mine.record["validatedBy"] == serde_json::json!(ctx.actor.user_id);
        if mine.name == barcode.as_str() && same_hand {
            return Ok(mine.name);
        } else if mine.name == barcode.as_str() {
            return Err(seat.refuse(Refusal::CandidateHasOmr));
        }
    }
    // Always the candidate first and the sheet second.
    let found = omr::get_for_update(tx, seat.exam.id, &barcode).await?;
    let has_other = omr::of(tx, seat.exam.id, seat.candidate.id).await?.is_some();
    let (status, owner) =
        found.as_ref().map_or((SheetStatus::Scanned, None), |sheet| (sheet.status, sheet.candidate_id));
    bind(status, owner, seat.candidate.id, has_other).map_err(|refusal| seat.refuse(refusal))?;
    seat.in_time(ctx, tx).await?;
    if found.is_none() {
        let sheet = Sheet {
            exam_id: seat.exam.id,
            barcode: barcode.clone(),
            centre_id: Some(seat.candidate.centre_id),
            status: SheetStatus::Scanned,
            scanned_by: ctx.actor.user_id,
            scanned_at: ctx.now,
            blob_id: record.blob_id,
            barcode_read: record.inspected["barcodeRead"].as_str().unwrap_or("no_image").to_owned(),
            candidate_id: None,
        };
        // Whoever scanned it this very moment did so after it was looked for: look again.
        let scanning = acting(ctx, Action::ScanSheet);
        scan_sheet::register(&scanning, tx, seat.about(), &sheet).await.map_err(|failure| match failure.body.code {
            "BARCODE_EXISTS" => Failure::busy(),
            _ => failure,
        })?;
    }
    bind_sheet::attach(ctx, tx, seat, &marked, &barcode).await?;
    Ok(barcode.to_string())
}

/// Closes the station of a record. What only a supervisor may decide waits for the close online.
async fn station(ctx: &Ctx, tx: &mut Tx, seat: &Seat, record: &Record) -> Result<String, Stop> {
    let (exam, candidate, settings) = (seat.exam.id, seat.candidate.id, &seat.exam.settings);
    let decision = said::<CloseData>(&record.payload)?.decision;
    let marked = attendance::of(tx, exam, candidate).await?;
    admit(marked.as_ref(), settings.operator_rule, &ctx.actor, decision.is_some())
        .map_err(|refusal| seat.refuse(refusal))?;
    if let Some(closed) = biometrics::of(tx, exam, candidate).await? {
        if settled_by_close(record.code.as_deref(), decision.is_some(), closed.close.overridden) {
            return Ok(closed.id.to_string());
        }
        return Err(seat.refuse(Refusal::BiometricExists).into());
    }
    let facts = close_biometric::facts(tx, seat).await?;
    let own = ctx.actor.role == Role::Operator && settings.allow_mismatch_approval && decision.is_some();
    if facts.verified_percentage.is_some() || own {
        let closed = close_biometric::apply(ctx, tx, seat, decision.as_ref(), ctx.actor.role, None).await?;
        return Ok(closed.id.to_string());
    }
    let waits = |code: &'static str, error: &str| {
        Err(Stop::Refused(Refused { code, error: error.to_owned(), about: seat.about() }))
    };
    match close(&facts, settings, ctx.actor.role, None) {
        Err(NotClosed::Incomplete(missing)) if missing == ["face"] => match &decision {
            Some(_) if ctx.actor.role == Role::Supervisor => {
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
