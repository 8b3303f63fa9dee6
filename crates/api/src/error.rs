//! What a call that fails answers: a sentence for a person, a stable code for a program, and details by code.

mod code;
mod details;
mod schema;

pub use code::{ErrorCode, PhotoCode, RecordCode};
pub use details::{BadCell, BadCells, BadPicture, Details, Existing, FaceCount, InvalidFields, StillMissing, TooMuch};
use serde::Serialize;

/// The envelope of a failure.
#[derive(Clone, Debug, Serialize)]
pub struct ErrorBody {
    /// Always false.
    pub success: bool,
    /// A sentence for a person.
    pub error: String,
    /// The stable code.
    pub code: ErrorCode,
    /// More, where there is more; its shape follows from the code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub details: Option<Details>,
}

impl ErrorBody {
    /// A failure without details.
    pub fn new(code: ErrorCode, error: impl Into<String>) -> Self {
        Self { success: false, error: error.into(), code, details: None }
    }
}
