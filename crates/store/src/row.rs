//! A row of either engine.

use std::collections::HashMap;

use serde::de::DeserializeOwned;
use serde_json::{Value, value::RawValue};
use sqlx::{Postgres, Row as _, Sqlite, Type, postgres::PgRow, sqlite::SqliteRow, types::Json};
use uuid::Uuid;

use crate::{Result, StoreError};

/// A row.
#[derive(Debug)]
pub enum Row {
    /// From PostgreSQL.
    Postgres(PgRow),
    /// From SQLite.
    Sqlite(SqliteRow),
    /// From PostgreSQL, where several things were asked together.
    Object(Object),
}

/// A row as PostgreSQL writes it in JSON; its columns are read from their own text, so that no digit of a number is lost.
#[derive(Debug, serde::Deserialize)]
pub struct Object(HashMap<String, Box<RawValue>>);

impl Object {
    fn opt<T: Decoded>(&self, column: &'static str) -> Result<Option<T>> {
        let text = self.0.get(column).ok_or(StoreError::Corrupt { column })?.get();
        if text == "null" {
            return Ok(None);
        }
        T::of_json(text).map(Some).ok_or(StoreError::Corrupt { column })
    }
}

/// What a column can be read as.
pub trait Decoded:
    for<'r> sqlx::Decode<'r, Postgres> + Type<Postgres> + for<'r> sqlx::Decode<'r, Sqlite> + Type<Sqlite>
{
    /// Out of what PostgreSQL writes in JSON.
    fn of_json(text: &str) -> Option<Self>;
}

macro_rules! decoded {
    ($($type:ty, |$text:ident| $read:expr;)*) => {$(
        impl Decoded for $type {
            fn of_json($text: &str) -> Option<Self> { $read }
        }
    )*};
}
decoded! {
    i64, |text| text.parse().ok();
    f64, |text| text.parse().ok();
    bool, |text| text.parse().ok();
    String, |text| serde_json::from_str(text).ok();
    Uuid, |text| text.trim_matches('"').parse().ok();
    Vec<u8>, |text| unhex(text.trim_matches('"').strip_prefix(r"\\x")?);
    Json<Value>, |text| serde_json::from_str(text).ok().map(Self);
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let byte = |at| u8::from_str_radix(text.get(at..at + 2)?, 16).ok();
    (0..text.len()).step_by(2).map(byte).collect()
}

impl Row {
    /// A column that is not NULL.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when it is missing, NULL or of another type.
    pub fn get<T: Decoded>(&self, column: &'static str) -> Result<T> {
        self.opt(column)?.ok_or(StoreError::Corrupt { column })
    }

    /// A column that may be NULL.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`] when it is missing or of another type.
    pub fn opt<T: Decoded>(&self, column: &'static str) -> Result<Option<T>> {
        match self {
            Self::Postgres(row) => row.try_get::<Option<T>, _>(column),
            Self::Sqlite(row) => row.try_get::<Option<T>, _>(column),
            Self::Object(row) => return row.opt(column),
        }
        .map_err(|_| StoreError::Corrupt { column })
    }

    /// An id.
    ///
    /// # Errors
    /// As [`Row::get`].
    pub fn id<I: From<Uuid>>(&self, column: &'static str) -> Result<I> {
        self.get::<Uuid>(column).map(I::from)
    }

    /// An id that may be NULL.
    ///
    /// # Errors
    /// As [`Row::opt`].
    pub fn opt_id<I: From<Uuid>>(&self, column: &'static str) -> Result<Option<I>> {
        Ok(self.opt::<Uuid>(column)?.map(I::from))
    }

    /// A time.
    ///
    /// # Errors
    /// As [`Row::get`].
    pub fn time(&self, column: &'static str) -> Result<domain::Timestamp> {
        self.get::<i64>(column).map(domain::Timestamp)
    }

    /// A time that may be NULL.
    ///
    /// # Errors
    /// As [`Row::opt`].
    pub fn opt_time(&self, column: &'static str) -> Result<Option<domain::Timestamp>> {
        Ok(self.opt::<i64>(column)?.map(domain::Timestamp))
    }

    /// A text that was parsed before it was stored.
    ///
    /// # Errors
    /// As [`Row::get`], and when it no longer parses.
    pub fn parse<T: std::str::FromStr>(&self, column: &'static str) -> Result<T> {
        self.get::<String>(column)?.parse().map_err(|_| StoreError::Corrupt { column })
    }

    /// Such a text that may be NULL.
    ///
    /// # Errors
    /// As [`Row::opt`], and when it no longer parses.
    pub fn opt_parse<T: std::str::FromStr>(&self, column: &'static str) -> Result<Option<T>> {
        let text = self.opt::<String>(column)?;
        text.map(|text| text.parse().map_err(|_| StoreError::Corrupt { column })).transpose()
    }

    /// A JSON column.
    ///
    /// # Errors
    /// As [`Row::get`], and when it has another shape.
    pub fn json<T: DeserializeOwned>(&self, column: &'static str) -> Result<T> {
        let value = self.get::<Json<Value>>(column)?.0;
        serde_json::from_value(value).map_err(|_| StoreError::Corrupt { column })
    }

    /// A count: never negative.
    ///
    /// # Errors
    /// As [`Row::get`], and when it does not fit.
    pub fn count(&self, column: &'static str) -> Result<u32> {
        u32::try_from(self.get::<i64>(column)?).map_err(|_| StoreError::Corrupt { column })
    }
}
