//! The two engines behind one type.

use std::{path::Path, str::FromStr, time::Duration};

use sqlx::{
    PgPool, SqlitePool,
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

use crate::{Result, StoreError, Tx, tx::Inner};

/// Bounds of the connection pools.
#[derive(Clone, Copy, Debug)]
pub struct PoolLimits {
    /// Connections to PostgreSQL, or readers of SQLite (which has one writer).
    pub connections: u32,
    /// How long a request waits for one before it is told that the server is busy.
    pub wait: Duration,
}

impl Default for PoolLimits {
    fn default() -> Self {
        Self { connections: 16, wait: Duration::from_secs(10) }
    }
}

/// An open store.
#[derive(Clone, Debug)]
pub enum Db {
    /// PostgreSQL.
    Postgres(PgPool),
    /// SQLite: one writer, because SQLite has one, and readers beside it.
    Sqlite {
        /// The writing connection.
        writer: SqlitePool,
        /// The reading ones.
        readers: SqlitePool,
    },
}

/// How often, and how long apart, a SQLite file is opened while another process sets it up.
const OPEN_TRIES: u32 = 100;
const OPEN_PAUSE: Duration = Duration::from_millis(20);

static SQLITE: sqlx::migrate::Migrator = sqlx::migrate!("migrations/sqlite");
static POSTGRES: sqlx::migrate::Migrator = sqlx::migrate!("migrations/postgres");

impl Db {
    /// Opens (and creates) the SQLite file at `path`. A commit is on the disk when it returns.
    ///
    /// # Errors
    /// When the file cannot be opened.
    pub async fn open_sqlite(path: &Path, limits: PoolLimits) -> Result<Self> {
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(limits.wait)
            .pragma("cache_size", "-16000")
            .pragma("temp_store", "memory");
        let pool = |connections| {
            SqlitePoolOptions::new()
                .max_connections(connections)
                .acquire_timeout(limits.wait)
                .test_before_acquire(false)
        };
        let mut tries = 0;
        let writer = loop {
            match pool(1).connect_with(options.clone()).await.map_err(StoreError::from) {
                // Another process is turning on the write-ahead log; SQLite does not wait for that.
                Err(StoreError::Conflict(_)) if tries < OPEN_TRIES => tries += 1,
                opened => break opened?,
            }
            tokio::time::sleep(OPEN_PAUSE).await;
        };
        let readers = pool(limits.connections.min(8)).connect_with(options.pragma("query_only", "on")).await?;
        Ok(Self::Sqlite { writer, readers })
    }

    /// Connects to PostgreSQL.
    ///
    /// # Errors
    /// When the address is wrong or nobody answers.
    pub async fn connect_postgres(url: &str, limits: PoolLimits) -> Result<Self> {
        let options = PgConnectOptions::from_str(url)?.application_name("mpa");
        let pool = PgPoolOptions::new()
            .max_connections(limits.connections)
            .acquire_timeout(limits.wait)
            .connect_with(options)
            .await?;
        Ok(Self::Postgres(pool))
    }

    /// Brings the schema up to date. Copies that start together take turns.
    ///
    /// # Errors
    /// When a migration fails; nothing of it stays.
    pub async fn migrate(&self) -> Result<()> {
        match self {
            Self::Postgres(pool) => POSTGRES.run(pool).await?,
            // Within one writing transaction: sqlx takes turns on PostgreSQL only.
            Self::Sqlite { writer, .. } => {
                let mut tx = writer.begin_with("BEGIN IMMEDIATE").await?;
                // What `run` does; with `run` itself the future could not be spawned (sqlx says so there).
                SQLITE.run_direct(None, &mut *tx, false).await?;
                tx.commit().await?;
            }
        }
        Ok(())
    }

    /// Begins a transaction that may write. On SQLite it takes its turn as the one writer.
    ///
    /// # Errors
    /// [`crate::StoreError::Unavailable`] when there is no connection in time.
    pub async fn begin(&self) -> Result<Tx> {
        Ok(Tx(match self {
            Self::Postgres(pool) => Inner::Postgres(pool.begin().await?),
            Self::Sqlite { writer, .. } => Inner::Sqlite(writer.begin_with("BEGIN IMMEDIATE").await?),
        }))
    }

    /// Begins a transaction that only reads: one snapshot, beside the writer.
    ///
    /// # Errors
    /// [`crate::StoreError::Unavailable`] when there is no connection in time.
    pub async fn read(&self) -> Result<Tx> {
        Ok(Tx(match self {
            Self::Postgres(pool) => {
                Inner::Postgres(pool.begin_with("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").await?)
            }
            Self::Sqlite { readers, .. } => Inner::Sqlite(readers.begin_with("BEGIN DEFERRED").await?),
        }))
    }

    /// Asks the engine for a sign of life.
    ///
    /// # Errors
    /// When it gives none.
    pub async fn ping(&self) -> Result<()> {
        let mut tx = self.read().await?;
        tx.one(crate::sql!("SELECT 1 AS one"), Vec::new()).await.map(drop)
    }

    /// `sqlite` or `postgres`.
    #[must_use]
    pub fn engine(&self) -> &'static str {
        match self {
            Self::Postgres(_) => "postgres",
            Self::Sqlite { .. } => "sqlite",
        }
    }

    /// Closes every connection; on SQLite the write-ahead log is folded in.
    pub async fn close(&self) {
        match self {
            Self::Postgres(pool) => pool.close().await,
            Self::Sqlite { writer, readers } => {
                readers.close().await;
                writer.close().await;
            }
        }
    }
}
