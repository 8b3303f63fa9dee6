//! All rows of a table, one after the other: what is in memory does not grow with the table.

use std::pin::Pin;

use futures_util::{Stream, TryStreamExt as _};
use sqlx::{AssertSqlSafe, Database, postgres::PgRow, sqlite::SqliteRow};
use uuid::Uuid;

use super::{
    CopiedCell,
    columns::{CopiedColumn, Kind},
};
use crate::{Result, StoreError, Tx, tx::Inner};

type Coming<'t, R> = Pin<Box<dyn Stream<Item = sqlx::Result<R>> + Send + 't>>;

/// The rows of a table that are still to come.
pub struct Rows<'t> {
    kinds: Vec<Kind>,
    coming: Engine<'t>,
}

enum Engine<'t> {
    Postgres(Coming<'t, PgRow>),
    Sqlite(Coming<'t, SqliteRow>),
}

/// Begins to read all rows of a table.
pub fn rows<'t>(tx: &'t mut Tx, table: &str, columns: &[CopiedColumn]) -> Rows<'t> {
    let shown = |column: &CopiedColumn| match column.kind {
        Kind::Json => format!("{}::text", column.quoted()),
        _ => column.quoted(),
    };
    let list: Vec<String> = columns.iter().map(shown).collect();
    let text = format!("SELECT {} FROM {table}", list.join(", "));
    let coming = match &mut tx.inner {
        Inner::Postgres(lease) => Engine::Postgres(sqlx::query(AssertSqlSafe(text)).fetch(lease.connection())),
        Inner::Sqlite(lease) => Engine::Sqlite(sqlx::query(AssertSqlSafe(text)).fetch(lease.connection())),
    };
    Rows { kinds: columns.iter().map(|column| column.kind).collect(), coming }
}

impl Rows<'_> {
    /// The next row; `None` after the last.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn next(&mut self) -> Result<Option<Vec<CopiedCell>>> {
        match &mut self.coming {
            Engine::Postgres(rows) => match rows.try_next().await? {
                Some(row) => cells(&self.kinds, |at, kind| postgres(&row, at, kind)).map(Some),
                None => Ok(None),
            },
            Engine::Sqlite(rows) => match rows.try_next().await? {
                Some(row) => cells(&self.kinds, |at, kind| sqlite(&row, at, kind)).map(Some),
                None => Ok(None),
            },
        }
    }
}

fn cells(kinds: &[Kind], cell: impl Fn(usize, Kind) -> sqlx::Result<CopiedCell>) -> Result<Vec<CopiedCell>> {
    let all = kinds.iter().enumerate().map(|(at, kind)| cell(at, *kind));
    all.collect::<sqlx::Result<_>>().map_err(|_| StoreError::Corrupt { column: "of a copied row" })
}

fn postgres(row: &PgRow, at: usize, kind: Kind) -> sqlx::Result<CopiedCell> {
    match kind {
        Kind::Id => get::<Uuid, _>(row, at),
        Kind::Bytes => get::<Vec<u8>, _>(row, at),
        Kind::Bool => get::<bool, _>(row, at),
        Kind::Int => get::<i64, _>(row, at),
        Kind::Float => get::<f64, _>(row, at),
        Kind::Text | Kind::Json => get::<String, _>(row, at),
    }
}

fn sqlite(row: &SqliteRow, at: usize, kind: Kind) -> sqlx::Result<CopiedCell> {
    match kind {
        Kind::Id | Kind::Bytes => get::<Vec<u8>, _>(row, at),
        Kind::Bool | Kind::Int => get::<i64, _>(row, at),
        Kind::Float => get::<f64, _>(row, at),
        Kind::Text | Kind::Json => get::<String, _>(row, at),
    }
}

fn get<T, R>(row: &R, at: usize) -> sqlx::Result<CopiedCell>
where
    R: sqlx::Row,
    usize: sqlx::ColumnIndex<R>,
    T: Into<CopiedCell> + for<'r> sqlx::Decode<'r, <R as sqlx::Row>::Database> + sqlx::Type<<R as sqlx::Row>::Database>,
    <R as sqlx::Row>::Database: Database,
{
    row.try_get::<Option<T>, _>(at).map(CopiedCell::from)
}
