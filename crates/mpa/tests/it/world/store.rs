//! The stores that the worlds lie on, and a look into them.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    sync::OnceLock,
};

use ::store::{Arg, Db, PoolLimits, Row, Statement};
use testkit::postgres::{Database, Server, Trips};
use uuid::Uuid;

use super::{World, runtime};

/// Where a world keeps its rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Store {
    Sqlite,
    Postgres,
    /// PostgreSQL on one connection, by way of somebody who counts ([`trips`]), below a server without its jobs.
    Counted,
    /// SQLite that waits for its writer no longer than a moment.
    Impatient,
}

impl Store {
    /// The two engines that everything has to hold on.
    pub(crate) const BOTH: [Self; 2] = [Self::Sqlite, Self::Postgres];

    pub(crate) async fn open(self, folder: &Path) -> Db {
        let db = match self {
            Self::Sqlite => Db::open_sqlite(&folder.join("mpa.db"), PoolLimits::default()).await,
            Self::Impatient => {
                let limits = PoolLimits { wait: std::time::Duration::from_millis(500), ..PoolLimits::default() };
                Db::open_sqlite(&folder.join("mpa.db"), limits).await
            }
            Self::Counted => {
                let database = tokio::task::spawn_blocking(scratch_postgres).await.unwrap();
                let between = Server::shared().unwrap().count_trips(&database).unwrap();
                let between = TRIPS.get_or_init(|| between);
                let limits = PoolLimits { connections: 1, ..PoolLimits::default() };
                Db::connect_postgres(between.url(), None, limits).await
            }
            Self::Postgres => {
                let database = tokio::task::spawn_blocking(scratch_postgres).await.unwrap();
                Db::connect_postgres(&database.url, None, PoolLimits::default()).await
            }
        };
        let db = db.unwrap();
        db.migrate().await.unwrap();
        db
    }
}

/// Of the one world of this process whose ways to PostgreSQL are counted.
static TRIPS: OnceLock<Trips> = OnceLock::new();

/// How many ways to PostgreSQL and back the world on [`Store::Counted`] made so far.
pub(crate) fn trips() -> u64 {
    TRIPS.get().unwrap().made()
}

/// A database of this process's PostgreSQL, with the schema in it.
fn scratch_postgres() -> Database {
    static TEMPLATE: OnceLock<Database> = OnceLock::new();
    let server = Server::shared().unwrap();
    let template = TEMPLATE.get_or_init(|| {
        let template = server.create_database(None).unwrap();
        runtime().block_on(async {
            let db = Db::connect_postgres(&template.url, None, PoolLimits::default()).await.unwrap();
            db.migrate().await.unwrap();
            db.close().await;
        });
        template
    });
    server.create_database(Some(&template.name)).unwrap()
}

/// Rows of any statement that both engines understand.
pub(crate) fn rows(db: &Db, text: &str, args: Vec<Arg>) -> Vec<Row> {
    let text: &'static str = Box::leak(text.to_owned().into_boxed_str());
    let statement = Box::leak(Box::new(Statement { sqlite: text, postgres: text, file: file!(), line: line!() }));
    runtime().block_on(async { db.read().await.unwrap().all(statement, args).await.unwrap() })
}

/// How many rows a table has.
pub(crate) fn count(world: &World, table: &str) -> i64 {
    rows(&world.app.db, &format!("SELECT COUNT(*) AS n FROM {table}"), Vec::new())[0].get("n").unwrap()
}

/// Every value of the rows of a table, as text.
pub(crate) fn text_of(world: &World, table: &str) -> String {
    let db = &world.app.db;
    let columns: Vec<String> = match db.engine() {
        "sqlite" => {
            let text = format!("SELECT name FROM pragma_table_info('{table}')");
            rows(db, &text, Vec::new()).iter().map(|row| row.get("name").unwrap()).collect()
        }
        _ => {
            let text = format!("SELECT to_jsonb(t)::text AS line FROM {table} t");
            return rows(db, &text, Vec::new()).iter().map(|row| row.get::<String>("line").unwrap() + "\n").collect();
        }
    };
    let cell =
        |name: &String| format!("CASE typeof({name}) WHEN 'blob' THEN hex({name}) ELSE COALESCE({name}, '') END");
    let cells: Vec<String> = columns.iter().map(cell).collect();
    let text = format!("SELECT {} AS line FROM {table}", cells.join(" || ' ' || "));
    rows(db, &text, Vec::new()).iter().map(|row| row.get::<String>("line").unwrap() + "\n").collect()
}

/// The ids of the files that rows name.
pub(crate) fn blob_rows(db: &Db) -> BTreeSet<Uuid> {
    rows(db, "SELECT id FROM blob", Vec::new()).iter().map(|row| row.get("id").unwrap()).collect()
}

/// The ids of the files that lie in a data directory, and what is no such file.
pub(crate) fn blob_files(data_dir: &Path) -> (BTreeSet<Uuid>, Vec<PathBuf>) {
    let (mut named, mut strange) = (BTreeSet::new(), Vec::new());
    let mut folders = vec![data_dir.join("blobs")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).into_iter().flatten() {
            let path = entry.unwrap().path();
            let key = adapters::BlobKey::at(path.strip_prefix(data_dir).unwrap());
            match key {
                _ if path.is_dir() => folders.push(path),
                Some(key) => drop(named.insert(key.id)),
                None => strange.push(path),
            }
        }
    }
    (named, strange)
}
