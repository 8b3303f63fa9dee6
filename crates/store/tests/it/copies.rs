//! A copy of a store has everything in it.

use std::collections::BTreeSet;

use store::{
    Db,
    copies::{self, COPIED, Filling, OWN, SEEDED},
};

use crate::engines::{self, on_both, raw};

on_both!(every_table_is_copied_or_the_stores_own, tables_come_after_those_that_they_refer_to, a_new_store_is_empty);

async fn every_table_is_copied_or_the_stores_own(db: Db) {
    let all = store::Statement {
        sqlite: "SELECT name FROM sqlite_schema
                  WHERE type = 'table' AND name <> '_sqlx_migrations'",
        postgres: "SELECT tablename::text AS name FROM pg_tables
                    WHERE schemaname = 'public' AND tablename <> '_sqlx_migrations'",
        file: file!(),
        line: line!(),
    };
    let found = db.read().await.unwrap().all(Box::leak(Box::new(all)), vec![]).await.unwrap();
    let found: BTreeSet<String> = found.iter().map(|row| row.get("name").unwrap()).collect();
    let known: BTreeSet<String> = COPIED.iter().chain(OWN).map(|name| (*name).to_owned()).collect();
    assert_eq!(found, known, "a table is in no list of store/src/copies/mod.rs (left: the schema), or no longer there");
    assert_eq!(known.len(), COPIED.len() + OWN.len(), "a table is in both lists");
    assert!(SEEDED.iter().all(|table| COPIED.contains(table)));
    if db.engine() == "postgres" {
        let counters = raw!("SELECT COUNT(*) AS n FROM pg_class WHERE relkind = 'S'");
        let counters = engines::count(&mut db.read().await.unwrap(), counters, vec![]).await;
        assert_eq!(counters, 0, "a sequence would have to be set after a copy");
    }
}

async fn tables_come_after_those_that_they_refer_to(db: Db) {
    let keys = store::Statement {
        sqlite: "SELECT s.name AS \"from\", f.\"table\" AS \"to\" FROM sqlite_schema s
                  JOIN pragma_foreign_key_list(s.name) f WHERE s.type = 'table'",
        postgres: "SELECT conrelid::regclass::text AS \"from\", confrelid::regclass::text AS \"to\" FROM pg_constraint
                    WHERE contype = 'f'",
        file: file!(),
        line: line!(),
    };
    let keys = db.read().await.unwrap().all(Box::leak(Box::new(keys)), vec![]).await.unwrap();
    let place = |row: &store::Row, column| COPIED.iter().position(|name| *name == row.get::<String>(column).unwrap());
    assert!(keys.len() > 50);
    for row in &keys {
        assert!(place(row, "to") <= place(row, "from"), "{:?}", row.get::<String>("from"));
    }
}

async fn a_new_store_is_empty(db: Db) {
    let mut tx = db.begin().await.unwrap();
    assert_eq!(copies::first_not_empty(&mut tx).await.unwrap(), None);
    copies::begin_filling(&mut tx).await.unwrap();
    let names = ["id", "code", "name", "created_at"].map(str::to_owned);
    let mut filling = Filling::begin(&mut tx, "centre", &names).await.unwrap();
    for number in 0..450_u16 {
        let mut id = vec![7; 14];
        id.extend(number.to_be_bytes());
        let row = vec![id.into(), format!("C{number}").into(), "A school".to_owned().into(), i64::from(number).into()];
        filling.put(&mut tx, row).await.unwrap();
    }
    assert_eq!(filling.end(&mut tx).await.unwrap(), 450);
    copies::end_filling(&mut tx).await.unwrap();
    assert_eq!(copies::first_not_empty(&mut tx).await.unwrap(), Some("centre"));
    assert!(Filling::begin(&mut tx, "centre", &names[..3]).await.is_err());
    tx.commit().await.unwrap();
    // The schema is as it was: a rule within a table holds at once again.
    let mut tx = db.read().await.unwrap();
    assert_eq!(copies::count(&mut tx, "centre").await.unwrap(), 450);
    let columns = copies::columns(&mut tx, "centre").await.unwrap();
    let (mut rows, mut seen) = (copies::rows(&mut tx, "centre", &columns), 0);
    while let Some(row) = rows.next().await.unwrap() {
        assert_eq!(row.len(), 4);
        seen += 1;
    }
    assert_eq!(seen, 450);
}
