//! CSV and its relatives, in UTF-8 or UTF-16.

mod decode;
mod records;

use crate::{
    column::Column,
    error::RosterError,
    limits::Limits,
    raw::{Raw, RawCell, RawRow, Sink},
};
use decode::decoded;
use records::{Outcome, Records};
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};

const NOT_TEXT: &str = "This row is not text in UTF-8; save the file as UTF-8 (in Excel: CSV \
                        UTF-8) and upload it again.";
const UNCLOSED: &str = "A quotation mark opens in this row and is never closed; close it or take \
                        it out.";
/// The header is looked for in this much of the file.
const HEADER_BYTES: u64 = 64 * 1024;

/// Hands every row of a CSV file to `sink`.
pub(crate) fn scan(file: &mut File, limits: &Limits, sink: &mut Sink) -> Result<(), RosterError> {
    let delimiter = delimiter(file, limits)?;
    file.seek(SeekFrom::Start(0))?;
    let mut records = Records::new(decoded(file)?, delimiter, limits);
    loop {
        let raw = match records.next_record()? {
            Outcome::End => return Ok(()),
            Outcome::Unclosed => Raw::Broken { row: records.row(), message: UNCLOSED },
            Outcome::Record => match cells(&records, limits) {
                Some(cells) => Raw::Row(RawRow { row: records.row(), cells, strict_width: true }),
                None => Raw::Broken { row: records.row(), message: NOT_TEXT },
            },
        };
        match &raw {
            Raw::Row(row) if row.is_blank() => continue,
            Raw::Row(_) => {
                if sink(raw)?.is_break() {
                    return Ok(());
                }
            }
            Raw::Broken { .. } => return sink(raw).map(|_| ()),
        }
    }
}

/// The cells of the last record, or nothing where they are not text.
fn cells<R: Read>(records: &Records<R>, limits: &Limits) -> Option<Vec<RawCell>> {
    let fields = records.fields().map(|(bytes, cut)| {
        if bytes.contains(&0) {
            return None;
        }
        match std::str::from_utf8(bytes) {
            Ok(_) if cut => Some(RawCell::TooLong),
            Ok(text) => Some(RawCell::text(text, limits.cell_chars)),
            // A cut may fall inside a character.
            Err(error) if cut && error.error_len().is_none() => Some(RawCell::TooLong),
            Err(_) => None,
        }
    });
    fields.collect()
}

/// Comma, semicolon or tab: the one by which the header names the most columns.
fn delimiter(file: &mut File, limits: &Limits) -> Result<u8, RosterError> {
    file.seek(SeekFrom::Start(0))?;
    let mut start = Vec::new();
    decoded(file)?.take(HEADER_BYTES).read_to_end(&mut start)?;
    let named = |delimiter: u8| {
        let mut records = Records::new(start.as_slice(), delimiter, limits);
        while let Ok(Outcome::Record) = records.next_record() {
            let text = |bytes| std::str::from_utf8(bytes).unwrap_or_default();
            if records.fields().any(|(bytes, _)| !text(bytes).trim().is_empty()) {
                let columns = records.fields().map(|(bytes, _)| Column::from_header(text(bytes)));
                return columns.flatten().count();
            }
        }
        0
    };
    // The last of equals wins, so the comma stands last.
    Ok([b'\t', b';', b','].into_iter().max_by_key(|&delimiter| named(delimiter)).unwrap_or(b','))
}
