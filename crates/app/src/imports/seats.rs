//! Where the candidates of an import sit: centres and slots, found or made once each, and the times that the file
//! gives to slots that are there already.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::{
    call::Call,
    error::{Error, Result},
};
use api::{
    error::BadCell,
    imports::{Imported, ImportedTimes},
};
use domain::{
    CentreId, ExamId, SlotId, Timestamp,
    cell::CellFault,
    centre::Centre,
    slot::{Slot, SlotFrame, SlotStatus},
    text::{Code, Line, alike::Spellings, tidy::search_key},
};
use roster::RosterRow;
use store::{Tx, centres, slots};

/// A slot that the file names, with its times as the rows so far give them.
struct Timed {
    name: String,
    was: SlotFrame,
    now: SlotFrame,
    /// The row that gave one of them.
    row: u64,
    new: bool,
}

/// The seats of one import.
pub(super) struct Seats<'a> {
    pub(super) call: &'a Call,
    pub(super) exam: ExamId,
    centres: HashMap<String, CentreId>,
    /// The names of the centres that the file makes, each with the row that gave it.
    named: HashMap<CentreId, Option<(String, u64)>>,
    slots: HashMap<(CentreId, String), SlotId>,
    timed: HashMap<SlotId, Timed>,
    room: HashMap<SlotId, i64>,
    /// Who left a slot with the rows that are not written yet.
    leaving: HashMap<SlotId, i64>,
    grown: BTreeMap<SlotId, i64>,
    centres_created: BTreeSet<String>,
    slots_created: BTreeSet<String>,
    /// What is there already, read when the first new one comes.
    codes: Option<Spellings<()>>,
    names: Option<Spellings<()>>,
}

/// What an import did to slots: whose candidates grew by how many, and whose times are other ones now.
#[derive(Default)]
pub(super) struct Moved {
    pub(super) grown: BTreeMap<SlotId, i64>,
    pub(super) times: BTreeMap<SlotId, SlotFrame>,
}

/// A spelling that people would take for another one.
fn resembles(row: &RosterRow, column: &str, spelling: &str, other: &str, what: &str) -> BadCell {
    let message = format!(
        "\u{201C}{spelling}\u{201D} differs from the {what} \u{201C}{other}\u{201D}, which is there already, only in case, \
         dashes, spaces or leading zeros; write it the same way, or give it another name."
    );
    BadCell::new(row.row, column, CellFault::Resembles, message)
}

impl<'a> Seats<'a> {
    pub(super) fn new(call: &'a Call, exam: ExamId) -> Self {
        Self {
            call,
            exam,
            centres: HashMap::new(),
            named: HashMap::new(),
            slots: HashMap::new(),
            timed: HashMap::new(),
            room: HashMap::new(),
            leaving: HashMap::new(),
            grown: BTreeMap::new(),
            centres_created: BTreeSet::new(),
            slots_created: BTreeSet::new(),
            codes: None,
            names: None,
        }
    }

    /// The seat of a row; the bad cell where its centre or slot is new and resembles another.
    pub(super) async fn of(&mut self, tx: &mut Tx, row: &RosterRow) -> Result<Result<(CentreId, SlotId), BadCell>> {
        let centre = match self.centres.get(&row.centre_code) {
            Some(centre) => *centre,
            None => match self.centre(tx, row).await? {
                Ok(centre) => centre,
                Err(bad) => return Ok(Err(bad)),
            },
        };
        if let Some(bad) = self.name(tx, centre, row).await? {
            return Ok(Err(bad));
        }
        let slot = match self.slots.get(&(centre, row.slot.clone())) {
            Some(slot) => *slot,
            None => match self.slot(tx, centre, row).await? {
                Ok(slot) => slot,
                Err(bad) => return Ok(Err(bad)),
            },
        };
        if let Some(timed) = self.timed.get_mut(&slot) {
            let told = [row.slot_start, row.slot_end, row.gate_opens, row.gate_closes].map(|at| at.map(Timestamp));
            let now = &mut timed.now;
            let kept = [&mut now.start_time, &mut now.end_time, &mut now.gate_opens, &mut now.gate_closes];
            for (time, kept) in told.into_iter().zip(kept) {
                if time.is_some() && time != *kept {
                    *kept = time;
                    timed.row = row.row;
                }
            }
        }
        Ok(Ok((centre, slot)))
    }

    async fn centre(&mut self, tx: &mut Tx, row: &RosterRow) -> Result<Result<CentreId, BadCell>> {
        let unfit = |_| Error::invalid("file", "has a centre code that cannot be used");
        let code: Code = row.centre_code.parse().map_err(unfit)?;
        let centre = match centres::by_code(tx, &code).await? {
            Some(known) => known.id,
            None => {
                let codes = match &mut self.codes {
                    Some(codes) => codes,
                    none => none.insert(centres::codes_held(tx).await?.iter().map(String::as_str).collect()),
                };
                if let Some((other, ())) = codes.resembled(code.as_str()) {
                    return Ok(Err(resembles(row, "Centre Code", code.as_str(), other, "centre")));
                }
                codes.add(code.as_str(), ());
                let name: Line = row.centre_code.parse().map_err(unfit)?;
                let centre = Centre { id: self.call.id(), code, name, created_at: self.call.moment.decided };
                centres::insert(tx, &centre).await?;
                self.centres_created.insert(row.centre_code.clone());
                self.named.insert(centre.id, None);
                centre.id
            }
        };
        self.centres.insert(row.centre_code.clone(), centre);
        Ok(Ok(centre))
    }

    /// Gives a new centre the name that the file has for it, which is one; the bad cell where it has two.
    async fn name(&mut self, tx: &mut Tx, centre: CentreId, row: &RosterRow) -> Result<Option<BadCell>> {
        let (Some(name), Some(named)) = (&row.centre_name, self.named.get_mut(&centre)) else { return Ok(None) };
        let Some((known, first)) = named else {
            let line: Line =
                name.parse().map_err(|_| Error::invalid("file", "has a centre name that cannot be used"))?;
            centres::rename(tx, centre, &line).await?;
            *named = Some((name.clone(), row.row));
            return Ok(None);
        };
        if name == known || search_key(name) == search_key(known) {
            return Ok(None);
        }
        let message = format!(
            "Row {first} and this row {} give this centre two different names; correct one of the two, or give the \
             other centre a code of its own.",
            row.row
        );
        let cell = BadCell::new(row.row, "Centre Name", CellFault::Contradicts, message);
        Ok(Some(BadCell { other_row: Some(*first), ..cell }))
    }

    async fn slot(&mut self, tx: &mut Tx, centre: CentreId, row: &RosterRow) -> Result<Result<SlotId, BadCell>> {
        let name: Line = row.slot.parse().map_err(|_| Error::invalid("file", "has a slot name that cannot be used"))?;
        let (slot, new) = match slots::by_name(tx, self.exam, centre, &name).await? {
            Some(known) => (known, false),
            None => {
                let names = match &mut self.names {
                    Some(names) => names,
                    none => none.insert(slots::names(tx, self.exam).await?.iter().map(String::as_str).collect()),
                };
                if let Some((other, ())) = names.resembled(name.as_str()) {
                    return Ok(Err(resembles(row, "Slot", name.as_str(), other, "slot")));
                }
                names.add(name.as_str(), ());
                let slot = Slot {
                    id: self.call.id(),
                    exam_id: self.exam,
                    centre_id: centre,
                    slot_name: name,
                    start_time: None,
                    end_time: None,
                    gate_opens: None,
                    gate_closes: None,
                    max_candidates: None,
                    current_count: 0,
                    status: SlotStatus::Scheduled,
                };
                slots::insert(tx, &slot, self.call.moment.decided).await?;
                self.slots_created.insert(row.slot.clone());
                (slot, true)
            }
        };
        if let Some(most) = slot.max_candidates {
            let leaving = self.leaving.get(&slot.id).copied().unwrap_or_default();
            self.room.insert(slot.id, most - slot.current_count + leaving);
        }
        let frame = slot.frame();
        let timed = Timed { name: row.slot.clone(), was: frame, now: frame, row: row.row, new };
        self.timed.insert(slot.id, timed);
        self.slots.insert((centre, row.slot.clone()), slot.id);
        Ok(Ok(slot.id))
    }

    /// Takes a place; false when there is none left.
    pub(super) fn take(&mut self, slot: SlotId) -> bool {
        *self.grown.entry(slot).or_default() += 1;
        match self.room.get_mut(&slot) {
            None => true,
            Some(left) => {
                *left -= 1;
                *left >= 0
            }
        }
    }

    pub(super) fn leave(&mut self, slot: SlotId) {
        *self.grown.entry(slot).or_default() -= 1;
        *self.leaving.entry(slot).or_default() += 1;
        if let Some(left) = self.room.get_mut(&slot) {
            *left += 1;
        }
    }

    /// All rows so far are written.
    pub(super) fn are_written(&mut self) {
        self.leaving.clear();
    }

    /// Gives the slots the times of the file, after all candidates: a correction beside the import holds its
    /// candidate before its slot, too.
    pub(super) async fn settle(self, tx: &mut Tx, done: &mut Imported, bad: &mut Vec<BadCell>) -> Result<Moved> {
        let now = self.call.moment.decided;
        let mut moved = Moved { grown: self.grown, times: BTreeMap::new() };
        let mut updated = BTreeSet::new();
        done.slot_times = times_of(self.timed.values());
        for (slot, timed) in self.timed {
            if timed.now == timed.was {
                continue;
            }
            if !timed.now.is_in_order() {
                let message = "With the time that the slot has already, its end would not be after its start; give \
                               both Slot Start and Slot End.";
                bad.push(BadCell::new(timed.row, "Slot End", CellFault::EndNotAfterStart, message));
                continue;
            }
            if !timed.now.has_a_gate_in_order() {
                let message = "With the time that the slot has already, its gate would not close after it opens; give \
                               both Gate Opens and Gate Closes.";
                bad.push(BadCell::new(timed.row, "Gate Closes", CellFault::EndNotAfterStart, message));
                continue;
            }
            let (before, after) = (timed.was.end_time, timed.now.end_time);
            if before.is_some_and(|end| end > now) && after.is_some_and(|end| end <= now) {
                let message = "This end is over already, and the slot is not: whoever is not marked yet would be \
                               absent at once. Give an end that is to come; a slot is ended by PATCH /api/slots.";
                bad.push(BadCell::new(timed.row, "Slot End", CellFault::EndIsOver, message));
                continue;
            }
            slots::set_frame(tx, slot, &timed.now).await?;
            if !timed.new {
                moved.times.insert(slot, timed.now);
                updated.insert(timed.name);
            }
        }
        bad.sort_by_key(|cell| cell.row);
        done.centres_created = self.centres_created.into_iter().collect();
        done.slots_created = self.slots_created.into_iter().collect();
        done.slots_updated = updated.into_iter().collect();
        Ok(moved)
    }
}

/// The most times that are told.
const TIMES_TOLD: usize = 50;

/// The times that slots have now, those of one name at one time together.
fn times_of<'a>(slots: impl Iterator<Item = &'a Timed>) -> Vec<ImportedTimes> {
    let mut counts: BTreeMap<(&str, [Option<Timestamp>; 4]), u64> = BTreeMap::new();
    for slot in slots {
        let SlotFrame { gate_opens, gate_closes, start_time, end_time, .. } = slot.now;
        let times = [gate_opens, gate_closes, start_time, end_time];
        if times.iter().any(Option::is_some) {
            *counts.entry((&slot.name, times)).or_default() += 1;
        }
    }
    let told = counts.into_iter().take(TIMES_TOLD).map(|((name, times), centres)| {
        let [gate_opens, gate_closes, start_time, end_time] = times;
        ImportedTimes { slot_name: name.to_owned(), centres, gate_opens, gate_closes, start_time, end_time }
    });
    told.collect()
}
