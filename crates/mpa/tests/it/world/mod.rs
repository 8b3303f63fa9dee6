//! A real server in the test's process, over a scratch store, with a clock that the test moves.

mod answer;
mod authenticator;
mod client;
mod copy;
mod day;
mod desk;
mod form;
mod people;
pub(crate) mod pictures;
pub(crate) mod process;
mod program;
mod store;

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc, OnceLock,
        atomic::{AtomicBool, AtomicI64, Ordering},
    },
};

pub(crate) use answer::Answer;
pub(crate) use authenticator::code_at;
pub(crate) use client::{Call, Caller, agent};
pub(crate) use day::{Day, import, new_exam, roster, text};
use domain::Timestamp;
use face::Engine;
pub(crate) use form::Form;
use mpa::{
    config::{Config, Options},
    wiring::{Opened, open_blobs, open_keys, prepare_data_dir},
};
pub(crate) use people::{PASSWORD, Person};
pub(crate) use program::{Program, number_all};
use server::serve;
pub(crate) use store::{Store, blob_files, blob_rows, count, rows, text_of, trips};
use tempfile::TempDir;
use testkit::faults::{FailingBlobs, FailingKeys, Faults};
use tokio::{runtime::Runtime, task::JoinHandle};
use tokio_util::sync::CancellationToken;
use vault::Clock;

/// The moment at which the tests begin: 2026-11-22T09:00:00Z, in microseconds.
pub(crate) const MORNING: i64 = 1_795_338_000_000_000;

/// The one runtime on which the servers of all tests run; the tests themselves block.
pub(crate) fn runtime() -> &'static Runtime {
    static RUNTIME: OnceLock<Runtime> = OnceLock::new();
    RUNTIME.get_or_init(|| tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap())
}

/// The folder with the face models and the sample pictures; cargo runs tests in the package's folder.
pub(crate) fn models() -> PathBuf {
    let here = std::env::var_os("MPA_MODELS").map(PathBuf::from);
    let folder = here.unwrap_or_else(|| PathBuf::from("../../models"));
    assert!(folder.is_dir(), "{} is missing: run `make setup`", folder.display());
    folder
}

/// The face engine, loaded once for all tests.
fn engine() -> Arc<Engine> {
    static ENGINE: OnceLock<Arc<Engine>> = OnceLock::new();
    let load = || Arc::new(Engine::load(&models()).expect("the face models do not load: run `make setup`"));
    Arc::clone(ENGINE.get_or_init(load))
}

/// Sheets are read by the binary; the test's own is none that reads.
pub(crate) fn barcodes() -> barcodes::Reader {
    barcodes::Reader::by(Path::new(env!("CARGO_BIN_EXE_mpa")))
}

/// A running server and everything under it.
pub(crate) struct World {
    pub app: Program,
    pub engine: &'static str,
    url: String,
    agent: Option<ureq::Agent>,
    clock: Arc<AtomicI64>,
    codes: std::sync::Mutex<std::collections::BTreeSet<String>>,
    /// That a test wrote into the store behind the program's back, so that its log need not tell of it.
    meddled: AtomicBool,
    stop: CancellationToken,
    serving: Option<JoinHandle<()>>,
    folder: TempDir,
}

impl World {
    /// A server without a single account.
    pub(crate) fn start(store: Store) -> Self {
        Self::with(store, |_| {})
    }

    /// As [`World::start`], with options changed.
    pub(crate) fn with(store: Store, change: impl FnOnce(&mut Options)) -> Self {
        Self::over(store, change, |opened| opened)
    }

    /// As [`World::start`]; its store of files and its provider of keys fail as the faults say.
    pub(crate) fn failing(store: Store) -> (Self, Faults) {
        let faults = Faults::none();
        (Self::over(store, |_| {}, |opened| failing(opened, &faults)), faults)
    }

    /// The same data, opened anew by a server that fails as the faults say; on SQLite.
    pub(crate) fn restarted(mut self, faults: &Faults) -> Self {
        let folder = std::mem::replace(&mut self.folder, tempfile::tempdir().unwrap());
        let (config, clock) = (self.app.config.clone(), Arc::clone(&self.clock));
        drop(self);
        Self::serving(Store::Sqlite, folder, config, clock, |opened| failing(opened, faults))
    }

    /// As [`World::with`], over parts that were put in the place of what was opened.
    fn over(store: Store, change: impl FnOnce(&mut Options), put: impl FnOnce(Opened) -> Opened) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let config = config(&folder, change);
        prepare_data_dir(&config.data_dir).unwrap();
        Self::serving(store, folder, config, Arc::new(AtomicI64::new(MORNING)), put)
    }

    fn serving(
        store: Store,
        folder: TempDir,
        config: Config,
        clock: Arc<AtomicI64>,
        put: impl FnOnce(Opened) -> Opened,
    ) -> Self {
        let stop = CancellationToken::new();
        let (app, url, serving) = runtime().block_on(async {
            let db = store.open(&config.data_dir).await;
            let (keys, blobs) = (open_keys(&config).await.unwrap(), open_blobs(&config).await.unwrap());
            let opened = put(Opened { db, keys, blobs, engine: engine(), barcodes: barcodes() });
            let app = Program::of(opened, config, Clock::Set(Arc::clone(&clock))).await;
            let (said, address) = tokio::sync::oneshot::channel();
            let (program, ending) = (app.state.clone(), stop.clone());
            let serving = tokio::spawn(async move {
                if store == Store::Counted {
                    let listener = serve::listen(&program).unwrap();
                    said.send(listener.local_addr().unwrap()).unwrap();
                    return serve::answer(listener, &program, None, &ending).await;
                }
                serve::serve(program, None, ending, |address| said.send(address).unwrap()).await.unwrap();
            });
            (app, format!("http://{}", address.await.unwrap()), serving)
        });
        let engine = app.db.engine();
        let (agent, serving) = (Some(agent()), Some(serving));
        Self {
            app,
            engine,
            url,
            agent,
            clock,
            codes: Default::default(),
            meddled: AtomicBool::new(false),
            stop,
            serving,
            folder,
        }
    }

    /// Moves the clock on.
    pub(crate) fn pass(&self, seconds: i64) {
        self.clock.fetch_add(seconds * 1_000_000, Ordering::AcqRel);
    }

    /// The moment it is, moved by seconds, as the wire writes it.
    pub(crate) fn at(&self, seconds: i64) -> String {
        self.now().plus_seconds(seconds).to_string()
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.app.clock.now()
    }

    pub(crate) fn data_dir(&self) -> &Path {
        self.folder.path()
    }

    /// Where the server listens, for those who speak to it without HTTP.
    pub(crate) fn address(&self) -> &str {
        self.url.trim_start_matches("http://")
    }

    /// Every error code that this server has told.
    pub(crate) fn codes(&self) -> std::collections::BTreeSet<String> {
        self.codes.lock().unwrap().clone()
    }
}

fn failing(opened: Opened, faults: &Faults) -> Opened {
    let (keys, blobs) = (FailingKeys::over(opened.keys, faults), FailingBlobs::over(opened.blobs, faults));
    Opened { keys, blobs, ..opened }
}

fn config(folder: &TempDir, change: impl FnOnce(&mut Options)) -> Config {
    let mut options = Options {
        data_dir: Some(folder.path().to_owned()),
        models: Some(models()),
        listen: Some(([127, 0, 0, 1], 0).into()),
        rate_limit: Some(0),
        trusted_proxy: Some(vec!["127.0.0.0/8".parse().unwrap()]),
        ..Options::default()
    };
    change(&mut options);
    options.resolve()
}

impl World {
    /// Says that the store was changed in a way that no entry tells of: its end is not verified.
    pub(crate) fn meddled(&self) {
        self.meddled.store(true, Ordering::Release);
    }

    /// Whatever was done over HTTP was lawful, so that the state is what the log says of it, whichever test it was.
    fn is_as_its_log_says(&self) {
        let report = runtime().block_on(async {
            let trust = journal::Trust::open(&self.app.db, &open_keys(&self.app.config).await.unwrap()).await?;
            let scratch = tempfile::tempdir()?;
            journal::verify::store(&self.app.db, &trust, None, scratch.path()).await
        });
        // A test may have taken the store or its keys away.
        if let Ok(Some(fault)) = report.map(|report| report.fault) {
            panic!("a lawful store is accused: {fault}");
        }
    }
}

impl Drop for World {
    fn drop(&mut self) {
        if !std::thread::panicking() && !self.meddled.load(Ordering::Acquire) {
            self.is_as_its_log_says();
        }
        drop(self.agent.take()); // its idle connections would hold up the stop
        self.stop.cancel();
        if let Some(serving) = self.serving.take() {
            drop(runtime().block_on(serving));
        }
    }
}
