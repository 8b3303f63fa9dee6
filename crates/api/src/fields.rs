//! What does not fit of a request, by field; and the reading that finds it.

use std::collections::BTreeMap;

use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use utoipa::ToSchema;

/// The fields of a request that cannot be used, each with what is wrong; the empty name is the whole of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
#[serde(transparent)]
pub struct Fields(pub BTreeMap<String, String>);

impl Fields {
    /// One field.
    #[must_use]
    pub fn of(field: &str, message: impl Into<String>) -> Self {
        Self(BTreeMap::from([(field.to_owned(), message.into())]))
    }

    /// The first of them, as a sentence for a person.
    #[must_use]
    pub fn sentence(&self) -> String {
        match self.0.first_key_value() {
            None => "The request is not valid.".to_owned(),
            Some((field, message)) if field.is_empty() => format!("The request {message}."),
            Some((field, message)) => format!("{field} {message}."),
        }
    }

    /// The same faults, within the field `outer`.
    #[must_use]
    pub fn within(self, outer: &str) -> Self {
        let path = |field: String| if field.is_empty() { outer.to_owned() } else { format!("{outer}.{field}") };
        Self(self.0.into_iter().map(|(field, message)| (path(field), message)).collect())
    }
}

impl FromIterator<(String, String)> for Fields {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(fields: I) -> Self {
        Self(fields.into_iter().collect())
    }
}

/// Reads a value into a type; the path of what does not fit becomes the field.
///
/// # Errors
/// The one field that does not fit.
pub fn parse<T: DeserializeOwned>(value: Value) -> Result<T, Fields> {
    serde_path_to_error::deserialize(value).map_err(|error| {
        let field = error.path().to_string();
        let message = error.inner().to_string();
        match message.strip_prefix("missing field `").and_then(|rest| rest.split('`').next()) {
            Some(missing) if field == "." => Fields::of(missing, "is required"),
            Some(missing) => Fields::of(&format!("{field}.{missing}"), "is required"),
            None if field == "." => Fields::of("", plain(&message)),
            None => Fields::of(&field, plain(&message)),
        }
    })
}

/// Serde's words in words for a person who fills in a form.
fn plain(message: &str) -> String {
    let begins = ["invalid type: ", "invalid value: ", "invalid length ", "unknown variant "];
    if !begins.iter().any(|begin| message.starts_with(begin)) {
        return message.to_owned();
    }
    let expected = message.rsplit_once("expected ").map_or("another value", |(_, expected)| expected);
    format!("must be {}", kind(expected))
}

/// Rust's names of types in everyday words.
fn kind(expected: &str) -> &str {
    let is_called = |names: &[&str]| names.iter().any(|name| expected.starts_with(name));
    match expected {
        "i64" | "u64" | "i32" | "u32" | "i16" | "u16" | "u8" => "a whole number",
        "f64" | "f32" => "a number",
        "a sequence" => "a list",
        "there are no variants" => "another value",
        _ if is_called(&["struct ", "a map", "map", "internally tagged", "adjacently tagged"]) => "a JSON object",
        _ if is_called(&["enum ", "string or map", "variant", "tuple", "newtype", "unit "]) => "another value",
        other => other,
    }
}
