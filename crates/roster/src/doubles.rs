//! Rows that double or contradict an earlier one: numbers that are there twice, spellings of one place
//! that only look alike, and two times for one slot.

use crate::{
    column::Column,
    error::{RosterError, Wrong},
    limits::Limits,
    row::{Checked, Told},
    value::shown,
};
use domain::{
    cell::CellFault,
    text::alike::{self, Spellings},
};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, DefaultHasher, Hash, Hasher};

/// Keeps a 64-bit hash of each value in place of the value: 16 bytes a candidate. In a full
/// list of three million the chance that two different values meet is one in four million.
#[derive(Default)]
struct FirstRows(HashMap<u64, u32, BuildHasherDefault<DefaultHasher>>);

impl FirstRows {
    /// The row that had this value before, if one had.
    fn earlier(&mut self, value: &str, row: u64) -> Option<u64> {
        let row = u32::try_from(row).unwrap_or(u32::MAX);
        let first = *self.0.entry(hash(value)).or_insert(row);
        (first != row).then_some(u64::from(first))
    }
}

fn hash(value: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// A time of a slot, and the row that said it first.
type Said = Option<(i64, u64)>;

/// What the rows so far have told.
#[derive(Default)]
pub(crate) struct Doubles {
    rolls: FirstRows,
    sheets: FirstRows,
    sheet_keys: FirstRows,
    /// The spellings of centres' codes and of slots' names, each with its first row.
    centres: Spellings<u64>,
    slots: Spellings<u64>,
    /// Start and end by the hash of a centre and a slot's name.
    times: HashMap<u64, [Said; 4]>,
}

impl Doubles {
    /// Adds to a row's problems whatever earlier rows say otherwise.
    ///
    /// # Errors
    /// [`RosterError::TooLarge`] for more different places than may be remembered.
    pub(crate) fn refuse(&mut self, checked: &mut Checked, limits: &Limits) -> Result<(), RosterError> {
        let (row, told) = (checked.number, checked.told.clone());
        let roll = told.roll_number.as_ref().and_then(|roll| self.rolls.earlier(roll, row));
        if let Some(first) = roll {
            checked.refuse(Column::RollNumber, repeated(Column::RollNumber, first));
        }
        if let Some(sheet) = &told.omr_number {
            let alike = self.sheet_keys.earlier(&alike::key(sheet), row);
            if let Some(first) = self.sheets.earlier(sheet, row) {
                checked.refuse(Column::OmrNumber, repeated(Column::OmrNumber, first));
            } else if let Some(first) = alike {
                let message = format!(
                    "This OMR No differs from the one in row {first} only in case, dashes, spaces or leading zeros; \
                     correct one of the two rows."
                );
                checked.refuse(Column::OmrNumber, Wrong::beside(first, CellFault::Resembles, message));
            }
        }
        let places =
            [(Column::CentreCode, &told.centre_code, &mut self.centres), (Column::Slot, &told.slot, &mut self.slots)];
        for (column, place, known) in places {
            let Some(place) = place else { continue };
            match known.resembled(place) {
                Some((other, first)) => checked.refuse(column, resembles(place, other, *first)),
                None => known.add(place, row),
            }
        }
        self.contradict(&told, checked);
        if self.centres.len().max(self.slots.len()).max(self.times.len()) > limits.places {
            return Err(RosterError::TooLarge { what: "different centres and slots" });
        }
        Ok(())
    }

    /// One slot has one start and one end, and its gate opens and closes once.
    fn contradict(&mut self, told: &Told, checked: &mut Checked) {
        let (Some(centre), Some(slot)) = (&told.centre_code, &told.slot) else { return };
        let times = [told.slot_start, told.slot_end, told.gate_opens, told.gate_closes];
        if times.iter().all(Option::is_none) {
            return;
        }
        let said = self.times.entry(hash((centre, slot))).or_default();
        for ((column, time), said) in TIMES.into_iter().zip(times).zip(said.iter_mut()) {
            let Some(time) = time else { continue };
            let (first_time, first) = *said.get_or_insert((time, checked.number));
            if first_time != time {
                let name = column.name();
                let message = format!(
                    "Row {first} and this row {} give this slot two different times as {name}; correct one of the two.",
                    checked.number
                );
                checked.refuse(column, Wrong::beside(first, CellFault::Contradicts, message));
            }
        }
        for (from, to) in [(0, 1), (2, 3)] {
            if let (Some((start, first)), Some((end, second))) = (said[from], said[to])
                && end <= start
                && first != second
                && checked.number == first.max(second)
            {
                let (from, to) = (TIMES[from].name(), TIMES[to]);
                let message =
                    format!("{} in row {second} is not after {from} in row {first}; correct one of them.", to.name());
                checked.refuse(to, Wrong::beside(first.min(second), CellFault::EndNotAfterStart, message));
            }
        }
    }
}

/// The times of a slot, each end after its beginning.
const TIMES: [Column; 4] = [Column::SlotStart, Column::SlotEnd, Column::GateOpens, Column::GateCloses];

fn repeated(column: Column, first: u64) -> Wrong {
    let message = format!("This {} is also in row {first}; correct or remove one of the two rows.", column.name());
    Wrong::beside(first, CellFault::Repeated, message)
}

fn resembles(place: &str, other: &str, first: u64) -> Wrong {
    let message = format!(
        "\u{201C}{}\u{201D} differs from \u{201C}{}\u{201D} in row {first} only in case, dashes, spaces or leading zeros; \
         write it the same way, or give it another name.",
        shown(place),
        shown(other)
    );
    Wrong::beside(first, CellFault::Resembles, message)
}
