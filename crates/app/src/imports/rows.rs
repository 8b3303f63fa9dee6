//! The rows of an import: checked in a first pass, applied in a second, a batch at a time, in one
//! transaction. Memory does not grow with the file.

use std::{
    collections::{BTreeMap, HashMap},
    ops::ControlFlow,
};

use super::rejected::{refused, rejected};
use crate::{
    call::Call,
    error::{Error, Result},
};
use api::{error::BadCell, imports::Imported};
use domain::{
    CentreId, ExamId, SlotId,
    centre::Centre,
    slot::{Slot, SlotStatus},
    text::{Code, Line},
};
use roster::{Limits, RosterRow};
use store::{Tx, centres, imports as rows, imports::RosterEntry, slots};
use tempfile::NamedTempFile;
use tokio::sync::mpsc;
use uuid::Uuid;

/// Bad cells of an import that are named; the rest is counted.
pub(crate) const NAMED_CELLS: usize = 10_000;
/// Rows of an import that go in with one statement.
pub(super) const IMPORT_BATCH: usize = 500;

/// Reads the whole file once; a single bad row refuses it.
///
/// # Errors
/// `IMPORT_REJECTED` with every bad row.
pub(super) async fn check(file: NamedTempFile, limits: Limits) -> Result<NamedTempFile> {
    let read = move || {
        let mut bad = Vec::new();
        let mut more = 0_u64;
        let mut opened = roster::open(file.path(), &limits).map_err(|error| refused(&error, ""))?;
        let tally = opened.rows(|row| {
            if let Err(row) = row {
                for cell in row.cells {
                    if bad.len() < NAMED_CELLS {
                        bad.push(BadCell { row: cell.row, column: cell.column, message: cell.message });
                    } else {
                        more += 1;
                    }
                }
            }
            ControlFlow::Continue(())
        });
        let tally = tally.map_err(|error| refused(&error, ""))?;
        if tally.bad > 0 || !tally.complete { Err(rejected(bad, more)) } else { Ok(file) }
    };
    tokio::task::spawn_blocking(read).await.map_err(|error| Error::internal(&error))?
}

/// Sends the good rows in batches, from a thread that may block.
fn batches(
    file: NamedTempFile,
    limits: Limits,
) -> (mpsc::Receiver<Vec<RosterRow>>, tokio::task::JoinHandle<Result<NamedTempFile>>) {
    let (sender, receiver) = mpsc::channel(4);
    let task = tokio::task::spawn_blocking(move || {
        let mut opened = roster::open(file.path(), &limits).map_err(|error| refused(&error, ""))?;
        let mut batch = Vec::with_capacity(IMPORT_BATCH);
        let send = |batch: &mut Vec<RosterRow>| match sender.blocking_send(std::mem::take(batch)) {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()), // whoever wanted them is gone
        };
        let read = opened.rows(|row| {
            batch.extend(row);
            if batch.len() >= IMPORT_BATCH { send(&mut batch) } else { ControlFlow::Continue(()) }
        });
        read.map_err(|error| refused(&error, ""))?;
        let _ = send(&mut batch);
        Ok(file)
    });
    (receiver, task)
}

/// Where the candidates of an import sit: centres and slots, found or made once each.
struct Seats<'a> {
    call: &'a Call,
    exam: ExamId,
    centres: HashMap<String, CentreId>,
    slots: HashMap<(CentreId, String), SlotId>,
    room: HashMap<SlotId, i64>,
    grown: BTreeMap<SlotId, i64>,
}

/// Applies all rows, and tells how many candidates each slot gained or lost. The caller commits, or leaves nothing.
///
/// # Errors
/// `IMPORT_REJECTED` for rows that contradict what the exam holds already.
pub(super) async fn apply(
    call: &Call,
    tx: &mut Tx,
    exam: ExamId,
    file: NamedTempFile,
    limits: Limits,
) -> Result<(Imported, BTreeMap<SlotId, i64>, NamedTempFile)> {
    let (mut receiver, task) = batches(file, limits);
    let mut seats = Seats {
        call,
        exam,
        centres: HashMap::new(),
        slots: HashMap::new(),
        room: HashMap::new(),
        grown: BTreeMap::new(),
    };
    let mut done = Imported::default();
    let mut bad = Vec::new();
    let mut read = 0;
    while let Some(batch) = receiver.recv().await {
        let before = read / 10_000;
        read += batch.len();
        apply_batch(&mut seats, tx, batch, &mut done, &mut bad).await?;
        if read / 10_000 > before {
            tracing::info!(%exam, rows = read, "importing");
        }
        if bad.len() >= NAMED_CELLS {
            break;
        }
    }
    drop(receiver);
    let file = task.await.map_err(|error| Error::internal(&error))??;
    if bad.is_empty() { Ok((done, seats.grown, file)) } else { Err(rejected(bad, 0)) }
}

async fn apply_batch(
    seats: &mut Seats<'_>,
    tx: &mut Tx,
    batch: Vec<RosterRow>,
    done: &mut Imported,
    bad: &mut Vec<BadCell>,
) -> Result<()> {
    let (call, exam) = (seats.call, seats.exam);
    let rolls: Vec<&str> = batch.iter().map(|row| row.roll_number.as_str()).collect();
    let known = rows::known_by_roll(tx, exam, &rolls).await?;
    let known: HashMap<String, rows::Known> =
        known.into_iter().map(|known| (known.entry.roll_number.clone(), known)).collect();
    let mut new = Vec::new();
    for row in batch {
        let (centre, slot) = seats.of(tx, &row).await?;
        let entry = entry(call.id(), &row, centre, slot);
        let (number, moved_in) = (
            row.row,
            match known.get(&row.roll_number) {
                None => {
                    new.push(entry);
                    done.imported += 1;
                    true
                }
                Some(known) => {
                    let entry = RosterEntry { id: known.entry.id, ..entry };
                    if entry == known.entry {
                        done.unchanged += 1;
                        continue;
                    }
                    if known.attended {
                        bad.push(BadCell {
                            row: row.row,
                            column: "Roll No".to_owned(),
                            message:
                                "attendance was marked, so this candidate cannot be changed; leave the row as it was"
                                    .to_owned(),
                        });
                        continue;
                    }
                    rows::update(tx, exam, &entry, call.moment.decided).await?;
                    done.updated += 1;
                    seats.leave(known.entry.slot_id.into());
                    true
                }
            },
        );
        if moved_in && !seats.take(slot) {
            bad.push(BadCell {
                row: number,
                column: "Slot".to_owned(),
                message: "the slot holds as many candidates as it may; use another slot or raise its maximum"
                    .to_owned(),
            });
        }
    }
    rows::insert(tx, exam, &new, call.moment.decided).await?;
    Ok(())
}

fn entry(id: Uuid, row: &RosterRow, centre: CentreId, slot: SlotId) -> RosterEntry {
    RosterEntry {
        id,
        roll_number: row.roll_number.clone(),
        name: row.name.clone(),
        father_name: row.father_name.clone(),
        dob: row.dob.to_string(),
        gender: row.gender.clone(),
        omr_number: row.omr_number.clone(),
        centre_id: centre.0,
        slot_id: slot.0,
    }
}

impl Seats<'_> {
    async fn of(&mut self, tx: &mut Tx, row: &RosterRow) -> Result<(CentreId, SlotId)> {
        let centre = match self.centres.get(&row.centre_code) {
            Some(centre) => *centre,
            None => self.centre(tx, row).await?,
        };
        match self.slots.get(&(centre, row.slot.clone())) {
            Some(slot) => Ok((centre, *slot)),
            None => Ok((centre, self.slot(tx, centre, row).await?)),
        }
    }

    async fn centre(&mut self, tx: &mut Tx, row: &RosterRow) -> Result<CentreId> {
        let unfit = |_| Error::invalid("file", "has a centre code that cannot be used");
        let code: Code = row.centre_code.parse().map_err(unfit)?;
        let name = row.centre_name.as_deref().unwrap_or(&row.centre_code);
        let name: Line = name.parse().map_err(unfit)?;
        let centre = match centres::by_code(tx, &code).await? {
            Some(known) => known.id,
            None => {
                let centre = Centre { id: self.call.id(), code, name, created_at: self.call.moment.decided };
                centres::insert(tx, &centre).await?;
                centre.id
            }
        };
        self.centres.insert(row.centre_code.clone(), centre);
        Ok(centre)
    }

    async fn slot(&mut self, tx: &mut Tx, centre: CentreId, row: &RosterRow) -> Result<SlotId> {
        let name: Line = row.slot.parse().map_err(|_| Error::invalid("file", "has a slot name that cannot be used"))?;
        let slot = match slots::by_name(tx, self.exam, centre, &name).await? {
            Some(known) => known,
            None => {
                let slot = Slot {
                    id: self.call.id(),
                    exam_id: self.exam,
                    centre_id: centre,
                    slot_name: name,
                    start_time: row.slot_start.map(domain::Timestamp),
                    end_time: row.slot_end.map(domain::Timestamp),
                    max_candidates: None,
                    current_count: 0,
                    status: SlotStatus::Scheduled,
                };
                slots::insert(tx, &slot, self.call.moment.decided).await?;
                slot
            }
        };
        if let Some(most) = slot.max_candidates {
            self.room.insert(slot.id, most - slot.current_count);
        }
        self.slots.insert((centre, row.slot.clone()), slot.id);
        Ok(slot.id)
    }

    /// Takes a place; false when there is none left.
    fn take(&mut self, slot: SlotId) -> bool {
        *self.grown.entry(slot).or_default() += 1;
        match self.room.get_mut(&slot) {
            None => true,
            Some(left) => {
                *left -= 1;
                *left >= 0
            }
        }
    }

    fn leave(&mut self, slot: SlotId) {
        *self.grown.entry(slot).or_default() -= 1;
        if let Some(left) = self.room.get_mut(&slot) {
            *left += 1;
        }
    }
}
