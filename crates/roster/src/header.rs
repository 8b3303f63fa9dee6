use crate::{
    column::{Column, Columns},
    error::{BadCell, BadRow, Wrong},
    raw::{RawCell, RawRow},
    staff_header::{StaffColumn, StaffHeader},
};
use domain::cell::CellFault;
use std::collections::BTreeSet;

/// What a file is a list of: by its header it is told from others, and by what separates the header's cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ListOf {
    Candidates,
    Staff,
}

impl ListOf {
    /// Whether a text is the header of one of its columns.
    pub(crate) fn names(self, text: &str) -> bool {
        match self {
            Self::Candidates => Column::from_header(text).is_some(),
            Self::Staff => StaffColumn::from_header(text).is_some(),
        }
    }

    /// Whether a row is the header of such a list, or of one with a column too few.
    pub(crate) fn is_headed_by(self, row: &RawRow) -> bool {
        match self {
            Self::Candidates => Header::is_likely(row),
            Self::Staff => StaffHeader::is_likely(row),
        }
    }
}

/// Which cell of a row belongs to which column.
#[derive(Debug)]
pub(crate) struct Header {
    places: [Option<usize>; Column::ALL.len()],
    /// Cells up to the last named one.
    pub(crate) width: usize,
}

impl Header {
    /// Reads the header; every missing or repeated column is reported.
    pub(crate) fn read(row: &RawRow) -> Result<Self, BadRow> {
        let mut header = Self { places: [None; Column::ALL.len()], width: 0 };
        let mut cells = Vec::new();
        for (place, cell) in row.cells.iter().enumerate() {
            if *cell != RawCell::Empty {
                header.width = place + 1;
            }
            let RawCell::Text(text) = cell else { continue };
            let Some(column) = Column::from_header(text) else { continue };
            let slot = &mut header.places[column as usize];
            if slot.replace(place).is_some() {
                cells.push(problem(
                    row.row,
                    column,
                    CellFault::ColumnRepeated,
                    "is there more than once; keep one of them",
                ));
            }
        }
        for column in Column::ALL {
            if column.required() && header.place(column).is_none() {
                let message = "is missing; add it to the header, which must be the first row";
                cells.push(problem(row.row, column, CellFault::ColumnMissing, message));
            }
        }
        if cells.is_empty() { Ok(header) } else { Err(BadRow { row: row.row, cells }) }
    }

    /// Whether a row is the header of a roster, or of one with a column too few.
    fn is_likely(row: &RawRow) -> bool {
        let named = row.cells.iter().filter_map(|cell| match cell {
            RawCell::Text(text) => Column::from_header(text).filter(|column| column.required()),
            _ => None,
        });
        let required = Column::ALL.into_iter().filter(|column| column.required()).count();
        named.collect::<BTreeSet<_>>().len() + 1 >= required
    }

    /// The columns that the file has.
    pub(crate) fn columns(&self) -> Columns {
        Column::ALL.into_iter().filter(|column| self.place(*column).is_some()).collect()
    }

    pub(crate) fn place(&self, column: Column) -> Option<usize> {
        self.places[column as usize]
    }
}

fn problem(row: u64, column: Column, code: CellFault, message: &str) -> BadCell {
    let name = column.name();
    Wrong::new(code, format!("The column {name} {message}.")).at(row, name)
}
