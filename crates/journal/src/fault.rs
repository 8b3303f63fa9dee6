//! What a verification finds.

use std::fmt;

use store::StoreError;
use strum::Display;
use uuid::Uuid;

/// What was done to something.
#[derive(Clone, Copy, Debug, Display, PartialEq, Eq)]
#[strum(serialize_all = "lowercase")]
pub enum What {
    /// It is not what it was.
    Changed,
    /// It is gone.
    Missing,
    /// It was not written by the program.
    Inserted,
    /// It was written, but in another place.
    #[strum(serialize = "out of order")]
    OutOfOrder,
}

/// The first thing that is not as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The number of the entry, where it is one that has a number.
    pub number: Option<i64>,
    /// Its id, where that is known.
    pub id: Option<Uuid>,
    /// What it is when it is no entry, such as `tile 0/3`.
    pub place: Option<String>,
    /// What was done to it.
    pub what: What,
    /// How that shows.
    pub why: String,
}

impl Fault {
    /// A fault of an entry with a number.
    pub fn of_entry(number: i64, id: Option<Uuid>, what: What, why: impl Into<String>) -> Self {
        Self { number: Some(number), id, place: None, what, why: why.into() }
    }

    /// A fault of an entry that waits for its number.
    pub fn of_waiting(id: Option<Uuid>, why: impl Into<String>) -> Self {
        Self { number: None, id, place: None, what: What::Inserted, why: why.into() }
    }

    /// A fault of something else.
    pub fn of(place: impl Into<String>, what: What, why: impl Into<String>) -> Self {
        Self { number: None, id: None, place: Some(place.into()), what, why: why.into() }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.place, self.number) {
            (Some(place), _) => write!(f, "{place}")?,
            (None, Some(number)) => write!(f, "entry {number}")?,
            (None, None) => write!(f, "entry without a number")?,
        }
        if let Some(id) = self.id {
            write!(f, " (id {id})")?;
        }
        write!(f, ": {}: {}", self.what, self.why)
    }
}

/// Why a verification ended early.
#[derive(Debug)]
pub enum Stop {
    /// Something was changed.
    Fault(Box<Fault>),
    /// It could not be done.
    Error(anyhow::Error),
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Self {
        Self::Fault(Box::new(fault))
    }
}

impl From<StoreError> for Stop {
    fn from(error: StoreError) -> Self {
        Self::Error(error.into())
    }
}

impl From<std::io::Error> for Stop {
    fn from(error: std::io::Error) -> Self {
        Self::Error(error.into())
    }
}

/// What became of the comparison of the state with the entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compared {
    /// So many rows are as the entries say.
    Rows(u64),
    /// An entry (its number, if it has one) is of another version: nothing was compared.
    Unknown(Option<i64>),
}

/// What a verification has seen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Entries that were found to be as they were written.
    pub entries: i64,
    /// Checkpoints likewise.
    pub checkpoints: i64,
    /// Entries after the newest checkpoint.
    pub uncovered: i64,
    /// Entries that wait for their number.
    pub waiting: i64,
    /// What became of the comparison of the state with the entries; none of a bundle, which has no state.
    pub compared: Option<Compared>,
    /// The first thing that is not as it was written.
    pub fault: Option<Fault>,
}
