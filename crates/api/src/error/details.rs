//! What a failure says beyond its code. Each shape belongs to the codes that [`super::schema`] names.

use domain::{attendance::Attendance, cell::CellFault};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::{fields::Fields, health::Health};

/// Of `VALIDATION`: what does not fit.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct InvalidFields {
    /// By field; the empty name is the whole request.
    pub fields: Fields,
}

/// Of `PAYLOAD_TOO_LARGE`: the limit.
#[derive(Clone, Copy, Debug, Default, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TooMuch {
    /// The most bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub limit_bytes: Option<u64>,
    /// The most candidates of a package.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub limit_candidates: Option<i64>,
}

/// Of `ATTENDANCE_EXISTS`: the mark that stands.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Existing {
    /// The mark that stands; null when it was taken back this very moment.
    #[schema(required)]
    pub existing: Option<Attendance>,
}

/// Of `STATION_INCOMPLETE`: what the station waits for.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct StillMissing {
    /// `attendance`, `face`, `faceAttempt`, `fingerprint`, `omr`.
    #[schema(value_type = Vec<String>)]
    pub missing: Vec<&'static str>,
}

/// Of `MULTIPLE_FACES`: how many were found.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
pub struct FaceCount {
    /// Faces in the picture.
    pub faces: usize,
}

/// Of `IMAGE_QUALITY` and `IMAGE_UNREADABLE`: why the picture cannot be used.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct BadPicture {
    /// `dark`, `bright`, `blurred`, `pose`, `small`, `cut`; `too_many_pixels`, `too_few_pixels`, `unsupported_format`,
    /// `broken`.
    #[schema(value_type = String)]
    pub reason: &'static str,
    /// What was measured, where a face was found.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>, nullable = false)]
    pub quality: Option<Value>,
}

/// A cell of a roster that is wrong.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BadCell {
    /// The row; the header is row 1.
    pub row: u64,
    /// The column, by its name in the template; empty where the row or the file is meant.
    pub column: String,
    /// What is wrong, for a page that says it in its own words.
    pub code: CellFault,
    /// The other row that is part of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub other_row: Option<u64>,
    /// What is wrong and what to do, as a sentence.
    pub message: String,
}

impl BadCell {
    /// A cell that is wrong by itself.
    pub fn new(row: u64, column: &str, code: CellFault, message: impl Into<String>) -> Self {
        Self { row, column: column.to_owned(), code, other_row: None, message: message.into() }
    }
}

/// Of `IMPORT_REJECTED`: the bad cells.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BadCells {
    /// The bad cells, the first 10,000 of them.
    pub rows: Vec<BadCell>,
    /// How many more there are.
    pub not_named: u64,
}

/// What a failure says beyond its code.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub enum Details {
    /// What does not fit.
    Fields(InvalidFields),
    /// The limit.
    Limit(TooMuch),
    /// The mark that stands.
    Existing(Box<Existing>),
    /// What the station waits for.
    Missing(StillMissing),
    /// How many faces were found.
    Faces(FaceCount),
    /// Why the picture cannot be used.
    Picture(BadPicture),
    /// The bad cells of a roster.
    Cells(BadCells),
    /// Which dependency is down.
    Health(Health),
}
