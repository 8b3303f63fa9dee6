//! The columns of a table, as the engine's catalogue tells them.

use crate::{Result, StoreError, Tx, args, sql};

/// What a column holds, as far as the engine can tell: for SQLite an id is bytes, a boolean a number and JSON a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Id,
    Bytes,
    Bool,
    Int,
    Float,
    Text,
    Json,
}

/// A column.
#[derive(Clone, Debug)]
pub struct CopiedColumn {
    /// Its name.
    pub name: String,
    pub(super) kind: Kind,
}

impl CopiedColumn {
    /// The name as SQL has it.
    pub(super) fn quoted(&self) -> String {
        format!("\"{}\"", self.name.replace('"', "\"\""))
    }
}

/// The columns of a table, in their order.
///
/// # Errors
/// [`crate::StoreError`]; [`StoreError::Corrupt`] for a type that no copy knows.
pub async fn columns(tx: &mut Tx, table: &str) -> Result<Vec<CopiedColumn>> {
    let statement = sql!(
        sqlite: "SELECT name, type AS kind FROM pragma_table_info($1) ORDER BY cid",
        postgres: "SELECT attname::text AS name, format_type(atttypid, atttypmod) AS kind FROM pg_attribute
                    WHERE attrelid = to_regclass($1) AND attnum > 0 AND NOT attisdropped ORDER BY attnum"
    );
    tx.list(statement, args![table], |row| {
        let kind = match row.get::<String>("kind")?.as_str() {
            "uuid" => Kind::Id,
            "bytea" | "BLOB" => Kind::Bytes,
            "boolean" => Kind::Bool,
            "bigint" | "integer" | "INTEGER" => Kind::Int,
            "double precision" | "REAL" => Kind::Float,
            "text" | "TEXT" => Kind::Text,
            "jsonb" => Kind::Json,
            _ => return Err(StoreError::Corrupt { column: "of a type that is not copied" }),
        };
        Ok(CopiedColumn { name: row.get("name")?, kind })
    })
    .await
}
