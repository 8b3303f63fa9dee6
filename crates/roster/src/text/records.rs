//! Takes delimited text apart (RFC 4180, as spreadsheets read it).
//!
//! `csv-core` knows the quotation marks. Around it is what it leaves to its caller: rows are
//! numbered as a spreadsheet shows them (a blank line counts, a line break inside quotation marks
//! does not), a record never costs more than its bounded cells, however long the file makes it,
//! and quotation marks that never close are told.

use crate::limits::Limits;
use csv_core::{ReadFieldResult, Reader, ReaderBuilder};
use std::io::{self, BufRead, BufReader, Read};

/// What [`Records::next_record`] came upon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    Record,
    /// The file ended inside quotation marks; [`Records::row`] is where they opened.
    Unclosed,
    End,
}

pub(super) struct Records<R> {
    input: BufReader<R>,
    parser: Reader,
    /// What the parser found last.
    piece: [u8; 256],
    /// The number of the record last read, from 1.
    row: u64,
    /// The record last read ended with CR, so that an LF that follows belongs to it.
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
        let mut parser = ReaderBuilder::new().delimiter(delimiter).build();
        // Its first read would pass over a byte order mark; the file's own is gone by now.
        parser.read_field(&[], &mut []);
        Self {
            input: BufReader::with_capacity(64 * 1024, input),
            parser,
            piece: [0; 256],
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
        let Some(first) = self.first_byte()? else { return Ok(Outcome::End) };
        self.row += 1;
        if matches!(first, b'\n' | b'\r') {
            // The parser would pass over a blank line and not tell.
            self.input.consume(1);
            self.end_record(first);
            return Ok(Outcome::Record);
        }
        loop {
            let ended = self.is_at_end()?;
            match self.read_field(ended) {
                (ReadFieldResult::Field { record_end: true }, last) => {
                    self.end_record(last);
                    return Ok(Outcome::Record);
                }
                (ReadFieldResult::Field { record_end: false }, _) => self.end_field(),
                (ReadFieldResult::OutputFull, _) => {}
                (ReadFieldResult::InputEmpty, _) if !ended => {}
                // A line break ends every record but one inside quotation marks.
                _ => return Ok(Outcome::Unclosed),
            }
        }
    }

    /// Has the parser read on in the field that is open: what it came upon, and the last byte it
    /// took. At the end of the file it is given a line break.
    fn read_field(&mut self, ended: bool) -> (ReadFieldResult, u8) {
        let input = if ended { b"\n" } else { self.input.buffer() };
        let start = self.ends.last().map_or(0, |(end, _)| *end);
        let room = self.cell_bytes.saturating_sub(self.bytes.len() - start);
        // Past its bound a field is still read, for its end, and not kept.
        let keep = room > 0 && self.ends.len() < self.columns;
        let most = if keep { room.min(self.piece.len()) } else { self.piece.len() };
        let (result, read, written) = self.parser.read_field(input, &mut self.piece[..most]);
        let last = read.checked_sub(1).map_or(0, |at| input[at]);
        if keep {
            self.bytes.extend_from_slice(&self.piece[..written]);
        } else {
            self.cut |= written > 0;
        }
        if !ended {
            self.input.consume(read);
        }
        (result, last)
    }

    /// The first byte of a record, which stays in the buffer; the line feed of a CR LF belongs to
    /// the record before.
    fn first_byte(&mut self) -> io::Result<Option<u8>> {
        self.is_at_end()?;
        if std::mem::take(&mut self.skip_line_feed) && self.input.buffer().starts_with(b"\n") {
            self.input.consume(1);
            self.is_at_end()?;
        }
        Ok(self.input.buffer().first().copied())
    }

    /// Reads on where nothing is left in the buffer.
    fn is_at_end(&mut self) -> io::Result<bool> {
        loop {
            match self.input.fill_buf() {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                other => return Ok(other?.is_empty()),
            }
        }
    }

    fn end_record(&mut self, terminator: u8) {
        self.skip_line_feed = terminator == b'\r';
        self.end_field();
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
    fn a_byte_order_mark_further_down_is_text() {
        let found = all("\n\u{FEFF}\nlast");
        assert_eq!(found[1], (2, vec!["\u{FEFF}".to_owned()]));
        assert_eq!(found[2].0, 3);
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
