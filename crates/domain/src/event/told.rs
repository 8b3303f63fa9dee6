//! The data of an entry as text: written once, read for as long as the log is kept.

use serde_json::{Map, Value};

use super::{
    fact::{Fact, Unknown},
    offline::Offline,
};
use crate::policy::Action;

/// What an entry says: that something was done, that it was refused, or how often outsiders caused something.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    /// What was done; none for a refusal.
    pub fact: Option<Fact>,
    /// Set when it was captured offline.
    pub offline: Option<Offline>,
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
