//! A unit of work: a transaction, the entries of the journal that tell of it, and the data key of what it keeps.

use std::{
    ops::{Deref, DerefMut},
    sync::Arc,
};

use domain::{AlertId, BlobId, policy::Action};
use journal::{Journal, Unit};
use store::{StoreError, Tx, alerts::NewAlert, blobs, journal::Event};
use vault::ScopeKey;

use crate::{
    error::{Error, Result},
    turns::Turn,
};

/// A unit of work. Dropped, it leaves nothing behind.
pub struct Work {
    // In this order: the transaction is over before the account's next one begins.
    unit: Unit,
    key: Option<Arc<ScopeKey>>,
    _turn: Option<Turn>,
}

/// A transaction that only reads, in its account's turn.
pub struct Look {
    // In this order, too.
    tx: Tx,
    _turn: Turn,
}

impl Deref for Look {
    type Target = Tx;
    fn deref(&self) -> &Tx {
        &self.tx
    }
}

impl DerefMut for Look {
    fn deref_mut(&mut self) -> &mut Tx {
        &mut self.tx
    }
}

impl Look {
    /// Begins one in its turn.
    ///
    /// # Errors
    /// When the store gives no transaction in time.
    pub(crate) async fn begin(journal: &Journal, turn: Turn) -> Result<Self> {
        Ok(Self { tx: journal.read().await?, _turn: turn })
    }

    /// For one statement, in its turn.
    ///
    /// # Errors
    /// As [`Look::begin`].
    pub(crate) async fn at_once(journal: &Journal, turn: Turn) -> Result<Self> {
        Ok(Self { tx: journal.look().await?, _turn: turn })
    }

    /// The statement was answered, and there is no transaction: the next may have the connection as it is.
    pub(crate) fn over(self) {
        self.tx.over();
    }
}

impl Deref for Work {
    type Target = Unit;
    fn deref(&self) -> &Unit {
        &self.unit
    }
}

impl DerefMut for Work {
    fn deref_mut(&mut self) -> &mut Unit {
        &mut self.unit
    }
}

impl Work {
    /// Begins one.
    ///
    /// # Errors
    /// When the store gives no transaction in time.
    pub async fn begin(journal: &Journal) -> Result<Self> {
        Ok(Self { unit: journal.begin().await?, key: None, _turn: None })
    }

    /// Begins one in its account's turn.
    ///
    /// # Errors
    /// As [`Work::begin`].
    pub(crate) async fn begin_in_turn(journal: &Journal, turn: Turn) -> Result<Self> {
        Ok(Self { _turn: Some(turn), ..Self::begin(journal).await? })
    }

    /// With the data key of its exam.
    #[must_use]
    pub fn with_key(self, key: Arc<ScopeKey>) -> Self {
        Self { key: Some(key), ..self }
    }

    /// The data key that the unit was begun with.
    ///
    /// # Errors
    /// [`Error::Internal`] when it was begun without: a fault of ours.
    pub fn key(&self) -> Result<&ScopeKey> {
        let missing = || Error::internal(&std::io::Error::other("a unit of work was begun without its data key"));
        self.key.as_deref().ok_or_else(missing)
    }

    /// What an entry keeps of something personal, such as a typed reason: a digest that means nothing without
    /// the exam's data key. Its place is the action, the field and the subject.
    ///
    /// # Errors
    /// As [`Work::key`].
    pub fn digest(&self, action: Action, field: &str, subject: impl std::fmt::Display, value: &[u8]) -> Result<String> {
        let context = format!("{}\n{field}\n{subject}", action.name());
        Ok(self.key()?.digest(context.as_bytes(), value)?)
    }

    /// As [`Work::digest`], of the image of a blob whose row is in this transaction.
    ///
    /// # Errors
    /// When the row is missing.
    pub async fn image_digest(
        &mut self,
        action: Action,
        subject: impl std::fmt::Display,
        blob: BlobId,
    ) -> Result<String> {
        let blob = blobs::get(&mut self.unit, blob).await?.ok_or(StoreError::Corrupt { column: "blob_id" })?;
        self.digest(action, "image", subject, &blob.sha256)
    }

    /// Appends an entry of the journal.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn append(&mut self, event: Event) -> store::Result<()> {
        self.unit.append(event).await
    }

    /// Appends entries of the journal, in their order.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn append_all(&mut self, events: Vec<Event>) -> store::Result<()> {
        self.unit.append_all(events).await
    }

    /// Raises an alert: its row, and the entry that tells of it. `alike`: what is like it, where that is known.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn raise_beside(&mut self, alert: NewAlert, alike: &[AlertId]) -> store::Result<()> {
        self.unit.raise_beside(alert, alike).await
    }

    /// Raises an alert: its row, and the entry that tells of it.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn raise(&mut self, alert: NewAlert) -> store::Result<()> {
        self.unit.raise(alert).await
    }

    /// Makes it durable, and has its entries numbered.
    ///
    /// # Errors
    /// [`StoreError`]: nothing was changed.
    pub async fn commit(self) -> Result<()> {
        Ok(self.try_commit().await?)
    }

    /// As [`Work::commit`], for who has to know why not.
    ///
    /// # Errors
    /// [`StoreError`]: nothing was changed.
    pub(crate) async fn try_commit(self) -> store::Result<()> {
        self.unit.commit().await
    }
}
