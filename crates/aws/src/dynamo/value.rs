//! What an attribute of an item holds.

use std::collections::BTreeMap;

use aws_sdk_dynamodb::types::AttributeValue;

/// The value of an attribute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A text.
    Text(String),
    /// A whole number.
    Number(i64),
    /// Yes or no.
    Flag(bool),
    /// A set of texts, in order; never an empty one, which DynamoDB does not know.
    Texts(Vec<String>),
}

/// An item, or the key of one: its attributes by name.
pub type Item = BTreeMap<String, Value>;

impl Value {
    /// What DynamoDB answered; `None` for a form that nothing here writes.
    pub(super) fn of(value: AttributeValue) -> Option<Self> {
        match value {
            AttributeValue::S(text) => Some(Self::Text(text)),
            AttributeValue::N(number) => number.parse().ok().map(Self::Number),
            AttributeValue::Bool(flag) => Some(Self::Flag(flag)),
            AttributeValue::Ss(mut texts) => {
                texts.sort();
                Some(Self::Texts(texts))
            }
            _ => None,
        }
    }

    /// The text, if it is one.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The number, if it is one.
    #[must_use]
    pub fn number(&self) -> Option<i64> {
        match self {
            Self::Number(number) => Some(*number),
            _ => None,
        }
    }

    /// The flag, if it is one.
    #[must_use]
    pub fn flag(&self) -> Option<bool> {
        match self {
            Self::Flag(flag) => Some(*flag),
            _ => None,
        }
    }
}

impl From<&Value> for AttributeValue {
    fn from(value: &Value) -> Self {
        match value {
            Value::Text(text) => Self::S(text.clone()),
            Value::Number(number) => Self::N(number.to_string()),
            Value::Flag(flag) => Self::Bool(*flag),
            Value::Texts(texts) => Self::Ss(texts.clone()),
        }
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Number(number)
    }
}

impl From<bool> for Value {
    fn from(flag: bool) -> Self {
        Self::Flag(flag)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_comes_back_as_it_was() {
        let texts = Value::Texts(vec!["a".into(), "b".into()]);
        for value in [Value::from("x"), Value::from(-7_i64), Value::from(true), texts] {
            assert_eq!(Value::of(AttributeValue::from(&value)), Some(value));
        }
        assert_eq!(Value::of(AttributeValue::N("1.5".into())), None);
        assert_eq!(Value::of(AttributeValue::Null(true)), None);
    }
}
