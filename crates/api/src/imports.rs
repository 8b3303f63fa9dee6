//! The import of candidates.

use domain::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    error::PhotoCode,
    fields::Fields,
    form::{FormFile, FormFiles, is_dry_run},
};

/// A form with a roster.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ImportForm {
    /// CSV or XLSX; the columns are those of the template, in any order and case.
    #[serde(skip)]
    #[schema(value_type = String, format = Binary)]
    pub file: FormFile,
    /// A ZIP with the photographs that the column Photo names.
    #[serde(skip)]
    #[schema(value_type = Option<String>, format = Binary, nullable = false)]
    pub photos: FormFile,
    /// Check everything, write nothing.
    #[schema(value_type = Option<bool>, nullable = false)]
    pub dry_run: Option<String>,
}

impl FormFiles for ImportForm {
    const TEXTS: &'static [&'static str] = &["dryRun"];
    const MUST_SAY: &'static [&'static str] = &["dryRun"];
    const FILES: &'static [&'static str] = &["file", "photos"];

    fn file(&mut self, name: &str) -> Option<&mut FormFile> {
        match name {
            "file" => Some(&mut self.file),
            "photos" => Some(&mut self.photos),
            _ => None,
        }
    }
}

impl ImportForm {
    /// Whether nothing is to be written.
    ///
    /// # Errors
    /// [`Fields`] when it is there and neither true nor false, as where a script's variable was empty.
    pub fn is_dry_run(&self) -> Result<bool, Fields> {
        is_dry_run(self.dry_run.as_deref())
    }
}

/// A photograph that was not enrolled.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RejectedPhoto {
    /// The row of the roster; the header is row 1.
    pub row: u64,
    /// The roll number.
    pub roll_number: String,
    /// The file in the archive, as the row names it.
    pub photo: String,
    /// Why, such as `FACE_NOT_DETECTED` or `PHOTO_MISSING`.
    pub code: PhotoCode,
    /// What to do about it, where the code does not say it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
}

/// What became of the photographs.
#[derive(Debug, Default, Serialize, ToSchema)]
pub struct Photos {
    /// Photographs of this file that are enrolled now.
    pub enrolled: u64,
    /// Those that are not.
    pub rejected: Vec<RejectedPhoto>,
}

/// What an import did.
#[derive(Debug, Default, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Imported {
    /// New candidates.
    pub imported: u64,
    /// Candidates that were changed.
    pub updated: u64,
    /// Candidates that were so already.
    pub unchanged: u64,
    /// Rows that the spreadsheet does not show; they are among the others.
    pub hidden_rows: u64,
    /// The codes of the centres that the file makes.
    pub centres_created: Vec<String>,
    /// The names of the slots that the file makes, each once however many centres have it.
    pub slots_created: Vec<String>,
    /// The names of the slots whose times the file changes, each once.
    pub slots_updated: Vec<String>,
    /// Minutes east of UTC of the times of the file that name no zone.
    pub utc_offset_minutes: i32,
    /// When the slots of the file are after it, by name and times: the first 50 of those that have any.
    pub slot_times: Vec<ImportedTimes>,
    /// What became of the photographs.
    pub photos: Photos,
}

/// When slots of one name are, at so many centres.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ImportedTimes {
    /// Their name.
    pub slot_name: String,
    /// At how many centres they are at these times.
    pub centres: u64,
    /// When their gates open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gate_opens: Option<Timestamp>,
    /// When their gates close.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gate_closes: Option<Timestamp>,
    /// When they begin.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_time: Option<Timestamp>,
    /// When they end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_time: Option<Timestamp>,
}
