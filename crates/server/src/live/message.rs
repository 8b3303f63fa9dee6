//! What clients say, and what they are told beside updates.

use axum::extract::ws::Message;
use domain::{ExamId, Refusal};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::http::Failure;

/// A message of a client.
#[derive(Debug, Deserialize)]
#[serde(tag = "type", rename_all = "lowercase", rename_all_fields = "camelCase")]
pub enum Said {
    /// Who it is; the first message, and only that.
    Auth {
        /// An access token.
        token: String,
    },
    /// It wants the updates of an exam.
    Subscribe {
        /// Which.
        exam_id: ExamId,
        /// After which one.
        since: Option<i64>,
    },
    /// It wants them no longer.
    Unsubscribe {
        /// Which.
        exam_id: ExamId,
    },
    /// It asks for a sign of life.
    Ping,
}

impl Said {
    /// What a message says, if it makes sense.
    pub fn of(text: &str) -> Option<Self> {
        let said = serde_json::from_str(text).ok()?;
        match said {
            Self::Subscribe { since: Some(..0), .. } => None,
            said => Some(said),
        }
    }
}

/// Why a connection is closed: a code, and words for a person.
pub type Close = (u16, &'static str);

/// The server stops.
pub const STOPPING: Close = (1001, "the server stops");
/// The server failed.
pub const FAILED: Close = (1011, "the server failed; connect again with since");
/// Too many messages make no sense.
pub const SENSELESS: Close = (4400, "too many messages make no sense");
/// No login, or the session or the right has ended.
pub const UNAUTHENTICATED: Close = (4401, "log in: the session or the right has ended");
/// Nothing was heard, or nothing was taken.
pub const SLOW: Close = (4408, "silent or too slow; connect again with since");

/// An answer.
pub fn answer(value: &Value) -> Message {
    Message::Text(value.to_string().into())
}

/// An error that concerns an exam.
pub fn refused(exam: ExamId, refusal: Refusal) -> Value {
    json!({ "type": "error", "examId": exam, "code": refusal.code(), "error": refusal.sentence() })
}

/// An error of ours that concerns an exam.
pub fn failed(exam: ExamId, failure: &Failure) -> Value {
    json!({ "type": "error", "examId": exam, "code": failure.body.code, "error": failure.body.error })
}

/// A message that makes no sense, or comes at the wrong time.
pub fn senseless(why: &str) -> Value {
    json!({ "type": "error", "code": "VALIDATION", "error": why })
}
