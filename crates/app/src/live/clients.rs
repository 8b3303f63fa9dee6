//! Who watches: the places of clients, the feeds they watch, and the line on which each is told of its rights.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use domain::{ExamId, SessionId, UserId, network::Network};
use store::{live::News, rights::Standing};
use tokio::sync::{Notify, Semaphore, SemaphorePermit, watch};
use tokio_util::sync::CancellationToken;
use vault::{Share, Shares};

use super::{
    feed::Feed,
    strangers::{Stranger, Strangers},
};
use crate::{error::Result, metrics::Metrics};

/// Clients of `/api/ws` at a time.
pub const LIVE_CLIENTS: usize = 4096;
/// Of them, those of one account.
pub const LIVE_OF_ACCOUNT: usize = 64;
/// Exams that are opened to clients at a time; the others wait.
pub const LIVE_OPENING: usize = 8;
/// Of them, those for one account.
pub const LIVE_OPENING_OF_ACCOUNT: usize = 2;
/// Clients that read missed updates from the store at a time; the others wait.
pub(super) const LIVE_REPLAYS: usize = 4;
/// How long the clients have to take the close when the server stops.
const FAREWELL: Duration = Duration::from_secs(5);
/// How long a client waits to begin to watch an exam.
const OPENING: Duration = Duration::from_secs(5);
/// How often it is looked whether all have left.
const LOOK: Duration = Duration::from_millis(10);

/// What a client is told of its own standing; `None` when its session has ended.
type Told = watch::Sender<Option<Arc<Standing>>>;

/// Who watches.
#[derive(Debug)]
pub struct Live {
    feeds: Mutex<HashMap<ExamId, Arc<Feed>>>,
    /// There may be new updates in the store.
    pub(super) news: Notify,
    /// Sessions or rights may have ended.
    pub(super) rights: Notify,
    /// Counts up when a feed has grown.
    published: watch::Sender<u64>,
    clients: Mutex<HashMap<u64, (SessionId, Told)>>,
    next_client: AtomicU64,
    strangers: Strangers,
    places: Shares<UserId>,
    opening: Shares<UserId>,
    replays: Semaphore,
    closing: CancellationToken,
    /// Between two looks at sessions and rights.
    check: Mutex<Duration>,
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
            strangers: Strangers::default(),
            places: Shares::new(LIVE_CLIENTS, LIVE_OF_ACCOUNT),
            opening: Shares::new(LIVE_OPENING, LIVE_OPENING_OF_ACCOUNT),
            replays: Semaphore::new(LIVE_REPLAYS),
            closing: CancellationToken::new(),
            check: Mutex::new(Duration::from_secs(3)),
        }
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A client that is listed for as long as this is held.
pub struct Client {
    live: Arc<Live>,
    metrics: Arc<Metrics>,
    id: u64,
}

/// A client that was listed, and the line on which it is told of its standing.
pub type Opened = (Client, watch::Receiver<Option<Arc<Standing>>>);

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

    /// A place for one more client from a network, until it has said who it is. An earlier one may have to leave.
    #[must_use]
    pub fn stranger(&self, network: Network) -> Stranger {
        self.strangers.enter(network)
    }

    /// A place for one more client of an account, if there is one.
    #[must_use]
    pub fn place(&self, account: UserId) -> Option<Share<UserId>> {
        self.places.try_one(account)
    }

    /// The turn of a client that begins to watch an exam.
    ///
    /// # Errors
    /// 503 `BUSY` when it does not come in time.
    pub async fn opening_turn(&self, account: UserId) -> Result<Share<UserId>> {
        let mut turn = self.opening.of(account);
        turn.grow(1, OPENING).await?;
        Ok(turn)
    }

    /// Told when a feed has grown.
    #[must_use]
    pub fn published(&self) -> watch::Receiver<u64> {
        self.published.subscribe()
    }

    /// Cancelled when the server stops.
    #[must_use]
    pub fn closing(&self) -> CancellationToken {
        self.closing.clone()
    }

    /// The turn of a client that reads what it has missed; `None` when the program ends.
    pub async fn replay_turn(&self) -> Option<SemaphorePermit<'_>> {
        self.replays.acquire().await.ok()
    }

    /// Changes how long passes between two looks at sessions and rights.
    pub fn check_every(&self, period: Duration) {
        *locked(&self.check) = period;
    }

    pub(super) fn check_period(&self) -> Duration {
        *locked(&self.check)
    }

    /// The feed of an exam, begun after the update `last` when nobody watched the exam yet.
    #[must_use]
    pub fn feed(&self, exam: ExamId, last: i64) -> Arc<Feed> {
        Arc::clone(locked(&self.feeds).entry(exam).or_insert_with(|| Arc::new(Feed::new(exam, last))))
    }

    /// The feeds that somebody watches; the others are forgotten.
    pub(super) fn watched(&self) -> Vec<Arc<Feed>> {
        let mut feeds = locked(&self.feeds);
        feeds.retain(|_, feed| Arc::strong_count(feed) > 1);
        feeds.values().cloned().collect()
    }

    /// Tells all clients that a feed has grown.
    pub(super) fn publish(&self) {
        self.published.send_modify(|times| *times += 1);
    }

    /// The sessions of all clients, each once.
    pub(super) fn sessions(&self) -> Vec<SessionId> {
        let mut sessions: Vec<SessionId> = locked(&self.clients).values().map(|(session, _)| *session).collect();
        sessions.sort_unstable();
        sessions.dedup();
        sessions
    }

    /// Tells the clients of these sessions where they stand now.
    pub(super) fn tell(&self, sessions: &[SessionId], standing: &HashMap<SessionId, Standing>) {
        for (session, told) in locked(&self.clients).values().filter(|(session, _)| sessions.contains(session)) {
            told.send_if_modified(|known| {
                let now = standing.get(session);
                let changed = known.as_deref() != now;
                if changed {
                    *known = now.cloned().map(Arc::new);
                }
                changed
            });
        }
    }

    /// Has every client told that the server stops, and waits a moment until they are gone.
    pub(super) async fn close(&self) {
        self.closing.cancel();
        let left = async {
            while self.places.parties() > 0 || !self.strangers.is_empty() {
                tokio::time::sleep(LOOK).await;
            }
        };
        if tokio::time::timeout(FAREWELL, left).await.is_err() {
            tracing::warn!("some clients did not take the close in time");
        }
    }

    /// Lists a client, and gives it the line on which it is told of its standing.
    #[must_use]
    pub fn list(self: &Arc<Self>, metrics: &Arc<Metrics>, standing: Standing) -> Opened {
        let session = standing.actor.session_id;
        let (told, standing) = watch::channel(Some(Arc::new(standing)));
        let id = self.next_client.fetch_add(1, Ordering::AcqRel);
        locked(&self.clients).insert(id, (session, told));
        metrics.watching.inc();
        (Client { live: Arc::clone(self), metrics: Arc::clone(metrics), id }, standing)
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        locked(&self.live.clients).remove(&self.id);
        self.metrics.watching.dec();
    }
}
