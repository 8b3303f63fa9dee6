use jiff::civil::Date;

/// What a file may cost, and the one thing that it does not say itself (the time zone).
///
/// The defaults fit the largest exams: 2.6 million candidates in one CSV.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of a roster file as uploaded. Default 1 GiB.
    pub file_bytes: u64,
    /// Candidates in a roster. Default 3,000,000.
    pub rows: u64,
    /// Columns looked at in a row; a row with more cells is refused. Default 512.
    pub columns: usize,
    /// Characters of any one cell. Default 400.
    pub cell_chars: usize,
    /// Entries in an XLSX package. Default 10,000.
    pub xlsx_entries: usize,
    /// Inflated bytes of the XLSX parts that are held in memory (texts, styles, the list of
    /// sheets), all together. Default 256 MiB.
    pub xlsx_memory_bytes: u64,
    /// Inflated bytes of the XLSX sheet, which is streamed. Default 2 GiB, which is more than
    /// the 1,048,576 rows of a full sheet need.
    pub xlsx_sheet_bytes: u64,
    /// Entries in a photograph archive. Default 3,000,000.
    pub photo_entries: usize,
    /// Inflated bytes of one photograph. Default 15 MiB.
    pub photo_bytes: u64,
    /// Different centres, names of slots, and slots of a roster, each. Default 250,000.
    pub places: usize,
    /// The day on which the roster is read, where the dates of birth are to be held against it.
    pub today: Option<Date>,
    /// Minutes east of UTC of slot times that name no zone. Default 330 (+05:30).
    pub utc_offset_minutes: i16,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 1 << 30,
            rows: 3_000_000,
            columns: 512,
            cell_chars: 400,
            xlsx_entries: 10_000,
            xlsx_memory_bytes: 256 << 20,
            xlsx_sheet_bytes: 2 << 30,
            photo_entries: 3_000_000,
            photo_bytes: 15 << 20,
            places: 250_000,
            today: None,
            utc_offset_minutes: 330,
        }
    }
}

impl Limits {
    /// Bytes kept of one cell: enough to know that it is too long, no more.
    pub(crate) fn cell_bytes(&self) -> usize {
        self.cell_chars.saturating_mul(4).saturating_add(4)
    }
}
