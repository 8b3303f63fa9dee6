//! The program's state: what is opened once at the start and shared by all requests.

use std::{ops::Deref, path::Path, sync::Arc};

use adapters::{Blobs, Entropy, FileBlobs, FileKeys, Keys, Notices, OsEntropy};
use anyhow::Context as _;
use face::Engine;
use store::{Db, PoolLimits};

use crate::{
    audit::Log,
    clock::{Clock, Ids},
    config::{
        Config,
        limits::{BATCH_MIB, IMAGE_QUEUE, UPLOADS},
    },
    http::{address::AddressLimit, once::Turns, outsiders::Outsiders},
    journal::Journal,
    live::Live,
    metrics::Metrics,
    packages::Packages,
    passwords::Passwords,
    pool::{Pool, Uploads},
    tokens::Tokens,
    vault::Vault,
};

/// A handle to the program's state.
#[derive(Clone)]
pub struct App(Arc<State>);

/// The program's state.
pub struct State {
    /// The configuration in force.
    pub config: Config,
    /// The store.
    pub db: Db,
    /// What time it is.
    pub clock: Clock,
    /// Fresh ids and randomness.
    pub ids: Ids,
    /// Files and sealed values.
    pub vault: Vault,
    /// Access and refresh tokens.
    pub tokens: Tokens,
    /// Writes entries of the journal.
    pub journal: Journal,
    /// The tree over the journal, and its signing key.
    pub log: Log,
    /// Hashing of passwords.
    pub passwords: Passwords,
    /// The face engine.
    pub engine: Arc<Engine>,
    /// Image work.
    pub images: Pool,
    /// Bodies with images.
    pub uploads: Uploads,
    /// MiB of batches of records.
    pub batches: Uploads,
    /// Requests by address.
    pub address_limit: AddressLimit,
    /// What outsiders cause.
    pub outsiders: Outsiders,
    /// Who watches.
    pub live: Live,
    /// Requests that take turns.
    pub turns: Turns,
    /// Packages being built and sent.
    pub packages: Packages,
    /// What /metrics tells.
    pub metrics: Metrics,
    /// Where notices go.
    pub notices: Notices,
}

impl Deref for App {
    type Target = State;
    fn deref(&self) -> &State {
        &self.0
    }
}

/// Opens the store of a configuration and brings its schema up to date.
///
/// # Errors
/// When it cannot be opened; the message says what to do.
pub async fn open_store(config: &Config) -> anyhow::Result<Db> {
    let limits = PoolLimits { connections: config.pool_connections, ..PoolLimits::default() };
    let db = match &config.database_url {
        Some(url) => Db::connect_postgres(url, limits)
            .await
            .context("PostgreSQL cannot be reached; check --database-url and that the server runs")?,
        None => {
            let path = config.data_dir.join("mpa.db");
            Db::open_sqlite(&path, limits).await.with_context(|| format!("{} cannot be opened", path.display()))?
        }
    };
    db.migrate().await?;
    Ok(db)
}

/// Opens the key provider of a configuration.
///
/// # Errors
/// When it cannot be opened; the message says what to do.
pub fn open_keys(config: &Config) -> anyhow::Result<Keys> {
    Ok(Keys::File(FileKeys::open_or_create(&config.key_file, Arc::new(OsEntropy))?))
}

/// Creates the data directory, readable by its owner alone.
///
/// # Errors
/// When it cannot be created.
pub fn prepare_data_dir(data_dir: &Path) -> anyhow::Result<()> {
    use std::os::unix::fs::DirBuilderExt as _;
    for folder in [data_dir.to_owned(), data_dir.join("tmp")] {
        std::fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(&folder)
            .with_context(|| format!("{} cannot be created", folder.display()))?;
    }
    Ok(())
}

impl App {
    /// Opens everything that a server needs.
    ///
    /// # Errors
    /// When a part cannot be opened; the message says what to do.
    pub async fn open(config: Config, clock: Clock) -> anyhow::Result<Self> {
        prepare_data_dir(&config.data_dir)?;
        let db = open_store(&config).await?;
        Self::over(config, clock, db).await
    }

    async fn over(config: Config, clock: Clock, db: Db) -> anyhow::Result<Self> {
        let models = config.models.clone();
        let engine = tokio::task::spawn_blocking(move || Engine::load(&models)).await??;
        Self::with_engine(config, clock, db, Arc::new(engine)).await
    }

    /// As [`App::open`], over a store and an engine that are open.
    ///
    /// # Errors
    /// When the keys cannot be opened.
    pub async fn with_engine(config: Config, clock: Clock, db: Db, engine: Arc<Engine>) -> anyhow::Result<Self> {
        let entropy: Arc<dyn Entropy> = Arc::new(OsEntropy);
        let ids = Ids::new(Arc::clone(&entropy));
        let keys = open_keys(&config)?;
        let blobs = Blobs::Files(FileBlobs::open(&config.data_dir, Arc::clone(&entropy))?);
        let journal = Journal::open(&db, &keys, &ids, clock.now()).await?;
        let log = Log::open(&db, &keys, &ids, clock.now()).await?;
        let tokens = Tokens::open(&db, &keys, &ids, clock.now()).await?;
        Ok(Self(Arc::new(State {
            vault: Vault::new(db.clone(), keys, blobs, entropy),
            tokens,
            journal,
            log,
            passwords: Passwords::new(ids.clone()),
            engine,
            images: Pool::new(config.image_workers, IMAGE_QUEUE),
            uploads: Uploads::new(UPLOADS),
            batches: Uploads::new(BATCH_MIB),
            address_limit: AddressLimit::new(config.rate_limit),
            outsiders: Outsiders::default(),
            live: Live::default(),
            turns: Turns::default(),
            packages: Packages::default(),
            metrics: Metrics::default(),
            notices: Notices::of(&config.notices),
            config,
            db,
            clock,
            ids,
        })))
    }
}
