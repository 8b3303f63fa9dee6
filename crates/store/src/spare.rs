//! Connections to PostgreSQL that somebody has just done with, for whoever comes next. The pool looks whether one is still
//! good when it is given back and when it has rested, each time by a way to the server and back; one that goes from hand to
//! hand within a moment needs neither.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use sqlx::{PgPool, Postgres};
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::{Instant, timeout},
};

use crate::{lease::Lease, signs::Signs};

/// After how long a connection that nobody used is asked whether it is still one.
pub(crate) const RESTED: Duration = Duration::from_secs(1);

/// After how long a connection goes back to the pool even where there is always somebody who wants it: the pool closes what
/// has become old.
const LENT: Duration = Duration::from_secs(300);

/// The connections of a pool that lie ready, and a place for each.
#[derive(Debug)]
pub(crate) struct Spare {
    places: Arc<Semaphore>,
    wait: Duration,
    ready: Mutex<Vec<Ready>>,
}

#[derive(Debug)]
struct Ready {
    lease: Lease<Postgres>,
    known: Instant,
    since: Instant,
}

/// The right to one connection, and since when the one that is had is known to be good.
#[derive(Debug)]
pub(crate) struct Place {
    known: Instant,
    spare: Arc<Spare>,
    _permit: OwnedSemaphorePermit,
}

impl Place {
    /// Lays a connection without a transaction ready for the next.
    pub(crate) fn give(self, lease: Lease<Postgres>) {
        if !lease.is_over() {
            return; // the pool sees to it
        }
        self.spare.ready().push(Ready { lease, known: self.known, since: Instant::now() });
    }
}

impl Spare {
    /// For a pool of so many connections, each of which may be waited for so long.
    pub(crate) fn new(connections: u32, wait: Duration) -> Arc<Self> {
        let places = Arc::new(Semaphore::new(connections as usize));
        Arc::new(Self { places, wait, ready: Mutex::default() })
    }

    fn ready(&self) -> MutexGuard<'_, Vec<Ready>> {
        self.ready.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A connection that lies ready, or one of the pool's.
    pub(crate) async fn take(
        spare: &Arc<Self>,
        pool: &PgPool,
        signs: &Signs,
    ) -> sqlx::Result<(Lease<Postgres>, Place)> {
        let permit = timeout(spare.wait, Arc::clone(&spare.places).acquire_owned()).await;
        let permit = permit.map_err(|_| sqlx::Error::PoolTimedOut)?.map_err(|_| sqlx::Error::PoolClosed)?;
        let place = |known| Place { known, spare: Arc::clone(spare), _permit: permit };
        if let Some(Ready { lease, known, .. }) = spare.fresh(signs, Instant::now()) {
            return Ok((lease, place(known)));
        }
        let connection = pool.acquire().await?;
        Ok((Lease::plain(connection), place(Instant::now())))
    }

    /// The last that was laid there. Where it has rested, was lent for long, or the server was the wrong one since, all go
    /// back.
    fn fresh(&self, signs: &Signs, now: Instant) -> Option<Ready> {
        let mut ready = self.ready();
        let last = ready.pop()?;
        let made = now.duration_since(last.known);
        if now.duration_since(last.since) <= RESTED && made <= LENT && signs.is_fresh(made, now) {
            return Some(last);
        }
        let old = std::mem::take(&mut *ready);
        drop(ready);
        for mut one in old.into_iter().chain([last]) {
            if !signs.is_fresh(now.duration_since(one.known), now) {
                one.lease.spoil();
            }
        }
        None
    }

    /// Gives all back to the pool.
    pub(crate) fn clear(&self) {
        drop(std::mem::take(&mut *self.ready()));
    }
}
