//! Whose a store of files is that other programs may reach, and whether the database is the one that wrote last.
//!
//! Two installations on one bucket, or a database that was restored to an earlier time, would each take the other's
//! files for what nobody names, and sweep them. Hence
//!
//! - **an id**: the store has an object with the id that the database has. Another id at the start ends the start.
//! - **a mark**: a random id that lies in the store and in the database, and is another one every [`MARK_SECONDS`] and
//!   before each sweep. A database that was set back knows an older mark than the store has, and can
//!   never come upon the newer one; of two databases that go on from one copy, the one that comes second finds the
//!   mark of the other. Either is found before a file is swept, and from then on nothing is swept until a person says
//!   that this database is the one that counts (`mpa sweep allow`). What cannot be told is a database that was set
//!   back by less than [`MARK_SECONDS`].
//!
//! The mark changes in three steps, so that a crash between two of them leaves one of two marks that are both known:
//! the database takes the next mark down beside the present one, the store gets it, the database forgets the old one.
//! A next mark that did not come to the store is used again, so that a request that arrives late changes nothing.

use std::sync::Arc;

use adapters::{Blobs, Entropy, blobs::Marked};
use domain::Timestamp;
use store::{
    Db,
    file_store::{self, FileStore},
};
use uuid::Uuid;

use crate::error::VaultError;

/// Seconds between two marks.
pub const MARK_SECONDS: u64 = 15;
/// Seconds for which a mark of any copy is fresh enough.
const FRESH_SECONDS: i64 = 10;
/// Seconds for which a copy that does not come back is taken to be setting the mark.
const TURN_SECONDS: i64 = 30;

/// How the database stands to the store of files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Custody {
    /// The store is this database's, which is the one that wrote last.
    Own,
    /// The store has another database.
    Foreign {
        /// Where it lies.
        place: String,
        /// Its id.
        theirs: Uuid,
        /// The id that this database knows.
        ours: Uuid,
    },
    /// Nothing is swept until a person says so; the reason.
    Held(String),
    /// Another copy is looking.
    Busy,
}

/// Why the sweep is off when the mark is another.
const SET_BACK: &str = "the store of files has a mark that this database does not know: the database was set back, or \
                        another one goes on from a copy of it";

/// Who sees to it that the store of files and the database belong together.
pub struct Custodian {
    db: Db,
    blobs: Blobs,
    entropy: Arc<dyn Entropy>,
}

impl Custodian {
    /// Of this database and this store of files.
    #[must_use]
    pub fn new(db: Db, blobs: Blobs, entropy: Arc<dyn Entropy>) -> Self {
        Self { db, blobs, entropy }
    }

    /// Compares the ids of store and database; a store and a database that have none get one.
    ///
    /// # Errors
    /// When the store of files or the database fails.
    pub async fn claim(&self) -> Result<Custody, VaultError> {
        match self.blobs.marked() {
            Some(store) => self.claim_of(store).await,
            None => Ok(Custody::Own),
        }
    }

    async fn claim_of(&self, store: &dyn Marked) -> Result<Custody, VaultError> {
        let fresh = self.random_id()?;
        let mut tx = self.db.begin().await?;
        file_store::name(&mut tx, fresh).await?;
        let ours = file_store::get(&mut tx).await?.store_id.unwrap_or(fresh);
        tx.commit().await?;
        let theirs = store.claim(ours).await.map_err(VaultError::blobs)?;
        if theirs == ours {
            return Ok(Custody::Own);
        }
        Ok(Custody::Foreign { place: store.place(), theirs, ours })
    }

    /// Sets another mark unless a copy just has.
    ///
    /// # Errors
    /// When the store of files or the database fails.
    pub async fn keep_marked(&self, now: Timestamp) -> Result<(), VaultError> {
        if self.blobs.marked().is_none() {
            return Ok(());
        }
        let row = file_store::get(&mut self.db.read().await?).await?;
        let fresh = row.marked_at.is_some_and(|at| (0..FRESH_SECONDS).contains(&now.seconds_since(at)));
        if row.sweep_held.is_none() && !fresh {
            self.mark(now).await?;
        }
        Ok(())
    }

    /// Holds the marks of store and database against each other, and sets another.
    ///
    /// # Errors
    /// When the store of files or the database fails.
    pub(crate) async fn mark(&self, now: Timestamp) -> Result<Custody, VaultError> {
        let Some(store) = self.blobs.marked() else { return Ok(Custody::Own) };
        let mut tx = self.db.begin().await?;
        let row = file_store::get(&mut tx).await?;
        if let Some(why) = row.sweep_held {
            return Ok(Custody::Held(why));
        }
        if !file_store::take_marking(&mut tx, now, now.plus_seconds(TURN_SECONDS)).await? {
            return Ok(Custody::Busy);
        }
        tx.commit().await?;
        let marked = self.mark_in_turn(store, &row, now).await;
        let mut tx = self.db.begin().await?;
        file_store::end_marking(&mut tx).await?;
        tx.commit().await?;
        marked
    }

    async fn mark_in_turn(&self, store: &dyn Marked, row: &FileStore, now: Timestamp) -> Result<Custody, VaultError> {
        if let foreign @ Custody::Foreign { .. } = self.claim_of(store).await? {
            self.hold("the store of files has the id of another database").await?;
            return Ok(foreign);
        }
        let has = store.mark().await.map_err(VaultError::blobs)?;
        let is_next = has.is_some() && has == row.next_mark;
        if has != row.mark && !is_next {
            self.hold(SET_BACK).await?;
            return Ok(Custody::Held(SET_BACK.to_owned()));
        }
        let next = match row.next_mark.filter(|_| !is_next) {
            Some(late) => late,
            None => self.random_id()?,
        };
        let mut tx = self.db.begin().await?;
        file_store::propose(&mut tx, has, next).await?;
        tx.commit().await?;
        store.set_mark(next).await.map_err(VaultError::blobs)?;
        let mut tx = self.db.begin().await?;
        file_store::marked(&mut tx, next, now).await?;
        tx.commit().await?;
        Ok(Custody::Own)
    }

    /// Sweeps nothing from now on.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn hold(&self, why: &str) -> Result<(), VaultError> {
        tracing::error!(
            why,
            "nothing is swept from now on; `mpa sweep allow` says that this database is the one that counts"
        );
        let mut tx = self.db.begin().await?;
        file_store::hold(&mut tx, why).await?;
        Ok(tx.commit().await?)
    }

    /// A person says that this database is the one that counts: what no row of it names is swept again. Not for a
    /// store that has another id.
    ///
    /// # Errors
    /// When the store of files or the database fails.
    pub async fn allow_sweep(&self) -> Result<Custody, VaultError> {
        let custody = self.claim().await?;
        if custody == Custody::Own {
            let mark = match self.blobs.marked() {
                Some(store) => store.mark().await.map_err(VaultError::blobs)?,
                None => None,
            };
            let mut tx = self.db.begin().await?;
            file_store::allow(&mut tx, mark).await?;
            tx.commit().await?;
        }
        Ok(custody)
    }

    pub(crate) fn random_id(&self) -> Result<Uuid, VaultError> {
        let mut bytes = [0; 16];
        self.entropy.fill(&mut bytes)?;
        Ok(uuid::Builder::from_random_bytes(bytes).into_uuid())
    }
}
