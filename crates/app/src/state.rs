//! The program's state: what is opened once at the start and shared by all calls and jobs.

use std::{ops::Deref, path::PathBuf, sync::Arc};

use adapters::{CheckpointBucket, DistantFaces, Keys, Notices, Records, Signing};
use backup::Schedule;
use domain::{ExamId, UserId};
use face::Engine;
use journal::{Journal, Log};
use store::{Db, exams};
use tokio::sync::Semaphore;
use vault::{Clock, Ids, Passwords, Pool, ScopeKey, Shares, TokenSigner, Vault};

use crate::{
    error::Result, live::Live, metrics::Metrics, outsiders::Outsiders, packages::Packages, readiness::Readiness,
    sheet_readers::SheetReaders, turns::Queues,
};

/// Exported queues that are taken at a time; one more is 503 `BUSY`.
pub(crate) const QUEUES: usize = 4;
/// Of them, those of one account.
pub(crate) const QUEUES_OF_ACCOUNT: usize = 1;

/// Images of batches that are stored at a time.
pub(crate) const BATCH_IMAGES_TOGETHER: usize = 8;

/// Image work that waits for a worker; more is told that the server is busy.
pub(crate) const IMAGE_QUEUE: usize = 64;
/// Of them, those of one account.
pub(crate) const IMAGE_SHARE: usize = 8;

/// What of the configuration an operation or a job needs.
#[derive(Clone, Debug)]
pub struct AppSettings {
    /// Threads for image work.
    pub image_workers: usize,
    /// The most bytes of one image.
    pub max_image_bytes: u64,
    /// Single reads and photographs an operator may take in an hour.
    pub reads_per_hour: u32,
    /// Seconds after which a file that no row names is swept.
    pub sweep_after: i64,
    /// Minutes east of UTC of the times without a zone in a roster.
    pub roster_utc_offset: i32,
    /// The most enrolled faces kept in memory to be searched.
    pub faces_in_memory: usize,
    /// Where uploads are spooled.
    pub scratch_dir: PathBuf,
}

/// What the program is put together from.
pub struct Parts {
    /// The configuration.
    pub settings: AppSettings,
    /// What time it is.
    pub clock: Clock,
    /// Fresh ids and randomness.
    pub ids: Ids,
    /// The store.
    pub db: Db,
    /// The provider of keys.
    pub keys: Keys,
    /// Encrypted files and sealed values.
    pub vault: Vault,
    /// The face engine.
    pub engine: Arc<Engine>,
    /// The engine of faces outside of the program, where one is configured.
    pub distant_faces: Option<DistantFaces>,
    /// Who looks closely at the barcodes of sheets.
    pub barcodes: barcodes::Reader,
    /// Where notices go.
    pub notices: Notices,
    /// The tables of DynamoDB, where they are used.
    pub records: Option<Records>,
    /// Backups by themselves, where they are wanted.
    pub backups: Option<Schedule>,
    /// Who else vouches for the checkpoints.
    pub witnesses: Witnesses,
}

/// Who else vouches for the checkpoints.
#[derive(Default)]
pub struct Witnesses {
    /// A key elsewhere that signs them; without it, a key of the store.
    pub signing: Option<Signing>,
    /// A bucket that keeps them.
    pub bucket: Option<CheckpointBucket>,
}

/// A handle to the program's state.
#[derive(Clone)]
pub struct App(Arc<Program>);

/// The program's state. Operations and jobs reach its parts; whoever serves it has its methods.
pub struct Program {
    pub(crate) settings: AppSettings,
    pub(crate) clock: Clock,
    pub(crate) ids: Ids,
    pub(crate) journal: Journal,
    pub(crate) log: Arc<Log>,
    pub(crate) vault: Arc<Vault>,
    pub(crate) tokens: TokenSigner,
    pub(crate) passwords: Passwords,
    pub(crate) engine: Arc<Engine>,
    pub(crate) distant_faces: Option<Arc<DistantFaces>>,
    pub(crate) images: Pool,
    /// Turns for the images of batches, of all accounts together, to be stored.
    pub(crate) batch_images: Semaphore,
    pub(crate) sheet_readers: SheetReaders,
    pub(crate) outsiders: Outsiders,
    pub(crate) live: Arc<Live>,
    pub(crate) turns: Queues,
    pub(crate) packages: Packages,
    /// Exported queues that are taken.
    pub(crate) queues: Shares<UserId>,
    pub(crate) metrics: Arc<Metrics>,
    pub(crate) notices: Arc<Notices>,
    pub(crate) records: Option<Records>,
    pub(crate) readiness: Readiness,
    pub(crate) backups: Option<Schedule>,
    pub(crate) checkpoint_bucket: Option<CheckpointBucket>,
}

impl Deref for App {
    type Target = Program;
    fn deref(&self) -> &Program {
        &self.0
    }
}

impl App {
    /// Puts the program together, opening the keys of the store.
    ///
    /// # Errors
    /// When they cannot be opened.
    pub async fn open(parts: Parts) -> anyhow::Result<Self> {
        let Parts {
            settings,
            clock,
            ids,
            db,
            keys,
            vault,
            engine,
            distant_faces,
            barcodes,
            notices,
            records,
            backups,
            witnesses,
        } = parts;
        let now = clock.now();
        let journal = Journal::open(db.clone(), &keys, ids.clone(), now).await?;
        let log = Log::open(journal.clone(), &db, &keys, clock.clone(), witnesses.signing).await?;
        let tokens = TokenSigner::open(&db, &keys, &ids, now).await?;
        Ok(Self(Arc::new(Program {
            images: Pool::shared(settings.image_workers, IMAGE_QUEUE, IMAGE_SHARE),
            batch_images: Semaphore::new(BATCH_IMAGES_TOGETHER),
            sheet_readers: SheetReaders::new(barcodes),
            passwords: Passwords::new(ids.clone()),
            log: Arc::new(log),
            vault: Arc::new(vault),
            outsiders: Outsiders::default(),
            live: Arc::default(),
            turns: Queues::default(),
            packages: Packages::default(),
            queues: Shares::new(QUEUES, QUEUES_OF_ACCOUNT),
            metrics: Arc::default(),
            notices: Arc::new(notices),
            records,
            readiness: Readiness::default(),
            backups,
            checkpoint_bucket: witnesses.bucket,
            settings,
            clock,
            ids,
            journal,
            tokens,
            engine,
            distant_faces: distant_faces.map(Arc::new),
        })))
    }
}

impl Program {
    /// What of the configuration an operation needs.
    #[must_use]
    pub fn settings(&self) -> &AppSettings {
        &self.settings
    }

    /// What time it is.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// Fresh ids and randomness.
    #[must_use]
    pub fn ids(&self) -> &Ids {
        &self.ids
    }

    /// The store, with its journal.
    #[must_use]
    pub fn journal(&self) -> &Journal {
        &self.journal
    }

    /// The tree over the journal, and its signing key.
    #[must_use]
    pub fn log(&self) -> &Arc<Log> {
        &self.log
    }

    /// Encrypted files and sealed values.
    #[must_use]
    pub fn vault(&self) -> &Vault {
        &self.vault
    }

    /// Access, refresh and capture tokens.
    #[must_use]
    pub fn tokens(&self) -> &TokenSigner {
        &self.tokens
    }

    /// Hashing of passwords.
    #[must_use]
    pub fn passwords(&self) -> &Passwords {
        &self.passwords
    }

    /// The face engine.
    #[must_use]
    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// The bounded pool of image work.
    #[must_use]
    pub fn images(&self) -> &Pool {
        &self.images
    }

    /// What outsiders cause.
    #[must_use]
    pub fn outsiders(&self) -> &Outsiders {
        &self.outsiders
    }

    /// Who watches.
    #[must_use]
    pub fn live(&self) -> &Arc<Live> {
        &self.live
    }

    /// What is measured.
    #[must_use]
    pub fn metrics(&self) -> &Metrics {
        &self.metrics
    }

    /// The data key of an exam, made when the exam exists and has none; `None` when there is no such exam.
    pub(crate) async fn exam_key(&self, exam: ExamId) -> Result<Option<Arc<ScopeKey>>> {
        if let Some(known) = self.vault.cached_key(Some(exam)) {
            return Ok(Some(known));
        }
        if exams::get(&mut self.journal.read().await?, exam).await?.is_none() {
            return Ok(None);
        }
        Ok(Some(self.vault.key(Some(exam), self.clock.now()).await?))
    }
}
