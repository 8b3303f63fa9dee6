//! The first visible sheet of an XLSX workbook (ECMA-376), streamed.
//!
//! Its own reader, because what a package declares must not be believed: the usual libraries
//! reserve memory for as many texts as the file says it has.

mod cells;
mod format;
mod links;
mod package;
mod serial;
mod sheet;
mod strings;
mod styles;
mod xml;

use crate::{
    archive::{ArchiveError, Directory, Entry},
    error::RosterError,
    header::ListOf,
    limits::Limits,
    raw::{Raw, Sink},
    value::shown,
};
use cells::Values;
use package::{Parts, Sheet};
use std::fs::File;
use std::ops::ControlFlow;
use strings::Strings;
use styles::Styles;
use xml::open_part;

/// An opened workbook: everything but the sheet itself.
#[derive(Debug)]
pub(crate) struct Book {
    sheet: Entry,
    values: Values,
}

impl Book {
    /// Opens a ZIP archive as a workbook.
    pub(crate) fn open(file: &mut File, limits: &Limits, list: ListOf) -> Result<Self, RosterError> {
        let directory = Directory::read(file, limits.xlsx_entries).map_err(|error| match error {
            ArchiveError::Io(error) => RosterError::Io(error),
            ArchiveError::TooMany => RosterError::Unsupported { found: "a ZIP archive" },
            ArchiveError::Packed(packing) => RosterError::Packed(packing),
            ArchiveError::NotAZip | ArchiveError::CutOff | ArchiveError::Unreadable => RosterError::Damaged,
        })?;
        let mut left = limits.xlsx_memory_bytes;
        let parts = Parts::find(file, &directory, &mut left)?;
        let styles = match parts.styles {
            Some(entry) => Styles::read(&mut open_part(file, &entry, &mut left)?)?,
            None => Styles::default(),
        };
        let strings = match parts.strings {
            Some(entry) => {
                let mut xml = open_part(file, &entry, &mut left)?;
                Strings::read(&mut xml, limits.cell_bytes())?
            }
            None => Strings::default(),
        };
        let values = Values { strings, styles, since_1904: parts.since_1904 };
        let (read, others) = parts.sheets.split_first().ok_or(RosterError::Damaged)?;
        if let Some(other) = others_like_it(file, others, &values, limits, list)? {
            return Err(RosterError::TwoRosters { read: shown(&read.name), other: shown(&other.name) });
        }
        Ok(Self { sheet: read.entry, values })
    }

    /// Hands every row of the sheet to `sink`.
    pub(crate) fn scan(&self, file: &mut File, limits: &Limits, sink: &mut Sink) -> Result<(), RosterError> {
        let mut left = limits.xlsx_sheet_bytes;
        let mut xml = open_part(file, &self.sheet, &mut left)?;
        sheet::scan(&mut xml, &self.values, limits, sink)
    }
}

/// The rows of a sheet that are looked at to tell a roster by its header.
const LOOKED_AT: usize = 20;

/// A sheet that has the header of such a list and something below it.
fn others_like_it<'a>(
    file: &mut File,
    sheets: &'a [Sheet],
    values: &Values,
    limits: &Limits,
    list: ListOf,
) -> Result<Option<&'a Sheet>, RosterError> {
    // One amount for all of them: there may be a thousand.
    let mut left = limits.xlsx_sheet_bytes;
    for sheet in sheets {
        let (mut looked_at, mut headed, mut filled) = (0, false, false);
        // One that cannot be read is nobody's list.
        let Ok(mut xml) = open_part(file, &sheet.entry, &mut left) else { continue };
        let looked = sheet::scan(&mut xml, values, limits, &mut |raw| {
            filled = headed;
            headed = headed || matches!(&raw, Raw::Row(row) if list.is_headed_by(row));
            looked_at += 1;
            let enough = filled || looked_at == LOOKED_AT;
            Ok(if enough { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
        });
        if let Err(RosterError::Io(error)) = looked {
            return Err(RosterError::Io(error));
        }
        if filled {
            return Ok(Some(sheet));
        }
    }
    Ok(None)
}
