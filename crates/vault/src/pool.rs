//! Bounded pools for work that is slow: hashing of passwords, images. A full one says so.
//!
//! A pool has two lanes. In the first somebody stands and waits: a station. In the patient one nobody does: what was
//! captured offline, photographs of a roster. The patient lane never has all workers, nor has one party; and in each
//! lane the parties take turns, however much one of them asks for.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tokio::sync::oneshot;
use uuid::Uuid;

use crate::error::VaultError;

/// Of so many turns that both lanes wait for, the patient one has one.
const PATIENT_TURN: usize = 4;

/// Blocking work on a few threads, with bounded queues in front.
#[derive(Clone, Debug)]
pub struct Pool(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    workers: usize,
    /// Workers that the patient lane may have at a time, and in both lanes one party: all but one, where there are two.
    most: usize,
    /// Of the first lane: who waits, in all and of one party.
    queue: usize,
    share: usize,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    running: usize,
    running_patiently: usize,
    /// Of each party that has a worker. Nobody's work ([`Uuid::nil`]) is not counted.
    running_of: HashMap<Uuid, usize>,
    first: Lane,
    patient: Lane,
    /// Turns that the first lane had since the patient one had the last.
    since: usize,
}

/// Who waits: each party in its own line, and the parties in a round.
#[derive(Debug, Default)]
struct Lane {
    round: VecDeque<Uuid>,
    lines: HashMap<Uuid, VecDeque<oneshot::Sender<Turn>>>,
}

/// A worker that is one's own until this is dropped.
#[derive(Debug)]
struct Turn {
    pool: Arc<Shared>,
    patient: bool,
    party: Uuid,
}

impl Lane {
    /// How many wait; whoever has left is struck off.
    fn waiting(&mut self) -> usize {
        self.lines.values_mut().for_each(|line| line.retain(|one| !one.is_closed()));
        self.lines.values().map(VecDeque::len).sum()
    }

    fn waiting_of(&self, party: Uuid) -> usize {
        self.lines.get(&party).map_or(0, VecDeque::len)
    }

    fn wait(&mut self, party: Uuid) -> oneshot::Receiver<Turn> {
        let (told, turn) = oneshot::channel();
        let line = self.lines.entry(party).or_default();
        if line.is_empty() && !self.round.contains(&party) {
            self.round.push_back(party);
        }
        line.push_back(told);
        turn
    }

    /// Who is next: the first in line of the party whose turn it is, of those that `may`.
    fn next(&mut self, may: impl Fn(Uuid) -> bool) -> Option<(oneshot::Sender<Turn>, Uuid)> {
        for _ in 0..self.round.len() {
            let party = self.round.pop_front()?;
            if !may(party) {
                self.round.push_back(party);
                continue;
            }
            let Some(line) = self.lines.get_mut(&party) else { continue };
            let next = std::iter::from_fn(|| line.pop_front()).find(|one| !one.is_closed());
            if line.is_empty() {
                self.lines.remove(&party);
            } else {
                self.round.push_back(party);
            }
            if let Some(next) = next {
                return Some((next, party));
            }
        }
        None
    }
}

impl State {
    /// Who goes on a free worker, of which party, and whether patiently.
    fn next(&mut self, most: usize) -> Option<(oneshot::Sender<Turn>, Uuid, bool)> {
        let patient_may = self.running_patiently < most;
        let patient_first = patient_may && self.since >= PATIENT_TURN;
        let order = if patient_first { [true, false] } else { [false, true] };
        for patient in order {
            if patient && !patient_may {
                continue;
            }
            let lane = if patient { &mut self.patient } else { &mut self.first };
            let running_of = &self.running_of;
            if let Some((next, party)) = lane.next(|party| has_room(running_of, party, most)) {
                self.begin(patient, party);
                return Some((next, party, patient));
            }
        }
        None
    }

    fn begin(&mut self, patient: bool, party: Uuid) {
        self.running += 1;
        self.running_patiently += usize::from(patient);
        self.since = if patient { 0 } else { self.since.saturating_add(1) };
        if !party.is_nil() {
            *self.running_of.entry(party).or_default() += 1;
        }
    }

    fn end(&mut self, patient: bool, party: Uuid) {
        self.running -= 1;
        self.running_patiently -= usize::from(patient);
        if let Some(running) = self.running_of.get_mut(&party) {
            *running -= 1;
            if *running == 0 {
                self.running_of.remove(&party);
            }
        }
    }
}

/// Whether a party may have one worker more.
fn has_room(running_of: &HashMap<Uuid, usize>, party: Uuid, most: usize) -> bool {
    running_of.get(&party).is_none_or(|running| *running < most)
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Gives free workers to those whose turn it is.
    fn go_on(self: &Arc<Self>) {
        loop {
            let mut state = self.state();
            let next = if state.running < self.workers { state.next(self.most) } else { None };
            drop(state);
            let Some((told, party, patient)) = next else { return };
            // Whoever left this very moment drops the turn, which goes on to the next.
            drop(told.send(Turn { pool: Arc::clone(self), patient, party }));
        }
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.pool.state().end(self.patient, self.party);
        self.pool.go_on();
    }
}

impl Pool {
    /// `workers` at a time, and `queue` that wait for them.
    #[must_use]
    pub fn new(workers: usize, queue: usize) -> Self {
        Self::shared(workers, queue, queue)
    }

    /// As [`Pool::new`], where at most `share` of those who wait are of one party.
    #[must_use]
    pub fn shared(workers: usize, queue: usize, share: usize) -> Self {
        let most = workers.saturating_sub(1).max(1);
        Self(Arc::new(Shared { workers, most, queue, share, state: Mutex::default() }))
    }

    /// Runs `work` on a blocking thread, when it is its turn.
    ///
    /// # Errors
    /// [`VaultError::Busy`] when the queue is full; [`VaultError::Broken`] when the work panicked.
    pub async fn run<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, VaultError> {
        self.run_for(Uuid::nil(), work).await
    }

    /// As [`Pool::run`], for a party, whose share of the queue this counts in.
    ///
    /// # Errors
    /// As [`Pool::run`].
    pub async fn run_for<T: Send + 'static>(
        &self,
        party: Uuid,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, VaultError> {
        let turn = {
            let mut state = self.0.state();
            let waits = state.running >= self.0.workers || !has_room(&state.running_of, party, self.0.most);
            let full = state.first.waiting() >= self.0.queue || state.first.waiting_of(party) >= self.0.share;
            if waits && full {
                return Err(VaultError::Busy);
            }
            state.first.wait(party)
        };
        self.work(turn, work).await
    }

    /// Runs work that nobody waits for at a station, in the patient lane; its callers bound how much of it there is.
    ///
    /// # Errors
    /// [`VaultError::Broken`] when the work panicked.
    pub async fn run_patiently<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, VaultError> {
        self.run_patiently_for(Uuid::nil(), work).await
    }

    /// As [`Pool::run_patiently`], in turn with other parties.
    ///
    /// # Errors
    /// As [`Pool::run_patiently`].
    pub async fn run_patiently_for<T: Send + 'static>(
        &self,
        party: Uuid,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, VaultError> {
        let turn = self.0.state().patient.wait(party);
        self.work(turn, work).await
    }

    async fn work<T: Send + 'static>(
        &self,
        turn: oneshot::Receiver<Turn>,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, VaultError> {
        self.0.go_on();
        let turn = turn.await.map_err(|_| VaultError::Busy)?;
        // The turn goes along: a caller who leaves does not free a worker that is still at it.
        let task = tokio::task::spawn_blocking(move || {
            let _held = turn;
            work()
        });
        task.await.map_err(|error| VaultError::Broken(error.to_string()))
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    const NOBODY: Uuid = Uuid::nil();

    /// Occupies one worker until the sender is dropped.
    async fn occupied(pool: &Pool, patient: bool) -> mpsc::Sender<()> {
        occupied_by(pool, NOBODY, patient).await
    }

    async fn occupied_by(pool: &Pool, party: Uuid, patient: bool) -> mpsc::Sender<()> {
        let (held, wait) = mpsc::channel::<()>();
        let (begun, begins) = oneshot::channel();
        let pool = pool.clone();
        let work = move || {
            begun.send(()).unwrap();
            let _ = wait.recv();
        };
        tokio::spawn(async move {
            if patient { pool.run_patiently_for(party, work).await } else { pool.run_for(party, work).await }
        });
        begins.await.unwrap();
        held
    }

    /// Starts work that waits for its turn; what it names is told when it is done.
    async fn queued(pool: &Pool, party: Uuid, patient: bool, name: &'static str, done: &mpsc::Sender<&'static str>) {
        let (before, done, pool) = (depth(pool), done.clone(), pool.clone());
        let asked = pool.clone();
        tokio::spawn(async move {
            let work = move || done.send(name).unwrap();
            if patient { asked.run_patiently_for(party, work).await } else { asked.run_for(party, work).await }
        });
        while depth(&pool) == before {
            tokio::task::yield_now().await;
        }
    }

    fn depth(pool: &Pool) -> usize {
        let mut state = pool.0.state();
        state.first.waiting() + state.patient.waiting()
    }

    #[tokio::test]
    async fn a_full_queue_says_so_and_one_party_fills_only_its_share() {
        let pool = Pool::shared(1, 3, 2);
        let held = occupied(&pool, false).await;
        let (done, _kept) = mpsc::channel();
        let (greedy, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        queued(&pool, greedy, false, "a", &done).await;
        queued(&pool, greedy, false, "b", &done).await;
        assert!(matches!(pool.run_for(greedy, || ()).await, Err(VaultError::Busy)));
        queued(&pool, other, false, "c", &done).await;
        assert!(matches!(pool.run_for(Uuid::from_u128(3), || ()).await, Err(VaultError::Busy)));
        drop(held);
    }

    #[tokio::test]
    async fn parties_take_turns() {
        let pool = Pool::new(1, 10);
        let held = occupied(&pool, false).await;
        let (done, order) = mpsc::channel();
        let (greedy, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        for name in ["a1", "a2", "a3"] {
            queued(&pool, greedy, false, name, &done).await;
        }
        queued(&pool, other, false, "b1", &done).await;
        drop((held, done));
        let order = tokio::task::spawn_blocking(move || order.iter().collect::<Vec<_>>()).await.unwrap();
        assert_eq!(order, ["a1", "b1", "a2", "a3"]);
    }

    #[tokio::test]
    async fn the_patient_lane_leaves_a_worker_and_waits_behind_stations_but_not_for_ever() {
        let pool = Pool::new(2, 10);
        let patient = occupied(&pool, true).await;
        let (done, order) = mpsc::channel();
        queued(&pool, NOBODY, true, "patient", &done).await;
        // One worker is free, and not for the patient lane.
        pool.run(|| ()).await.unwrap();
        let station = occupied(&pool, false).await;
        for name in ["1", "2", "3", "4", "5"] {
            queued(&pool, NOBODY, false, name, &done).await;
        }
        drop(done);
        drop(patient);
        // The other worker is the station's until all have had their turn on this one.
        let order = tokio::task::spawn_blocking(move || order.iter().collect::<Vec<_>>()).await.unwrap();
        drop(station);
        let place = order.iter().position(|name| *name == "patient").unwrap();
        assert!(place < 5, "{order:?}");
    }

    #[tokio::test]
    async fn one_party_leaves_a_worker_in_whichever_lane_it_is() {
        let pool = Pool::new(2, 10);
        let (greedy, other) = (Uuid::from_u128(1), Uuid::from_u128(2));
        for patient in [true, false] {
            let held = occupied_by(&pool, greedy, patient).await;
            let (done, order) = mpsc::channel();
            queued(&pool, greedy, false, "greedy", &done).await;
            queued(&pool, greedy, true, "patient", &done).await;
            pool.run_for(other, || ()).await.unwrap();
            assert!(order.try_recv().is_err(), "it has both workers");
            drop(held);
            let recv = move || [order.recv().unwrap(), order.recv().unwrap()];
            assert_eq!(tokio::task::spawn_blocking(recv).await.unwrap(), ["greedy", "patient"]);
        }
        tokio::task::yield_now().await;
    }

    #[tokio::test]
    async fn whoever_leaves_the_queue_makes_room() {
        let pool = Pool::new(1, 1);
        let held = occupied(&pool, false).await;
        let mut leaving = Box::pin(pool.run(|| ()));
        assert!(futures_poll(&mut leaving).await.is_none());
        drop(leaving);
        let (done, order) = mpsc::channel();
        queued(&pool, NOBODY, false, "next", &done).await;
        drop(held);
        assert_eq!(tokio::task::spawn_blocking(move || order.recv()).await.unwrap(), Ok("next"));
    }

    /// Polls once.
    async fn futures_poll<F: Future + Unpin>(future: &mut F) -> Option<F::Output> {
        tokio::time::timeout(std::time::Duration::ZERO, future).await.ok()
    }
}
