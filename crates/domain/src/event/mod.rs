//! The facts of the journal: what an entry says beyond its columns, typed, one variant an action.
//!
//! What is written here is in the leaves of the tree over the journal, byte for byte, for as long as the log is
//! kept: a variant may gain a field only where entries without it still read and write as they are.

mod effect;
mod fact;
mod offline;

pub use effect::{effect, rights_may_end};
pub use fact::{ByCommandLine, Fact, ImportFact, Package};
pub use offline::{Offline, Replaces};
use serde_json::{Map, Value};

use crate::policy::Action;

/// What an entry says: that something was done, that it was refused, or how often outsiders caused something.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// What was done; none for a refusal.
    pub fact: Option<Fact>,
    /// Set when it was captured offline.
    pub offline: Option<Offline>,
}

/// An entry that this version does not understand: of another version, or not of this program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the facts of an entry are not known")]
pub struct Unknown;

impl Fact {
    /// The action that it is a fact of, as the journal names it.
    #[must_use]
    pub fn action(&self) -> String {
        let tagged = serde_json::to_value(self).unwrap_or_default();
        tagged["action"].as_str().unwrap_or_default().to_owned()
    }

    /// The facts as a JSON object, without those of a capture offline.
    #[must_use]
    pub fn values(&self) -> Map<String, Value> {
        match serde_json::to_value(self).map(|mut tagged| tagged["data"].take()) {
            Ok(Value::Object(values)) => values,
            _ => Map::new(),
        }
    }
}

/// The data of an entry, as the exact text that is kept and hashed: a JSON object with its keys in order.
#[must_use]
pub fn write(fact: Option<&Fact>, offline: Option<&Offline>) -> String {
    let mut values = fact.map(Fact::values).unwrap_or_default();
    if let Some(offline) = offline {
        values.extend(offline.values());
    }
    Value::Object(values).to_string()
}

/// Reads the data of an entry of an action that was done, or of a refusal.
///
/// # Errors
/// [`Unknown`] when the action is not one of this version, or its facts are not of its shape.
pub fn read(action: &str, outcome: &str, data: &str) -> Result<Told, Unknown> {
    let Ok(Value::Object(mut values)) = serde_json::from_str(data) else { return Err(Unknown) };
    let offline = Offline::take(&mut values, action)?;
    if outcome == "refused" {
        return Ok(Told { fact: None, offline });
    }
    let tag = |values: Option<Map<String, Value>>| {
        let mut tagged = Map::from_iter([("action".to_owned(), Value::from(action))]);
        tagged.extend(values.map(|values| ("data".to_owned(), Value::Object(values))));
        serde_json::from_value(Value::Object(tagged))
    };
    // An action without facts has no place for them.
    let fact = if values.is_empty() { tag(None).or_else(|_| tag(Some(Map::new()))) } else { tag(Some(values)) };
    Ok(Told { fact: Some(fact.map_err(|_: serde_json::Error| Unknown)?), offline })
}

/// Whether a fact is one of this action: what is written has to name the action that was asked for.
#[must_use]
pub fn fits(fact: &Fact, action: Action) -> bool {
    fact.action() == action.name()
}
