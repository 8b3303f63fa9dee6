//! The journal's seal and its sequencer: who writes an entry, and who numbers it.

use std::{sync::Arc, time::Duration};

use adapters::{KeyPurpose, Keys};
use anyhow::Context as _;
use domain::Timestamp;
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::json;
use sha2::Sha256;
use store::{
    Db, StoreError, Tx,
    alerts::{self, NewAlert},
    journal::{self, Event},
};
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;
use zeroize::Zeroizing;

use crate::{app::App, audit::tree, clock::Ids, config::limits::NUMBERED_AT_ONCE, tokens::active_keys};

/// How long entries may wait for a number when nobody says that there are some: those of another
/// process, such as `mpa user`.
const LOOK: Duration = Duration::from_millis(250);
/// The least time between two batches, so that a rush is numbered in few commits.
const GATHER: Duration = Duration::from_millis(15);

/// Writes entries.
#[derive(Clone)]
pub struct Journal {
    key: Arc<Zeroizing<Vec<u8>>>,
    news: Arc<Notify>,
}

impl Journal {
    /// Opens the key of the seals, making it when there is none.
    ///
    /// # Errors
    /// When the key provider cannot unwrap it.
    pub async fn open(db: &Db, provider: &Keys, ids: &Ids, now: Timestamp) -> anyhow::Result<Self> {
        let keys = active_keys(db, provider, ids, now, KeyPurpose::JournalSeal).await?;
        let key = keys.into_iter().next().context("there is no key for the journal")?.1;
        Ok(Self { key: Arc::new(key), news: Arc::default() })
    }

    /// The MAC of a leaf: HMAC-SHA-256.
    #[must_use]
    pub fn seal(&self, leaf: &[u8]) -> Vec<u8> {
        // HMAC takes a key of any length.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.key) else { return Vec::new() };
        mac.update(leaf);
        mac.finalize().into_bytes().to_vec()
    }

    /// Appends an entry to the transaction that it tells of.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn append(&self, tx: &mut Tx, event: Event) -> Result<(), StoreError> {
        let seal = self.seal(&event.leaf()?);
        journal::append(tx, event, &seal).await
    }

    /// Raises an alert: its row, and the entry that tells of it.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn raise(&self, tx: &mut Tx, alert: NewAlert, ids: &Ids) -> Result<(), StoreError> {
        let facts = json!({ "kind": alert.kind, "severity": alert.kind.severity(), "offline": alert.offline,
                            "matchPercentage": alert.match_percentage });
        let event = Event {
            exam_id: alert.exam_id,
            centre_id: alert.centre_id,
            candidate_id: alert.candidate_id,
            subject_id: Some(alert.id.to_string()),
            actor_id: alert.operator_id,
            device_id: alert.device_id.clone(),
            data: facts.to_string(),
            ..Event::new(ids.next(alert.occurred_at).into(), alert.occurred_at, "alert", "done")
        };
        alerts::raise(tx, alert).await?;
        self.append(tx, event).await
    }

    /// Says that an entry was committed: it can have its number.
    pub fn wake(&self) {
        self.news.notify_one();
    }
}

/// Numbers committed entries until the server stops; what is committed after that is numbered by
/// [`number_all`] at the very end of the stop.
pub async fn sequence(app: App, stop: CancellationToken) {
    loop {
        tokio::select! {
            () = stop.cancelled() => break,
            () = app.journal.news.notified() => {}
            () = tokio::time::sleep(LOOK) => {}
        }
        number_all(&app).await;
        tokio::time::sleep(GATHER).await;
    }
}

/// Numbers whatever waits. Faults are logged; the next round tries again.
pub async fn number_all(app: &App) {
    loop {
        match number(app).await {
            Ok(numbered) if numbered == NUMBERED_AT_ONCE => {}
            Ok(_) => return,
            Err(error) => return tracing::error!(error = %error, "entries could not be numbered; it is tried again"),
        }
    }
}

async fn number(app: &App) -> store::Result<i64> {
    if !journal::any_unnumbered(&mut app.db.read().await?).await? {
        return Ok(0);
    }
    let mut tx = app.db.begin().await?;
    let size = journal::hold_head(&mut tx).await?;
    let entries = journal::number(&mut tx, size, NUMBERED_AT_ONCE).await?;
    tree::append(app, &mut tx, size, &entries).await?;
    let news = store::live::project(&mut tx, &entries).await?;
    tx.commit().await?;
    app.live.told(news);
    Ok(i64::try_from(entries.len()).unwrap_or_default())
}
