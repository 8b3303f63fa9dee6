//! Logging in and out.

use domain::{
    CentreId, ExamId, Role, UserId,
    account::Account,
    second_factor::SecondFactor,
    text::{Line, Username},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A login.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct LogIn {
    /// The account's name.
    #[schema(max_length = 64)]
    pub username: String,
    /// Its password.
    #[schema(max_length = 128)]
    pub password: String,
    /// A code of the account's second factor, where it has one.
    #[schema(max_length = 16)]
    pub code: Option<String>,
    /// The device, as it names itself.
    pub device_id: Option<Line>,
    /// Who keeps the refresh token; left out: the caller does.
    pub session: Option<SessionForm>,
}

/// Who keeps the refresh token of a session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SessionForm {
    /// The caller: it is in the body of the answer.
    Body,
    /// The caller's browser, in a cookie that no page can read: it is in no body.
    Cookie,
}

/// A login without a password, in the demo alone.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct DemoSession {
    /// As whom: somebody of the sample exam.
    pub role: Role,
    /// Who keeps the refresh token; left out: the caller does.
    pub session: Option<SessionForm>,
}

/// A pair of tokens, and whose they are.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Tokens {
    /// To be sent as `Authorization: Bearer …`.
    pub access_token: String,
    /// To be exchanged for the next pair; not there where the browser keeps it in a cookie.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub refresh_token: Option<String>,
    /// Seconds that the access token lives.
    pub expires_in: i64,
    /// Whose they are.
    pub user: Me,
}

/// A session of the demo.
#[derive(Debug, Serialize, ToSchema)]
pub struct DemoTokens {
    /// As after any login.
    #[serde(flatten)]
    pub tokens: Tokens,
    /// What a station is set up with; of an operator and a supervisor.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub station: Option<DemoStation>,
}

/// What somebody types who sets up a station in the demo.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DemoStation {
    /// The name to log in with.
    pub username: Username,
    /// The password, which is that of all of the demo.
    pub password: String,
    /// The sample exam.
    pub exam_id: ExamId,
    /// The centre at which they work.
    pub centre_name: Line,
}

/// The account behind a token.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Me {
    /// Its id.
    pub id: UserId,
    /// The name it logs in with.
    pub username: Username,
    /// The person's name.
    pub name: Line,
    /// What it may do.
    pub role: Role,
    /// The centre of a supervisor or operator.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub centre_id: Option<CentreId>,
    /// Whether the password was given to it: then it chooses another (`POST /api/auth/password`) before anything else.
    pub must_change_password: bool,
    /// How far it is with its second factor.
    pub second_factor: SecondFactor,
    /// Whether it has to have one: then it sets one up (`POST /api/auth/second-factor`) before anything else.
    pub second_factor_required: bool,
    /// The exams of an observer; those in which an operator has a slot.
    pub exam_ids: Vec<ExamId>,
}

/// A refresh token.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Refresh {
    /// As it was given.
    #[schema(max_length = 200)]
    pub refresh_token: String,
}

/// A change of one's own password.
#[derive(Debug, Deserialize, ToSchema)]
pub struct ChangePassword {
    /// The one in force.
    #[schema(max_length = 128)]
    pub old: String,
    /// The new one: 8 to 128 characters.
    #[schema(min_length = 8, max_length = 128)]
    pub new: String,
}

/// How many sessions were ended.
#[derive(Debug, Serialize, ToSchema)]
pub struct Ended {
    /// Sessions.
    pub sessions: u64,
}

impl From<Account> for Me {
    fn from(user: Account) -> Self {
        Self {
            id: user.id,
            username: user.username,
            name: user.name,
            role: user.role,
            centre_id: user.centre_id,
            must_change_password: user.must_change_password,
            second_factor: user.second_factor,
            second_factor_required: user.second_factor_required,
            exam_ids: user.exam_ids,
        }
    }
}
