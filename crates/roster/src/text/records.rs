//! Takes delimited text apart (RFC 4180, as spreadsheets read it).
//!
//! Its own reader, for two things that matter here: rows are numbered as a spreadsheet shows
//! them (a blank line counts, a line break inside quotation marks does not), and a record
//! never costs more than its bounded cells, however long the file makes it.

use crate::limits::Limits;
use std::io::{self, Read};

/// What [`Records::next_record`] came upon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    Record,
    /// The file ended inside quotation marks; [`Records::row`] is where they opened.
    Unclosed,
    End,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum At {
    FieldStart,
    Plain,
    Quoted,
    /// After a quotation mark inside quotation marks: the end, or half of a doubled one.
    Quote,
}

pub(super) struct Records<R> {
    input: R,
    buffer: Vec<u8>,
    range: std::ops::Range<usize>,
    delimiter: u8,
    /// The number of the record last read, from 1.
    row: u64,
    skip_line_feed: bool,
    bytes: Vec<u8>,
    /// Where each field ends in `bytes`, and whether it was cut.
    ends: Vec<(usize, bool)>,
    cut: bool,
    cell_bytes: usize,
    columns: usize,
}

impl<R: Read> Records<R> {
    pub(super) fn new(input: R, delimiter: u8, limits: &Limits) -> Self {
        Self {
            input,
            buffer: vec![0; 64 * 1024],
            range: 0..0,
            delimiter,
            row: 0,
            skip_line_feed: false,
            bytes: Vec::new(),
            ends: Vec::new(),
            cut: false,
            cell_bytes: limits.cell_bytes(),
            columns: limits.columns,
        }
    }

    pub(super) fn row(&self) -> u64 {
        self.row
    }

    /// The fields of the record last read; `true` where one was cut for its length.
    pub(super) fn fields(&self) -> impl Iterator<Item = (&[u8], bool)> {
        let starts = std::iter::once(0).chain(self.ends.iter().map(|(end, _)| *end));
        starts.zip(&self.ends).map(|(start, &(end, cut))| (&self.bytes[start..end], cut))
    }

    /// Reads one record, blank ones included.
    pub(super) fn next_record(&mut self) -> io::Result<Outcome> {
        self.bytes.clear();
        self.ends.clear();
        self.cut = false;
        let mut at = At::FieldStart;
        let Some(mut byte) = self.first_byte()? else { return Ok(Outcome::End) };
        self.row += 1;
        loop {
            at = match (at, byte) {
                (At::Quoted, b'"') => At::Quote,
                (At::Quoted, _) => self.push(byte, At::Quoted),
                (At::FieldStart, b'"') => At::Quoted,
                (At::Quote, b'"') => self.push(byte, At::Quoted),
                (_, b'\n' | b'\r') => {
                    self.skip_line_feed = byte == b'\r';
                    self.end_field();
                    return Ok(Outcome::Record);
                }
                (_, _) if byte == self.delimiter => {
                    self.end_field();
                    At::FieldStart
                }
                (_, _) => self.push(byte, At::Plain),
            };
            byte = match self.byte()? {
                Some(byte) => byte,
                None if at == At::Quoted => return Ok(Outcome::Unclosed),
                None => {
                    self.end_field();
                    return Ok(Outcome::Record);
                }
            };
        }
    }

    /// The first byte of a record; the line feed of a CR LF belongs to the one before.
    fn first_byte(&mut self) -> io::Result<Option<u8>> {
        let first = self.byte()?;
        if std::mem::take(&mut self.skip_line_feed) && first == Some(b'\n') {
            return self.byte();
        }
        Ok(first)
    }

    fn byte(&mut self) -> io::Result<Option<u8>> {
        if self.range.is_empty() {
            let count = loop {
                match self.input.read(&mut self.buffer) {
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                    other => break other?,
                }
            };
            self.range = 0..count;
        }
        Ok(self.range.next().map(|at| self.buffer[at]))
    }

    fn push(&mut self, byte: u8, next: At) -> At {
        let start = self.ends.last().map_or(0, |(end, _)| *end);
        if self.bytes.len() - start < self.cell_bytes && self.ends.len() < self.columns {
            self.bytes.push(byte);
        } else {
            self.cut = true;
        }
        next
    }

    /// Fields past the last allowed column melt into one that is cut.
    fn end_field(&mut self) {
        let cut = std::mem::take(&mut self.cut);
        if self.ends.len() < self.columns {
            self.ends.push((self.bytes.len(), cut));
        } else if let (true, Some(last)) = (cut, self.ends.last_mut()) {
            last.1 = true;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<(u64, Vec<String>)> {
        let mut records = Records::new(text.as_bytes(), b',', &Limits::default());
        let mut found = Vec::new();
        while records.next_record().unwrap() == Outcome::Record {
            let fields = records.fields().map(|(f, _)| String::from_utf8(f.to_vec()).unwrap());
            found.push((records.row(), fields.collect()));
        }
        found
    }

    #[test]
    fn rows_are_numbered_as_a_spreadsheet_shows_them() {
        let rows = all("a,b\r\n\r\n\"x\ny\",\"q\"\"q\"\rlast");
        let row = |n, fields: &[&str]| (n, fields.iter().map(|f| (*f).to_owned()).collect());
        assert_eq!(rows, [row(1, &["a", "b"]), row(2, &[""]), row(3, &["x\ny", "q\"q"]), row(4, &["last"])]);
    }

    #[test]
    fn a_long_field_costs_nothing() {
        let text = format!("a,{}\nb,c", "x".repeat(1 << 20));
        let limits = Limits::default();
        let mut records = Records::new(text.as_bytes(), b',', &limits);
        assert_eq!(records.next_record().unwrap(), Outcome::Record);
        assert!(records.fields().nth(1).unwrap().1);
        assert!(records.bytes.capacity() < 1 << 16);
        assert_eq!(records.next_record().unwrap(), Outcome::Record);
        assert_eq!(records.fields().count(), 2);
    }

    #[test]
    fn quotes_that_never_close_are_told() {
        let mut records = Records::new(&b"a\n\"b,c\nd"[..], b',', &Limits::default());
        assert_eq!(records.next_record().unwrap(), Outcome::Record);
        assert_eq!(records.next_record().unwrap(), Outcome::Unclosed);
        assert_eq!(records.row(), 2);
    }
}
