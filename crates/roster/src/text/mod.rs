//! CSV and its relatives, in UTF-8 or UTF-16.

mod decode;
mod end;
mod records;

use crate::{
    error::RosterError,
    header::ListOf,
    limits::Limits,
    raw::{Raw, RawCell, RawRow, Sink},
};
use decode::decoded;
use domain::cell::CellFault;
use records::{Outcome, Records};
use std::borrow::Cow;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};

const NOT_TEXT: &str = "This row is not text in UTF-8; save the file as UTF-8 (in Excel: CSV \
                        UTF-8) and upload it again.";
const UNCLOSED: &str = "A quotation mark opens in this row and is never closed; close it or take \
                        it out.";
/// The header is looked for in this much of the file.
const HEADER_BYTES: u64 = 64 * 1024;

/// Hands every row of a CSV file to `sink`.
pub(crate) fn scan(file: &mut File, limits: &Limits, list: ListOf, sink: &mut Sink) -> Result<(), RosterError> {
    let Form { delimiter, skipped } = form(file, limits, list)?;
    file.seek(SeekFrom::Start(0))?;
    let mut text = decoded(file)?;
    io::copy(&mut text.by_ref().take(skipped as u64), &mut io::sink())?;
    let mut records = Records::new(text, delimiter, limits);
    loop {
        let record = records.next_record()?;
        let broken = |code, message| Raw::Broken { row: records.row(), code, message };
        let raw = match record {
            Outcome::End => return Ok(()),
            Outcome::Unclosed => broken(CellFault::QuotationUnclosed, UNCLOSED),
            Outcome::Record => match cells(&records, limits) {
                Some(cells) => Raw::Row(RawRow { row: records.row(), cells, strict_width: true, hidden: false }),
                None => broken(CellFault::NotUtf8, NOT_TEXT),
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
            Ok(text) => Some(RawCell::text(&meant(text), limits.cell_chars)),
            // A cut may fall inside a character.
            Err(error) if cut && error.error_len().is_none() => Some(RawCell::TooLong),
            Err(_) => None,
        }
    });
    fields.collect()
}

/// `="0012"`, by which programs make a spreadsheet keep a number as it is, is the text `0012`.
fn meant(text: &str) -> Cow<'_, str> {
    let quoted = text.trim().strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
    match quoted {
        Some(inside) if !inside.replace("\"\"", "").contains('"') => Cow::Owned(inside.replace("\"\"", "\"")),
        _ => Cow::Borrowed(text),
    }
}

/// How a file is divided.
struct Form {
    delimiter: u8,
    /// The bytes of a first line that only says so; no spreadsheet shows it.
    skipped: usize,
}

/// What the first line says with `sep=`; else comma, semicolon or tab: the one by which the header names the most
/// columns.
fn form(file: &mut File, limits: &Limits, list: ListOf) -> Result<Form, RosterError> {
    file.seek(SeekFrom::Start(0))?;
    let mut start = Vec::new();
    decoded(file)?.take(HEADER_BYTES).read_to_end(&mut start)?;
    if let Some(form) = said(&start) {
        return Ok(form);
    }
    let named = |delimiter: u8| {
        let mut records = Records::new(start.as_slice(), delimiter, limits);
        while let Ok(Outcome::Record) = records.next_record() {
            let text = |bytes| std::str::from_utf8(bytes).unwrap_or_default();
            if records.fields().any(|(bytes, _)| !text(bytes).trim().is_empty()) {
                return records.fields().filter(|(bytes, _)| list.names(text(bytes))).count();
            }
        }
        0
    };
    // The last of equals wins, so the comma stands last.
    let delimiter = [b'\t', b';', b','].into_iter().max_by_key(|&delimiter| named(delimiter)).unwrap_or(b',');
    Ok(Form { delimiter, skipped: 0 })
}

/// `sep=;` as a spreadsheet writes it for itself on the first line: also in quotation marks, with `\t` for a tab, and
/// filled up with delimiters by a program that saved it again.
fn said(start: &[u8]) -> Option<Form> {
    let end = start.iter().position(|byte| matches!(byte, b'\n' | b'\r')).unwrap_or(start.len());
    let line = std::str::from_utf8(&start[..end]).ok()?.trim_matches(' ').trim_start_matches('"');
    let rest = line.get(..4).filter(|head| head.eq_ignore_ascii_case("sep=")).map(|_| &line[4..])?;
    let (delimiter, rest) = match rest.strip_prefix("\\t") {
        Some(rest) => (b'\t', rest),
        None => (*rest.as_bytes().first()?, rest.get(1..)?),
    };
    let filled = rest.bytes().all(|byte| byte == delimiter || matches!(byte, b'"' | b' ' | b',' | b';' | b'\t'));
    let fits = delimiter == b'\t' || (delimiter.is_ascii_punctuation() && delimiter != b'"');
    let line_end = match &start[end..] {
        [b'\r', b'\n', ..] => 2,
        [_, ..] => 1,
        [] => 0,
    };
    (filled && fits).then_some(Form { delimiter, skipped: end + line_end })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_may_name_the_delimiter() {
        for (text, found) in [
            ("sep=;\na", Some((b';', 6))),
            ("SEP=,\r\na", Some((b',', 7))),
            ("sep=\t\na", Some((b'\t', 6))),
            ("sep=\\t\na", Some((b'\t', 7))),
            ("\"sep=;\"\r\na", Some((b';', 9))),
            ("\"sep=\t\"\ra", Some((b'\t', 8))),
            ("sep=|", Some((b'|', 5))),
            ("sep=;;;;\na", Some((b';', 9))),
            ("sep=a\n", None),
            ("sep=", None),
            ("sep=;Name\n", None),
            ("Roll No;Name\n", None),
            ("", None),
        ] {
            let told = said(text.as_bytes()).map(|form| (form.delimiter, form.skipped));
            assert_eq!(told, found, "{text:?}");
        }
    }

    #[test]
    fn a_number_kept_as_a_formula_is_a_text() {
        for (cell, text) in [
            ("=\"0012\"", "0012"),
            ("=\"a\"\"b\"", "a\"b"),
            ("=\"\"", ""),
            ("=1+1", "=1+1"),
            ("=\"a\"&\"b\"", "=\"a\"&\"b\""),
            ("=HYPERLINK(\"x\")", "=HYPERLINK(\"x\")"),
        ] {
            assert_eq!(meant(cell), text);
        }
    }
}
