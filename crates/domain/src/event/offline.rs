//! What an entry says beyond its own facts when they were captured offline.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::fact::Unknown;
use crate::{Timestamp, UserId};

/// A record that was captured offline, and what it takes the place of.
#[derive(Clone, Debug, PartialEq)]
pub struct Offline {
    /// The server's id of the record.
    pub record_id: Uuid,
    /// When it was captured, by the device's clock.
    pub captured_at: Timestamp,
    /// Who handed it over.
    pub uploaded_by: UserId,
    /// What it replaces, where a conflict was decided for it: readers that count subtract that.
    pub replaces: Option<Replaces>,
    /// The supervisor who decided that it is applied, where it waited for one.
    pub decided_by: Option<UserId>,
}

/// What stood where a decided conflict put something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Replaces {
    /// A fingerprint, or its exception.
    Fingerprint {
        /// Whether it was an exception.
        exception: bool,
    },
    /// A close of station 2.
    Close {
        /// Whether the face was verified.
        verified: bool,
        /// Whether a person had decided in its place.
        overridden: bool,
    },
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Written {
    mode: Mode,
    record_id: Uuid,
    captured_at: Timestamp,
    uploaded_by: UserId,
    #[serde(skip_serializing_if = "Option::is_none")]
    replaces: Option<Replaces>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    decided_by: Option<UserId>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Mode {
    Offline,
}

/// The names that stand beside an entry's own facts.
const NAMES: [&str; 6] = ["mode", "recordId", "capturedAt", "uploadedBy", "replaces", "decidedBy"];

impl Offline {
    /// As a JSON object.
    #[must_use]
    pub fn values(&self) -> Map<String, Value> {
        let Self { record_id, captured_at, uploaded_by, replaces, decided_by } = *self;
        let written = Written { mode: Mode::Offline, record_id, captured_at, uploaded_by, replaces, decided_by };
        match serde_json::to_value(written) {
            Ok(Value::Object(values)) => values,
            _ => Map::new(),
        }
    }

    /// Takes the names out of an entry's facts, where they are those of a capture offline. A conflict has a
    /// mode and a record of its own.
    pub(super) fn take(values: &mut Map<String, Value>, action: &str) -> Result<Option<Self>, Unknown> {
        if !values.contains_key("capturedAt") || !values.contains_key("mode") || action == "sync_conflict" {
            return Ok(None);
        }
        let taken: Map<String, Value> = NAMES.iter().filter_map(|name| values.remove_entry(*name)).collect();
        let written: Written = serde_json::from_value(Value::Object(taken)).map_err(|_| Unknown)?;
        let Written { record_id, captured_at, uploaded_by, replaces, decided_by, .. } = written;
        Ok(Some(Self { record_id, captured_at, uploaded_by, replaces, decided_by }))
    }
}
