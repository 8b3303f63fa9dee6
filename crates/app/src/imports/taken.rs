//! What a row may not take because somebody has it: the sheet of another candidate, and a second place for the same
//! person, whose roll number is only spelled otherwise.

use std::collections::HashMap;

use crate::error::Result;
use api::error::BadCell;
use domain::{ExamId, cell::CellFault, sheet::SheetStatus, text::numbers::are_near};
use roster::{Column, RosterRow};
use store::{
    Tx,
    imports::{Known, Person, SpentSheet, may_be, spent_sheets},
};

/// What is taken of what a batch of rows wants.
pub(super) struct Taken {
    /// The roll numbers of the exam and of the rows so far, by who has them.
    people: HashMap<Person, Vec<String>>,
    /// Sheets that are bound or void.
    sheets: HashMap<String, SpentSheet>,
}

impl Taken {
    /// Reads it, with one statement each for all rows.
    pub(super) async fn among(
        tx: &mut Tx,
        exam: ExamId,
        batch: &[RosterRow],
        known: &HashMap<String, Known>,
    ) -> Result<Self> {
        let known = |row: &RosterRow| known.get(&row.roll_number);
        let others: Vec<Person> = batch.iter().filter(|row| is_new_here(row, known(row))).map(person).collect();
        let mut people: HashMap<Person, Vec<String>> = HashMap::new();
        if !others.is_empty() {
            let others: Vec<&Person> = others.iter().collect();
            for (person, roll) in may_be(tx, exam, &others).await? {
                people.entry(person).or_default().push(roll);
            }
        }
        let wanted: Vec<&str> = batch.iter().filter_map(|row| new_sheet(row, known(row))).collect();
        let spent = if wanted.is_empty() { Vec::new() } else { spent_sheets(tx, exam, &wanted).await? };
        let sheets = spent.into_iter().map(|sheet| (sheet.barcode.clone(), sheet)).collect();
        Ok(Self { people, sheets })
    }

    /// The bad cells of a row that wants what is taken; `known` is its candidate, where the exam has one.
    pub(super) fn refuse(&mut self, row: &RosterRow, known: Option<&Known>) -> Vec<BadCell> {
        let cell = |column: Column, code, message: String| BadCell::new(row.row, column.name(), code, message);
        let mut bad = Vec::new();
        if is_new_here(row, known) {
            let rolls = self.people.entry(person(row)).or_default();
            match rolls.iter().find(|roll| are_near(roll, &row.roll_number)) {
                Some(other) => {
                    bad.push(cell(Column::RollNumber, CellFault::SamePerson, same_person(&row.roll_number, other)))
                }
                None => rolls.push(row.roll_number.clone()),
            }
        }
        let sheet = new_sheet(row, known).and_then(|number| self.sheets.get(number));
        if let Some((code, message)) = sheet.and_then(|sheet| spent(sheet, known)) {
            bad.push(cell(Column::OmrNumber, code, message.to_owned()));
        }
        bad
    }
}

/// Whether the exam has nobody of this name and date of birth under this roll number.
fn is_new_here(row: &RosterRow, known: Option<&Known>) -> bool {
    known.is_none_or(|known| known.entry.name != row.name || known.entry.dob != row.dob.to_string())
}

/// The sheet that a row gives to a candidate who does not have it yet.
fn new_sheet<'a>(row: &'a RosterRow, known: Option<&Known>) -> Option<&'a str> {
    let had = known.and_then(|known| known.entry.omr_number.as_deref());
    row.omr_number.as_deref().filter(|number| Some(*number) != had)
}

fn person(row: &RosterRow) -> Person {
    Person::of(&row.roll_number, &row.name, &row.dob.to_string())
}

fn same_person(roll: &str, other: &str) -> String {
    format!(
        "\u{201C}{roll}\u{201D} differs from the Roll No \u{201C}{other}\u{201D} of a candidate with the same name and \
         date of birth only in case, dashes, spaces or leading zeros; write it the same way."
    )
}

/// Why a sheet cannot be this candidate's.
fn spent(sheet: &SpentSheet, known: Option<&Known>) -> Option<(CellFault, &'static str)> {
    let own = known.is_some_and(|known| sheet.candidate_id.is_some_and(|owner| owner.0 == known.entry.id));
    match sheet.status {
        SheetStatus::Void => {
            Some((CellFault::SheetVoid, "This sheet was made void and is never used again; give another OMR No."))
        }
        SheetStatus::Validated if !own => {
            let message = "This sheet is bound to another candidate; give another OMR No, or leave it empty.";
            Some((CellFault::SheetBound, message))
        }
        SheetStatus::Validated | SheetStatus::Scanned => None,
    }
}
