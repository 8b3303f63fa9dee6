//! Many slots in one call: a shift begins, and thousands of operators are seated.

use std::collections::{HashMap, HashSet};

use crate::{
    bulk::{BULK_UNIT, Bulk},
    call::Call,
    error::{About, Error, Result},
    seat,
};
use api::{
    Answer,
    error::ErrorCode,
    slots::{
        ASSIGNMENTS, AssignSlots, AssignedAs, AssignmentResult, AssignmentResults, CENTRES_NAMED, SLOTS_CHANGED,
        SetSlotTimes, SlotResult, SlotResults, SlotSetAs, UpdateSlots, WantedAssignment,
    },
};
use domain::{
    CentreId, ExamId, Refusal, Role, SlotId, UserId,
    event::Fact,
    policy::Action,
    slot::{SlotChange, Unfit},
    text::Line,
};
use store::{accounts, exams, slots};

/// Assigns many operators.
///
/// # Errors
/// `VALIDATION` of the list; what cannot be assigned is told of each.
pub async fn assign_many(call: &Call, body: AssignSlots) -> Result<Answer<AssignmentResults>> {
    if !(1..=ASSIGNMENTS).contains(&body.assignments.len()) {
        return Err(Error::invalid("assignments", format!("must be 1 to {ASSIGNMENTS}")));
    }
    let mut bulk = Bulk::new();
    for wanted in body.assignments.chunks(BULK_UNIT) {
        if bulk.is_stopped() {
            bulk.give_up(wanted, unassigned);
        } else {
            bulk.add(assign_unit(call, wanted).await, wanted, unassigned)?;
        }
    }
    bulk.tell(call, |results| AssignmentResults { results }).await
}

fn unassigned(wanted: &WantedAssignment, code: ErrorCode) -> AssignmentResult {
    assigned(wanted, AssignedAs::Failed, Some(code))
}

fn assigned(wanted: &WantedAssignment, status: AssignedAs, code: Option<ErrorCode>) -> AssignmentResult {
    AssignmentResult { operator_id: wanted.operator_id, slot_id: wanted.slot_id, status, code }
}

async fn assign_unit(call: &Call, wanted: &[WantedAssignment]) -> Result<Vec<AssignmentResult>> {
    let (me, now, one) = (call.caller.actor.user_id, call.moment.decided, call.acting(Action::AssignSlot));
    let mut tx = call.begin().await?;
    call.still_in(&mut tx).await?;
    let found = accounts::by_ids(&mut tx, wanted.iter().map(|wanted| wanted.operator_id.0)).await?;
    let operators: HashSet<UserId> =
        found.into_iter().filter(|user| user.role == Role::Operator && !user.disabled).map(|user| user.id).collect();
    let places = slots::places(&mut tx, wanted.iter().map(|wanted| wanted.slot_id)).await?;
    let places: HashMap<SlotId, (ExamId, CentreId)> =
        places.into_iter().map(|(exam, centre, slot)| (slot, (exam, centre))).collect();
    let mut results = Vec::with_capacity(wanted.len());
    for each in wanted {
        let (operator, slot) = (each.operator_id, each.slot_id);
        let refusal = match places.get(&slot) {
            _ if !operators.contains(&operator) => Refusal::OperatorNotFound,
            None => Refusal::SlotNotFound,
            Some((exam, centre)) => {
                let new = slots::assign(&mut tx, call.id(), operator, slot, me, now).await?;
                if new {
                    let about = About { exam: Some(*exam), centre: Some(*centre), slot: Some(slot), candidate: None };
                    let fact = Fact::AssignSlot { operator_id: operator };
                    one.record(&mut tx, about, Some(slot.to_string()), fact).await?;
                }
                let status = if new { AssignedAs::Assigned } else { AssignedAs::AlreadyAssigned };
                results.push(assigned(each, status, None));
                continue;
            }
        };
        results.push(unassigned(each, refusal.into()));
    }
    tx.commit().await?;
    Ok(results)
}

/// A slot, and where it is.
type Place = (CentreId, SlotId);

/// Sets where the slots of one name stand.
///
/// # Errors
/// `EXAM_NOT_FOUND`; `SLOT_NOT_FOUND` where no centre has one of that name; what cannot be set is told of each.
pub async fn update_many(call: &Call, body: UpdateSlots) -> Result<Answer<SlotResults>> {
    let change = SlotChange { status: Some(body.status), ..SlotChange::default() };
    change_all(call, (body.exam_id, &body.slot_name), body.centre_ids, change).await
}

/// Sets when the slots of one name are.
///
/// # Errors
/// `VALIDATION` of the times; as [`update_many`].
pub async fn time_many(call: &Call, body: SetSlotTimes) -> Result<Answer<SlotResults>> {
    let change = body.change()?;
    change_all(call, (body.exam_id, &body.slot_name), body.centre_ids, change).await
}

async fn change_all(
    call: &Call,
    (exam, name): (ExamId, &Line),
    centres: Option<Vec<CentreId>>,
    change: SlotChange,
) -> Result<Answer<SlotResults>> {
    let named = centres.as_ref();
    if named.is_some_and(|named| !(1..=CENTRES_NAMED).contains(&named.len())) {
        return Err(Error::invalid("centreIds", format!("must be 1 to {CENTRES_NAMED}")));
    }
    let about = About::exam(exam);
    let most = i64::try_from(SLOTS_CHANGED).unwrap_or(i64::MAX);
    let found = {
        let mut tx = call.read().await?;
        seat::exam(&mut tx, exam).await?;
        slots::named(&mut tx, exam, name, most + 1).await?
    };
    if found.is_empty() {
        return Err(Error::from(Refusal::SlotNotFound).about(about));
    }
    let (wanted, absent) = wanted(found, centres)?;
    let failed = |place: &Place, code: ErrorCode| stood(*place, SlotSetAs::Failed, Some(code));
    let mut bulk = Bulk::new();
    for places in wanted.chunks(BULK_UNIT) {
        if bulk.is_stopped() {
            bulk.give_up(places, failed);
        } else {
            bulk.add(update_unit(call, exam, places, &change).await, places, failed)?;
        }
    }
    let code = Some(Refusal::SlotNotFound.into());
    let missing = |centre_id| SlotResult { centre_id, slot_id: None, status: SlotSetAs::Failed, code };
    bulk.tell(call, |mut results| {
        results.extend(absent.into_iter().map(missing));
        SlotResults { results }
    })
    .await
}

/// The slots that are meant, and the centres that were named and have none.
fn wanted(found: Vec<Place>, named: Option<Vec<CentreId>>) -> Result<(Vec<Place>, Vec<CentreId>)> {
    let Some(named) = named else {
        let sentence = format!("must be named: more than {SLOTS_CHANGED} have a slot of that name");
        return if found.len() > SLOTS_CHANGED {
            Err(Error::invalid("centreIds", sentence))
        } else {
            Ok((found, Vec::new()))
        };
    };
    let by_centre: HashMap<CentreId, SlotId> = found.into_iter().collect();
    let (mut wanted, mut absent, mut seen) = (Vec::new(), Vec::new(), HashSet::new());
    for centre in named.into_iter().filter(|centre| seen.insert(*centre)) {
        match by_centre.get(&centre) {
            Some(slot) => wanted.push((centre, *slot)),
            None => absent.push(centre),
        }
    }
    wanted.sort_by_key(|(_, slot)| *slot); // as they are held
    Ok((wanted, absent))
}

fn stood((centre_id, slot_id): Place, status: SlotSetAs, code: Option<ErrorCode>) -> SlotResult {
    SlotResult { centre_id, slot_id: Some(slot_id), status, code }
}

async fn update_unit(call: &Call, exam: ExamId, places: &[Place], change: &SlotChange) -> Result<Vec<SlotResult>> {
    let (now, one) = (call.moment.decided, call.acting(Action::UpdateSlot));
    let mut tx = call.begin().await?;
    call.still_in(&mut tx).await?;
    // The exam first, as everybody holds it who changes a slot.
    let exam = exams::get_for_update(&mut tx, exam).await?.ok_or(Refusal::ExamNotFound)?;
    let held = slots::hold_all(&mut tx, places.iter().map(|(_, slot)| *slot)).await?;
    let mut results = Vec::with_capacity(held.len());
    for slot in held {
        let place = (slot.centre_id, slot.id);
        let changed = match slot.changed(change, &exam.settings, now) {
            Ok(changed) => changed,
            Err(Unfit::Refused(refusal)) => {
                results.push(stood(place, SlotSetAs::Failed, Some(refusal.into())));
                continue;
            }
            Err(Unfit::EndNotAfterStart | Unfit::GateClosesNotAfterItOpens) => {
                results.push(stood(place, SlotSetAs::Failed, Some(ErrorCode::Validation)));
                continue;
            }
        };
        let moved = changed.frame() != slot.frame();
        if changed.status == slot.status && !moved {
            results.push(stood(place, SlotSetAs::Unchanged, None));
            continue;
        }
        slots::set_status(&mut tx, slot.id, changed.status).await?;
        if moved {
            slots::set_frame(&mut tx, slot.id, &changed.frame()).await?;
        }
        let about = About { exam: Some(exam.id), centre: Some(slot.centre_id), slot: Some(slot.id), candidate: None };
        let fact = Fact::UpdateSlot {
            from: slot.status,
            to: changed.status,
            was: moved.then(|| slot.frame()),
            now: moved.then(|| changed.frame()),
        };
        one.record(&mut tx, about, Some(slot.id.to_string()), fact).await?;
        results.push(stood(place, SlotSetAs::Changed, None));
    }
    tx.commit().await?;
    Ok(results)
}
