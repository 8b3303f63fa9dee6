//! What is told.

use serde::Serialize;
use serde_json::Value;
use uuid::Uuid;

use crate::{Class, Fault};

/// A notice. Ids and numbers only: it leaves the house.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Notice {
    /// By which a receiver knows a repetition: a notice goes out at least once.
    pub notice_id: Uuid,
    /// `alert`, `conflict` or `checkpoint`.
    pub kind: String,
    /// What it says.
    pub data: Value,
}

/// A notice that cannot be written.
pub(super) fn untold(error: serde_json::Error) -> Fault {
    Fault::new(Class::Invalid, error)
}
