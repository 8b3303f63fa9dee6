//! The accounts of an exam's day.

use domain::{
    CentreId, ExamId, Role, UserId,
    order::{AccountSort, SortOrder},
    text::{Line, Username},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::{
    error::{BadCell, ErrorCode},
    fields::{Fields, nothing_named},
    form::{FormFile, FormFiles, FormImage, is_dry_run},
};

/// A new account.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CreateOperator {
    /// The name it logs in with.
    pub username: Username,
    /// Its first password: 8 to 128 characters.
    #[schema(min_length = 8, max_length = 128)]
    pub password: String,
    /// The person's name.
    pub name: Line,
    /// What it may do.
    pub role: Role,
    /// The centre of a supervisor (required) or operator.
    pub centre_id: Option<CentreId>,
    /// The exams of an observer.
    #[serde(default)]
    #[schema(max_items = 1000)]
    pub exam_ids: Option<Vec<ExamId>>,
}

/// Which accounts.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct OperatorQuery {
    /// Of one centre: those that belong to it, and those that are assigned to its slots.
    pub centre_id: Option<CentreId>,
    /// Of one role.
    pub role: Option<Role>,
    /// A part of the name, or of the name to log in with; case does not count.
    #[param(max_length = 100)]
    pub q: Option<String>,
    /// By what they come.
    #[param(inline)]
    pub sort: Option<AccountSort>,
    /// Which way; upwards where nothing is said.
    #[param(inline)]
    pub order: Option<SortOrder>,
}

/// A change of an account: at least one of these.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct UpdateOperator {
    /// True ends its sessions and lets it log in no more.
    pub disabled: Option<bool>,
    /// Another centre.
    pub centre_id: Option<CentreId>,
    /// Another name.
    pub name: Option<Line>,
    /// Whether an admin or supervisor has to have a second factor. Whoever has none yet sets one up before anything else.
    pub second_factor_required: Option<bool>,
}

impl UpdateOperator {
    /// That it names something.
    ///
    /// # Errors
    /// [`Fields`] when it does not.
    pub fn names_something(&self) -> Result<(), Fields> {
        let named = self.disabled.is_some()
            || self.centre_id.is_some()
            || self.name.is_some()
            || self.second_factor_required.is_some();
        if named { Ok(()) } else { Err(nothing_named()) }
    }
}

/// The parameter of a path under an account.
#[derive(Debug, Deserialize)]
pub struct OperatorPath {
    /// The account.
    pub id: UserId,
}

/// An operator's own face that was enrolled.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OperatorFace {
    /// Whose.
    pub operator_id: UserId,
    /// What was measured of the picture.
    #[schema(value_type = Object)]
    pub quality: serde_json::Value,
    /// The engine.
    pub engine: String,
}

/// The form with which an operator's own face is enrolled.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OperatorFaceForm {
    /// JPEG or PNG.
    #[serde(skip)]
    #[schema(value_type = String, format = Binary)]
    pub face_image: FormImage,
}

impl FormFiles for OperatorFaceForm {
    const TEXTS: &'static [&'static str] = &[];
    const IMAGES: &'static [&'static str] = &["faceImage"];

    fn image(&mut self, name: &str) -> Option<&mut FormImage> {
        (name == "faceImage").then_some(&mut self.face_image)
    }
}

/// A new password for somebody else.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ResetPassword {
    /// 8 to 128 characters; left out: one is made.
    #[schema(min_length = 8, max_length = 128)]
    pub password: Option<String>,
}

/// A password that was given to somebody, to be changed at their next login.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct GivenPassword {
    /// Whose it is.
    pub operator_id: UserId,
    /// The password, where it was made here: shown this once.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub password: Option<String>,
    /// The sessions that it ended.
    pub sessions_ended: u64,
}

/// A form with a list of accounts.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct StaffForm {
    /// CSV or XLSX with the columns Username, Name, Role? (operator when it is empty), Centre Code? and Exam Codes?.
    #[serde(skip)]
    #[schema(value_type = String, format = Binary)]
    pub file: FormFile,
    /// Check everything, write nothing: the answer is the same, without ids and passwords of what is new.
    #[schema(value_type = Option<bool>, nullable = false)]
    pub dry_run: Option<String>,
}

impl StaffForm {
    /// Whether nothing is to be written.
    ///
    /// # Errors
    /// [`Fields`] when it is there and neither true nor false.
    pub fn is_dry_run(&self) -> Result<bool, Fields> {
        is_dry_run(self.dry_run.as_deref())
    }
}

impl FormFiles for StaffForm {
    const TEXTS: &'static [&'static str] = &["dryRun"];
    const MUST_SAY: &'static [&'static str] = &["dryRun"];
    const FILES: &'static [&'static str] = &["file"];

    fn file(&mut self, name: &str) -> Option<&mut FormFile> {
        (name == "file").then_some(&mut self.file)
    }
}

/// What became of a row of a list of accounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum StaffRowAs {
    /// The account was created; in a dry run, it would be.
    Created,
    /// It was there, with the same role, name and centre.
    Unchanged,
    /// It was not created.
    Failed,
}

/// What became of a row of a list of accounts.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct StaffResult {
    /// The row; the header is row 1.
    pub row: u64,
    /// The name it logs in with, as far as it could be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub username: Option<String>,
    /// The person's name, as far as it could be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub name: Option<String>,
    /// The code of the centre that the row names, as far as it could be read.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub centre_code: Option<String>,
    /// What became of it.
    pub status: StaffRowAs,
    /// The account.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub operator_id: Option<UserId>,
    /// The password of an account that was created, to be changed at the first login: shown this once.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub password: Option<String>,
    /// Why it was not created.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub code: Option<ErrorCode>,
    /// What is wrong with it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cells: Vec<BadCell>,
}

/// What became of a list of accounts.
#[derive(Default, Serialize, ToSchema)]
pub struct StaffResults {
    /// Accounts that were created.
    pub created: u64,
    /// Accounts that were there.
    pub unchanged: u64,
    /// Rows of which no account was created.
    pub failed: u64,
    /// One a row, in order.
    pub results: Vec<StaffResult>,
}
