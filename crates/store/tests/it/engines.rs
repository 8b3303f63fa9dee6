//! A fresh, migrated store of either engine for every test.

use std::sync::OnceLock;

use store::{Arg, Db, PoolLimits, Statement, StoreError, Tx};
use testkit::postgres::{Database, Server};
use tokio::{runtime::Handle, task::spawn_blocking};

/// Makes of each `async fn(Db)` two tests, one an engine.
macro_rules! on_both {
    ($($name:ident),* $(,)?) => {$(
        mod $name {
            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn sqlite() {
                let (_folder, db) = crate::engines::sqlite().await;
                super::$name(db).await;
            }

            #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn postgres() {
                super::$name(crate::engines::postgres(4).await).await;
            }
        }
    )*};
}
pub(crate) use on_both;

/// A statement of a test's own: the same text for both engines, not registered.
macro_rules! raw {
    ($text:expr) => {
        &store::Statement { sqlite: $text, postgres: $text, file: file!(), line: line!() }
    };
}
pub(crate) use raw;

/// As [`raw`], for a text that is put together.
pub(crate) fn raw_of(text: String) -> &'static Statement {
    let text: &'static str = text.leak();
    Box::leak(Box::new(Statement { sqlite: text, postgres: text, file: file!(), line: line!() }))
}

/// A SQLite file in a folder that goes with the test.
pub(crate) async fn sqlite() -> (tempfile::TempDir, Db) {
    let folder = tempfile::tempdir().unwrap();
    let db = Db::open_sqlite(&folder.path().join("mpa.db"), PoolLimits::default()).await.unwrap();
    db.migrate().await.unwrap();
    (folder, db)
}

/// A copy of a database that was migrated once.
pub(crate) async fn postgres(connections: u32) -> Db {
    static TEMPLATE: OnceLock<Database> = OnceLock::new();
    let database = spawn_blocking(|| {
        let server = Server::shared().unwrap();
        let template = TEMPLATE.get_or_init(|| Handle::current().block_on(migrated(server)));
        server.create_database(Some(&template.name)).unwrap()
    });
    connect(&database.await.unwrap(), connections).await
}

/// An empty database of PostgreSQL.
pub(crate) async fn empty_postgres() -> Database {
    spawn_blocking(|| Server::shared().unwrap().create_database(None).unwrap()).await.unwrap()
}

/// Connects to a database of PostgreSQL.
pub(crate) async fn connect(database: &Database, connections: u32) -> Db {
    let limits = PoolLimits { connections, ..PoolLimits::default() };
    Db::connect_postgres(&database.url, None, limits).await.unwrap()
}

async fn migrated(server: &Server) -> Database {
    let database = server.create_database(None).unwrap();
    let db = connect(&database, 1).await;
    db.migrate().await.unwrap();
    // Nobody may be connected to a template.
    db.close().await;
    database
}

/// Runs one statement in a transaction of its own.
pub(crate) async fn run(db: &Db, statement: &'static Statement, args: Vec<Arg>) -> store::Result<u64> {
    let mut tx = db.begin().await?;
    let touched = tx.execute(statement, args).await?;
    tx.commit().await?;
    Ok(touched)
}

/// Runs what a constraint must refuse; `rule` says which.
pub(crate) async fn refused(db: &Db, rule: &str, statement: &'static Statement, args: Vec<Arg>) {
    let outcome = run(db, statement, args).await;
    let refused = matches!(outcome, Err(StoreError::Constraint(_)));
    assert!(refused, "{}: {rule}: {outcome:?}", db.engine());
}

/// A count.
pub(crate) async fn count(tx: &mut Tx, statement: &'static Statement, args: Vec<Arg>) -> i64 {
    tx.one(statement, args).await.unwrap().get("n").unwrap()
}
