//! Attributes are taken out of an item, and put into one.

use aws::dynamo::{Item, Value};
use uuid::Uuid;

/// The text of an attribute.
pub(super) fn text(item: &Item, name: &str) -> Option<String> {
    item.get(name)?.text().map(ToOwned::to_owned)
}

/// The id of an attribute.
pub(super) fn id(item: &Item, name: &str) -> Option<Uuid> {
    Uuid::try_parse(item.get(name)?.text()?).ok()
}

/// The number of an attribute.
pub(super) fn number(item: &Item, name: &str) -> Option<i64> {
    item.get(name)?.number()
}

/// The flag of an attribute.
pub(super) fn flag(item: &Item, name: &str) -> Option<bool> {
    item.get(name)?.flag()
}

/// An item of these attributes; those without a value are left out.
pub(super) fn item<const N: usize>(attributes: [(&str, Option<Value>); N]) -> Item {
    attributes.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect()
}

/// An id as it is written.
pub(super) fn written(id: Uuid) -> Value {
    id.to_string().into()
}

/// A key of two texts.
pub(super) fn key(names: [&str; 2], values: [String; 2]) -> Item {
    names.into_iter().zip(values).map(|(name, value)| (name.to_owned(), value.into())).collect()
}
