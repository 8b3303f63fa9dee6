use std::io;

use domain::cell::CellFault;

use crate::archive::Packing;

/// Why a roster or an archive as a whole cannot be used. Says nothing of what the file holds, but for
/// the names of sheets.
#[derive(Debug, thiserror::Error)]
pub enum RosterError {
    /// The file could not be read from the disk.
    #[error("the file could not be read")]
    Io(#[from] io::Error),
    /// Neither CSV nor XLSX; `found` names what it looks like.
    #[error("this is {found}; save the list as XLSX or as CSV (UTF-8)")]
    Unsupported {
        /// What the file looks like, with its article.
        found: &'static str,
    },
    /// More than [`Limits`](crate::Limits) allows; `what` names which.
    #[error("the file is too large: {what}")]
    TooLarge {
        /// What there is too much of.
        what: &'static str,
    },
    /// More rows than [`Limits::rows`](crate::Limits::rows).
    #[error("the list has more than {limit} rows; split it into several files")]
    TooManyRows {
        /// The number allowed.
        limit: u64,
    },
    /// A workbook in which two sheets that people see look like a roster, or another than the first does.
    #[error(
        "the sheet \u{201C}{read}\u{201D} is the one that is read, and the sheet \u{201C}{other}\u{201D} looks like \
         such a list too; put all of it on one sheet, or delete or hide the other"
    )]
    TwoRosters {
        /// The first visible sheet.
        read: String,
        /// The other one.
        other: String,
    },
    /// A workbook whose parts are packed in a way that is not read.
    #[error("the workbook is packed with {0}, which is not read; open it in a spreadsheet and save it as XLSX again")]
    Packed(Packing),
    /// An XLSX or ZIP file that breaks off or contradicts itself.
    #[error("the file is damaged or incomplete; save it again and upload it once more")]
    Damaged,
    /// The file of photographs has no bytes.
    #[error("the file of photographs is empty; send the ZIP archive again, or leave it out")]
    EmptyZip,
    /// The photographs begin as a ZIP archive does, and its end is not there.
    #[error("the ZIP archive of photographs is cut off: its end is missing; send it again, or pack it anew")]
    CutOff,
    /// The photographs are not a ZIP archive.
    #[error("the photographs are not a ZIP archive")]
    NotAZip,
    /// An entry's name leads out of the archive (`..`, an absolute path, a drive, NUL), or is
    /// over 1,024 bytes long.
    #[error("entry {index} of the ZIP archive has an unsafe name; pack the photographs again")]
    UnsafeName {
        /// The entry's place in the archive's directory, from 0.
        index: usize,
    },
}

/// Why one photograph of an archive cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PhotoError {
    /// No entry has this name.
    #[error("the photograph is not in the archive")]
    Missing,
    /// Several entries could be meant.
    #[error("several photographs in the archive have this name")]
    Ambiguous,
    /// Larger than [`Limits::photo_bytes`](crate::Limits::photo_bytes).
    #[error("the photograph is too large")]
    TooLarge,
    /// Encrypted, or packed by a method that is not read.
    #[error("the photograph is packed with {0}, which is not read; pack the ZIP again with Deflate and no password")]
    Packed(Packing),
    /// Damaged.
    #[error("the photograph cannot be unpacked")]
    Unreadable,
}

/// The template could not be written.
#[derive(Debug, thiserror::Error)]
#[error("the template could not be written")]
pub struct TemplateError(#[from] rust_xlsxwriter::XlsxError);

/// One thing wrong with a roster, for the person who uploaded it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadCell {
    /// The row as a spreadsheet numbers it: the header is row 1.
    pub row: u64,
    /// The contract's name of the column, or empty where the whole row is meant.
    pub column: String,
    /// What it is, for whoever says it in another language.
    pub code: CellFault,
    /// The other row that the message names.
    pub other_row: Option<u64>,
    /// A sentence that says what to do. Echoes at most 40 characters of the cell.
    pub message: String,
}

/// What is wrong with a cell, wherever it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Wrong {
    pub(crate) code: CellFault,
    pub(crate) other_row: Option<u64>,
    pub(crate) message: String,
}

impl Wrong {
    pub(crate) fn new(code: CellFault, message: impl Into<String>) -> Self {
        Self { code, other_row: None, message: message.into() }
    }

    /// What is wrong because of another row.
    pub(crate) fn beside(other_row: u64, code: CellFault, message: impl Into<String>) -> Self {
        Self { other_row: Some(other_row), ..Self::new(code, message) }
    }

    /// The cell in its place.
    pub(crate) fn at(self, row: u64, column: &str) -> BadCell {
        let Self { code, other_row, message } = self;
        BadCell { row, column: column.to_owned(), code, other_row, message }
    }
}

/// A row that cannot be used, with everything that is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadRow {
    /// The row as a spreadsheet numbers it.
    pub row: u64,
    /// At least one.
    pub cells: Vec<BadCell>,
}

/// A row of a list of accounts that cannot be used, with what of it could be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadStaffRow {
    /// The row as a spreadsheet numbers it.
    pub row: u64,
    /// At least one.
    pub cells: Vec<BadCell>,
    /// The username, where it is one.
    pub username: Option<String>,
    /// The name, where it is one.
    pub name: Option<String>,
    /// The code of the centre, where it is one.
    pub centre_code: Option<String>,
}

impl From<BadRow> for BadStaffRow {
    fn from(BadRow { row, cells }: BadRow) -> Self {
        Self { row, cells, username: None, name: None, centre_code: None }
    }
}

impl BadRow {
    /// A row with one problem that is not of one column.
    pub(crate) fn whole(row: u64, code: CellFault, message: impl Into<String>) -> Self {
        Self { row, cells: vec![Wrong::new(code, message).at(row, "")] }
    }
}
