//! The removal of files that no row names: what was written for a change that never came.

use std::time::{Duration, UNIX_EPOCH};

use adapters::blobs::{Aged, Marked, Met, Walking};
use domain::Timestamp;
use store::{blobs, file_store};
use tokio::time::{Instant, sleep};
use uuid::Uuid;

use crate::{custody::Custody, error::VaultError, vault::Vault};

/// Seconds for which a copy that does not come back is taken to be sweeping. Where two are at it after all, each removes
/// only what no row names.
const TURN_SECONDS: i64 = 15;
/// Seconds between the moment of an id and the moment at which its file is there and has its row, at the most: a sweep
/// begins so long before where the last one ended.
const OVERLAP_SECONDS: i64 = 24 * 3600;
/// Seconds between two sweeps that begin with the first file: a row that was forgotten long after its file was written
/// leaves a file that only these find.
const WHOLE_SECONDS: i64 = 7 * 24 * 3600;
/// How often, and how long apart, a copy looks whether another one has set the mark.
const LOOKS: u32 = 20;
const LOOK: Duration = Duration::from_millis(500);

/// What a sweep did, in files.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SweepReport {
    /// What was met.
    pub met: Met,
    /// Files removed, unfinished ones included.
    pub removed: u64,
}

/// The turn of one copy.
struct Turn {
    by: Uuid,
    begun: Timestamp,
    since: Instant,
}

impl Turn {
    fn until(&self) -> Timestamp {
        let gone = i64::try_from(self.since.elapsed().as_secs()).unwrap_or(i64::MAX);
        self.begun.plus_seconds(gone.saturating_add(TURN_SECONDS))
    }
}

impl Vault {
    /// Removes files older than `seconds` that no row names. A store that other programs may reach is swept by one
    /// copy at a time, and only for the database that wrote last: otherwise nothing is done.
    ///
    /// # Errors
    /// When the files or the store fail; what was removed stays removed.
    pub async fn sweep(&self, seconds: i64, now: Timestamp) -> Result<SweepReport, VaultError> {
        let cut = now.plus_seconds(-seconds);
        match self.blobs.marked() {
            None => {
                let walk = self.blobs.walk(UNIX_EPOCH + since_epoch(cut)).await.map_err(VaultError::blobs)?;
                self.sweep_over(walk, None).await
            }
            Some(store) if self.is_own(now).await? => self.sweep_in_turn(store, cut, now).await,
            Some(_) => Ok(SweepReport::default()),
        }
    }

    async fn is_own(&self, now: Timestamp) -> Result<bool, VaultError> {
        for _ in 0..LOOKS {
            match self.custodian().mark(now).await? {
                Custody::Own => return Ok(true),
                Custody::Busy => sleep(LOOK).await,
                Custody::Foreign { .. } => return Ok(false),
                Custody::Held(why) => {
                    tracing::warn!(why, "nothing is swept; see `mpa sweep status`");
                    return Ok(false);
                }
            }
        }
        Ok(false)
    }

    async fn sweep_in_turn(
        &self,
        store: &dyn Marked,
        cut: Timestamp,
        now: Timestamp,
    ) -> Result<SweepReport, VaultError> {
        let turn = Turn { by: self.custodian().random_id()?, begun: now, since: Instant::now() };
        let mut tx = self.db.begin().await?;
        if !file_store::take_sweep(&mut tx, turn.by, now, turn.until()).await? {
            return Ok(SweepReport::default());
        }
        let row = file_store::get(&mut tx).await?;
        tx.commit().await?;
        let whole = row.swept_whole_at.is_none_or(|at| at.plus_seconds(WHOLE_SECONDS) <= now);
        let beyond = row.swept_below.filter(|_| !whole).map_or(Uuid::nil(), first_id);
        let swept = async {
            let walk = store.walk_beyond(UNIX_EPOCH + since_epoch(cut), beyond).await.map_err(VaultError::blobs)?;
            self.sweep_over(walk, Some(&turn)).await
        };
        let swept = swept.await;
        let mut tx = self.db.begin().await?;
        if swept.is_ok() {
            let below = cut.plus_seconds(-OVERLAP_SECONDS);
            file_store::swept(&mut tx, turn.by, below, whole.then_some(now)).await?;
        }
        file_store::end_sweep(&mut tx, turn.by).await?;
        tx.commit().await?;
        swept
    }

    async fn sweep_over(&self, mut walk: Box<dyn Walking>, turn: Option<&Turn>) -> Result<SweepReport, VaultError> {
        let mut removed = 0;
        while let Some(Aged { mut blobs, unfinished }) = walk.next().await.map_err(VaultError::blobs)? {
            let ids: Vec<Uuid> = blobs.iter().map(|key| key.id).collect();
            let Some(known) = self.known(&ids, turn).await? else { break };
            blobs.retain(|key| !known.contains(&key.id));
            removed += self.blobs.remove(Aged { blobs, unfinished }).await.map_err(VaultError::blobs)?;
        }
        Ok(SweepReport { met: walk.met(), removed })
    }

    /// Which of these files a row names; `None` when this copy, or this database, is not to sweep any more.
    async fn known(
        &self,
        ids: &[Uuid],
        turn: Option<&Turn>,
    ) -> Result<Option<std::collections::HashSet<Uuid>>, VaultError> {
        let Some(turn) = turn else {
            let mut tx = self.db.read().await?;
            if let Some(why) = file_store::get(&mut tx).await?.sweep_held {
                tracing::warn!(why, "nothing is swept; see `mpa sweep status`");
                return Ok(None);
            }
            return Ok(Some(blobs::known(&mut tx, ids).await?));
        };
        let mut tx = self.db.begin().await?;
        if !file_store::keep_sweep(&mut tx, turn.by, turn.until()).await? {
            tracing::warn!("a sweep was broken off: another copy has its turn, or the database is not the one it was");
            return Ok(None);
        }
        let known = blobs::known(&mut tx, ids).await?;
        tx.commit().await?;
        Ok(Some(known))
    }
}

fn since_epoch(time: Timestamp) -> Duration {
    Duration::from_micros(u64::try_from(time.0).unwrap_or_default())
}

/// The first id of a moment.
fn first_id(time: Timestamp) -> Uuid {
    let millis = u64::try_from(time.0 / 1000).unwrap_or_default();
    uuid::Builder::from_unix_timestamp_millis(millis, &[0; 10]).into_uuid()
}
