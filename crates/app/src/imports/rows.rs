//! The rows of an import: checked in a first pass, applied in a second, a batch at a time, in one
//! transaction. Memory does not grow with the file.

use std::{collections::HashMap, ops::ControlFlow};

use super::{
    rejected::{refused, rejected, told},
    seats::{Moved, Seats},
    taken::Taken,
};
use crate::{
    call::Call,
    error::{Error, Result},
};
use api::{error::BadCell, imports::Imported};
use domain::{CentreId, ExamId, SlotId, cell::CellFault};
use roster::{Column, Limits, RosterRow};
use store::{Tx, imports as rows, imports::RosterEntry};
use tempfile::NamedTempFile;
use tokio::sync::mpsc;
use uuid::Uuid;

/// Bad cells of an import that are named; the rest is counted.
pub(crate) const NAMED_CELLS: usize = 10_000;
/// Rows of an import that go in with one statement.
pub(super) const IMPORT_BATCH: usize = 500;

/// Reads the whole file once, and tells how many rows of it are hidden; a single bad row refuses it.
///
/// # Errors
/// `IMPORT_REJECTED` with every bad row.
pub(super) async fn check(file: NamedTempFile, limits: Limits) -> Result<(NamedTempFile, u64)> {
    let read = move || {
        let mut bad = Vec::new();
        let mut more = 0_u64;
        let mut opened = roster::open(file.path(), &limits).map_err(|error| refused(&error, ""))?;
        let tally = opened.rows(|row| {
            if let Err(row) = row {
                for cell in row.cells {
                    if bad.len() < NAMED_CELLS {
                        bad.push(told(cell));
                    } else {
                        more += 1;
                    }
                }
            }
            ControlFlow::Continue(())
        });
        let tally = tally.map_err(|error| refused(&error, ""))?;
        if tally.bad > 0 || !tally.complete { Err(rejected(bad, more)) } else { Ok((file, tally.hidden)) }
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

/// Applies all rows, and tells what they did to slots. The caller commits, or leaves nothing.
///
/// # Errors
/// `IMPORT_REJECTED` for rows that contradict what the exam holds already.
pub(super) async fn apply(
    call: &Call,
    tx: &mut Tx,
    exam: ExamId,
    file: NamedTempFile,
    limits: Limits,
) -> Result<(Imported, Moved, NamedTempFile)> {
    let (mut receiver, task) = batches(file, limits);
    let mut seats = Seats::new(call, exam);
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
    let moved = seats.settle(tx, &mut done, &mut bad).await?;
    if bad.is_empty() { Ok((done, moved, file)) } else { Err(rejected(bad, 0)) }
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
    let mut taken = Taken::among(tx, exam, &batch, &known).await?;
    let (mut new, mut changed) = (Vec::new(), Vec::new());
    for row in batch {
        let refused = taken.refuse(&row, known.get(&row.roll_number));
        if !refused.is_empty() {
            bad.extend(refused);
            continue;
        }
        let (centre, slot) = match seats.of(tx, &row).await? {
            Ok(seat) => seat,
            Err(cell) => {
                bad.push(cell);
                continue;
            }
        };
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
                    let entry = with_what_is_kept(entry, known, &row);
                    if entry == known.entry {
                        done.unchanged += 1;
                        continue;
                    }
                    if known.attended {
                        bad.push(BadCell::new(
                            row.row,
                            "Roll No",
                            CellFault::AttendanceMarked,
                            "attendance was marked, so this candidate cannot be changed; leave the row as it was",
                        ));
                        continue;
                    }
                    changed.push(entry);
                    done.updated += 1;
                    seats.leave(known.entry.slot_id.into());
                    true
                }
            },
        );
        if moved_in && !seats.take(slot) {
            let message = "the slot holds as many candidates as it may; use another slot or raise its maximum";
            bad.push(BadCell::new(number, "Slot", CellFault::SlotFull, message));
        }
    }
    if !changed.is_empty() {
        rows::update(tx, exam, &changed, call.moment.decided).await?;
    }
    if !new.is_empty() {
        rows::insert(tx, exam, &new, call.moment.decided).await?;
    }
    seats.are_written();
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
        room: row.room.clone(),
        seat: row.seat.clone(),
        centre_id: centre.0,
        slot_id: slot.0,
    }
}

/// Of what the file has no column it says nothing: that stays.
fn with_what_is_kept(entry: RosterEntry, known: &rows::Known, row: &RosterRow) -> RosterEntry {
    let kept = |column, of_file: Option<String>, stored: &Option<String>| {
        if row.columns.has(column) { of_file } else { stored.clone() }
    };
    RosterEntry {
        id: known.entry.id,
        gender: kept(Column::Gender, entry.gender, &known.entry.gender),
        omr_number: kept(Column::OmrNumber, entry.omr_number, &known.entry.omr_number),
        room: kept(Column::Room, entry.room, &known.entry.room),
        seat: kept(Column::Seat, entry.seat, &known.entry.seat),
        ..entry
    }
}
