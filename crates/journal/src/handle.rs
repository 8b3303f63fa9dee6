//! The one way to change the store: a unit of work, which commits its entries with the change and wakes the
//! sequencer. There is no other commit to be had, so none can forget to.

use std::{
    ops::{Deref, DerefMut},
    sync::Arc,
};

use adapters::{KeyPurpose, Keys};
use anyhow::Context as _;
use domain::{
    AlertId, Timestamp,
    event::{self, Fact},
};
use store::{
    Db, Listener, Tx,
    alerts::{self, Alike, NewAlert},
    journal::{self, Event},
};
use tokio::sync::Notify;
use vault::{Ids, server_keys};

use crate::seal::Seal;

/// A handle to the store that keeps a journal.
#[derive(Clone)]
pub struct Journal(Arc<Inner>);

struct Inner {
    db: Db,
    ids: Ids,
    seal: Seal,
    news: Notify,
}

impl Journal {
    /// Opens the key of the seals, making it when there is none.
    ///
    /// # Errors
    /// When the key provider cannot unwrap it.
    pub async fn open(db: Db, provider: &Keys, ids: Ids, now: Timestamp) -> anyhow::Result<Self> {
        let keys = server_keys::open_or_create(&db, provider, &ids, now, KeyPurpose::JournalSeal).await?;
        let key = keys.into_iter().next().context("there is no key for the journal")?.1;
        Ok(Self(Arc::new(Inner { db, ids, seal: Seal(key), news: Notify::new() })))
    }

    /// Begins a unit of work.
    ///
    /// # Errors
    /// [`store::StoreError`].
    pub async fn begin(&self) -> store::Result<Unit> {
        Ok(Unit { tx: self.0.db.begin().await?, journal: self.clone() })
    }

    /// Begins a transaction that only reads: one snapshot.
    ///
    /// # Errors
    /// [`store::StoreError`].
    pub async fn read(&self) -> store::Result<Tx> {
        self.0.db.read().await
    }

    /// For one statement that reads, without a transaction around it.
    ///
    /// # Errors
    /// [`store::StoreError`].
    pub async fn look(&self) -> store::Result<Tx> {
        self.0.db.look().await
    }

    /// Whether the database takes writes.
    ///
    /// # Errors
    /// When it takes none.
    pub async fn try_write(&self) -> store::Result<()> {
        self.0.db.try_write().await
    }

    /// `sqlite` or `postgres`.
    #[must_use]
    pub fn engine(&self) -> &'static str {
        self.0.db.engine()
    }

    /// A line on which other copies of the program tell what they have numbered; none with SQLite.
    ///
    /// # Errors
    /// [`store::StoreError`].
    pub async fn listen(&self) -> store::Result<Option<Listener>> {
        self.0.db.listen().await
    }

    /// Closes every connection.
    pub async fn close(&self) {
        self.0.db.close().await;
    }

    /// The seal over these bytes.
    pub(crate) fn seal(&self, bytes: &[u8]) -> Vec<u8> {
        self.0.seal.over(bytes)
    }

    /// Waits until a unit was committed here.
    pub(crate) async fn news(&self) {
        self.0.news.notified().await;
    }

    /// Fresh ids.
    pub(crate) fn ids(&self) -> &Ids {
        &self.0.ids
    }
}

/// A unit of work: a transaction with the entries that tell of it. Dropped, it leaves nothing behind.
pub struct Unit {
    tx: Tx,
    journal: Journal,
}

impl Deref for Unit {
    type Target = Tx;
    fn deref(&self) -> &Tx {
        &self.tx
    }
}

impl DerefMut for Unit {
    fn deref_mut(&mut self) -> &mut Tx {
        &mut self.tx
    }
}

impl Unit {
    /// Appends an entry.
    ///
    /// # Errors
    /// [`store::StoreError`].
    pub async fn append(&mut self, event: Event) -> store::Result<()> {
        let seal = self.journal.seal(&event.leaf()?);
        journal::append(&mut self.tx, event, &seal).await
    }

    /// Appends entries, in their order, in one statement.
    ///
    /// # Errors
    /// [`store::StoreError`].
    pub async fn append_all(&mut self, events: Vec<Event>) -> store::Result<()> {
        let mut sealed = Vec::with_capacity(events.len());
        for event in events {
            let seal = self.journal.seal(&event.leaf()?);
            sealed.push((event, seal));
        }
        journal::append_all(&mut self.tx, sealed.into_iter()).await
    }

    /// Raises an alert: its row, and the entry that tells of it. Where there are many like it lately it is
    /// counted on the newest of them instead: a station that tries again and again, or a device that hands
    /// over the same again and again, floods nobody.
    ///
    /// # Errors
    /// [`store::StoreError`].
    pub async fn raise(&mut self, alert: NewAlert) -> store::Result<()> {
        let alike = alerts::ask_alike(Alike::from(&alert)).list(&mut self.tx).await?;
        self.raise_beside(alert, &alike).await
    }

    /// As [`Unit::raise`], where it is known which alerts are like it.
    ///
    /// # Errors
    /// [`store::StoreError`].
    pub async fn raise_beside(&mut self, alert: NewAlert, alike: &[AlertId]) -> store::Result<()> {
        if alerts::repeat(&mut self.tx, alike).await? {
            return Ok(());
        }
        let (kind, severity) = (alert.kind, alert.kind.severity());
        let fact = Fact::Alert { kind, severity, offline: alert.offline, match_percentage: alert.match_percentage };
        let entry = Event {
            exam_id: alert.exam_id,
            centre_id: alert.centre_id,
            candidate_id: alert.candidate_id,
            subject_id: Some(alert.id.to_string()),
            actor_id: alert.operator_id,
            device_id: alert.device_id.clone(),
            data: event::write(Some(&fact), None),
            ..Event::new(self.journal.ids().next(alert.occurred_at).into(), alert.occurred_at, "alert", "done")
        };
        alerts::raise(&mut self.tx, alert).await?;
        self.append(entry).await
    }

    /// Makes it durable, and has its entries numbered.
    ///
    /// # Errors
    /// [`store::StoreError`]: nothing was changed.
    pub async fn commit(self) -> store::Result<()> {
        self.tx.commit().await?;
        self.journal.0.news.notify_one();
        Ok(())
    }
}
