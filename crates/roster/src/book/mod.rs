//! The first sheet of an XLSX workbook (ECMA-376), streamed.
//!
//! Its own reader, because what a package declares must not be believed: the usual libraries
//! reserve memory for as many texts as the file says it has.

mod cells;
mod package;
mod serial;
mod sheet;
mod strings;
mod styles;
mod xml;

use crate::{
    archive::{ArchiveError, Directory, Entry},
    error::RosterError,
    limits::Limits,
    raw::Sink,
};
use cells::Values;
use package::Parts;
use std::fs::File;
use strings::Strings;
use styles::DateStyles;
use xml::open_part;

/// An opened workbook: everything but the sheet itself.
#[derive(Debug)]
pub(crate) struct Book {
    sheet: Entry,
    values: Values,
}

impl Book {
    /// Opens a ZIP archive as a workbook.
    pub(crate) fn open(file: &mut File, limits: &Limits) -> Result<Self, RosterError> {
        let directory = Directory::read(file, limits.xlsx_entries).map_err(|error| match error {
            ArchiveError::Io(error) => RosterError::Io(error),
            ArchiveError::TooMany => RosterError::Unsupported { found: "a ZIP archive" },
            ArchiveError::NotAZip | ArchiveError::Unreadable => RosterError::Damaged,
        })?;
        let mut left = limits.xlsx_memory_bytes;
        let parts = Parts::find(file, &directory, &mut left)?;
        let dates = match parts.styles {
            Some(entry) => DateStyles::read(&mut open_part(file, &entry, &mut left)?)?,
            None => DateStyles::default(),
        };
        let strings = match parts.strings {
            Some(entry) => {
                let mut xml = open_part(file, &entry, &mut left)?;
                Strings::read(&mut xml, limits.cell_bytes())?
            }
            None => Strings::default(),
        };
        let values = Values { strings, dates, since_1904: parts.since_1904 };
        Ok(Self { sheet: parts.sheet, values })
    }

    /// Hands every row of the first sheet to `sink`.
    pub(crate) fn scan(&self, file: &mut File, limits: &Limits, sink: &mut Sink) -> Result<(), RosterError> {
        let mut left = limits.xlsx_sheet_bytes;
        let mut xml = open_part(file, &self.sheet, &mut left)?;
        sheet::scan(&mut xml, &self.values, limits, sink)
    }
}
