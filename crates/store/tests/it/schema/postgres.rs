//! The schema as PostgreSQL's catalogue tells it, without the index of names, which is tables in SQLite.

use store::Tx;

use super::{Column, ForeignKey, Index, Schema, Table, names, rows, text};
use crate::engines::raw;

pub(super) async fn schema(tx: &mut Tx) -> Schema {
    let mut schema = Schema::new();
    let tables = raw!(
        "SELECT c.relname::text AS name,
             (SELECT COUNT(*) FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'c') AS checks
         FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE n.nspname = 'public' AND c.relkind = 'r' AND c.relname <> '_sqlx_migrations'"
    );
    for row in rows(tx, tables).await {
        let checks = row.count("checks").unwrap() as usize;
        schema.insert(text(&row, "name"), Table { checks, ..Table::default() });
    }
    columns(tx, &mut schema).await;
    indexes(tx, &mut schema).await;
    foreign_keys(tx, &mut schema).await;
    let triggers = raw!(
        "SELECT c.relname::text AS \"table\", t.tgname::text AS name
         FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE NOT t.tgisinternal"
    );
    for row in rows(tx, triggers).await {
        schema.get_mut(&text(&row, "table")).unwrap().triggers.insert(text(&row, "name"));
    }
    schema
}

async fn columns(tx: &mut Tx, schema: &mut Schema) {
    let found = raw!(
        "SELECT table_name::text AS \"table\", column_name::text AS name, data_type::text AS kind,
             is_nullable = 'YES' AS nullable
         FROM information_schema.columns
         WHERE table_schema = 'public' AND table_name <> '_sqlx_migrations' ORDER BY table_name, ordinal_position"
    );
    for row in rows(tx, found).await {
        let kind = sqlite_kind(&text(&row, "kind")).to_owned();
        let column = Column { name: text(&row, "name"), kind, nullable: row.get("nullable").unwrap() };
        schema.get_mut(&text(&row, "table")).unwrap().columns.push(column);
    }
}

/// The type that stands for it in SQLite.
fn sqlite_kind(kind: &str) -> &str {
    match kind {
        "uuid" | "bytea" => "BLOB",
        "bigint" | "boolean" => "INTEGER",
        "double precision" => "REAL",
        "text" | "jsonb" => "TEXT",
        other => other,
    }
}

async fn indexes(tx: &mut Tx, schema: &mut Schema) {
    let found = raw!(
        "SELECT c.relname::text AS \"table\", i.indisunique AS is_unique, i.indisprimary AS is_primary,
             (SELECT string_agg(a.attname, ',' ORDER BY k.at)
              FROM unnest(i.indkey::int2[]) WITH ORDINALITY k (number, at)
              JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number) AS columns,
             pg_get_expr(i.indpred, i.indrelid, TRUE) AS only_where
         FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace
         WHERE n.nspname = 'public' AND c.relname <> '_sqlx_migrations'"
    );
    for row in rows(tx, found).await {
        let only_where: Option<String> = row.opt("only_where").unwrap();
        let index = Index {
            unique: row.get("is_unique").unwrap(),
            primary: row.get("is_primary").unwrap(),
            columns: names(&row, "columns"),
            only_where: only_where.map(|condition| as_written(&condition)),
        };
        schema.get_mut(&text(&row, "table")).unwrap().indexes.insert(index);
    }
}

async fn foreign_keys(tx: &mut Tx, schema: &mut Schema) {
    let found = raw!(
        "SELECT k.conrelid::regclass::text AS \"table\", k.confrelid::regclass::text AS target,
             (SELECT string_agg(a.attname, ',' ORDER BY n.at) FROM unnest(k.conkey) WITH ORDINALITY n (number, at)
              JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = n.number) AS own,
             (SELECT string_agg(a.attname, ',' ORDER BY n.at) FROM unnest(k.confkey) WITH ORDINALITY n (number, at)
              JOIN pg_attribute a ON a.attrelid = k.confrelid AND a.attnum = n.number) AS other
         FROM pg_constraint k WHERE k.contype = 'f'"
    );
    for row in rows(tx, found).await {
        let key =
            ForeignKey { columns: names(&row, "own"), table: text(&row, "target"), referred: names(&row, "other") };
        schema.get_mut(&text(&row, "table")).unwrap().foreign_keys.insert(key);
    }
}

/// A condition as it was written: PostgreSQL tells `IN` in another way.
fn as_written(condition: &str) -> String {
    condition.replace("::text", "").replace("= ANY (ARRAY[", "IN (").replace("])", ")")
}
