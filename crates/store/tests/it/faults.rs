//! A connection that met a fault is not used again, and the store is well by itself when the fault is over.

use std::time::Duration;

use store::{Db, PoolLimits, StoreError};

use crate::engines::{connect, count, empty_postgres, postgres, raw, raw_of, sqlite};

const BYTES: usize = 4 << 20;

async fn grow(db: &Db) -> Result<(), StoreError> {
    let mut tx = db.begin().await?;
    let text = format!(
        "INSERT INTO login_device (device_id, username, logged_in_at) VALUES ('{}', 'u', 1)",
        "x".repeat(BYTES)
    );
    tx.execute(raw_of(text), vec![]).await?;
    tx.commit().await
}

/// `max_page_count` gives the very error of a full disk, SQLITE_FULL, in the midst of a statement.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_sqlite_is_unavailable_and_well_again_on_a_fresh_connection() {
    let (_folder, db) = sqlite().await;
    for _ in 0..3 {
        let mut tx = db.begin().await.unwrap();
        let used = count(&mut tx, raw!("SELECT page_count AS n FROM pragma_page_count()"), vec![]).await;
        tx.all(raw_of(format!("PRAGMA max_page_count = {}", used + 4)), vec![]).await.unwrap();
        tx.commit().await.unwrap();
        let full = grow(&db).await;
        assert!(matches!(full, Err(StoreError::Unavailable(_))), "{full:?}");
        // The limit was of the connection, which is gone.
        db.try_write().await.unwrap();
    }
    grow(&db).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_busy_writer_is_not_down() {
    let (_folder, db) = sqlite().await;
    let held = db.begin().await.unwrap();
    db.try_write().await.unwrap();
    drop(held);
    db.try_write().await.unwrap();
    db.close().await;
    assert!(db.try_write().await.is_err());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_read_only_postgres_is_unavailable_and_left_by_every_connection() {
    let database = empty_postgres().await;
    let db = connect(&database, 4).await;
    db.migrate().await.unwrap();
    let name = database.name.clone();
    let mut tx = db.begin().await.unwrap();
    let alter = format!("ALTER DATABASE \"{name}\" SET default_transaction_read_only = on");
    tx.execute(raw_of(alter), vec![]).await.unwrap();
    tx.commit().await.unwrap();
    // What was made before may still write; a connection that is made now may not, and says so.
    let other = connect(&database, 4).await;
    // Some connections that read were made while it was so.
    let held = (other.read().await.unwrap(), other.read().await.unwrap(), other.read().await.unwrap());
    drop(held);
    for _ in 0..3 {
        let refused = other.try_write().await;
        assert!(matches!(refused, Err(StoreError::Unavailable(_))), "{refused:?}");
    }
    let mut tx = db.begin().await.unwrap();
    let alter = format!("ALTER DATABASE \"{name}\" RESET default_transaction_read_only");
    tx.execute(raw_of(alter), vec![]).await.unwrap();
    tx.commit().await.unwrap();
    // One is told that it is the wrong server, and then all of them are renewed.
    drop(other.try_write().await);
    for _ in 0..8 {
        other.try_write().await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_connection_that_the_server_ends_costs_one_call() {
    let db = postgres(2).await;
    let mut tx = db.begin().await.unwrap();
    let ended = tx.all(raw!("SELECT pg_terminate_backend(pg_backend_pid())"), vec![]).await;
    assert!(matches!(ended, Err(StoreError::Unavailable(_))), "{ended:?}");
    drop(tx);
    for _ in 0..4 {
        db.try_write().await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_statement_that_takes_too_long_was_in_the_way_of_others() {
    let db = postgres(2).await;
    let mut tx = db.begin().await.unwrap();
    tx.execute(raw!("SET LOCAL statement_timeout = 20"), vec![]).await.unwrap();
    let late = tx.all(raw!("SELECT pg_sleep(5)"), vec![]).await;
    assert!(matches!(late, Err(StoreError::Conflict(_))), "{late:?}");
    drop(tx);
    db.try_write().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_store_that_waits_for_nobody_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let limits = PoolLimits { wait: Duration::from_millis(500), ..PoolLimits::default() };
    let db = Db::open_sqlite(&folder.path().join("mpa.db"), limits).await.unwrap();
    db.migrate().await.unwrap();
    let held = db.begin().await.unwrap();
    assert!(matches!(db.begin().await, Err(StoreError::Unavailable(_))));
    // Nobody got to write: it is waited for, and that is what there is to tell.
    assert!(db.try_write().await.is_err());
    held.commit().await.unwrap();
    db.try_write().await.unwrap();
}
