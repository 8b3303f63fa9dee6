//! What both formats are reduced to before anything is checked.

use crate::error::RosterError;
use domain::{
    cell::CellFault,
    text::tidy::{is_blank, is_invisible},
};
use jiff::civil::DateTime;
use std::ops::ControlFlow;

/// A cell as the file has it. `Text` is never blank and not longer than a cell may be.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum RawCell {
    Empty,
    Text(String),
    /// A spreadsheet's number, finite.
    Number(f64),
    /// A spreadsheet's number that is shown as a date or time.
    Moment(DateTime),
    /// A spreadsheet's number that is shown as a hundred times as much.
    Percent,
    Bool,
    /// `#REF!` and its like, and values that contradict the format.
    Error,
    TooLong,
}

/// A row with something in it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct RawRow {
    pub(crate) row: u64,
    pub(crate) cells: Vec<RawCell>,
    /// Cells right of the header belong to nothing: in a CSV that is a misplaced comma, in a
    /// spreadsheet a note beside the table.
    pub(crate) strict_width: bool,
    /// The spreadsheet does not show it.
    pub(crate) hidden: bool,
}

/// What a source hands on.
#[derive(Debug)]
pub(crate) enum Raw {
    Row(RawRow),
    /// A row that could not be taken apart; the source ends with it.
    Broken {
        row: u64,
        code: CellFault,
        message: &'static str,
    },
}

/// Takes what a source finds; an error or a break ends the reading.
pub(crate) type Sink<'a> = dyn FnMut(Raw) -> Result<ControlFlow<()>, RosterError> + 'a;

impl RawCell {
    /// Trims, and takes text in which there is nothing to be seen for an empty cell.
    pub(crate) fn text(value: &str, max_chars: usize) -> Self {
        let value = value.trim_matches(is_blank);
        let value = if value.chars().all(|c| is_blank(c) || is_invisible(c)) { "" } else { value };
        if value.is_empty() {
            Self::Empty
        } else if value.chars().count() > max_chars {
            Self::TooLong
        } else {
            Self::Text(value.to_owned())
        }
    }
}

impl RawRow {
    pub(crate) fn is_blank(&self) -> bool {
        self.cells.iter().all(|cell| *cell == RawCell::Empty)
    }
}
