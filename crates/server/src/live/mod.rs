//! Live updates: what was numbered is rendered once a copy of the server and handed to all its clients.
//!
//! A client is a place in the sequence of an exam's updates. It takes what comes after its place from
//! the last updates in memory, or from the store when it is further behind; nothing is queued for it.

mod client;
mod feed;
mod message;
mod tasks;
mod update;

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

pub use client::run;
use domain::{ExamId, SessionId};
use store::{
    Tx,
    live::News,
    rights::{self, Standing},
};
pub use tasks::start;
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore, watch};
use tokio_util::sync::CancellationToken;

use self::feed::Feed;
use crate::{
    app::App,
    config::limits::{LIVE_CLIENTS, LIVE_REPLAYS, LIVE_STRANGERS},
    tokens::REFRESH_SECONDS,
};

/// How long things may take between the server and its clients.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// Until a new client has said who it is.
    pub auth: Duration,
    /// Between two pings.
    pub ping: Duration,
    /// Without a sign of life, until a client is cut off.
    pub silent: Duration,
    /// For a client to take a message, until it is cut off.
    pub send: Duration,
    /// Between two looks at sessions and rights.
    pub check: Duration,
}

impl Default for Pace {
    fn default() -> Self {
        let seconds = Duration::from_secs;
        Self { auth: seconds(5), ping: seconds(20), silent: seconds(40), send: seconds(10), check: seconds(3) }
    }
}

/// What a client is told of its own standing; `None` when its session has ended.
type Told = watch::Sender<Option<Arc<Standing>>>;

/// Who watches.
#[derive(Debug)]
pub struct Live {
    feeds: Mutex<HashMap<ExamId, Arc<Feed>>>,
    /// There may be new updates in the store.
    news: Notify,
    /// Sessions or rights may have ended.
    rights: Notify,
    /// Counts up when a feed has grown.
    published: watch::Sender<u64>,
    clients: Mutex<HashMap<u64, (SessionId, Told)>>,
    next_client: AtomicU64,
    places: Arc<Semaphore>,
    strangers: Arc<Semaphore>,
    replays: Semaphore,
    closing: CancellationToken,
    pace: Mutex<Pace>,
}

impl Default for Live {
    fn default() -> Self {
        Self {
            feeds: Mutex::default(),
            news: Notify::new(),
            rights: Notify::new(),
            published: watch::Sender::new(0),
            clients: Mutex::default(),
            next_client: AtomicU64::new(0),
            places: Arc::new(Semaphore::new(LIVE_CLIENTS)),
            strangers: Arc::new(Semaphore::new(LIVE_STRANGERS)),
            replays: Semaphore::new(LIVE_REPLAYS),
            closing: CancellationToken::new(),
            pace: Mutex::default(),
        }
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A client's right to be there: its place, and until it has said who it is, a stranger's.
#[derive(Debug)]
pub struct Place {
    _client: OwnedSemaphorePermit,
    stranger: Option<OwnedSemaphorePermit>,
}

impl Live {
    /// Takes what the sequencer, here or in another copy, has to tell.
    pub fn told(&self, news: News) {
        if news.updates {
            self.news.notify_one();
        }
        if news.rights {
            self.rights.notify_one();
        }
    }

    /// A place for one more client, if there is one.
    #[must_use]
    pub fn place(&self) -> Option<Place> {
        let stranger = Arc::clone(&self.strangers).try_acquire_owned().ok()?;
        let client = Arc::clone(&self.places).try_acquire_owned().ok()?;
        Some(Place { _client: client, stranger: Some(stranger) })
    }

    /// How long things may take.
    #[must_use]
    pub fn pace(&self) -> Pace {
        *locked(&self.pace)
    }

    /// Changes how long things may take, for clients that come from now on.
    pub fn set_pace(&self, pace: Pace) {
        *locked(&self.pace) = pace;
    }

    /// The feed of an exam, begun after the update `last` when nobody watched the exam yet.
    fn feed(&self, exam: ExamId, last: i64) -> Arc<Feed> {
        Arc::clone(locked(&self.feeds).entry(exam).or_insert_with(|| Arc::new(Feed::new(exam, last))))
    }

    /// The feeds that somebody watches; the others are forgotten.
    fn watched(&self) -> Vec<Arc<Feed>> {
        let mut feeds = locked(&self.feeds);
        feeds.retain(|_, feed| Arc::strong_count(feed) > 1);
        feeds.values().cloned().collect()
    }
}

/// Who stands behind sessions now; those that have ended are left out.
async fn standings(app: &App, tx: &mut Tx, sessions: &[SessionId]) -> store::Result<HashMap<SessionId, Standing>> {
    let now = app.clock.now();
    rights::of(tx, sessions, now, now.plus_seconds(-REFRESH_SECONDS)).await
}

/// Held as long as a client is there.
struct Registration {
    app: App,
    id: u64,
}

impl Registration {
    /// Lists a client, and gives it the line on which it is told of its standing.
    fn of(app: &App, standing: Standing) -> (Self, watch::Receiver<Option<Arc<Standing>>>) {
        let session = standing.actor.session_id;
        let (told, standing) = watch::channel(Some(Arc::new(standing)));
        let id = app.live.next_client.fetch_add(1, Ordering::AcqRel);
        locked(&app.live.clients).insert(id, (session, told));
        app.metrics.watching.inc();
        (Self { app: app.clone(), id }, standing)
    }
}

impl Drop for Registration {
    fn drop(&mut self) {
        locked(&self.app.live.clients).remove(&self.id);
        self.app.metrics.watching.dec();
    }
}
