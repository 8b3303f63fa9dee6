//! Downloading an exam: a password that head office reads out, and the package that it opens.

use domain::{CentreId, DownloadId, ExamId, PasswordId, Timestamp, UserId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
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
