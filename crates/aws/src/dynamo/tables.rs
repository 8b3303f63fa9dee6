//! Tables are made: their keys, paid by the request, with what expires and what can be restored.

use std::time::Duration;

use aws_sdk_dynamodb::types::{
    AttributeDefinition, BillingMode, KeySchemaElement, KeyType, PointInTimeRecoverySpecification, ScalarAttributeType,
    TableStatus, TimeToLiveSpecification,
};

use super::{Dynamo, unmade};
use crate::{Failure, Kind};

/// A table as it is to be: only keys are named when it is made.
#[derive(Debug, Clone, Copy)]
pub struct TableForm<'a> {
    /// Its name.
    pub name: &'a str,
    /// The attribute that spreads items, a text.
    pub hash: &'a str,
    /// The attribute that orders items of one hash, a text.
    pub range: &'a str,
    /// The attribute that holds when an item expires, in seconds since 1970.
    pub ttl: Option<&'a str>,
}

/// How often it is looked whether a new table is there.
const LOOKS: u32 = 60;
/// How long between two looks.
const BETWEEN: Duration = Duration::from_millis(500);

impl Dynamo {
    /// Makes a table unless there is one, and waits until it can be used; whether it was made now.
    ///
    /// # Errors
    /// [`Kind::Conflict`] when there is one with other keys.
    pub async fn create_table(&self, form: &TableForm<'_>) -> Result<bool, Failure> {
        const OPERATION: &str = "CreateTable";
        if self.stands(form).await?.is_some() {
            self.active(form).await?;
            return Ok(false);
        }
        let mut request = self.client.create_table().table_name(form.name).billing_mode(BillingMode::PayPerRequest);
        for (name, kind) in [(form.hash, KeyType::Hash), (form.range, KeyType::Range)] {
            let key = KeySchemaElement::builder().attribute_name(name).key_type(kind).build();
            let text = AttributeDefinition::builder().attribute_name(name).attribute_type(ScalarAttributeType::S);
            request = request
                .key_schema(key.map_err(|_| unmade(OPERATION))?)
                .attribute_definitions(text.build().map_err(|_| unmade(OPERATION))?);
        }
        let made = match request.send().await.map_err(|error| Failure::of(OPERATION, &error)) {
            Ok(_) => true,
            Err(failure) if failure.kind == Kind::Conflict => false, // somebody else makes it
            Err(failure) => return Err(failure),
        };
        self.active(form).await?;
        Ok(made)
    }

    /// Whether a table can be used; `None` when there is none.
    ///
    /// # Errors
    /// [`Kind::Conflict`] when it has other keys.
    async fn stands(&self, form: &TableForm<'_>) -> Result<Option<bool>, Failure> {
        const OPERATION: &str = "DescribeTable";
        let answer = self.client.describe_table().table_name(form.name).send().await;
        let table = match answer.map_err(|error| Failure::of(OPERATION, &error)) {
            Ok(answer) => answer.table,
            Err(failure) if failure.kind == Kind::Missing => return Ok(None),
            Err(failure) => return Err(failure),
        };
        let Some(table) = table else { return Ok(None) };
        let keys: Vec<&str> = table.key_schema().iter().map(KeySchemaElement::attribute_name).collect();
        if keys != [form.hash, form.range] {
            return Err(Failure::new(Kind::Conflict, OPERATION, format!("{} has other keys", form.name)));
        }
        Ok(Some(table.table_status() == Some(&TableStatus::Active)))
    }

    async fn active(&self, form: &TableForm<'_>) -> Result<(), Failure> {
        for _ in 0..LOOKS {
            if self.stands(form).await? == Some(true) {
                return Ok(());
            }
            tokio::time::sleep(BETWEEN).await;
        }
        Err(Failure::new(Kind::Unavailable, "DescribeTable", format!("{} is not active yet", form.name)))
    }

    /// Whether a table is there and can be used.
    ///
    /// # Errors
    /// [`Kind::Conflict`] when it has other keys.
    pub async fn is_usable(&self, form: &TableForm<'_>) -> Result<bool, Failure> {
        Ok(self.stands(form).await? == Some(true))
    }

    /// Has items expire by the form's attribute. The same again changes nothing.
    ///
    /// # Errors
    /// [`Failure`].
    pub async fn expire(&self, form: &TableForm<'_>) -> Result<(), Failure> {
        const OPERATION: &str = "UpdateTimeToLive";
        let Some(attribute) = form.ttl else { return Ok(()) };
        let asked = self.client.describe_time_to_live().table_name(form.name).send().await;
        let stands = asked.map_err(|error| Failure::of("DescribeTimeToLive", &error))?.time_to_live_description;
        // Turned on, or being turned on: DynamoDB refuses to be told so again.
        if stands.is_some_and(|stands| stands.attribute_name() == Some(attribute)) {
            return Ok(());
        }
        let on = TimeToLiveSpecification::builder().enabled(true).attribute_name(attribute).build();
        let on = on.map_err(|_| unmade(OPERATION))?;
        let request = self.client.update_time_to_live().table_name(form.name).time_to_live_specification(on);
        request.send().await.map(drop).map_err(|error| Failure::of(OPERATION, &error))
    }

    /// Turns on that a table can be restored to any moment of the last 35 days; false where the service does not know
    /// of that.
    ///
    /// # Errors
    /// [`Failure`].
    pub async fn protect(&self, form: &TableForm<'_>) -> Result<bool, Failure> {
        const OPERATION: &str = "UpdateContinuousBackups";
        let on = PointInTimeRecoverySpecification::builder().point_in_time_recovery_enabled(true).build();
        let on = on.map_err(|_| unmade(OPERATION))?;
        let request =
            self.client.update_continuous_backups().table_name(form.name).point_in_time_recovery_specification(on);
        match request.send().await.map_err(|error| Failure::of(OPERATION, &error)) {
            Ok(_) => Ok(true),
            Err(failure) if failure.code == "UnknownOperationException" => Ok(false),
            Err(failure) => Err(failure),
        }
    }
}
