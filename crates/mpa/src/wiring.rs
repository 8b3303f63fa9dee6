//! What is wired to what: a configuration becomes a store, keys, files and a running program.

use std::{path::Path, sync::Arc};

use adapters::{Blobs, Entropy, FileBlobs, FileKeys, Keys, Notices, OsEntropy};
use anyhow::Context as _;
use app::{App, Parts};
use face::Engine;
use server::State;
use store::{Db, PoolLimits};
use vault::{Clock, Ids, Vault};

use crate::config::Config;

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
    Ok(Arc::new(FileKeys::open_or_create(&config.key_file, Arc::new(OsEntropy))?))
}

/// Opens the store of encrypted files of a configuration.
///
/// # Errors
/// When the folder cannot be made.
pub fn open_blobs(config: &Config) -> anyhow::Result<Blobs> {
    Ok(Arc::new(FileBlobs::open(&config.data_dir, Arc::new(OsEntropy))?))
}

/// Opens the receiver of notices of a configuration. Nothing is asked of it yet.
///
/// # Errors
/// When it is none; the message says what to do.
pub async fn open_notices(config: &Config) -> anyhow::Result<Notices> {
    let Some(topic) = config.notices.strip_prefix("sns:") else { return Ok(Notices::of(&config.notices)) };
    let aws = aws::Aws::open(config.amazon()).await;
    Notices::sns(&aws, topic).with_context(|| format!("--notices: {topic} is refused"))
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

/// What a program runs on, opened.
pub struct Opened {
    /// The store.
    pub db: Db,
    /// The provider of keys.
    pub keys: Keys,
    /// The store of encrypted files.
    pub blobs: Blobs,
    /// The face engine.
    pub engine: Arc<Engine>,
    /// Who looks closely at the barcodes of sheets.
    pub barcodes: barcodes::Reader,
}

impl Opened {
    /// Opens everything that a server needs.
    ///
    /// # Errors
    /// When a part cannot be opened; the message says what to do.
    pub async fn of(config: &Config) -> anyhow::Result<Self> {
        prepare_data_dir(&config.data_dir)?;
        let db = open_store(config).await?;
        let models = config.models.clone();
        let engine = tokio::task::spawn_blocking(move || Engine::load(&models)).await??;
        let barcodes = barcodes::Reader::by_this_program().context("the program does not know where it lies")?;
        Ok(Self { db, keys: open_keys(config)?, blobs: open_blobs(config)?, engine: Arc::new(engine), barcodes })
    }

    /// Puts the program together.
    ///
    /// # Errors
    /// When the keys of the store cannot be opened.
    pub async fn start(self, config: &Config, clock: Clock) -> anyhow::Result<State> {
        let Self { db, keys, blobs, engine, barcodes } = self;
        let entropy: Arc<dyn Entropy> = Arc::new(OsEntropy);
        let ids = Ids::new(Arc::clone(&entropy));
        let vault = Vault::new(db.clone(), Arc::clone(&keys), blobs, entropy);
        let notices = open_notices(config).await?;
        let settings = config.of_app();
        let app = App::open(Parts { settings, clock, ids, db, keys, vault, engine, barcodes, notices }).await?;
        Ok(State::new(app, config.of_server()))
    }
}
