//! OMR sheets.

use domain::{
    CandidateId, CentreId, ExamId, SlotId, Timestamp, UserId,
    sheet::SheetStatus,
    text::{Barcode, Line, RollNumber},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    fields::Fields,
    form::{FormFiles, FormImage},
};

/// A sheet to be registered.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ScanSheet {
    /// Its barcode.
    pub barcode: Barcode,
    /// The exam.
    pub exam_id: ExamId,
    /// A key in this exam's own store, of a picture that the caller's centre captured; the server fetches no address. A
    /// key that is none, or of another centre's picture, is 400 `VALIDATION`; a picture of another sheet 422
    /// `BARCODE_MISMATCH`.
    #[schema(max_length = 400)]
    pub image_url: Option<String>,
    /// Somebody has seen that the picture shows another barcode: it is kept, and told of.
    pub confirm_mismatch: Option<bool>,
    /// Who acts: the token's user.
    pub operator_id: Option<UserId>,
    /// Who scanned: the token's user.
    pub scanned_by: Option<UserId>,
}

/// A form with a sheet and its picture.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ScanForm {
    /// Its barcode.
    pub barcode: Barcode,
    /// The exam.
    pub exam_id: ExamId,
    /// JPEG or PNG; a barcode that can be read on it must be the one above.
    #[serde(skip)]
    #[schema(value_type = Option<String>, format = Binary, nullable = false)]
    pub image: FormImage,
    /// A key in this exam's own store, of a picture that the caller's centre captured; the server fetches no address. A
    /// key that is none, or of another centre's picture, is 400 `VALIDATION`; a picture of another sheet 422
    /// `BARCODE_MISMATCH`.
    #[schema(max_length = 400, nullable = false)]
    pub image_url: Option<String>,
    /// `true`: somebody has seen that the picture shows another barcode. It is kept, and told of.
    #[schema(value_type = Option<bool>, nullable = false)]
    pub confirm_mismatch: Option<String>,
    /// Who acts: the token's user.
    #[schema(nullable = false)]
    pub operator_id: Option<UserId>,
    /// Who scanned: the token's user.
    #[schema(nullable = false)]
    pub scanned_by: Option<UserId>,
}

impl FormFiles for ScanForm {
    const TEXTS: &'static [&'static str] =
        &["barcode", "examId", "imageUrl", "operatorId", "scannedBy", "confirmMismatch"];
    const IMAGES: &'static [&'static str] = &["image"];

    fn image(&mut self, name: &str) -> Option<&mut FormImage> {
        (name == "image").then_some(&mut self.image)
    }
}

impl ScanForm {
    /// The sheet, and its picture where one was sent.
    ///
    /// # Errors
    /// [`Fields`] when `confirmMismatch` is neither true nor false.
    pub fn split(self) -> Result<(ScanSheet, Option<Vec<u8>>), Fields> {
        let Self { barcode, exam_id, image, image_url, confirm_mismatch, operator_id, scanned_by } = self;
        let confirm_mismatch = match confirm_mismatch.as_deref().map(str::trim) {
            None | Some("") => None,
            Some("true") => Some(true),
            Some("false") => Some(false),
            Some(_) => return Err(Fields::of("confirmMismatch", "must be true or false")),
        };
        let sheet = ScanSheet { barcode, exam_id, image_url, confirm_mismatch, operator_id, scanned_by };
        Ok((sheet, image.optional()))
    }
}

/// A sheet that was registered.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ScannedSheet {
    /// Its barcode.
    pub barcode: Barcode,
    /// The exam.
    pub exam_id: ExamId,
    /// `scanned`.
    pub status: SheetStatus,
    /// Whether it is bound: not yet.
    pub validated: bool,
    /// When.
    pub scanned_at: Timestamp,
    /// By whom.
    pub scanned_by: UserId,
    /// Where its image lies.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub omr_image_url: Option<String>,
}

/// A binding.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BindSheet {
    /// The sheet's barcode.
    pub barcode: Barcode,
    /// The candidate's roll number.
    pub roll_number: RollNumber,
    /// The exam.
    pub exam_id: ExamId,
    /// Who acts: the token's user.
    pub operator_id: Option<UserId>,
}

/// The parameter of a path under a barcode.
#[derive(Debug, Deserialize)]
pub struct BarcodePath {
    /// The barcode.
    pub barcode: Barcode,
}

/// To whom a sheet is bound.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct BindQuery {
    /// The candidate's roll number.
    pub roll_number: RollNumber,
    /// The exam.
    pub exam_id: ExamId,
}

/// The candidate of a sheet.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BoundCandidate {
    /// Its id.
    pub id: CandidateId,
    /// The roll number that the sheet is bound to.
    pub roll_number: RollNumber,
    /// As on the form.
    pub name: Line,
    /// Where they sit.
    pub centre_id: CentreId,
    /// When they sit.
    pub slot_id: SlotId,
}

/// A binding that holds.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BoundSheet {
    /// The sheet's barcode.
    pub barcode: Barcode,
    /// The candidate's roll number.
    pub roll_number: RollNumber,
    /// The candidate.
    pub candidate: BoundCandidate,
    /// Always true.
    pub validated: bool,
    /// Whether it held before this call.
    pub already_validated: bool,
}

/// A sheet to be made void.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct VoidSheet {
    /// Its barcode.
    pub barcode: Barcode,
    /// The exam.
    pub exam_id: ExamId,
    /// Why.
    pub reason: Line,
}

/// Where a sheet stands.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SheetState {
    /// Its barcode.
    pub barcode: Barcode,
    /// The exam.
    pub exam_id: ExamId,
    /// Where it stands.
    pub status: SheetStatus,
}

/// A sheet that was looked up.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FoundSheet {
    /// Its barcode.
    pub barcode: Barcode,
    /// The exam.
    pub exam_id: ExamId,
    /// Where it stands.
    pub status: SheetStatus,
    /// Whether it is bound.
    pub validated: bool,
    /// Whose it is; of a void one, whose it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub roll_number: Option<RollNumber>,
    /// The same by id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub candidate_id: Option<CandidateId>,
    /// When it was scanned.
    pub scanned_at: Timestamp,
    /// By whom.
    pub scanned_by: UserId,
    /// Where its image lies.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub omr_image_url: Option<String>,
    /// Up to which moment changes are in this answer for certain.
    pub as_of: Timestamp,
}

/// The parameters of a sheet, or of its image.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SheetPath {
    /// The exam.
    pub exam_id: ExamId,
    /// The barcode.
    pub barcode: Barcode,
}

/// Which picture of a sheet.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SheetImageQuery {
    /// Of those that the caller may see, as they came, the first is 1. Without it the newest by who bound the sheet, else
    /// one of the sheet's centre, else the first.
    #[serde(default)]
    #[param(value_type = Option<u32>, minimum = 1)]
    take: Option<String>,
}

impl SheetImageQuery {
    /// The number that is asked for, from 1.
    ///
    /// # Errors
    /// [`Fields`] when it is none.
    pub fn take(&self) -> Result<Option<usize>, Fields> {
        let number = |text: &String| text.parse().ok().filter(|number| *number >= 1);
        let wrong = || Fields::of("take", "must be the number of a picture, from 1");
        self.take.as_ref().map(|text| number(text).ok_or_else(wrong)).transpose()
    }
}
