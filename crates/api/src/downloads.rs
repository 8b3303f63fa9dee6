//! Downloading an exam: a password that head office reads out, and the package that it opens.

use domain::{
    CentreId, DownloadId, ExamId, PasswordId, Timestamp, UserId,
    order::{DownloadSort, SortOrder},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::error::ErrorCode;

/// The header with the token of a download.
pub const TOKEN_HEADER: &str = "x-download-token";

/// A password that is wanted.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct GeneratePassword {
    /// The exam that it opens.
    pub exam_id: ExamId,
    /// Minutes until it is over.
    #[schema(minimum = 1, maximum = 1440, default = 30)]
    pub expiry_minutes: Option<i64>,
    /// Who alone may use it.
    pub operator_id: Option<UserId>,
    /// At which centre alone it may be used.
    pub centre_id: Option<CentreId>,
}

/// A password, shown this once.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct GeneratedPassword {
    /// Its id.
    pub password_id: PasswordId,
    /// Four groups of five symbols, to be read out: no I, L, O and U.
    pub password: String,
    /// From when on it is over.
    pub expires_at: Timestamp,
}

/// The parameter of a path under a password.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PasswordPath {
    /// The password.
    pub password_id: PasswordId,
}

/// What became of a password that was to be taken back.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct WithdrawnPassword {
    /// The password.
    pub password_id: PasswordId,
    /// Whether it opens nothing any more; false where somebody had used it.
    pub withdrawn: bool,
    /// From when on it is over.
    pub expires_at: Timestamp,
}

/// A password that was read out.
#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct VerifyPassword {
    /// The exam.
    pub exam_id: ExamId,
    /// The password; case, spaces and hyphens do not matter, I and L are 1, O is 0.
    pub password: String,
    /// Who uses it: the token's user.
    pub operator_id: Option<UserId>,
}

/// The right to fetch a package.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct GivenDownload {
    /// To be sent as `X-Download-Token`; good for this user alone.
    pub download_token: String,
    /// From when on it is over.
    pub expires_at: Timestamp,
    /// Where the package is: a path.
    pub package_url: String,
}

/// Which passwords.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct DownloadQuery {
    /// Of one centre: those that are held to it or to somebody of it, and those that such a one used.
    pub centre_id: Option<CentreId>,
    /// By what they come.
    #[param(inline)]
    pub sort: Option<DownloadSort>,
    /// Which way; downwards where nothing is said: the newest first.
    #[param(inline)]
    pub order: Option<SortOrder>,
}

/// A password and what became of it; never what it is.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DownloadItem {
    /// The password.
    pub password_id: PasswordId,
    /// When it was made.
    pub created_at: Timestamp,
    /// By whom.
    pub created_by: UserId,
    /// From when on it is over.
    pub expires_at: Timestamp,
    /// Who alone may use it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operator_id: Option<UserId>,
    /// At which centre alone it may be used.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub centre_id: Option<CentreId>,
    /// Who took it back; it is over since then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub withdrawn_by: Option<UserId>,
    /// Who used it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub used_by: Option<UserId>,
    /// When.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub used_at: Option<Timestamp>,
    /// Bytes of the package, once it is built.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub package_bytes: Option<i64>,
    /// Bytes that were sent, from the first one on without a gap; of what is under way only what was sent before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sent_bytes: Option<i64>,
    /// When the last byte was sent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub completed_at: Option<Timestamp>,
}

/// The parameter of a path under a download.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DownloadPath {
    /// The download.
    pub download_id: DownloadId,
}

/// The most passwords of one call.
pub const PASSWORDS: usize = 5000;

/// Passwords that are wanted, one each.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct GeneratePasswords {
    /// The exam that they open.
    pub exam_id: ExamId,
    /// Minutes until they are over.
    #[schema(minimum = 1, maximum = 1440, default = 30)]
    pub expiry_minutes: Option<i64>,
    /// Ids of operators or supervisors, each of whom alone may use theirs, and of centres, at which alone theirs may be
    /// used; each once.
    #[serde(rename = "for")]
    #[schema(min_items = 1, max_items = 5000)]
    pub wanted_for: Vec<Uuid>,
}

/// One of many passwords, as it is printed on a slip: shown this once.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PasswordSlip {
    /// For whom or where it was wanted.
    #[serde(rename = "for")]
    pub wanted_for: Uuid,
    /// What the slip is headed by: the code of the centre, or the name that the account logs in with.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub label: Option<String>,
    /// The name of the centre or person.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub name: Option<String>,
    /// The password's id, where one was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub password_id: Option<PasswordId>,
    /// The password, in groups as [`GeneratedPassword`] has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub password: Option<String>,
    /// From when on it is over.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub expires_at: Option<Timestamp>,
    /// Why none was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub code: Option<ErrorCode>,
}

/// Many passwords.
#[derive(Serialize, ToSchema)]
pub struct PasswordSlips {
    /// One each, in order.
    pub results: Vec<PasswordSlip>,
}
