//! What is wired to what: a configuration becomes a store, keys, files and a running program.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use adapters::{Blobs, DistantFaces, Entropy, Fault, FileBlobs, FileKeys, Keys, Notices, OsEntropy, Records, S3Blobs};
use anyhow::Context as _;
use app::{App, Parts};
use aws::{
    Aws,
    s3::{AtRest, Bucket},
};
use face::Engine;
use server::State;
use store::{Db, PoolLimits, StoreError, postgres::read_password};
use tokio_util::sync::CancellationToken;
use vault::{Clock, Custodian, Custody, Ids, Vault};

use crate::{
    backups,
    config::{BlobsAt, Config, RecordsAt, Sse, Switch},
};

/// How often it is looked whether the database's password was changed.
const PASSWORD_LOOK: Duration = Duration::from_secs(2);

/// Opens the store of a configuration and brings its schema up to date.
///
/// # Errors
/// When it cannot be opened; the message says what to do.
pub async fn open_store(config: &Config) -> anyhow::Result<Db> {
    let limits = PoolLimits { connections: config.pool_connections, ..PoolLimits::default() };
    let db = match &config.database_url {
        Some(url) => {
            let password = config.database_password_file.as_deref().map(password_of).transpose()?;
            Db::connect_postgres(url, password.as_deref(), limits).await.map_err(unconnected)?
        }
        None => {
            let path = config.data_dir.join("mpa.db");
            Db::open_sqlite(&path, limits).await.with_context(|| format!("{} cannot be opened", path.display()))?
        }
    };
    db.migrate().await?;
    Ok(db)
}

/// The password that a file holds.
fn password_of(path: &Path) -> anyhow::Result<String> {
    read_password(path).with_context(|| format!("{} (database-password-file) cannot be read", path.display()))
}

fn unconnected(error: StoreError) -> anyhow::Error {
    let advice = if error.is_distrust() {
        "PostgreSQL shows no certificate that is trusted; name the authority that signed it in --database-url \
         (sslmode=verify-full&sslrootcert=FILE), and the host as the certificate has it"
    } else {
        "PostgreSQL cannot be reached; check --database-url and that the server runs"
    };
    anyhow::Error::from(error).context(advice)
}

/// Has the store log in with a password that was changed in its file, until `stop`: nobody has to be restarted for a
/// rotation.
pub async fn follow_password(db: Db, path: PathBuf, stop: CancellationToken) {
    let mut known = read_password(&path).unwrap_or_default();
    while stop.run_until_cancelled(tokio::time::sleep(PASSWORD_LOOK)).await.is_some() {
        let from = path.clone();
        let read = tokio::task::spawn_blocking(move || read_password(&from)).await;
        let Ok(Ok(password)) = read else { continue }; // between two names, as Kubernetes and Secrets Manager do
        if password != known && !password.is_empty() {
            db.renew_password(&password);
            tracing::info!("the database's password was changed, and is used from now on");
            known = password;
        }
    }
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
/// When the folder cannot be made; the message says what to do.
pub async fn open_blobs(config: &Config) -> anyhow::Result<Blobs> {
    match config.blobs_at().context("--blobs must be `files` or `s3://BUCKET/PREFIX`")? {
        BlobsAt::Files => Ok(Arc::new(FileBlobs::open(&config.data_dir, Arc::new(OsEntropy))?)),
        BlobsAt::S3 { bucket, prefix } => {
            let at_rest = match config.sse().context("--s3-sse must be `none`, `AES256` or `aws:kms[:KEY]`")? {
                Sse::None => AtRest::AsTheBucket,
                Sse::Aes256 => AtRest::Aes256,
                Sse::Kms(key) => AtRest::Kms(key),
            };
            let aws = Aws::open(config.amazon()).await;
            Ok(Arc::new(S3Blobs::new(Bucket::new(&aws, &bucket, at_rest), &prefix)))
        }
    }
}

/// Sees that the store of files is this database's.
///
/// # Errors
/// When it is another's, or may not be used; the message says what to do.
async fn claim_files(custodian: &Custodian) -> anyhow::Result<()> {
    match custodian.claim().await {
        Ok(Custody::Foreign { place, theirs, ours }) => anyhow::bail!(
            "{place} is the store of another installation (its id is {theirs}, this database knows {ours}); give this \
             one a bucket or a prefix of its own (--blobs). If this database is to take the place of the other, stop \
             that, delete the object `store-id` there, start again, and say `mpa sweep allow` when all is well"
        ),
        // Looked at again before each sweep.
        Err(failure) if failure.fault().is_some_and(Fault::is_passing) => {
            tracing::warn!(%failure, "whose the store of files is could not be seen yet");
            Ok(())
        }
        claimed => claimed.map(drop).context("the store of files cannot be used; check --blobs and its rights"),
    }
}

/// The tables of DynamoDB of a configuration, where it has them.
#[must_use]
pub fn open_records(config: &Config, aws: &Aws) -> Option<Records> {
    match config.records_at() {
        Some(RecordsAt::DynamoDb(prefix)) => Some(Records::open(aws, &prefix)),
        Some(RecordsAt::Sql) | None => None,
    }
}

/// Opens the engine of faces outside of the program, where one is configured. Nothing is asked of it yet: a server
/// starts also when it does not answer.
pub async fn open_distant_faces(config: &Config) -> Option<DistantFaces> {
    if config.rekognition == Switch::Off {
        return None;
    }
    let aws = Aws::open(config.amazon()).await;
    Some(DistantFaces::new(aws::Rekognition::new(&aws, config.rekognition_rate)))
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
        Ok(Self { db, keys: open_keys(config)?, blobs: open_blobs(config).await?, engine: Arc::new(engine), barcodes })
    }

    /// Puts the program together.
    ///
    /// # Errors
    /// When the keys of the store cannot be opened.
    pub async fn start(self, config: &Config, clock: Clock) -> anyhow::Result<State> {
        let Self { db, keys, blobs, engine, barcodes } = self;
        let entropy: Arc<dyn Entropy> = Arc::new(OsEntropy);
        let ids = Ids::new(Arc::clone(&entropy));
        let desk = backups::desk(config, &db, &keys, &blobs);
        let backups = backups::schedule(config, desk, &clock, &ids).await?;
        let vault = Vault::new(db.clone(), Arc::clone(&keys), blobs, entropy);
        claim_files(vault.custodian()).await?;
        let notices = Notices::of(&config.notices);
        let records = if config.uses_amazon() { open_records(config, &Aws::open(config.amazon()).await) } else { None };
        let distant_faces = open_distant_faces(config).await;
        let settings = config.of_app();
        let parts =
            Parts { settings, clock, ids, db, keys, vault, engine, distant_faces, barcodes, notices, records, backups };
        let app = App::open(parts).await?;
        Ok(State::new(app, config.of_server()))
    }
}
