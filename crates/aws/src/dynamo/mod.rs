//! DynamoDB: items of texts, numbers, flags and sets of texts, written under conditions and read as they are now.

mod tables;
mod value;

use std::collections::HashMap;

use aws_sdk_dynamodb::{
    Client,
    types::{AttributeValue, KeysAndAttributes, ReturnValue},
};

pub use tables::TableForm;
pub use value::{Item, Value};

use crate::{Aws, Failure, Kind, Service};

/// Keys that one call of [`Dynamo::get_many`] asks for at most.
pub const KEYS_AT_ONCE: usize = 100;
/// How often keys that the service left unanswered are asked for again.
const ASKED_AGAIN: usize = 5;

/// A condition or an update, in DynamoDB's own language, with the values that it names.
#[derive(Debug, Clone)]
pub struct Expression {
    /// `attribute_not_exists(rev) OR rev < :seq`; no attribute in it may have a reserved name.
    pub text: &'static str,
    /// What `:seq` stands for.
    pub values: Vec<(&'static str, Value)>,
}

/// A client of DynamoDB.
#[derive(Debug, Clone)]
pub struct Dynamo {
    client: Client,
}

type Raw = HashMap<String, AttributeValue>;

fn raw(item: &Item) -> Raw {
    item.iter().map(|(name, value)| (name.clone(), value.into())).collect()
}

/// Attributes of a form that nothing here writes are left out.
fn item(raw: Raw) -> Item {
    raw.into_iter().filter_map(|(name, value)| Some((name, Value::of(value)?))).collect()
}

fn values(expressions: &[&Expression]) -> Option<Raw> {
    let all = expressions.iter().flat_map(|one| &one.values);
    let named: Raw = all.map(|(name, value)| ((*name).to_owned(), value.into())).collect();
    (!named.is_empty()).then_some(named)
}

fn unmade(operation: &'static str) -> Failure {
    Failure::new(Kind::Invalid, operation, "the request cannot be made")
}

impl Dynamo {
    /// A client; nothing is asked yet.
    #[must_use]
    pub fn new(aws: &Aws) -> Self {
        Self { client: Client::new(&aws.of(Service::DynamoDb)) }
    }

    /// Writes a whole item.
    ///
    /// # Errors
    /// [`Kind::Conflict`] when the condition does not hold; also after an answer was lost that told of success.
    pub async fn put(&self, table: &str, whole: &Item, only_if: Option<&Expression>) -> Result<(), Failure> {
        let request = self.client.put_item().table_name(table).set_item(Some(raw(whole)));
        let request = match only_if {
            Some(condition) => {
                request.condition_expression(condition.text).set_expression_attribute_values(values(&[condition]))
            }
            None => request,
        };
        request.send().await.map(drop).map_err(|error| Failure::of("PutItem", &error))
    }

    /// Reads an item as it is now.
    ///
    /// # Errors
    /// [`Failure`].
    pub async fn get(&self, table: &str, key: &Item) -> Result<Option<Item>, Failure> {
        let request = self.client.get_item().table_name(table).set_key(Some(raw(key))).consistent_read(true);
        let answer = request.send().await.map_err(|error| Failure::of("GetItem", &error))?;
        Ok(answer.item.map(item))
    }

    /// Reads at most [`KEYS_AT_ONCE`] items as they are now, in no order; those that are not there are left out.
    ///
    /// # Errors
    /// [`Failure`].
    pub async fn get_many(&self, table: &str, keys: &[Item]) -> Result<Vec<Item>, Failure> {
        const OPERATION: &str = "BatchGetItem";
        let mut found = Vec::with_capacity(keys.len());
        let mut wanted: Vec<Raw> = keys.iter().map(raw).collect();
        for _ in 0..ASKED_AGAIN {
            if wanted.is_empty() {
                return Ok(found);
            }
            let asked = KeysAndAttributes::builder().set_keys(Some(wanted)).consistent_read(true).build();
            let asked = asked.map_err(|_| unmade(OPERATION))?;
            let request = self.client.batch_get_item().request_items(table, asked);
            let answer = request.send().await.map_err(|error| Failure::of(OPERATION, &error))?;
            found.extend(answer.responses.unwrap_or_default().into_values().flatten().map(item));
            let left = answer.unprocessed_keys.unwrap_or_default();
            wanted = left.into_values().flat_map(|keys| keys.keys).collect();
        }
        if wanted.is_empty() {
            return Ok(found);
        }
        Err(Failure::new(Kind::Unavailable, OPERATION, "keys are left unprocessed"))
    }

    /// Changes an item, and tells how it is afterwards.
    ///
    /// # Errors
    /// [`Kind::Conflict`] when the condition does not hold.
    pub async fn update(
        &self,
        table: &str,
        key: &Item,
        change: &Expression,
        only_if: &Expression,
    ) -> Result<Item, Failure> {
        let request = self
            .client
            .update_item()
            .table_name(table)
            .set_key(Some(raw(key)))
            .update_expression(change.text)
            .condition_expression(only_if.text)
            .set_expression_attribute_values(values(&[change, only_if]))
            .return_values(ReturnValue::AllNew);
        let answer = request.send().await.map_err(|error| Failure::of("UpdateItem", &error))?;
        Ok(answer.attributes.map(item).unwrap_or_default())
    }

    /// Deletes an item; one that is not there is deleted already.
    ///
    /// # Errors
    /// [`Kind::Conflict`] when the condition does not hold.
    pub async fn delete(&self, table: &str, key: &Item, only_if: Option<&Expression>) -> Result<(), Failure> {
        let request = self.client.delete_item().table_name(table).set_key(Some(raw(key)));
        let request = match only_if {
            Some(condition) => {
                request.condition_expression(condition.text).set_expression_attribute_values(values(&[condition]))
            }
            None => request,
        };
        request.send().await.map(drop).map_err(|error| Failure::of("DeleteItem", &error))
    }

    /// A page of all items, and the key to go on after; `None` at the end.
    ///
    /// # Errors
    /// [`Failure`].
    pub async fn scan(
        &self,
        table: &str,
        after: Option<&Item>,
        limit: i32,
    ) -> Result<(Vec<Item>, Option<Item>), Failure> {
        let request = self
            .client
            .scan()
            .table_name(table)
            .consistent_read(true)
            .limit(limit)
            .set_exclusive_start_key(after.map(raw));
        let answer = request.send().await.map_err(|error| Failure::of("Scan", &error))?;
        let next = answer.last_evaluated_key.filter(|key| !key.is_empty()).map(item);
        Ok((answer.items.unwrap_or_default().into_iter().map(item).collect(), next))
    }
}
