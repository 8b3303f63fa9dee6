//! The marks of a batch that nothing stands in the way of, judged together: the facts of all of them are read at once,
//! their candidates held in one order, and what the rules of the stations make of them is written in sets. Whatever has to
//! be looked at (another mark, a slot that was not open, another hand) is left to [`super::judge`], and holds up nobody.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::{
    coming::Received,
    hand::{Hand, action},
    item::{said, whom},
    place::held_at,
    verdict,
};
use crate::{
    attendance::first,
    call::Call,
    error::Result,
    seat::{Seat, Whom, exam},
    work::Work,
};
use api::sync::MarkData;
use domain::{
    Actor, CandidateId, CentreId, ExamId, Role, SlotId, Timestamp, UserId,
    attendance::Attendance,
    event::Fact,
    exam::Exam,
    scope::Scope,
    slot::{AfterEnd, Turn, after_end, was_active},
    sync::{EntityType, RecordStatus},
    text::RollNumber,
};
use store::{
    accounts, attendance,
    candidates::{self, Candidate},
    journal::Event,
    slots,
    sync_records::{Judgement, Record},
    sync_sets::{self, Held},
};
use uuid::Uuid;

/// Marks that were applied together.
#[derive(Debug, Default)]
pub(super) struct Applied {
    /// The records, by the server's ids of them.
    pub records: HashSet<Uuid>,
    /// Whose they are.
    pub candidates: BTreeSet<CandidateId>,
}

/// Applies what can be applied together of what was received, in its order; the rest is as it was.
///
/// # Errors
/// When the store fails; nothing was changed then.
pub(super) async fn judge(hand: &Hand, exam: ExamId, received: &[Received]) -> Result<Applied> {
    let marks: Vec<(&Record, bool)> = received
        .iter()
        .filter(|one| one.record.entity_type == EntityType::Attendance && !one.record.reused)
        .map(|one| (&one.record, one.fresh))
        .collect();
    if marks.iter().filter(|(_, fresh)| *fresh).count() < 2 {
        return Ok(Applied::default());
    }
    let mut tx = Work::begin(&hand.app.journal).await?;
    let facts = Facts::read(&mut tx, exam, marks.iter().map(|(record, _)| *record)).await?;
    let mut set = Set::default();
    let mut met: HashSet<CandidateId> = HashSet::new();
    for (record, fresh) in marks {
        // Only the first of a candidate, so that they are judged in their order.
        let Some(candidate) = facts.candidate(record).filter(|one| met.insert(one.id)) else { continue };
        if let Some((call, seat)) = facts.unhindered(hand, record, candidate).filter(|_| fresh) {
            set.add(&call, &seat, record)?;
        }
    }
    set.write(tx, hand.app.clock.now()).await
}

/// What the rules ask for, of all marks of a batch.
struct Facts {
    exam: Exam,
    candidates: HashMap<CandidateId, Candidate>,
    ids: HashMap<RollNumber, CandidateId>,
    /// The records as they are since their candidates are held.
    records: HashMap<Uuid, Record>,
    actors: HashMap<UserId, (Role, Option<CentreId>)>,
    held: Vec<Held>,
    /// The centres of who handed over.
    centres: HashMap<UserId, Vec<CentreId>>,
    marked: HashSet<CandidateId>,
    turns: HashMap<SlotId, Vec<Turn>>,
}

impl Facts {
    async fn read<'r>(tx: &mut Work, id: ExamId, records: impl Iterator<Item = &'r Record> + Clone) -> Result<Self> {
        let named: Vec<Whom> = records.clone().filter_map(|record| whom(&record.payload).ok()).collect();
        let by_id = named.iter().filter_map(|whom| if let Whom::Id(id) = whom { Some(*id) } else { None });
        let by_roll = named.iter().filter_map(|whom| if let Whom::Roll(roll) = whom { Some(roll) } else { None });
        let held = candidates::hold_all(tx, id, by_id, by_roll).await?;
        let now = sync_sets::get(tx, records.clone().map(|record| record.id)).await?;
        let operators: BTreeSet<UserId> = now.iter().map(|record| record.operator_id).collect();
        let mut centres = HashMap::new();
        for account in now.iter().map(|record| record.uploaded_by).collect::<BTreeSet<_>>() {
            centres.insert(account, sync_sets::centres_of(tx, id, account).await?);
        }
        let actors = accounts::all_of(tx, operators.iter().copied()).await?;
        let earliest = now.iter().map(earliest).min().unwrap_or(Timestamp(0));
        let slots: BTreeSet<SlotId> = held.iter().map(|one| one.slot_id).collect();
        Ok(Self {
            exam: exam(tx, id).await?,
            marked: attendance::ever_marked(tx, id, held.iter().map(|one| one.id)).await?.into_iter().collect(),
            turns: slots::turns_of(tx, slots.into_iter(), earliest).await?,
            held: sync_sets::held(tx, id, operators.into_iter()).await?,
            actors: actors.into_iter().map(|one| (one.id, (one.role, one.centre_id))).collect(),
            ids: held.iter().map(|one| (one.roll_number.clone(), one.id)).collect(),
            candidates: held.into_iter().map(|one| (one.id, one)).collect(),
            records: now.into_iter().map(|one| (one.id, one)).collect(),
            centres,
        })
    }

    fn candidate(&self, record: &Record) -> Option<&Candidate> {
        let id = match whom(&record.payload).ok()? {
            Whom::Id(id) => id,
            Whom::Roll(roll) => *self.ids.get(&roll)?,
        };
        self.candidates.get(&id)
    }

    /// The context and the seat of a record that is applied as it is: by somebody who had the candidate's slot while it
    /// was open, in time, as the candidate's first mark.
    fn unhindered(&self, hand: &Hand, record: &Record, candidate: &Candidate) -> Option<(Call, Seat)> {
        let now = self.records.get(&record.id)?;
        let untouched = now.status == RecordStatus::Pending
            && (now.code.is_none() && now.judged_at.is_none() && now.decided.is_none() && !now.reused)
            && (now.operator_id, now.uploaded_by) == (record.operator_id, record.uploaded_by);
        if !untouched || now.proof == "invalid" || self.marked.contains(&candidate.id) {
            return None;
        }
        let (role, centre_id) = *self.actors.get(&now.operator_id)?;
        let actor =
            Actor { user_id: now.operator_id, role, centre_id, exam_ids: Vec::new(), session_id: now.session_id };
        let call = hand.context(now, actor, action(now.entity_type));
        let scope = match role {
            Role::Operator => held_at(&call, now, &self.held)?,
            _ => Scope::of(&call.caller.actor, self.exam.id, &[]).ok()?,
        };
        let handed = now.uploaded_by == now.operator_id
            || self.centres.get(&now.uploaded_by).is_some_and(|centres| centres.contains(&candidate.centre_id));
        let settings = &self.exam.settings;
        let in_time = after_end(candidate.slot_end, settings, &call.moment.believed) == AfterEnd::Allowed;
        let open = role != Role::Operator || self.was_active(&call, candidate);
        if !scope.holds(candidate.centre_id, candidate.slot_id) || !handed || !in_time || !open {
            return None;
        }
        Some((call, Seat { exam: self.exam.clone(), candidate: candidate.clone() }))
    }

    fn was_active(&self, call: &Call, candidate: &Candidate) -> bool {
        let believed = call.moment.believed;
        let turns = self.turns.get(&candidate.slot_id).map_or(&[][..], Vec::as_slice);
        let first = turns.partition_point(|turn| turn.at < believed.earliest);
        let (window, hours) = ((believed.earliest, believed.latest), (candidate.slot_start, candidate.slot_end));
        was_active(window, hours, &self.exam.settings, candidate.slot_set, &turns[first..])
    }
}

/// When the capture of a record can have been at the earliest.
fn earliest(record: &Record) -> Timestamp {
    super::hand::believed(record).earliest
}

/// What is written of marks that are applied together.
#[derive(Default)]
struct Set {
    marks: Vec<(Attendance, Timestamp)>,
    entries: Vec<Event>,
    judged: Vec<(Uuid, Judgement)>,
}

impl Set {
    fn add(&mut self, call: &Call, seat: &Seat, record: &Record) -> Result<()> {
        let mark = first(call, seat, said::<MarkData>(&record.payload)?.status);
        let fact = Fact::MarkAttendance { status: mark.status, was: None };
        self.entries.push(call.entry(seat.about(), Some(mark.id.to_string()), &fact));
        self.judged.push((record.id, verdict::as_applied(record, seat, mark.id.to_string())));
        self.marks.push((mark, call.moment.counted()));
        Ok(())
    }

    /// Writes it all, or nothing where somebody's mark came in between.
    async fn write(self, mut tx: Work, now: Timestamp) -> Result<Applied> {
        let expected = self.marks.len();
        if expected == 0 || attendance::insert_all(&mut tx, &self.marks).await? != expected as u64 {
            return Ok(Applied::default());
        }
        tx.append_all(self.entries).await?;
        sync_sets::judge(&mut tx, &self.judged, now).await?;
        tx.commit().await?;
        Ok(Applied {
            records: self.judged.into_iter().map(|(id, _)| id).collect(),
            candidates: self.marks.into_iter().map(|(mark, _)| mark.candidate_id).collect(),
        })
    }
}
