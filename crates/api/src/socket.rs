//! The messages of `/api/ws`, both ways.

use domain::{ExamId, Timestamp, live::LiveEvent};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;

use crate::error::ErrorCode;

/// A message of a client.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(tag = "type", rename_all = "lowercase", rename_all_fields = "camelCase")]
pub enum ClientMessage {
    /// Who it is; the first message, and only that.
    Auth {
        /// An access token.
        token: String,
    },
    /// It wants the updates of an exam.
    Subscribe {
        /// Which.
        exam_id: ExamId,
        /// After which one; left out: from now on.
        #[schema(minimum = 0)]
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

impl ClientMessage {
    /// What a message says, if it makes sense.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        match serde_json::from_str(text).ok()? {
            Self::Subscribe { since: Some(..0), .. } => None,
            message => Some(message),
        }
    }
}

/// A change, as those are told who may read it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Change {
    /// Its kind.
    pub event: LiveEvent,
    /// `action`, ids, facts, and `counts`: what the change adds to the figures, by slot and for the exam.
    #[schema(value_type = Object)]
    pub data: Map<String, Value>,
}

/// A message of the server.
#[derive(Debug, Serialize, ToSchema)]
#[serde(tag = "type", rename_all = "lowercase", rename_all_fields = "camelCase")]
pub enum ServerMessage {
    /// The updates of an exam come from now on.
    Subscribed {
        /// Of which exam.
        exam_id: ExamId,
        /// The last update there is.
        seq: i64,
    },
    /// What was asked for with `since` is too old: read the figures again; updates go on after `seq`.
    Reset {
        /// Of which exam.
        exam_id: ExamId,
        /// The last update there is.
        seq: i64,
    },
    /// A message was refused, or made no sense.
    Error {
        /// Of which exam, where it was about one.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[schema(nullable = false)]
        exam_id: Option<ExamId>,
        /// The stable code.
        code: ErrorCode,
        /// A sentence for a person.
        error: String,
    },
    /// A sign of life, as asked for.
    Pong,
    /// Something changed.
    Update {
        /// Of which exam.
        exam_id: ExamId,
        /// Its number in the exam, from 1 without gaps.
        seq: i64,
        /// What changed.
        data: Change,
        /// When it was decided.
        timestamp: Timestamp,
    },
}
