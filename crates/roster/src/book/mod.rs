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
use package::Parts;
use std::fs::File;
use strings::Strings;
use styles::DateStyles;
use xml::Xml;

/// An opened workbook: everything but the sheet itself.
#[derive(Debug)]
pub(crate) struct Book {
    sheet: Entry,
    strings: Strings,
    dates: DateStyles,
    /// Days are counted from 1904 (old Macintosh files).
    since_1904: bool,
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
        Ok(Self { sheet: parts.sheet, strings, dates, since_1904: parts.since_1904 })
    }

    /// Hands every row of the first sheet to `sink`.
    pub(crate) fn scan(&self, file: &mut File, limits: &Limits, sink: &mut Sink) -> Result<(), RosterError> {
        let mut left = limits.xlsx_sheet_bytes;
        let mut xml = open_part(file, &self.sheet, &mut left)?;
        sheet::scan(&mut xml, self, limits, sink)
    }
}

/// Begins to read a part; what it inflates to is taken from `left`.
fn open_part<'a>(file: &'a mut File, entry: &Entry, left: &'a mut u64) -> Result<Xml<'a>, RosterError> {
    match entry.open(file) {
        Ok(reader) => Ok(Xml::new(reader, left)),
        Err(ArchiveError::Io(error)) => Err(RosterError::Io(error)),
        Err(_) => Err(RosterError::Damaged),
    }
}
