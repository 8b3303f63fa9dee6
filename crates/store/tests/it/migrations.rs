//! Migrations may be run again, and by several copies at once.

use store::Db;

use crate::engines::{connect, count, empty_postgres, on_both, raw};

on_both!(a_second_run_changes_nothing);

async fn a_second_run_changes_nothing(db: Db) {
    let applied = raw!("SELECT COUNT(*) AS n FROM _sqlx_migrations");
    let before = count(&mut db.read().await.unwrap(), applied, vec![]).await;
    db.migrate().await.unwrap();
    let after = count(&mut db.read().await.unwrap(), applied, vec![]).await;
    assert_eq!((before > 0, before), (true, after));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn copies_that_start_together_agree_on_postgres() {
    let database = empty_postgres().await;
    let (one, other) = (connect(&database, 2).await, connect(&database, 2).await);
    let (first, second) = (one.clone(), other.clone());
    let (first, second) =
        (tokio::spawn(async move { first.migrate().await }), tokio::spawn(async move { second.migrate().await }));
    first.await.unwrap().unwrap();
    second.await.unwrap().unwrap();
    let tables = raw!("SELECT COUNT(*) AS n FROM pg_tables WHERE schemaname = 'public' AND tablename = 'attendance'");
    for db in [one, other] {
        assert_eq!(count(&mut db.read().await.unwrap(), tables, vec![]).await, 1);
    }
}

/// Such as the server and a command of the command line beside it.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn copies_that_start_together_agree_on_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mpa.db");
    let start = |path: std::path::PathBuf| async move {
        let db = Db::open_sqlite(&path, store::PoolLimits::default()).await?;
        db.migrate().await.map(|()| db)
    };
    let (first, second) = (tokio::spawn(start(path.clone())), tokio::spawn(start(path)));
    for started in [first, second] {
        let db = started.await.unwrap().unwrap();
        let none = raw!("SELECT COUNT(*) AS n FROM attendance");
        assert_eq!(count(&mut db.read().await.unwrap(), none, vec![]).await, 0);
    }
}
