//! What an import is refused for.

use api::error::{BadCell, BadCells, Details};
use domain::{Refusal, cell::CellFault};
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
        _ => rejected(vec![BadCell::new(1, column, fault(error), error.to_string())], 0),
    }
}

fn fault(error: &RosterError) -> CellFault {
    match error {
        RosterError::Unsupported { .. } => CellFault::FileUnsupported,
        RosterError::TwoRosters { .. } => CellFault::TwoLists,
        RosterError::Packed(_) => CellFault::FilePacked,
        RosterError::EmptyZip => CellFault::PhotosEmpty,
        RosterError::CutOff => CellFault::PhotosCutOff,
        RosterError::NotAZip => CellFault::PhotosNotZip,
        RosterError::UnsafeName { .. } => CellFault::PhotoNameUnsafe,
        RosterError::Damaged | RosterError::Io(_) | RosterError::TooLarge { .. } | RosterError::TooManyRows { .. } => {
            CellFault::FileDamaged
        }
    }
}

/// A cell that the reader of the file found wrong, as it is told.
pub(crate) fn told(cell: roster::BadCell) -> BadCell {
    let roster::BadCell { row, column, code, other_row, message } = cell;
    BadCell { row, column, code, other_row, message }
}
