use crate::{
    book::Book,
    doubles::Doubles,
    error::{BadRow, RosterError},
    header::{Header, ListOf},
    limits::Limits,
    raw::{Raw, Sink},
    row::{RosterRow, check},
    sniff::{Looks, sniff},
    text,
};
use domain::cell::CellFault;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::ops::ControlFlow;
use std::path::Path;

/// A list that has been opened and recognised.
#[derive(Debug)]
pub(crate) struct Opened {
    file: File,
    /// The workbook, or nothing for a text file.
    book: Option<Book>,
    list: ListOf,
}

impl Opened {
    /// Opens a file as a list of something.
    pub(crate) fn of(path: &Path, limits: &Limits, list: ListOf) -> Result<Self, RosterError> {
        let mut file = File::open(path)?;
        if file.metadata()?.len() > limits.file_bytes {
            return Err(RosterError::TooLarge { what: "bytes in the file" });
        }
        let mut start = Vec::new();
        (&mut file).take(512).read_to_end(&mut start)?;
        file.seek(SeekFrom::Start(0))?;
        let book = match sniff(&start)? {
            Looks::Zip => Some(Book::open(&mut file, limits, list)?),
            Looks::Text => None,
        };
        Ok(Self { file, book, list })
    }

    /// Hands every row to `sink`.
    pub(crate) fn scan(&mut self, limits: &Limits, sink: &mut Sink<'_>) -> Result<(), RosterError> {
        match &self.book {
            Some(book) => book.scan(&mut self.file, limits, sink),
            None => text::scan(&mut self.file, limits, self.list, sink),
        }
    }
}

/// A roster that has been opened and recognised; its rows can be read any number of times.
#[derive(Debug)]
pub struct RosterFile {
    opened: Opened,
    limits: Limits,
}

/// What one reading of a roster came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    /// Rows that can be used.
    pub good: u64,
    /// Rows that cannot.
    pub bad: u64,
    /// Rows that the spreadsheet does not show; they are read like any other.
    pub hidden: u64,
    /// Whether the end was reached: neither did the caller stop, nor did the file become
    /// unreadable in the middle (which is a bad row of its own).
    pub complete: bool,
}

/// Opens a roster and recognises it by its content: CSV (comma, semicolon or tab; UTF-8, or
/// UTF-16 with a byte order mark) or XLSX, whose first visible sheet is read.
///
/// # Errors
/// [`RosterError::Unsupported`] for anything else, [`RosterError::TwoRosters`],
/// [`RosterError::TooLarge`], [`RosterError::Packed`], [`RosterError::Damaged`] and [`RosterError::Io`].
pub fn open(path: &Path, limits: &Limits) -> Result<RosterFile, RosterError> {
    Ok(RosterFile { opened: Opened::of(path, limits, ListOf::Candidates)?, limits: limits.clone() })
}

impl RosterFile {
    /// Reads every row from the beginning and hands it over, good or bad, in the file's
    /// order, until `each` breaks. Memory does not grow with the number of rows, but for some 50
    /// bytes a candidate by which repeated numbers are found.
    ///
    /// The header is the first row that is not blank; blank rows are passed over and counted.
    /// Without a usable header, or without candidates, the only row is a bad one.
    ///
    /// # Errors
    /// [`RosterError::TooManyRows`], [`RosterError::TooLarge`], [`RosterError::Damaged`] (a
    /// workbook whose sheet breaks off) and [`RosterError::Io`]. Rows handed over before
    /// stand; the file as a whole must be refused.
    pub fn rows(
        &mut self,
        each: impl FnMut(Result<RosterRow, BadRow>) -> ControlFlow<()>,
    ) -> Result<Tally, RosterError> {
        let mut pass = Pass {
            each,
            limits: &self.limits,
            header: None,
            doubles: Doubles::default(),
            tally: Tally::default(),
            ended: false,
        };
        self.opened.scan(&self.limits, &mut |raw| pass.take(raw))?;
        Ok(pass.finish())
    }
}

/// One reading of the rows.
struct Pass<'a, F> {
    each: F,
    limits: &'a Limits,
    header: Option<Header>,
    doubles: Doubles,
    tally: Tally,
    /// Nothing more is to be handed over.
    ended: bool,
}

impl<F: FnMut(Result<RosterRow, BadRow>) -> ControlFlow<()>> Pass<'_, F> {
    fn take(&mut self, raw: Raw) -> Result<ControlFlow<()>, RosterError> {
        let row = match raw {
            Raw::Row(row) => row,
            Raw::Broken { row, code, message } => return Ok(self.end_with(BadRow::whole(row, code, message))),
        };
        let Some(header) = &self.header else {
            return Ok(match Header::read(&row) {
                Ok(header) => {
                    self.header = Some(header);
                    ControlFlow::Continue(())
                }
                Err(bad) => self.end_with(bad),
            });
        };
        if self.tally.good + self.tally.bad == self.limits.rows {
            return Err(RosterError::TooManyRows { limit: self.limits.rows });
        }
        let mut checked = check(header, &row, self.limits);
        self.doubles.refuse(&mut checked, self.limits)?;
        self.tally.hidden += u64::from(row.hidden);
        Ok(self.hand_over(checked.into()))
    }

    fn hand_over(&mut self, row: Result<RosterRow, BadRow>) -> ControlFlow<()> {
        match &row {
            Ok(_) => self.tally.good += 1,
            Err(_) => self.tally.bad += 1,
        }
        let flow = (self.each)(row);
        self.ended |= flow.is_break();
        flow
    }

    fn end_with(&mut self, bad: BadRow) -> ControlFlow<()> {
        let _ = self.hand_over(Err(bad));
        self.ended = true;
        ControlFlow::Break(())
    }

    fn finish(mut self) -> Tally {
        if !self.ended && self.tally.good + self.tally.bad == 0 {
            let (code, message) = match self.header {
                Some(_) => (CellFault::NoRows, "There are no candidates below the header; add them and upload again."),
                None => {
                    (CellFault::FileEmpty, "The file is empty and has no candidates; add the header and their rows.")
                }
            };
            let _ = self.hand_over(Err(BadRow::whole(1, code, message)));
        }
        self.tally.complete = !self.ended;
        self.tally
    }
}
