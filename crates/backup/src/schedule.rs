//! Backups by themselves: one copy of the program makes one when it is due; older ones go when it is good.

use std::time::Duration;

use adapters::Places;
use anyhow::{Context as _, bail};
use domain::Timestamp;
use store::backup_runs;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;
use vault::{Clock, Ids};

use crate::{
    desk::Desk,
    make::{make, mark_in, moment_of, store_mark},
};

/// How long a claim lasts unless it is renewed, and how often it is.
const CLAIM_SECONDS: i64 = 600;
const RENEWED: Duration = Duration::from_secs(60);
/// How long after a failure it is tried again.
const AGAIN_SECONDS: i64 = 60;
/// What is left of a backup that was cut short goes after this time.
const LEFT_SECONDS: i64 = 2 * 24 * 3600;

/// When backups are made, and where they go.
#[derive(Clone)]
pub struct Schedule {
    /// What is backed up.
    pub desk: Desk,
    /// Where it goes.
    pub place: Places,
    /// Seconds between two.
    pub every: i64,
    /// How many are kept.
    pub keep: usize,
    /// What time it is.
    pub clock: Clock,
    /// Fresh ids.
    pub ids: Ids,
}

impl Schedule {
    /// Seconds since the moment that the last good backup shows; without one, since they were first wanted.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn age(&self) -> anyhow::Result<i64> {
        let now = self.clock.now();
        let mut tx = self.desk.db.begin().await?;
        let run = backup_runs::wanted(&mut tx, now).await?;
        tx.commit().await?;
        Ok(now.seconds_since(run.good_at.unwrap_or(run.since)))
    }

    /// Makes a backup if one is due and no other copy makes it; gives its name. `stop` ends it.
    ///
    /// # Errors
    /// When it fails; it is due again a minute later.
    pub async fn tick(&self, stop: &CancellationToken) -> anyhow::Result<Option<String>> {
        let now = self.clock.now();
        let holder = self.ids.next(now);
        let mut tx = self.desk.db.begin().await?;
        backup_runs::wanted(&mut tx, now).await?;
        let (until, due) = (now.plus_seconds(CLAIM_SECONDS), now.plus_seconds(-self.every));
        let claimed = backup_runs::claim(&mut tx, holder, now, until, due).await?;
        tx.commit().await?;
        if !claimed {
            return Ok(None);
        }
        let desk = Desk { stop: stop.child_token(), ..self.desk.clone() };
        let made = tokio::select! {
            made = make(&desk, &self.place, &self.ids, now) => made,
            lost = self.renew(holder) => Err(lost),
            () = stop.cancelled() => Err(anyhow::anyhow!("the server stops")),
        };
        match made {
            Ok((name, manifest)) => {
                let mut tx = self.desk.db.begin().await?;
                backup_runs::done(&mut tx, holder, now).await?;
                tx.commit().await?;
                let (rows, files, missing) = (manifest.rows(), manifest.files, manifest.files_missing);
                tracing::info!(backup = name, rows, files, missing, "a backup was made");
                self.retire(&name, now).await.context("a backup was made, but older ones could not be removed")?;
                Ok(Some(name))
            }
            Err(error) => {
                // Whatever still reads and writes for it ends.
                desk.stop.cancel();
                let mut tx = self.desk.db.begin().await?;
                backup_runs::extend(&mut tx, holder, self.clock.now().plus_seconds(AGAIN_SECONDS)).await?;
                tx.commit().await?;
                Err(error.context("no backup was made"))
            }
        }
    }

    /// Renews the claim for as long as it is asked to; comes back only when the claim is lost.
    async fn renew(&self, holder: Uuid) -> anyhow::Error {
        loop {
            tokio::time::sleep(RENEWED).await;
            match self.extended(holder).await {
                Ok(true) => {}
                Ok(false) => return anyhow::anyhow!("another copy makes it by now"),
                // The claim outlasts several of these.
                Err(error) => tracing::warn!(%error, "the claim on the backup could not be renewed"),
            }
        }
    }

    async fn extended(&self, holder: Uuid) -> store::Result<bool> {
        let mut tx = self.desk.db.begin().await?;
        let until = self.clock.now().plus_seconds(CLAIM_SECONDS);
        let kept = backup_runs::extend(&mut tx, holder, until).await?;
        tx.commit().await?;
        Ok(kept)
    }

    /// Removes the oldest backups of this store beyond those that are kept, and what others left unfinished. The one
    /// that was just made stays, whatever else is there.
    async fn retire(&self, newest: &str, now: Timestamp) -> anyhow::Result<()> {
        let lying = self.place.list().await?;
        if !lying.backups.iter().any(|name| name == newest) {
            bail!("the backup that was just made is not there: nothing is removed");
        }
        let mark = store_mark(&self.desk).await?;
        let own: Vec<&String> = lying.backups.iter().filter(|name| mark_in(name) == Some(&*mark)).collect();
        let surplus = own.len().saturating_sub(self.keep.max(1));
        for name in own.into_iter().take(surplus).filter(|name| *name != newest) {
            self.place.delete(name).await?;
            tracing::info!(backup = name, "an older backup was removed");
        }
        let before = moment_of(now.plus_seconds(-LEFT_SECONDS));
        for name in lying.unfinished.iter().filter(|name| mark_in(name) == Some(&*mark) && **name < before) {
            self.place.delete(name).await?;
            tracing::info!(backup = name, "what was left of a backup that was cut short was removed");
        }
        Ok(())
    }
}
