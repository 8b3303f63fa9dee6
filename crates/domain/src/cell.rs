//! What may be wrong with a cell of a list that somebody uploads: a code, so that it can be said in any language.

use serde::Serialize;
use utoipa::ToSchema;

/// What is wrong with a cell of a list, or with the list as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CellFault {
    /// Nothing is there and something has to be.
    Empty,
    /// It has more characters than may be.
    TooLong,
    /// It is so long that the columns may have shifted.
    FarTooLong,
    /// A character is not one of a code.
    WrongCharacter,
    /// A line break or a control character is inside.
    ControlCharacter,
    /// It only stands for a value, such as a dash.
    Placeholder,
    /// Question marks or boxes stand in place of letters.
    LettersLost,
    /// It was read in another encoding than it was saved in.
    LettersMisread,
    /// It has codes in place of letters.
    LettersCoded,
    /// An error that the spreadsheet shows, or a formula without a result.
    SpreadsheetError,
    /// A long number that the spreadsheet shortened.
    NumberShortened,
    /// A number that the spreadsheet may have rounded.
    NumberRounded,
    /// The spreadsheet took a text for a date.
    TakenForDate,
    /// The spreadsheet shows a percentage.
    TakenForPercentage,
    /// The spreadsheet holds true or false.
    TakenForTruth,
    /// It is no date in a form that is read.
    DateUnreadable,
    /// A plain number where a date has to be.
    DateIsNumber,
    /// The year of a date cannot be right.
    YearImplausible,
    /// Nobody who sits an exam is born then.
    BirthImplausible,
    /// It is no date and time in a form that is read.
    TimeUnreadable,
    /// A plain number where a date and time have to be.
    TimeIsNumber,
    /// The time cannot be right.
    TimeImplausible,
    /// There is no such role.
    RoleUnknown,
    /// The row has more cells than the header.
    TooManyCells,
    /// The row is not text in UTF-8.
    NotUtf8,
    /// A quotation mark opens and is never closed.
    QuotationUnclosed,
    /// There is nothing below the header.
    NoRows,
    /// The file has nothing at all.
    FileEmpty,
    /// The file is neither CSV nor XLSX.
    FileUnsupported,
    /// Two sheets of the workbook look like such a list.
    TwoLists,
    /// The workbook is packed in a way that is not read.
    FilePacked,
    /// The file is damaged or breaks off.
    FileDamaged,
    /// The archive of photographs is empty.
    PhotosEmpty,
    /// The end of the archive of photographs is missing.
    PhotosCutOff,
    /// The photographs are no ZIP archive.
    PhotosNotZip,
    /// A photograph has a name that leads out of the archive.
    PhotoNameUnsafe,
    /// The header lacks the column.
    ColumnMissing,
    /// The header has the column more than once.
    ColumnRepeated,
    /// An end is not after its beginning.
    EndNotAfterStart,
    /// Another row has the same, which only one may have.
    Repeated,
    /// It differs from another one only in case, dashes, spaces or leading zeros.
    Resembles,
    /// Another row says something else of the same slot or centre.
    Contradicts,
    /// A candidate with the same name and date of birth has a number that differs only in its spelling.
    SamePerson,
    /// Attendance was marked, so that the candidate stays as they are.
    AttendanceMarked,
    /// The slot holds as many as it may.
    SlotFull,
    /// The end is over already.
    EndIsOver,
    /// The sheet was made void.
    SheetVoid,
    /// The sheet is bound to another candidate.
    SheetBound,
    /// There is no such centre.
    CentreUnknown,
    /// There is no such exam.
    ExamUnknown,
    /// Another account has the username.
    UsernameTaken,
    /// The role needs a centre.
    CentreNeeded,
    /// The role has no centre.
    CentreNotTaken,
    /// The role is not held to exams.
    ExamsNotTaken,
}
