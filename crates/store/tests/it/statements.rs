//! Every statement is one that both engines understand.

use std::{collections::BTreeSet, path::Path};

use store::{Db, STATEMENTS};

use crate::engines::on_both;

/// Fewer than there are, so that taking one away needs no change here.
const AT_LEAST: usize = 80;

on_both!(each_is_prepared);

async fn each_is_prepared(db: Db) {
    let mut failed = Vec::new();
    for statement in STATEMENTS {
        // One each: on PostgreSQL a failure ends the transaction.
        let mut tx = db.begin().await.unwrap();
        if let Err(error) = tx.prepare(statement).await {
            failed.push(format!("{}:{}: {error:?}", statement.file, statement.line));
        }
    }
    assert!(failed.is_empty(), "{}:\n{}", db.engine(), failed.join("\n"));
}

/// A linker may drop what nothing refers to; then nothing would be prepared above.
#[test]
fn none_was_dropped_on_the_way() {
    let places: BTreeSet<_> = STATEMENTS.iter().map(|it| (it.file, it.line)).collect();
    assert!(places.len() >= AT_LEAST, "only {} statements", places.len());
    let folders = [Path::new("src"), Path::new("src/copies")];
    for entry in folders.iter().flat_map(|folder| folder.read_dir().unwrap()) {
        let path = entry.unwrap().path();
        if path.is_dir() {
            assert!(folders.contains(&path.as_path()), "{} is not looked into", path.display());
            continue;
        }
        let name = path.file_name().unwrap().to_str().unwrap();
        let has_sql = std::fs::read_to_string(&path).unwrap().contains("= sql!(");
        let registered = places.iter().any(|(file, _)| file.ends_with(&format!("/{name}")));
        assert!(registered || !has_sql, "{name} has statements of which none is registered");
    }
}
