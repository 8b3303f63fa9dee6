//! The schema as SQLite's catalogue tells it.

use std::collections::BTreeMap;

use store::Tx;

use super::{Column, ForeignKey, Index, Schema, Table, names, rows, text};
use crate::engines::raw;

pub(super) async fn schema(tx: &mut Tx) -> Schema {
    let mut schema = Schema::new();
    let tables = raw!(
        "SELECT name, sql FROM sqlite_schema
         WHERE type = 'table' AND name <> '_sqlx_migrations'"
    );
    for row in rows(tx, tables).await {
        let sql = text(&row, "sql");
        assert!(sql.trim_end().ends_with("STRICT"), "{} is not STRICT", text(&row, "name"));
        // PostgreSQL knows booleans; here they are integers with a rule.
        let checks = sql.matches("CHECK (").count() - sql.matches(" IN (0, 1))").count();
        schema.insert(text(&row, "name"), Table { checks, ..Table::default() });
    }
    columns(tx, &mut schema).await;
    indexes(tx, &mut schema).await;
    foreign_keys(tx, &mut schema).await;
    let triggers = raw!("SELECT name, tbl_name FROM sqlite_schema WHERE type = 'trigger'");
    for row in rows(tx, triggers).await {
        schema.get_mut(&text(&row, "tbl_name")).unwrap().triggers.insert(text(&row, "name"));
    }
    schema
}

async fn columns(tx: &mut Tx, schema: &mut Schema) {
    let found = raw!(
        "SELECT s.name AS \"table\", c.name, c.type AS kind, c.\"notnull\" = 0 AS nullable
         FROM sqlite_schema s JOIN pragma_table_info(s.name) c
         WHERE s.type = 'table' AND s.name <> '_sqlx_migrations' ORDER BY s.name, c.cid"
    );
    for row in rows(tx, found).await {
        let column =
            Column { name: text(&row, "name"), kind: text(&row, "kind"), nullable: row.get("nullable").unwrap() };
        schema.get_mut(&text(&row, "table")).unwrap().columns.push(column);
    }
}

async fn indexes(tx: &mut Tx, schema: &mut Schema) {
    let found = raw!(
        "SELECT s.name AS \"table\", i.\"unique\" AS is_unique, i.origin = 'pk' AS is_primary,
             (SELECT group_concat(name) FROM (SELECT name FROM pragma_index_info(i.name) ORDER BY seqno)) AS columns,
             (SELECT sql FROM sqlite_schema WHERE type = 'index' AND name = i.name) AS sql
         FROM sqlite_schema s JOIN pragma_index_list(s.name) i
         WHERE s.type = 'table' AND s.name <> '_sqlx_migrations'"
    );
    for row in rows(tx, found).await {
        let sql: Option<String> = row.opt("sql").unwrap();
        let index = Index {
            unique: row.get("is_unique").unwrap(),
            primary: row.get("is_primary").unwrap(),
            columns: names(&row, "columns"),
            only_where: sql.and_then(|sql| Some(sql.split_once(" WHERE ")?.1.to_owned())),
        };
        schema.get_mut(&text(&row, "table")).unwrap().indexes.insert(index);
    }
}

async fn foreign_keys(tx: &mut Tx, schema: &mut Schema) {
    let found = raw!(
        "SELECT s.name AS \"table\", f.id, f.\"table\" AS target, f.\"from\" AS own, f.\"to\" AS other
         FROM sqlite_schema s JOIN pragma_foreign_key_list(s.name) f
         WHERE s.type = 'table' ORDER BY s.name, f.id, f.seq"
    );
    let mut keys: BTreeMap<(String, i64), ForeignKey> = BTreeMap::new();
    for row in rows(tx, found).await {
        let place = (text(&row, "table"), row.get("id").unwrap());
        let empty = ForeignKey { columns: vec![], table: text(&row, "target"), referred: vec![] };
        let key = keys.entry(place).or_insert(empty);
        key.columns.push(text(&row, "own"));
        key.referred.push(text(&row, "other"));
    }
    for ((table, _), key) in keys {
        schema.get_mut(&table).unwrap().foreign_keys.insert(key);
    }
}
