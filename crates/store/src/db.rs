//! The two engines behind one type.

use std::{path::Path, sync::Arc, time::Duration};

use sqlx::{
    Connection as _, Database, PgPool, Pool, Sqlite, SqlitePool,
    pool::PoolOptions,
    postgres::PgPoolOptions,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use tokio::time::Instant;

use crate::{
    Result, StoreError, Tx,
    class::Class,
    lease::Lease,
    postgres, pulse,
    signs::Signs,
    spare::{Place, RESTED, Spare},
    tx::Inner,
};

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
pub struct Db {
    pub(crate) pools: Pools,
    signs: Arc<Signs>,
}

/// Its connections.
#[derive(Clone, Debug)]
pub(crate) enum Pools {
    /// PostgreSQL, and its connections that lie ready.
    Postgres(PgPool, Arc<Spare>),
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
        let signs = Arc::<Signs>::default();
        let pool = |connections| {
            let options = SqlitePoolOptions::new().max_connections(connections).acquire_timeout(limits.wait);
            looked_at(options.test_before_acquire(false), &signs)
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
        // Each keeps what it read; what they share is the system's cache of the file.
        let reading = options.pragma("query_only", "on").pragma("cache_size", "-4000");
        let readers = pool(limits.connections.min(8)).connect_with(reading).await?;
        Ok(Self { pools: Pools::Sqlite { writer, readers }, signs })
    }

    /// Connects to PostgreSQL, with this password in place of the one in the address, if any.
    ///
    /// # Errors
    /// When the address is wrong, nobody answers, or who answers is not trusted.
    pub async fn connect_postgres(url: &str, password: Option<&str>, limits: PoolLimits) -> Result<Self> {
        let options = postgres::options(url, password)?;
        let signs = Arc::<Signs>::default();
        let pool = PgPoolOptions::new().max_connections(limits.connections).acquire_timeout(limits.wait);
        let pool = looked_at(pool.test_before_acquire(false), &signs).connect_with(options).await?;
        Ok(Self { pools: Pools::Postgres(pool, Spare::new(limits.connections, limits.wait)), signs })
    }

    /// Brings the schema up to date. Copies that start together take turns.
    ///
    /// # Errors
    /// When a migration fails; nothing of it stays.
    pub async fn migrate(&self) -> Result<()> {
        match &self.pools {
            Pools::Postgres(pool, _) => {
                let mut connection = postgres::without_limits(&pool.connect_options()).await?;
                POSTGRES.run_direct(None, &mut connection, false).await?;
                connection.close().await?;
            }
            // Within one writing transaction: sqlx takes turns on PostgreSQL only.
            Pools::Sqlite { writer, .. } => {
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
        let begun = match &self.pools {
            Pools::Postgres(pool, spare) => self.postgres(pool, spare, Some("BEGIN")).await,
            Pools::Sqlite { writer, .. } => begin(writer, "BEGIN IMMEDIATE").await.map(sqlite),
        };
        self.begun(begun, true)
    }

    /// Begins a transaction that only reads: one snapshot, beside the writer.
    ///
    /// # Errors
    /// [`crate::StoreError::Unavailable`] when there is no connection in time.
    pub async fn read(&self) -> Result<Tx> {
        let begun = match &self.pools {
            Pools::Postgres(pool, spare) => {
                self.postgres(pool, spare, Some("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")).await
            }
            Pools::Sqlite { readers, .. } => begin(readers, "BEGIN DEFERRED").await.map(sqlite),
        };
        self.begun(begun, false)
    }

    /// For one statement that reads: without a transaction around it. A second one may see another state.
    ///
    /// # Errors
    /// [`crate::StoreError::Unavailable`] when there is no connection in time.
    pub async fn look(&self) -> Result<Tx> {
        let taken = match &self.pools {
            Pools::Postgres(pool, spare) => self.postgres(pool, spare, None).await,
            Pools::Sqlite { readers, .. } => readers.acquire().await.map(Lease::plain).map(sqlite),
        };
        self.begun(taken, false)
    }

    async fn postgres(
        &self,
        pool: &PgPool,
        spare: &Arc<Spare>,
        begin: Option<&'static str>,
    ) -> sqlx::Result<(Inner, Option<Place>)> {
        let (lease, place) = Spare::take(spare, pool, &self.signs).await?;
        let lease = match begin {
            Some(statement) => Lease::begin_on(lease, statement).await?,
            None => lease,
        };
        Ok((Inner::Postgres(lease), Some(place)))
    }

    fn begun(&self, begun: sqlx::Result<(Inner, Option<Place>)>, writes: bool) -> Result<Tx> {
        let (inner, place) = begun.map_err(|error| {
            let class = Class::of(&error);
            self.signs.met(class, Instant::now());
            StoreError::of(class, error)
        })?;
        Ok(Tx { inner, place, signs: Arc::clone(&self.signs), writes, waiting: Vec::new(), overtaken: None })
    }

    /// Whether the engine takes writes: one is tried. Where the one writer of SQLite is at work, it is believed by what
    /// came of the last write.
    ///
    /// # Errors
    /// When it takes none, or gives no answer.
    pub async fn try_write(&self) -> Result<()> {
        let begun = match &self.pools {
            Pools::Postgres(pool, spare) => self.postgres(pool, spare, Some("BEGIN")).await,
            Pools::Sqlite { writer, .. } => match writer.try_acquire() {
                Some(connection) => Lease::begin(connection, "BEGIN IMMEDIATE").await.map(sqlite),
                None if writer.size() > 0 && !writer.is_closed() && !self.signs.is_down() => return Ok(()),
                None => begin(writer, "BEGIN IMMEDIATE").await.map(sqlite),
            },
        };
        let mut tx = self.begun(begun, true)?;
        pulse::beat(&mut tx).await?;
        tx.commit().await
    }

    /// Has new connections log in with this password; those that are open stay. Nothing on SQLite.
    pub fn renew_password(&self, password: &str) {
        if let Pools::Postgres(pool, _) = &self.pools {
            pool.set_connect_options((*pool.connect_options()).clone().password(password));
        }
    }

    /// `sqlite` or `postgres`.
    #[must_use]
    pub fn engine(&self) -> &'static str {
        match self.pools {
            Pools::Postgres(..) => "postgres",
            Pools::Sqlite { .. } => "sqlite",
        }
    }

    /// Closes every connection; on SQLite the write-ahead log is folded in.
    pub async fn close(&self) {
        match &self.pools {
            Pools::Postgres(pool, spare) => {
                spare.clear();
                pool.close().await;
            }
            Pools::Sqlite { writer, readers } => {
                readers.close().await;
                writer.close().await;
            }
        }
    }
}

fn sqlite(lease: Lease<Sqlite>) -> (Inner, Option<Place>) {
    (Inner::Sqlite(lease), None)
}

async fn begin<DB: Database>(pool: &Pool<DB>, statement: &'static str) -> sqlx::Result<Lease<DB>> {
    Lease::begin(pool.acquire().await?, statement).await
}

/// A connection is looked at before it is used again: one whose rollback failed still has a transaction, and one that
/// was made before a fail-over may speak to the wrong server. Both are closed. So is one that gives no answer after a
/// rest; one that was used a moment ago is not asked, which would be one more way to the server and back for every call.
fn looked_at<DB: Database>(options: PoolOptions<DB>, signs: &Arc<Signs>) -> PoolOptions<DB> {
    let signs = Arc::clone(signs);
    options.before_acquire(move |connection, facts| {
        let usable = !connection.is_in_transaction() && signs.is_fresh(facts.age, Instant::now());
        let rested = facts.idle_for > RESTED;
        Box::pin(async move {
            if usable && rested {
                connection.ping().await?; // one that fails is closed, and another is taken
            }
            Ok(usable)
        })
    })
}
