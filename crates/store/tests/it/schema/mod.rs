//! The two schemas say the same.

mod postgres;
mod sqlite;

use std::collections::{BTreeMap, BTreeSet};

use store::{Row, Tx};

use crate::engines;

/// A schema by its tables.
type Schema = BTreeMap<String, Table>;

/// What both engines can tell of a table.
#[derive(Debug, Default, PartialEq)]
struct Table {
    /// In their order.
    columns: Vec<Column>,
    indexes: BTreeSet<Index>,
    foreign_keys: BTreeSet<ForeignKey>,
    /// How many rules it has beside those, without the one of SQLite that a boolean is 0 or 1.
    checks: usize,
    triggers: BTreeSet<String>,
}

#[derive(Debug, PartialEq)]
struct Column {
    name: String,
    /// BLOB, INTEGER, REAL or TEXT.
    kind: String,
    nullable: bool,
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Index {
    unique: bool,
    primary: bool,
    columns: Vec<String>,
    /// The condition of a partial one.
    only_where: Option<String>,
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct ForeignKey {
    columns: Vec<String>,
    table: String,
    referred: Vec<String>,
}

/// A text column of the catalogue.
fn text(row: &Row, column: &'static str) -> String {
    row.get(column).unwrap()
}

/// Names separated by commas.
fn names(row: &Row, column: &'static str) -> Vec<String> {
    text(row, column).split(',').map(str::to_owned).collect()
}

async fn rows(tx: &mut Tx, statement: &'static store::Statement) -> Vec<Row> {
    tx.all(statement, vec![]).await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn both_are_the_same() {
    let (_folder, sqlite) = engines::sqlite().await;
    let sqlite = sqlite::schema(&mut sqlite.read().await.unwrap()).await;
    let postgres = engines::postgres(1).await;
    let postgres = postgres::schema(&mut postgres.read().await.unwrap()).await;

    let tables = |schema: &Schema| schema.keys().cloned().collect::<Vec<_>>();
    assert_eq!(tables(&sqlite), tables(&postgres));
    assert!(sqlite.len() >= 20 && sqlite["omr_sheet"].triggers.len() == 1, "the catalogue was not read");
    for (name, table) in &sqlite {
        assert_eq!(table, &postgres[name], "{name}: SQLite left, PostgreSQL right");
    }
}
