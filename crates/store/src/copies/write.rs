//! Rows into an empty store.

use sqlx::AssertSqlSafe;

use super::{COPIED, CopiedCell, SEEDED, columns::Kind, columns::columns};
use crate::{Arg, Result, Row, StoreError, Tx, args, copies::CopiedColumn, sql, tx::Inner};

/// The most parameters of a statement, and the most rows.
const PARAMETERS: usize = 16_000;
const ROWS: usize = 200;

/// A table that is being filled.
pub struct Filling {
    table: &'static str,
    columns: Vec<CopiedColumn>,
    waiting: Vec<Vec<CopiedCell>>,
    at_once: usize,
    filled: u64,
}

impl Filling {
    /// Begins to fill a table with rows of these columns, in this order.
    ///
    /// # Errors
    /// [`StoreError`]; [`StoreError::Corrupt`] when the table has other columns.
    pub async fn begin(tx: &mut Tx, table: &'static str, names: &[String]) -> Result<Self> {
        let mut there = columns(tx, table).await?;
        let mut ordered = Vec::with_capacity(names.len());
        for name in names {
            let at = there.iter().position(|column| column.name == *name);
            ordered.push(there.swap_remove(at.ok_or(StoreError::Corrupt { column: "that this store does not have" })?));
        }
        if !there.is_empty() {
            return Err(StoreError::Corrupt { column: "that the copy does not have" });
        }
        let at_once = (PARAMETERS / ordered.len().max(1)).clamp(1, ROWS);
        Ok(Self { table, columns: ordered, waiting: Vec::new(), at_once, filled: 0 })
    }

    /// Takes a row; rows are written a few hundred at a time.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn put(&mut self, tx: &mut Tx, row: Vec<CopiedCell>) -> Result<()> {
        if row.len() != self.columns.len() {
            return Err(StoreError::Corrupt { column: "of a copied row" });
        }
        self.waiting.push(row);
        if self.waiting.len() >= self.at_once { self.write(tx).await } else { Ok(()) }
    }

    /// Writes what waits; how many rows it were in all.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn end(mut self, tx: &mut Tx) -> Result<u64> {
        self.write(tx).await?;
        Ok(self.filled)
    }

    async fn write(&mut self, tx: &mut Tx) -> Result<()> {
        let rows = std::mem::take(&mut self.waiting);
        if rows.is_empty() {
            return Ok(());
        }
        let names: Vec<String> = self.columns.iter().map(CopiedColumn::quoted).collect();
        let mut place = 0;
        let mut one = |column: &CopiedColumn| {
            place += 1;
            if column.kind == Kind::Json { format!("${place}::jsonb") } else { format!("${place}") }
        };
        let mut lines = Vec::with_capacity(rows.len());
        for _ in &rows {
            let places: Vec<String> = self.columns.iter().map(&mut one).collect();
            lines.push(format!("({})", places.join(", ")));
        }
        let text = format!("INSERT INTO {} ({}) VALUES {}", self.table, names.join(", "), lines.join(", "));
        let kinds = || self.columns.iter().map(|column| column.kind);
        let count = rows.len() as u64;
        let args = rows.into_iter().flat_map(|row| row.into_iter().zip(kinds()));
        let args = args.map(|(cell, kind)| cell.into_arg(kind)).collect::<Result<Vec<Arg>>>()?;
        run(tx, text, args).await?;
        self.filled += count;
        Ok(())
    }
}

async fn run(tx: &mut Tx, text: String, args: Vec<Arg>) -> Result<()> {
    let done = match &mut tx.inner {
        Inner::Postgres(lease) => {
            let query = args.into_iter().fold(sqlx::query(AssertSqlSafe(text)), |q, a| a.bind_postgres(q));
            query.execute(lease.connection()).await.map(drop)
        }
        Inner::Sqlite(lease) => {
            let query = args.into_iter().fold(sqlx::query(AssertSqlSafe(text)), |q, a| a.bind_sqlite(q));
            query.execute(lease.connection()).await.map(drop)
        }
    };
    done.map_err(|error| tx.failed(error))
}

async fn number(tx: &mut Tx, text: String) -> Result<i64> {
    let row = match &mut tx.inner {
        Inner::Postgres(lease) => {
            sqlx::query(AssertSqlSafe(text)).fetch_one(lease.connection()).await.map(Row::Postgres)
        }
        Inner::Sqlite(lease) => sqlx::query(AssertSqlSafe(text)).fetch_one(lease.connection()).await.map(Row::Sqlite),
    };
    row.map_err(|error| tx.failed(error))?.get("n")
}

/// How many rows a table has.
///
/// # Errors
/// [`StoreError`].
pub async fn count(tx: &mut Tx, table: &'static str) -> Result<i64> {
    number(tx, format!("SELECT COUNT(*) AS n FROM {table}")).await
}

/// The first table that has a row which no migration put there; `None` for an empty store.
///
/// # Errors
/// [`StoreError`].
pub async fn first_not_empty(tx: &mut Tx) -> Result<Option<&'static str>> {
    for table in COPIED.iter().filter(|table| !SEEDED.contains(table)) {
        if number(tx, format!("SELECT COUNT(*) AS n FROM (SELECT 1 FROM {table} LIMIT 1) AS one")).await? > 0 {
            return Ok(Some(table));
        }
    }
    Ok(None)
}

/// Has the engine wait in this transaction as long as it takes: a copy may be slow, and is alone.
///
/// # Errors
/// [`StoreError`].
pub async fn unhurried(tx: &mut Tx) -> Result<()> {
    if matches!(tx.inner, Inner::Postgres(_)) {
        run(tx, "SET LOCAL statement_timeout = 0".to_owned(), vec![]).await?;
        run(tx, "SET LOCAL idle_in_transaction_session_timeout = 0".to_owned(), vec![]).await?;
    }
    Ok(())
}

/// Prepares an empty store to be filled: rows that refer to others of their table may come in any order, and the rows
/// of the migrations make room.
///
/// # Errors
/// [`StoreError`].
pub async fn begin_filling(tx: &mut Tx) -> Result<()> {
    match &tx.inner {
        Inner::Sqlite(_) => run(tx, "PRAGMA defer_foreign_keys = ON".to_owned(), vec![]).await?,
        Inner::Postgres(_) => {
            for constraint in within_tables(tx).await? {
                run(tx, format!("ALTER TABLE {constraint} DEFERRABLE INITIALLY DEFERRED"), vec![]).await?;
            }
        }
    }
    for table in SEEDED {
        run(tx, format!("DELETE FROM {table}"), vec![]).await?;
    }
    Ok(())
}

/// Holds the rows against every rule that waited, and leaves the schema as it was.
///
/// # Errors
/// [`StoreError::Constraint`] when a row refers to one that did not come. (SQLite says so at the commit.)
pub async fn end_filling(tx: &mut Tx) -> Result<()> {
    if matches!(tx.inner, Inner::Postgres(_)) {
        run(tx, "SET CONSTRAINTS ALL IMMEDIATE".to_owned(), vec![]).await?;
        for constraint in within_tables(tx).await? {
            run(tx, format!("ALTER TABLE {constraint} NOT DEFERRABLE"), vec![]).await?;
        }
    }
    Ok(())
}

/// The foreign keys by which a table refers to itself, as an ALTER TABLE names them.
async fn within_tables(tx: &mut Tx) -> Result<Vec<String>> {
    // SQLite is never asked: it can let all rules wait.
    let statement = sql!(
        sqlite: "SELECT '' AS text LIMIT 0",
        postgres: "SELECT conrelid::regclass::text || ' ALTER CONSTRAINT ' || quote_ident(conname) AS text
                    FROM pg_constraint WHERE contype = 'f' AND conrelid = confrelid
                     AND connamespace = current_schema()::regnamespace ORDER BY 1"
    );
    tx.list(statement, args![], |row| row.get("text")).await
}
