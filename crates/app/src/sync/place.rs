//! Whose a record is, and by which right: where its candidate was and which slots its operator had at the
//! moment of the capture, and whether whoever hands it over belongs there.

use super::{
    item::whom,
    verdict::{Refused, Stop},
};
use crate::{
    call::Call,
    error::{About, Error, Result},
    seat::{Seat, Whom},
    work::Work,
};
use domain::{
    CandidateId, CentreId, Refusal, Role, SlotId,
    alert::AlertKind,
    capture::CLOCK_TOLERANCE_SECONDS,
    scope::Scope,
    slot::{was_active, was_held},
    sync::INVALID_CAPTURE_TOKEN,
};
use serde_json::json;
use store::{
    Tx, alerts,
    candidate_places::{self, CandidatePlace},
    candidates, exams, slots, sync_hand_overs,
    sync_records::Record,
    sync_sets::{self, Held},
};

/// The candidate of a record, held.
pub(super) struct Place {
    /// The candidate as they are now; the hours of the slot are those at the capture.
    pub seat: Seat,
    /// Where they were at the capture, when they were moved since.
    left: Option<CandidatePlace>,
}

/// Finds and holds the candidate, and judges the right of who captured and of who handed over.
///
/// # Errors
/// By which rule the record is not applied.
pub(super) async fn find(call: &Call, tx: &mut Tx, record: &Record) -> Result<Place, Stop> {
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
    let about = found.as_ref().map_or(About::exam(exam.id), |found| About {
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
    let mut seat = Seat { exam, candidate: found.ok_or_else(unseen)? };
    let here = seat.candidate.centre_id;
    if scope.holds(here, seat.candidate.slot_id) && may_hand_over(call, tx, record, here).await? {
        return Ok(Place { seat, left: None });
    }
    for left in left(call, tx, record, &seat).await? {
        let may =
            may_hand_over(call, tx, record, left.centre_id).await? || may_hand_over(call, tx, record, here).await?;
        if may && (scope.holds(left.centre_id, left.slot_id) || scope.holds(here, seat.candidate.slot_id)) {
            let candidate = &mut seat.candidate;
            (candidate.slot_start, candidate.slot_end) = (left.slot_start, left.slot_end);
            candidate.slot_set = left.slot_set;
            return Ok(Place { seat, left: Some(left) });
        }
    }
    Err(unseen())
}

/// Where the candidate was while the record can have been captured, or when its device was given the candidates.
async fn left(call: &Call, tx: &mut Tx, record: &Record, seat: &Seat) -> Result<Vec<CandidatePlace>> {
    let believed = call.moment.believed;
    let since = record.token_issued_at.map_or(believed.earliest, |issued| issued.min(believed.earliest));
    let mut places = candidate_places::left_after(tx, seat.exam.id, seat.candidate.id, since).await?;
    // Each lasted from the end of the one before it: what began only afterwards is not meant.
    let later = places.iter().skip(1).take_while(|before| before.until > believed.latest).count();
    Ok(places.split_off(later))
}

/// The slots that an operator had when they captured, whatever their status now; a supervisor's centre.
async fn scope(call: &Call, tx: &mut Tx, record: &Record) -> Result<Scope, Stop> {
    if call.is_decided() {
        return Ok(Scope::Exam); // the supervisor's right at the centre is asked by who lets them decide
    }
    if call.caller.actor.role != Role::Operator {
        return Ok(Scope::of(&call.caller.actor, record.exam_id, &[])?);
    }
    let held = sync_sets::held(tx, record.exam_id, std::iter::once(call.caller.actor.user_id)).await?;
    held_at(call, record, &held).ok_or_else(|| Refusal::NoSlotAssigned.into())
}

/// The slots among these that an operator had when the capture of a record can have been; none without any.
pub(super) fn held_at(call: &Call, record: &Record, held: &[Held]) -> Option<Scope> {
    let believed = call.moment.believed;
    let window = (believed.earliest, believed.latest.plus_seconds(CLOCK_TOLERANCE_SECONDS));
    let slots: Vec<SlotId> = held
        .iter()
        .filter(|held| held.operator == call.caller.actor.user_id)
        .filter(|held| was_held((held.since, held.until), window, record.received_at))
        .map(|held| held.slot)
        .collect();
    (!slots.is_empty()).then_some(Scope::Slots(slots))
}

/// Who captured has handed it over, or somebody of the candidate's centre has, or a supervisor decided it.
async fn may_hand_over(call: &Call, tx: &mut Tx, record: &Record, centre: CentreId) -> Result<bool, Stop> {
    if call.is_decided()
        || record.uploaded_by == record.operator_id
        || sync_hand_overs::from_account(tx, record.id, record.operator_id).await?
    {
        return Ok(true);
    }
    Ok(sync_hand_overs::from_centre(tx, record.id, record.exam_id, centre).await?)
}

impl Place {
    /// Tells what somebody should know of a record that was applied: that its candidate was moved, and that its
    /// slot was not active.
    ///
    /// # Errors
    /// When the store fails.
    pub(super) async fn tell(&self, call: &Call, tx: &mut Work, record: &Record) -> Result<()> {
        let (exam, candidate) = (self.seat.exam.id, &self.seat.candidate);
        if let Some(left) = &self.left
            && !alerts::is_told(tx, exam, candidate.id, AlertKind::CandidateMoved).await?
        {
            let details = json!({ "fromSlotId": left.slot_id, "toSlotId": candidate.slot_id, "movedAt": left.until });
            call.alert(tx, AlertKind::CandidateMoved, self.seat.about(), None, details).await?;
        }
        if call.caller.actor.role == Role::Operator && !call.is_decided() && !self.was_active(call, tx).await? {
            let details = json!({ "code": "SLOT_NOT_ACTIVE", "entityType": record.entity_type });
            call.alert(tx, AlertKind::SlotViolation, self.seat.about(), None, details).await?;
        }
        Ok(())
    }

    /// Whether the slot was active when the capture can have been: online nothing else is taken.
    async fn was_active(&self, call: &Call, tx: &mut Tx) -> Result<bool> {
        let candidate = &self.seat.candidate;
        let slot = self.left.as_ref().map_or(candidate.slot_id, |left| left.slot_id);
        let believed = call.moment.believed;
        let turns = slots::turns(tx, slot, believed.earliest).await?;
        let (window, hours) = ((believed.earliest, believed.latest), (candidate.slot_start, candidate.slot_end));
        Ok(was_active(window, hours, &self.seat.exam.settings, candidate.slot_set, &turns))
    }
}
