//! What an import is refused for.

use api::error::{BadCell, BadCells, Details};
use domain::Refusal;
use roster::RosterError;

use crate::error::Error;

/// 422 `IMPORT_REJECTED`, naming the bad cells.
pub(super) fn rejected(cells: Vec<BadCell>, more: u64) -> Error {
    Error::from(Refusal::ImportRejected).with(Details::Cells(BadCells { rows: cells, not_named: more }))
}

/// What a file as a whole is refused for.
pub(crate) fn refused(error: &RosterError, column: &str) -> Error {
    match error {
        RosterError::Io(cause) => Error::spooling(cause),
        RosterError::TooLarge { .. } | RosterError::TooManyRows { .. } => {
            Error::too_large(1 << 30).saying(format!("The file is too large: {error}."))
        }
        _ => rejected(vec![BadCell { row: 1, column: column.to_owned(), message: error.to_string() }], 0),
    }
}
