use crate::{
    column::{Column, Columns},
    error::{BadCell, BadRow, Wrong},
    header::Header,
    limits::Limits,
    raw::{RawCell, RawRow},
    value::{self, Words},
};
use domain::cell::CellFault;
use jiff::civil::Date;

/// One candidate as the list has them, every value checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RosterRow {
    /// The row as a spreadsheet numbers it: the header is row 1.
    pub row: u64,
    /// 1–32 of `A-Z a-z 0-9 - / . _`, case kept; unique in the file.
    pub roll_number: String,
    /// 1–120 characters, NFC, white space folded; may begin with `=`, `+`, `-` or `@`.
    pub name: String,
    /// As `name`.
    pub father_name: String,
    /// Between 1900-01-01 and 2100-12-31.
    pub dob: Date,
    /// Up to 20 characters, free.
    pub gender: Option<String>,
    /// 1–32 of `A-Z a-z 0-9 - / . _`.
    pub centre_code: String,
    /// Up to 120 characters.
    pub centre_name: Option<String>,
    /// The slot's name, 1–60 characters.
    pub slot: String,
    /// Microseconds since the Unix epoch, UTC.
    pub slot_start: Option<i64>,
    /// Microseconds since the Unix epoch, UTC; after `slot_start`.
    pub slot_end: Option<i64>,
    /// Microseconds since the Unix epoch, UTC.
    pub gate_opens: Option<i64>,
    /// Microseconds since the Unix epoch, UTC; after `gate_opens`.
    pub gate_closes: Option<i64>,
    /// Up to 30 characters.
    pub room: Option<String>,
    /// Up to 30 characters.
    pub seat: Option<String>,
    /// 1–64 of `A-Z a-z 0-9 - / . _`; unique in the file.
    pub omr_number: Option<String>,
    /// A name in the photograph archive, up to 400 characters.
    pub photo: Option<String>,
    /// The columns that the file has: of any other it says nothing about the candidate.
    pub columns: Columns,
}

/// The cells of one row and what has been found wrong with them so far.
struct Cells<'a> {
    header: &'a Header,
    row: &'a RawRow,
    problems: Vec<BadCell>,
}

impl Cells<'_> {
    fn cell(&self, column: Column) -> &RawCell {
        let place = self.header.place(column);
        place.and_then(|at| self.row.cells.get(at)).unwrap_or(&RawCell::Empty)
    }

    fn refuse(&mut self, column: &str, wrong: Wrong) {
        self.problems.push(wrong.at(self.row.row, column));
    }

    /// The checked value of a cell that is not empty.
    fn optional<T>(&mut self, column: Column, check: impl FnOnce(&RawCell) -> Result<T, Wrong>) -> Option<T> {
        match self.cell(column) {
            RawCell::Empty => None,
            cell => match check(cell) {
                Ok(value) => Some(value),
                Err(wrong) => {
                    self.refuse(column.name(), wrong);
                    None
                }
            },
        }
    }

    fn required<T>(&mut self, column: Column, check: impl FnOnce(&RawCell) -> Result<T, Wrong>) -> Option<T> {
        if *self.cell(column) == RawCell::Empty {
            let name = column.name();
            self.refuse(name, Wrong::new(CellFault::Empty, format!("{name} is empty; fill it in.")));
        }
        self.optional(column, check)
    }
}

/// A row as far as it could be read; `row` is there when nothing was wrong. What other rows are
/// held against is given also for a bad row.
pub(crate) struct Checked {
    pub(crate) row: Option<RosterRow>,
    pub(crate) number: u64,
    pub(crate) told: Told,
    pub(crate) problems: Vec<BadCell>,
}

/// What a row tells that other rows can double or contradict.
#[derive(Clone, Debug, Default)]
pub(crate) struct Told {
    pub(crate) roll_number: Option<String>,
    pub(crate) omr_number: Option<String>,
    pub(crate) centre_code: Option<String>,
    pub(crate) slot: Option<String>,
    pub(crate) slot_start: Option<i64>,
    pub(crate) slot_end: Option<i64>,
    pub(crate) gate_opens: Option<i64>,
    pub(crate) gate_closes: Option<i64>,
}

impl Checked {
    /// Adds something that is wrong with the row.
    pub(crate) fn refuse(&mut self, column: Column, wrong: Wrong) {
        self.problems.push(wrong.at(self.number, column.name()));
    }
}

/// Checks every cell of a row and reports every problem.
pub(crate) fn check(header: &Header, row: &RawRow, limits: &Limits) -> Checked {
    let mut cells = Cells { header, row, problems: Vec::new() };
    check_width(&mut cells);
    let code = |max| move |cell: &RawCell| value::code(cell, max);
    let words = |max, of| move |cell: &RawCell| value::words(cell, max, of);
    let time = |cell: &RawCell| value::instant(cell, limits.utc_offset_minutes);

    let roll_number = cells.required(Column::RollNumber, code(32));
    let name = cells.required(Column::Name, words(120, Words::Person));
    let father_name = cells.required(Column::FatherName, words(120, Words::Person));
    let dob = cells.required(Column::Dob, |cell| value::date_of_birth(cell, limits.today));
    let gender = cells.optional(Column::Gender, words(20, Words::Free));
    let centre_code = cells.required(Column::CentreCode, code(32));
    let centre_name = cells.optional(Column::CentreName, words(120, Words::Place));
    let slot = cells.required(Column::Slot, words(60, Words::Place));
    let slot_start = cells.optional(Column::SlotStart, time);
    let slot_end = cells.optional(Column::SlotEnd, time);
    let gate_opens = cells.optional(Column::GateOpens, time);
    let gate_closes = cells.optional(Column::GateCloses, time);
    let room = cells.optional(Column::Room, words(30, Words::Place));
    let seat = cells.optional(Column::Seat, words(30, Words::Place));
    let omr_number = cells.optional(Column::OmrNumber, code(64));
    let photo = cells.optional(Column::Photo, words(400, Words::Free));
    if let (Some(start), Some(end)) = (slot_start, slot_end)
        && end <= start
    {
        let message = "Slot End is not after Slot Start; correct one of them.";
        cells.refuse(Column::SlotEnd.name(), Wrong::new(CellFault::EndNotAfterStart, message));
    }
    if let (Some(opens), Some(closes)) = (gate_opens, gate_closes)
        && closes <= opens
    {
        let message = "Gate Closes is not after Gate Opens; correct one of them.";
        cells.refuse(Column::GateCloses.name(), Wrong::new(CellFault::EndNotAfterStart, message));
    }

    let problems = cells.problems;
    let told = Told {
        roll_number: roll_number.clone(),
        omr_number: omr_number.clone(),
        centre_code: centre_code.clone(),
        slot: slot.clone(),
        slot_start,
        slot_end,
        gate_opens,
        gate_closes,
    };
    let complete = || {
        Some(RosterRow {
            row: row.row,
            roll_number: roll_number?,
            name: name?,
            father_name: father_name?,
            dob: dob?,
            gender,
            centre_code: centre_code?,
            centre_name,
            slot: slot?,
            slot_start,
            slot_end,
            gate_opens,
            gate_closes,
            room,
            seat,
            omr_number,
            photo,
            columns: header.columns(),
        })
    };
    let complete = if problems.is_empty() { complete() } else { None };
    Checked { row: complete, number: row.row, told, problems }
}

/// An unquoted comma moves all that follows into the wrong column.
fn check_width(cells: &mut Cells<'_>) {
    let (row, width) = (cells.row, cells.header.width);
    let beyond = row.cells.iter().skip(width).any(|cell| *cell != RawCell::Empty);
    if row.strict_width && beyond {
        let message = format!(
            "This row has {} cells and the header {width}; put a value that contains the \
             separator into quotation marks.",
            row.cells.len()
        );
        cells.refuse("", Wrong::new(CellFault::TooManyCells, message));
    }
}

impl From<Checked> for Result<RosterRow, BadRow> {
    fn from(checked: Checked) -> Self {
        match checked.row {
            Some(row) if checked.problems.is_empty() => Ok(row),
            _ => Err(BadRow { row: checked.number, cells: checked.problems }),
        }
    }
}
