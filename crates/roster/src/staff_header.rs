//! The header of a list of accounts.

use crate::{
    error::{BadCell, BadRow, Wrong},
    raw::{RawCell, RawRow},
};
use domain::cell::CellFault;

/// The columns of a list of accounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum StaffColumn {
    Username,
    Name,
    Role,
    CentreCode,
    ExamCodes,
}

impl StaffColumn {
    const ALL: [Self; 5] = [Self::Username, Self::Name, Self::Role, Self::CentreCode, Self::ExamCodes];

    /// The name in messages.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Username => "Username",
            Self::Name => "Name",
            Self::Role => "Role",
            Self::CentreCode => "Centre Code",
            Self::ExamCodes => "Exam Codes",
        }
    }

    fn required(self) -> bool {
        matches!(self, Self::Username | Self::Name)
    }

    /// The column that a header cell means, whatever its case, spaces and points, and whatever it explains in brackets.
    pub(crate) fn from_header(text: &str) -> Option<Self> {
        let named = text.split(['(', '[']).next().unwrap_or_default();
        let key: String = named.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        Some(match key.replace("center", "centre").as_str() {
            "username" | "user" | "login" | "loginname" | "userid" => Self::Username,
            "name" | "fullname" | "operatorname" | "nameofoperator" => Self::Name,
            "role" => Self::Role,
            "centrecode" | "centre" | "examcentrecode" => Self::CentreCode,
            "examcodes" | "examcode" | "exams" | "exam" => Self::ExamCodes,
            _ => return None,
        })
    }
}

/// Which cell of a row belongs to which column of a list of accounts.
#[derive(Debug)]
pub(crate) struct StaffHeader {
    places: [Option<usize>; StaffColumn::ALL.len()],
    /// Cells up to the last named one.
    pub(crate) width: usize,
}

impl StaffHeader {
    /// Reads the header; every missing or repeated column is reported.
    pub(crate) fn read(row: &RawRow) -> Result<Self, BadRow> {
        let mut header = Self { places: [None; StaffColumn::ALL.len()], width: 0 };
        let mut cells = Vec::new();
        for (place, cell) in row.cells.iter().enumerate() {
            if *cell != RawCell::Empty {
                header.width = place + 1;
            }
            let RawCell::Text(text) = cell else { continue };
            let Some(column) = StaffColumn::from_header(text) else { continue };
            if header.places[column as usize].replace(place).is_some() {
                cells.push(problem(
                    row.row,
                    column,
                    CellFault::ColumnRepeated,
                    "is there more than once; keep one of them",
                ));
            }
        }
        for column in StaffColumn::ALL {
            if column.required() && header.place(column).is_none() {
                let message = "is missing; add it to the header, which must be the first row";
                cells.push(problem(row.row, column, CellFault::ColumnMissing, message));
            }
        }
        if cells.is_empty() { Ok(header) } else { Err(BadRow { row: row.row, cells }) }
    }

    /// Whether a row is the header of such a list.
    pub(crate) fn is_likely(row: &RawRow) -> bool {
        Self::read(row).is_ok()
    }

    pub(crate) fn place(&self, column: StaffColumn) -> Option<usize> {
        self.places[column as usize]
    }
}

fn problem(row: u64, column: StaffColumn, code: CellFault, message: &str) -> BadCell {
    let name = column.name();
    Wrong::new(code, format!("The column {name} {message}.")).at(row, name)
}
