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

/// What is told of a change that changes nothing.
#[must_use]
pub fn nothing_named() -> Fields {
    Fields::of("", "names nothing: name what is to change")
}

/// Reads a value into a type; the path of what does not fit becomes the field.
///
/// # Errors
/// The one field that does not fit.
pub fn parse<T: DeserializeOwned>(value: Value) -> Result<T, Fields> {
    serde_path_to_error::deserialize(value).map_err(|error| {
        let field = error.path().to_string();
        let message = error.inner().to_string();
        if let Some(unknown) = unknown(&field, &message) {
            return unknown;
        }
        match message.strip_prefix("missing field `").and_then(|rest| rest.split('`').next()) {
            Some(missing) if field == "." => Fields::of(missing, "is required"),
            Some(missing) => Fields::of(&format!("{field}.{missing}"), "is required"),
            None if field == "." => Fields::of("", plain(&message)),
            None => Fields::of(&field, plain(&message)),
        }
    })
}

/// A field that nobody knows, by the path at which it was found.
fn unknown(path: &str, message: &str) -> Option<Fields> {
    let (name, known) = message.strip_prefix("unknown field `")?.split_once("`, ")?;
    let field = match path.strip_suffix(name) {
        Some("") => name.to_owned(),
        Some(outer) if outer.ends_with('.') => path.to_owned(),
        _ if path == "." => name.to_owned(),
        _ => format!("{path}.{name}"),
    };
    let known = known.trim_start_matches("expected ").trim_start_matches("one of ").replace('`', "");
    Some(Fields::of(&field, format!("is an unknown field; known are: {known}")))
}

/// Serde's words in words for a person who fills in a form: none of them names a type of the code.
fn plain(message: &str) -> String {
    let expected = |kind: &str| message.strip_prefix(kind).and_then(|rest| rest.rsplit_once(", expected "));
    if let Some((_, wanted)) = expected("invalid type: ").or_else(|| expected("invalid value: ")) {
        return format!("must be {}", kind(wanted));
    }
    if let Some((_, known)) = expected("unknown variant ") {
        return format!("must be {}", known.replace('`', ""));
    }
    let of_code = ["struct ", "enum ", "variant ", "tuple "].iter().any(|word| message.contains(word));
    if of_code { "has a form that is not known here".to_owned() } else { message.to_owned() }
}

/// Rust's names of types in everyday words.
fn kind(expected: &str) -> &str {
    match expected {
        "i64" | "u64" | "i32" | "u32" => "a whole number",
        "f64" | "f32" => "a number",
        "a sequence" => "a list",
        "a map" | "map" => "an object",
        "string or map" | "variant identifier" => "one of the words that the reference names",
        unit if unit.starts_with("enum ") => "one of the words that the reference names",
        whole
            if ["struct ", "tuple ", "internally tagged", "adjacently tagged", "variant "]
                .iter()
                .any(|of| whole.starts_with(of)) =>
        {
            "an object"
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only read into")]
    struct Around {
        inner: Option<Within>,
    }

    #[derive(Debug, serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only read into")]
    struct Within {
        one: Option<u8>,
        two: Option<u8>,
    }

    #[test]
    fn an_unknown_field_is_named_where_it_stands() {
        let told = |value| parse::<Around>(value).unwrap_err().0.into_iter().next().unwrap();
        let (field, message) = told(serde_json::json!({ "disable": true }));
        assert_eq!((field.as_str(), message.as_str()), ("disable", "is an unknown field; known are: inner"));
        let (field, message) = told(serde_json::json!({ "inner": { "three": 3 } }));
        assert_eq!((field.as_str(), message.as_str()), ("inner.three", "is an unknown field; known are: one or two"));
    }

    #[test]
    fn no_type_of_the_code_is_told() {
        for (message, told) in [
            ("invalid type: integer `5`, expected struct Raw", "must be an object"),
            ("invalid type: string \"a, expected b\", expected i64", "must be a whole number"),
            ("invalid type: null, expected string or map", "must be one of the words that the reference names"),
            ("invalid type: map, expected a string", "must be a string"),
            ("unknown variant `x`, expected one of `a`, `b`", "must be one of a, b"),
            ("data did not match any variant of untagged enum Raw", "has a form that is not known here"),
            ("must be 1 to 200 characters on one line", "must be 1 to 200 characters on one line"),
        ] {
            assert_eq!(plain(message), told);
        }
    }
}
