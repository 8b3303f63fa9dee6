//! A follower reads numbered entries of the journal, reads the row that each is about as it is now, and writes its item,
//! unless that is known further already. What is written twice, late or by two copies at once changes nothing, so a
//! follower may end anywhere. DynamoDB away is lag, never a failed call.

use std::{collections::HashMap, sync::Arc, time::Duration};

use adapters::{
    Fault, Records,
    records::{Followed, Twin, TwinKey},
};
use journal::Journal;
use store::{journal as entries, record_cursors};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;
use vault::Clock;

use super::rows;
use crate::metrics::Metrics;

/// Entries of the journal that are read for a table at a time.
const READ_FOR_RECORDS: i64 = 500;
/// Items of a table that are written at a time.
const WRITTEN_AT_ONCE: usize = 16;

/// How often it looks for work.
const LOOK: Duration = Duration::from_millis(500);
/// How long it waits after a fault.
const AGAIN: Duration = Duration::from_secs(2);
/// How long a copy may take for what it has read.
const LEASE_SECONDS: i64 = 15;

/// What a follower needs of the program.
pub(super) struct Follower {
    pub(super) of: Followed,
    pub(super) journal: Journal,
    pub(super) records: Records,
    pub(super) clock: Clock,
    pub(super) metrics: Arc<Metrics>,
    /// Who holds the turn.
    pub(super) me: Uuid,
}

impl Follower {
    /// Follows until the server stops.
    pub(super) async fn run(self, stop: CancellationToken) {
        let (mut wait, mut was_stuck) = (LOOK, false);
        loop {
            tokio::select! {
                () = stop.cancelled() => break,
                () = tokio::time::sleep(wait) => {}
            }
            let outcome = self.look(&stop).await;
            wait = if outcome.is_err() { AGAIN } else { LOOK };
            match &outcome {
                Err(error) if !was_stuck => {
                    tracing::error!(%error, table = self.of.word(), "a table falls behind; it is tried again");
                }
                Ok(()) if was_stuck => tracing::info!(table = self.of.word(), "a table is followed again"),
                _ => {}
            }
            was_stuck = outcome.is_err();
        }
        if let Err(error) = self.release().await {
            tracing::warn!(%error, "the turn of following a table lapses by itself");
        }
    }

    async fn look(&self, stop: &CancellationToken) -> anyhow::Result<()> {
        if !self.records.answers() {
            self.records.try_read().await?;
        }
        while !stop.is_cancelled() && self.read_on().await? {}
        Ok(())
    }

    /// Follows the next entries; false when there are none, or another copy is at it.
    async fn read_on(&self) -> anyhow::Result<bool> {
        let name = self.of.word();
        let (seq, head) = record_cursors::place(&mut self.journal.read().await?, name).await?;
        self.metrics.behind(name, head - seq);
        if seq >= head {
            return Ok(false);
        }
        let now = self.clock.now();
        let mut tx = self.journal.begin().await?;
        let until = now.plus_seconds(LEASE_SECONDS);
        let Some(from) = record_cursors::claim(&mut tx, name, self.me, now, until).await? else { return Ok(false) };
        tx.commit().await?;
        let Some(told) = self.changed(from).await? else { return Ok(false) };
        self.write(told.changed).await?;
        for (exam, seq) in told.exams {
            self.write_all(exam, seq).await?;
        }
        let last = told.last;
        let mut tx = self.journal.begin().await?;
        let moved = record_cursors::advance(&mut tx, name, from, last).await?;
        tx.commit().await?;
        if moved {
            self.metrics.behind(name, (head - last).max(0));
        }
        Ok(true)
    }

    /// What the entries after `from` tell of; `None` when there are none.
    async fn changed(&self, from: i64) -> anyhow::Result<Option<ToldOf>> {
        let mut tx = self.journal.read().await?;
        let read = entries::range(&mut tx, from + 1, READ_FOR_RECORDS).await?;
        let Some(last) = read.last().and_then(|entry| entry.seq) else { return Ok(None) };
        let named = read.iter().filter_map(|entry| Some((rows::told(self.of, entry)?, entry.seq?)));
        let named: HashMap<TwinKey, i64> = named.collect(); // the last of several stays
        let exams = read.iter().filter_map(|entry| Some((rows::told_together(self.of, entry)?, entry.seq?))).collect();
        let mut changed = Vec::with_capacity(named.len());
        for (key, seq) in named {
            let twin = rows::twin(&mut tx, &key).await?;
            changed.push((key, twin, seq));
        }
        Ok(Some(ToldOf { changed, exams, last }))
    }

    /// Writes the items of a whole exam, page by page, and keeps the turn meanwhile. Whoever goes on after a crash begins
    /// anew: what is written already stays as it is.
    async fn write_all(&self, exam: Uuid, seq: i64) -> anyhow::Result<()> {
        let mut after = TwinKey { of: self.of, exam, name: Uuid::nil().to_string() };
        loop {
            let mut tx = self.journal.read().await?;
            let page = rows::twins_after(&mut tx, self.of, Some(&after), READ_FOR_RECORDS).await?;
            drop(tx);
            let keys = page.iter().map(Twin::key);
            let own: Vec<Change> = keys
                .zip(&page)
                .filter(|(key, _)| key.exam == exam)
                .map(|(key, twin)| (key, Some(twin.clone()), seq))
                .collect();
            let Some((last, ..)) = own.last().cloned() else { return Ok(()) };
            after = last;
            self.write(own).await?;
            let now = self.clock.now();
            let mut tx = self.journal.begin().await?;
            // Where another has the turn by now, both write the same.
            record_cursors::claim(&mut tx, self.of.word(), self.me, now, now.plus_seconds(LEASE_SECONDS)).await?;
            tx.commit().await?;
        }
    }

    async fn write(&self, changed: Vec<Change>) -> Result<(), Fault> {
        let mut under_way = JoinSet::new();
        for (key, twin, seq) in changed {
            if under_way.len() >= WRITTEN_AT_ONCE {
                done(under_way.join_next().await)?;
            }
            let records = self.records.clone();
            under_way.spawn(async move { records.follow(&key, twin.as_ref(), seq).await });
        }
        while let Some(one) = under_way.join_next().await {
            done(Some(one))?;
        }
        Ok(())
    }

    async fn release(&self) -> anyhow::Result<()> {
        let mut tx = self.journal.begin().await?;
        record_cursors::release(&mut tx, self.of.word(), self.me).await?;
        Ok(tx.commit().await?)
    }
}

/// What entries tell of.
struct ToldOf {
    /// Each item once, with the last entry that is about it and what its row says now.
    changed: Vec<Change>,
    /// Exams of which all items may have changed, and the entry that says so.
    exams: HashMap<Uuid, i64>,
    /// The number of the last entry that was read.
    last: i64,
}

/// An item, what its row says, and the entry up to which that is known.
type Change = (TwinKey, Option<Twin>, i64);

/// A write that was not finished is no write.
fn done(one: Option<Result<Result<(), Fault>, tokio::task::JoinError>>) -> Result<(), Fault> {
    match one {
        None => Ok(()),
        Some(Ok(written)) => written,
        Some(Err(error)) => Err(Fault::new(adapters::Class::Unavailable, error)),
    }
}
