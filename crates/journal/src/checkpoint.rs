//! Checkpoints: made every second while there is news, and when the server stops.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use anyhow::{Context as _, ensure};
use domain::Timestamp;
use serde_json::json;
use store::{
    Tx, journal,
    notices::{self, Notice},
    tree::{self, CheckpointRow, TreeRow},
};
use tlog::{Checkpoint, Hash, NoteError, VerifierKey, extends};
use tokio_util::sync::CancellationToken;

use crate::{
    Log,
    tree::{checkpoint_bytes, consistency, edge, put_sealed, sealed},
};

/// How often there may be a new one.
const EVERY: Duration = Duration::from_secs(1);
/// Seconds between checkpoints that go out.
const TELL_SECONDS: i64 = 60;
/// How long nothing is tried after a signature, or a database, was not to be had.
const AFTER_FAULT: Duration = Duration::from_secs(5);
/// How long nothing is tried after a tree was refused: a person has to look first.
const AFTER_REFUSAL: Duration = Duration::from_secs(60);

/// How an attempt ended.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Attempt {
    /// There is one, or no news.
    Done,
    /// Something did not answer: the same may work later.
    Later,
    /// The tree was refused.
    Refused,
}

/// Makes checkpoints until the server stops.
pub async fn every_second(log: Arc<Log>, stop: CancellationToken) {
    let mut wait = EVERY;
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(wait) => {}
        }
        wait = match attempt(&log).await {
            Attempt::Done => EVERY,
            Attempt::Later => AFTER_FAULT,
            Attempt::Refused => AFTER_REFUSAL,
        };
    }
}

/// Makes a checkpoint if there is news; a fault is logged. False when the tree was refused; a database or a key that
/// is away is asked again.
pub async fn at_once(log: &Log) -> bool {
    attempt(log).await != Attempt::Refused
}

async fn attempt(log: &Log) -> Attempt {
    let mut made = make(log).await;
    let unknown = made.as_ref().err().and_then(|error| error.downcast_ref::<Unknown>()).map(|it| it.0.clone());
    if let Some(note) = unknown
        && log.learn(&note).await
    {
        made = make(log).await;
    }
    let Err(error) = made else {
        *lock(&log.behind_since) = None;
        return Attempt::Done;
    };
    lock(&log.behind_since).get_or_insert(log.clock.now());
    tracing::error!(error = format!("{error:#}"), "no checkpoint of the journal was made; it is tried again");
    let is_passing = error.downcast_ref::<store::StoreError>().is_some_and(store::StoreError::is_passing)
        || error.downcast_ref::<adapters::Fault>().is_some();
    if is_passing { Attempt::Later } else { Attempt::Refused }
}

/// The newest checkpoint is signed by none of the known keys; with its note.
#[derive(Debug, thiserror::Error)]
#[error("the newest checkpoint was changed; run mpa audit verify: none of the keys has signed it")]
struct Unknown(String);

fn lock<T>(shared: &Mutex<T>) -> MutexGuard<'_, T> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Makes a checkpoint of the tree as it is now; `None` when the newest one has its size already. The
/// signature is made outside of any transaction that writes.
///
/// # Errors
/// When the stored tree is not the one that this program left, or does not extend the last checkpoint.
pub async fn make(log: &Log) -> anyhow::Result<Option<CheckpointRow>> {
    let _turn = log.turn.lock().await;
    let mut tx = log.journal.read().await?;
    let Some(row) = sealed(&log.journal, &mut tx).await?.filter(|row| row.size > row.checkpoint_size) else {
        return Ok(None);
    };
    let checkpoint = grown(log, &mut tx, &row).await?;
    drop(tx);
    let (note, made_at) = (log.sign(&checkpoint).await?, log.clock.now());
    let (origin, root) = (checkpoint.origin.clone(), checkpoint.root.0.to_vec());
    let mut made = CheckpointRow { origin, size: row.size, root, note, made_at, seal: Vec::new() };
    made.seal = log.journal.seal(&checkpoint_bytes(&made));
    let kept = keep(log, made).await?;
    *lock(&log.last) = Some(checkpoint);
    Ok(kept)
}

/// The checkpoint of a tree that extends the newest one: the stored one, and the one that this process
/// remembers, so that a store that was set back is not signed either.
async fn grown(log: &Log, tx: &mut Tx, row: &TreeRow) -> anyhow::Result<Checkpoint> {
    let size = u64::try_from(row.size).unwrap_or_default();
    let root = edge(tx, size).await?.root();
    ensure!(root.0.as_slice() == row.root, "the tiles of the journal were changed; run mpa audit verify");
    let stored = tree::newest_checkpoint(tx).await?;
    ensure!(
        stored.as_ref().map_or(0, |stored| stored.size) == row.checkpoint_size,
        "the newest checkpoint is missing or was not made by this program; run mpa audit verify"
    );
    let stored = match stored.map(|stored| (VerifierKey::open(&stored.note, &log.keys()), stored.note)) {
        Some((Err(NoteError::UnknownKey), note)) => return Err(Unknown(note).into()),
        Some((opened, _)) => Some(opened.context("the newest checkpoint was changed; run mpa audit verify")?),
        None => None,
    };
    let remembered = lock(&log.last).clone();
    for old in [stored, remembered].into_iter().flatten() {
        let proof = if old.size <= size { consistency(tx, old.size, size).await? } else { Vec::new() };
        ensure!(
            extends(old.root, old.size, root, size, &proof),
            "the journal does not extend its checkpoint of {} entries and is not signed; run mpa audit verify",
            old.size
        );
    }
    Ok(Checkpoint { origin: log.origin(), size, root })
}

/// Keeps a checkpoint unless another copy of the server has kept one as large.
async fn keep(log: &Log, made: CheckpointRow) -> anyhow::Result<Option<CheckpointRow>> {
    let mut tx = log.journal.begin().await?;
    journal::hold_head(&mut tx).await?;
    let row = sealed(&log.journal, &mut tx).await?.context("the tree over the journal is gone")?;
    if row.checkpoint_size >= made.size {
        return Ok(None);
    }
    tree::insert_checkpoint(&mut tx, made.clone()).await?;
    if due(log, made.made_at) {
        notices::put(&mut tx, &notice(log, &made)).await?;
    }
    let row = TreeRow { checkpoints: row.checkpoints + 1, checkpoint_size: made.size, ..row };
    put_sealed(&log.journal, &mut tx, row).await?;
    tx.commit().await?;
    Ok(Some(made))
}

/// Whether a checkpoint of this moment goes out: one a minute is enough to tell a log that was rewritten.
fn due(log: &Log, made_at: Timestamp) -> bool {
    let mut told_at = lock(&log.told_at);
    let due = told_at.is_none_or(|at| made_at.seconds_since(at) >= TELL_SECONDS);
    if due {
        *told_at = Some(made_at);
    }
    due
}

fn notice(log: &Log, made: &CheckpointRow) -> Notice {
    Notice {
        id: log.journal.ids().next(made.made_at),
        kind: "checkpoint".to_owned(),
        exam_id: None,
        subject: None,
        payload: json!({ "size": made.size, "checkpoint": made.note }),
        created_at: made.made_at,
        attempts: 0,
    }
}

/// The newest checkpoint and what it says: for answers and for notices.
///
/// # Errors
/// [`store::StoreError`].
pub async fn newest(tx: &mut Tx) -> store::Result<Option<(CheckpointRow, Hash)>> {
    let Some(row) = tree::newest_checkpoint(tx).await? else { return Ok(None) };
    let root = Hash::from_slice(&row.root).ok_or(store::StoreError::Corrupt { column: "root" })?;
    Ok(Some((row, root)))
}
