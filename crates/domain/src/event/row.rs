//! A row of the state, as far as the journal tells of it: its table, its name in it, its columns.

use strum::{Display, EnumIter, FromRepr, IntoStaticStr};
use uuid::Uuid;

/// A table whose rows the journal tells of. Rows are compared in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Display, EnumIter, FromRepr)]
#[strum(serialize_all = "snake_case")]
#[repr(u8)]
pub enum Table {
    /// Named by its id.
    Account,
    /// Named by its id.
    Exam,
    /// Named by its id.
    Slot,
    /// Who works where now: named by operator and slot.
    OperatorSlot,
    /// Named by its id.
    Candidate,
    /// Named by its candidate, who has one at a time.
    EnrolledFace,
    /// Named by its id.
    Attendance,
    /// Named by its id; only those that were kept.
    FaceAttempt,
    /// Named by its candidate, who has one at a time.
    Fingerprint,
    /// Named by exam and barcode.
    OmrSheet,
    /// Named by its candidate, who has one at a time.
    Biometric,
    /// Named by its id.
    Alert,
    /// Named by its id.
    SyncConflict,
    /// Named by its id.
    DownloadPassword,
}

/// How a column is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An id.
    Id,
    /// A text.
    Text,
    /// A number with a fraction.
    Number,
    /// A whole number, or a time.
    Whole,
    /// Yes or no.
    Flag,
    /// The settings of an exam.
    Settings,
}

/// A column, by its name in the store; `exception` stands for a fingerprint without an image,
/// `second_factor` for how far an account is with its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Display, IntoStaticStr, FromRepr)]
#[strum(serialize_all = "snake_case")]
#[repr(u8)]
#[allow(missing_docs)] // the names are those of the tables
pub enum Column {
    Id,
    ExamId,
    CentreId,
    SlotId,
    CandidateId,
    OperatorId,
    DeviceId,
    Status,
    Role,
    Disabled,
    Code,
    Settings,
    MarkedBy,
    BiometricEligible,
    Number,
    Verified,
    MatchPercentage,
    Threshold,
    Engine,
    Exception,
    ImageQuality,
    ScannedBy,
    BarcodeRead,
    ValidatedBy,
    VoidedBy,
    Overridden,
    Kind,
    Severity,
    Mode,
    ReviewedBy,
    EntityType,
    Reason,
    Resolution,
    ResolvedBy,
    ExpiresAt,
    UsedBy,
    SecondFactor,
    FactorRequired,
}

impl Column {
    /// How it is read.
    #[must_use]
    pub fn kind(self) -> Kind {
        match self {
            Self::Id
            | Self::ExamId
            | Self::CentreId
            | Self::SlotId
            | Self::CandidateId
            | Self::OperatorId
            | Self::MarkedBy
            | Self::ScannedBy
            | Self::ValidatedBy
            | Self::VoidedBy
            | Self::ReviewedBy
            | Self::ResolvedBy
            | Self::UsedBy => Kind::Id,
            Self::Number | Self::ExpiresAt => Kind::Whole,
            Self::MatchPercentage | Self::Threshold | Self::ImageQuality => Kind::Number,
            Self::Disabled
            | Self::FactorRequired
            | Self::BiometricEligible
            | Self::Verified
            | Self::Exception
            | Self::Overridden => Kind::Flag,
            Self::Settings => Kind::Settings,
            Self::DeviceId
            | Self::Status
            | Self::Role
            | Self::SecondFactor
            | Self::Code
            | Self::Engine
            | Self::BarcodeRead
            | Self::Kind
            | Self::Severity
            | Self::Mode
            | Self::EntityType
            | Self::Reason
            | Self::Resolution => Kind::Text,
        }
    }
}

/// What a column holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// NULL.
    Nothing,
    /// An id.
    Id(Uuid),
    /// A text.
    Text(String),
    /// A number with a fraction.
    Number(f64),
    /// A whole number, or a time in microseconds.
    Whole(i64),
    /// Yes or no.
    Flag(bool),
}

/// How far two numbers may lie apart that went through two texts.
const NUMBER_SLACK: f64 = 1e-6;

impl Cell {
    /// Whether both say the same.
    #[must_use]
    pub fn agrees(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Number(a), Self::Number(b)) => (a - b).abs() <= NUMBER_SLACK,
            _ => self == other,
        }
    }
}

impl std::fmt::Display for Cell {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Nothing => f.write_str("empty"),
            Self::Id(id) => write!(f, "{id}"),
            Self::Text(text) => f.write_str(text),
            Self::Number(number) => write!(f, "{number}"),
            Self::Whole(number) => write!(f, "{number}"),
            Self::Flag(flag) => write!(f, "{flag}"),
        }
    }
}

impl<I: Into<Uuid>> From<Option<I>> for Cell {
    fn from(id: Option<I>) -> Self {
        id.map_or(Self::Nothing, |id| Self::Id(id.into()))
    }
}

/// The name of a row within its table, as bytes: of two names of a table neither begins with the other.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key(Vec<u8>);

impl Key {
    /// Of a row with an id.
    #[must_use]
    pub fn id(id: impl Into<Uuid>) -> Self {
        Self(id.into().as_bytes().to_vec())
    }

    /// Of a row between two others.
    #[must_use]
    pub fn pair(one: impl Into<Uuid>, other: impl Into<Uuid>) -> Self {
        Self([one.into().into_bytes(), other.into().into_bytes()].concat())
    }

    /// Of a row with a text, within another.
    #[must_use]
    pub fn text(within: impl Into<Uuid>, text: &str) -> Self {
        Self([within.into().as_bytes().as_slice(), text.as_bytes(), b"\0"].concat())
    }

    /// From its bytes.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Self {
        Self(bytes.to_vec())
    }

    /// Its bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// For a person: which row of `table` it is.
    #[must_use]
    pub fn row_of(&self, table: Table) -> String {
        let (first, rest) = self.0.split_at(self.0.len().min(16));
        let id = |bytes: &[u8]| Uuid::from_slice(bytes).unwrap_or_default();
        match table {
            Table::OperatorSlot => format!("{table} of operator {} and slot {}", id(first), id(rest)),
            Table::OmrSheet => {
                let barcode = String::from_utf8_lossy(rest);
                format!("{table} {} of exam {}", barcode.trim_end_matches('\0'), id(first))
            }
            Table::EnrolledFace | Table::Fingerprint | Table::Biometric => {
                format!("{table} of candidate {}", id(first))
            }
            _ => format!("{table} {}", id(first)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_named_for_a_person() {
        let (one, two) = (Uuid::from_u128(1), Uuid::from_u128(2));
        for (table, key, name) in [
            (Table::Attendance, Key::id(one), format!("attendance {one}")),
            (Table::Biometric, Key::id(one), format!("biometric of candidate {one}")),
            (Table::OmrSheet, Key::text(one, "A/7"), format!("omr_sheet A/7 of exam {one}")),
            (Table::OperatorSlot, Key::pair(one, two), format!("operator_slot of operator {one} and slot {two}")),
        ] {
            assert_eq!(key.row_of(table), name);
            assert_eq!(Key::from_bytes(key.as_bytes()), key);
        }
    }

    #[test]
    fn no_name_begins_with_another() {
        let exam = Uuid::from_u128(1);
        let (short, long) = (Key::text(exam, "A"), Key::text(exam, "AB"));
        assert!(short < long && !long.as_bytes().starts_with(short.as_bytes()));
    }

    #[test]
    fn numbers_that_went_through_a_text_agree() {
        assert!(Cell::Number(99.1).agrees(&Cell::Number(99.100_000_000_1)));
        assert!(!Cell::Number(99.1).agrees(&Cell::Number(99.2)));
        assert!(!Cell::Number(1.0).agrees(&Cell::Nothing) && !Cell::Flag(true).agrees(&Cell::Flag(false)));
    }
}
