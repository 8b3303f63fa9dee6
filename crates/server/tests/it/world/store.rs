//! The stores that the worlds lie on, and a look into them.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    sync::OnceLock,
};

use ::store::{Arg, Db, PoolLimits, Row, sql};
use testkit::postgres::{Database, Server};
use uuid::Uuid;

use super::{World, runtime};

/// Where a world keeps its rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Store {
    Sqlite,
    Postgres,
    /// SQLite that waits for its writer no longer than a moment.
    Impatient,
}

impl Store {
    /// The two engines that everything has to hold on.
    pub const BOTH: [Self; 2] = [Self::Sqlite, Self::Postgres];

    pub(super) async fn open(self, folder: &Path) -> Db {
        let db = match self {
            Self::Sqlite => Db::open_sqlite(&folder.join("mpa.db"), PoolLimits::default()).await,
            Self::Impatient => {
                let limits = PoolLimits { wait: std::time::Duration::from_millis(50), ..PoolLimits::default() };
                Db::open_sqlite(&folder.join("mpa.db"), limits).await
            }
            Self::Postgres => {
                let database = tokio::task::spawn_blocking(scratch_postgres).await.unwrap();
                Db::connect_postgres(&database.url, PoolLimits::default()).await
            }
        };
        let db = db.unwrap();
        db.migrate().await.unwrap();
        db
    }
}

/// A database of this process's PostgreSQL, with the schema in it.
pub fn scratch_postgres() -> Database {
    static TEMPLATE: OnceLock<Database> = OnceLock::new();
    let server = Server::shared().unwrap();
    let template = TEMPLATE.get_or_init(|| {
        let template = server.create_database(None).unwrap();
        runtime().block_on(async {
            let db = Db::connect_postgres(&template.url, PoolLimits::default()).await.unwrap();
            db.migrate().await.unwrap();
            db.close().await;
        });
        template
    });
    server.create_database(Some(&template.name)).unwrap()
}

/// Rows of any statement.
pub fn rows(db: &Db, statement: &'static ::store::Statement, args: Vec<Arg>) -> Vec<Row> {
    runtime().block_on(async { db.read().await.unwrap().all(statement, args).await.unwrap() })
}

/// The tables whose rows a test may count.
pub fn count(world: &World, table: &str) -> i64 {
    let statement = match table {
        "alert" => sql!("SELECT COUNT(*) AS n FROM alert"),
        "attendance" => sql!("SELECT COUNT(*) AS n FROM attendance"),
        "biometric" => sql!("SELECT COUNT(*) AS n FROM biometric"),
        "blob" => sql!("SELECT COUNT(*) AS n FROM blob"),
        "candidate" => sql!("SELECT COUNT(*) AS n FROM candidate"),
        "centre" => sql!("SELECT COUNT(*) AS n FROM centre"),
        "enrolled_face" => sql!("SELECT COUNT(*) AS n FROM enrolled_face"),
        "exam" => sql!("SELECT COUNT(*) AS n FROM exam"),
        "face_attempt" => sql!("SELECT COUNT(*) AS n FROM face_attempt"),
        "fingerprint" => sql!("SELECT COUNT(*) AS n FROM fingerprint"),
        "journal" => sql!("SELECT COUNT(*) AS n FROM journal WHERE outcome <> 'counted'"),
        "omr_sheet" => sql!("SELECT COUNT(*) AS n FROM omr_sheet"),
        "record_history" => sql!("SELECT COUNT(*) AS n FROM record_history"),
        "slot" => sql!("SELECT COUNT(*) AS n FROM slot"),
        other => panic!("no statement counts {other}"),
    };
    rows(&world.app.db, statement, Vec::new())[0].get("n").unwrap()
}

/// Every value of the rows that tell a story: journal and alerts.
pub fn text_of(world: &World, table: &str) -> String {
    let statement = match table {
        "journal" => sql!(
            sqlite: "SELECT CAST(json_array(action, outcome, code, subject_id, actor_role, address, device_id, data) AS TEXT)
                     AS line FROM journal",
            postgres: "SELECT CAST(to_jsonb(journal) AS TEXT) AS line FROM journal"
        ),
        "alert" => sql!(
            sqlite: "SELECT CAST(json_array(kind, severity, device_id, details, mode, status) AS TEXT) AS line FROM alert",
            postgres: "SELECT CAST(to_jsonb(alert) AS TEXT) AS line FROM alert"
        ),
        other => panic!("no statement reads {other}"),
    };
    let lines = rows(&world.app.db, statement, Vec::new());
    lines.iter().map(|row| row.get::<String>("line").unwrap() + "\n").collect()
}

/// The ids of the files that rows name.
pub fn blob_rows(db: &Db) -> BTreeSet<Uuid> {
    rows(db, sql!("SELECT id FROM blob"), Vec::new()).iter().map(|row| row.get("id").unwrap()).collect()
}

/// The ids of the files that lie in a data directory, and what is no such file.
pub fn blob_files(data_dir: &Path) -> (BTreeSet<Uuid>, Vec<PathBuf>) {
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
