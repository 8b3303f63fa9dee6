//! A list of accounts: who will work on the day, each row checked by itself.

use crate::{
    error::{BadRow, BadStaffRow, RosterError, Wrong},
    header::ListOf,
    limits::Limits,
    raw::{Raw, RawCell, RawRow},
    reader::Opened,
    staff_header::{StaffColumn, StaffHeader},
    value::{self, Words, shown},
};
use domain::{Role, cell::CellFault};
use std::collections::HashMap;
use std::ops::ControlFlow;
use std::path::Path;

/// One account as the list has it, every value checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffRow {
    /// The row as a spreadsheet numbers it: the header is row 1.
    pub row: u64,
    /// 1–64 of `A-Z a-z 0-9 - / . _`, case kept; unique in the file.
    pub username: String,
    /// 1–120 characters, NFC, white space folded.
    pub name: String,
    /// Operator, where the list does not say.
    pub role: Role,
    /// 1–32 of `A-Z a-z 0-9 - / . _`.
    pub centre_code: Option<String>,
    /// As `centre_code`, each once.
    pub exam_codes: Vec<String>,
}

/// Reads a list of accounts (CSV or XLSX) into memory: every row, good or bad, in the file's order. Without a usable
/// header, or without accounts, the only row is a bad one.
///
/// # Errors
/// As [`crate::open`] and [`crate::RosterFile::rows`].
pub fn staff(path: &Path, limits: &Limits) -> Result<Vec<Result<StaffRow, BadStaffRow>>, RosterError> {
    let mut opened = Opened::of(path, limits, ListOf::Staff)?;
    let mut pass = Pass { header: None, first: HashMap::new(), rows: Vec::new() };
    opened.scan(limits, &mut |raw| pass.take(raw, limits))?;
    if pass.rows.is_empty() {
        let (code, message) = match pass.header {
            Some(_) => (CellFault::NoRows, "There are no accounts below the header; add them and upload again."),
            None => (CellFault::FileEmpty, "The file is empty and has no accounts; add the header and their rows."),
        };
        pass.rows.push(Err(BadRow::whole(1, code, message).into()));
    }
    Ok(pass.rows)
}

struct Pass {
    header: Option<StaffHeader>,
    /// The row that had a username first; case does not make another.
    first: HashMap<String, u64>,
    rows: Vec<Result<StaffRow, BadStaffRow>>,
}

impl Pass {
    fn take(&mut self, raw: Raw, limits: &Limits) -> Result<ControlFlow<()>, RosterError> {
        let row = match raw {
            Raw::Row(row) => row,
            Raw::Broken { row, code, message } => {
                self.rows.push(Err(BadRow::whole(row, code, message).into()));
                return Ok(ControlFlow::Break(()));
            }
        };
        let Some(header) = &self.header else {
            return Ok(match StaffHeader::read(&row) {
                Ok(header) => {
                    self.header = Some(header);
                    ControlFlow::Continue(())
                }
                Err(bad) => {
                    self.rows.push(Err(bad.into()));
                    ControlFlow::Break(())
                }
            });
        };
        if self.rows.len() as u64 == limits.rows {
            return Err(RosterError::TooManyRows { limit: limits.rows });
        }
        let mut checked = check(header, &row);
        if let Ok(good) = &checked {
            let first = *self.first.entry(good.username.to_lowercase()).or_insert(good.row);
            if first != good.row {
                let message = format!("This Username is also in row {first}; correct or remove one of the two rows.");
                let wrong = Wrong::beside(first, CellFault::Repeated, message);
                let cell = wrong.at(good.row, StaffColumn::Username.name());
                checked = Err(BadStaffRow {
                    row: good.row,
                    cells: vec![cell],
                    username: Some(good.username.clone()),
                    name: Some(good.name.clone()),
                    centre_code: good.centre_code.clone(),
                });
            }
        }
        self.rows.push(checked);
        Ok(ControlFlow::Continue(()))
    }
}

fn check(header: &StaffHeader, row: &RawRow) -> Result<StaffRow, BadStaffRow> {
    let mut cells = Vec::new();
    let mut refuse = |column: &str, wrong: Wrong| cells.push(wrong.at(row.row, column));
    let cell = |column| header.place(column).and_then(|at| row.cells.get(at)).unwrap_or(&RawCell::Empty);
    let mut read = |column: StaffColumn, required: bool, check: &dyn Fn(&RawCell) -> Result<String, Wrong>| {
        let name = column.name();
        match cell(column) {
            RawCell::Empty if required => {
                refuse(name, Wrong::new(CellFault::Empty, format!("{name} is empty; fill it in.")));
                None
            }
            RawCell::Empty => None,
            cell => check(cell).map_err(|wrong| refuse(name, wrong)).ok(),
        }
    };
    let username = read(StaffColumn::Username, true, &|cell| value::code(cell, 64));
    let name = read(StaffColumn::Name, true, &|cell| value::words(cell, 120, Words::Person));
    let role = read(StaffColumn::Role, false, &|cell| value::words(cell, 20, Words::Free));
    let centre_code = read(StaffColumn::CentreCode, false, &|cell| value::code(cell, 32));
    let exams = read(StaffColumn::ExamCodes, false, &|cell| value::words(cell, 400, Words::Free));
    let role = match role.map(|word| (word.to_lowercase().parse(), word)) {
        None => Role::Operator,
        Some((Ok(role), _)) => role,
        Some((Err(_), word)) => {
            let seen = shown(&word);
            let message = format!(
                "\u{201C}{seen}\u{201D} is no role; write operator, supervisor, observer or admin, or nothing for an operator."
            );
            refuse(StaffColumn::Role.name(), Wrong::new(CellFault::RoleUnknown, message));
            Role::Operator
        }
    };
    let mut exam_codes = Vec::new();
    for code in exams.iter().flat_map(|exams| exams.split([',', ';', ' '])).filter(|code| !code.is_empty()) {
        match value::code(&RawCell::Text(code.to_owned()), 32) {
            Ok(code) if exam_codes.contains(&code) => {}
            Ok(code) => exam_codes.push(code),
            Err(wrong) => refuse(StaffColumn::ExamCodes.name(), wrong),
        }
    }
    let beyond = row.cells.iter().skip(header.width).any(|cell| *cell != RawCell::Empty);
    if row.strict_width && beyond {
        let message =
            "This row has more cells than the header; put a value that contains the separator into quotation marks.";
        refuse("", Wrong::new(CellFault::TooManyCells, message));
    }
    match (username, name) {
        (Some(username), Some(name)) if cells.is_empty() => {
            Ok(StaffRow { row: row.row, username, name, role, centre_code, exam_codes })
        }
        (username, name) => Err(BadStaffRow { row: row.row, cells, username, name, centre_code }),
    }
}
