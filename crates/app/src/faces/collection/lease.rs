//! The errands that a copy of the server has taken, and keeps while it is at them. The errands of a copy that died are
//! another's soon.

use std::time::Duration;

use domain::{FaceId, Timestamp};
use store::face_index::{self, Errand};
use tokio::time::{Instant, sleep_until, timeout};

use crate::{error::Result, state::App};

/// How long errands are a copy's that says nothing more.
const SECONDS: i64 = 20;
/// How often it says that it is at them still, and how long it waits for that to be written.
const KEEP: Duration = Duration::from_secs(5);
/// After how long without that it gives up, before another copy may begin.
const LOST: Duration = Duration::from_secs(14);

/// The right to some errands.
pub(super) struct Lease {
    errands: Vec<FaceId>,
    until: Timestamp,
    kept: Instant,
    next: Instant,
}

impl Lease {
    /// Takes the errands that are due, at most `limit`; `None` when nothing is.
    ///
    /// # Errors
    /// When the store fails.
    pub(super) async fn take(app: &App, limit: i64) -> Result<Option<(Self, Vec<Errand>)>> {
        let now = app.clock.now();
        if !face_index::any_due(&mut app.journal.read().await?, now).await? {
            return Ok(None);
        }
        let (until, kept) = (now.plus_seconds(SECONDS), Instant::now());
        let mut tx = app.journal.begin().await?;
        let taken = face_index::claim(&mut tx, now, until, limit).await?;
        tx.commit().await?;
        let errands = taken.iter().map(|errand| errand.enrolment_id).collect();
        Ok(Some((Self { errands, until, kept, next: kept + KEEP }, taken)))
    }

    /// Keeps the errands, and returns when that has failed for too long. Can be dropped and called again.
    pub(super) async fn lost(&mut self, app: &App) {
        loop {
            sleep_until(self.next).await;
            self.next = Instant::now() + KEEP;
            let (until, at) = (app.clock.now().plus_seconds(SECONDS), Instant::now());
            match timeout(KEEP, self.keep(app, until)).await {
                Ok(Ok(())) => (self.until, self.kept) = (until, at),
                _ if self.kept.elapsed() >= LOST => return,
                _ => {}
            }
        }
    }

    async fn keep(&self, app: &App, until: Timestamp) -> Result<()> {
        let mut tx = app.journal.begin().await?;
        for errand in &self.errands {
            face_index::keep(&mut tx, *errand, self.until, until).await?;
        }
        Ok(tx.commit().await?)
    }
}
