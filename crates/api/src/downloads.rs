//! Downloading an exam: a password that head office reads out, and the package that it opens.

use domain::{CentreId, DownloadId, ExamId, PasswordId, Timestamp, UserId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

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
