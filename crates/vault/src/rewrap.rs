//! The move of a store's keys from one provider to another: each wrapped key is opened by whoever made it and wrapped
//! anew, row by row, beside running servers. The keys themselves stay what they are.

use adapters::{KeyContext, KeyPurpose, Keys, Maker, Wrapped, keys::SERVER_PURPOSES};
use anyhow::{Context as _, ensure};
use store::{
    Db,
    keys::{self, WrappedRow},
};
use uuid::Uuid;

use crate::error::VaultError;

/// Rows that are read at a time.
const REWRAPPED_AT_ONCE: i64 = 100;
/// How often the whole store is gone through while somebody makes keys under the old provider.
const PASSES: usize = 5;

/// What a move has done so far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Rewrapped {
    /// Keys that were wrapped anew.
    pub moved: u64,
    /// Keys that are not under the new provider.
    pub left: u64,
}

/// Which row a wrapped key lies in, and what for.
fn context(row: &WrappedRow) -> anyhow::Result<KeyContext> {
    match row {
        WrappedRow::DataKey { scope, .. } => {
            let exam = (*scope != Uuid::nil()).then_some(*scope);
            Ok(KeyContext { purpose: KeyPurpose::DataKey, exam })
        }
        WrappedRow::ServerKey { kid, purpose, .. } => {
            let known = SERVER_PURPOSES.into_iter().find(|known| known.as_str() == purpose);
            let purpose =
                known.with_context(|| format!("key {kid} is for {purpose}, which this version does not know"))?;
            Ok(KeyContext { purpose, exam: None })
        }
    }
}

/// Wraps all keys of a store with `target`; `from` opens what they are wrapped with now. What was moved stays moved
/// when it ends early, and the next run goes on from there. `told` hears how far it is.
///
/// # Errors
/// When a provider or the store fails.
pub async fn rewrap(db: &Db, from: &Keys, target: &Keys, mut told: impl FnMut(Rewrapped)) -> anyhow::Result<Rewrapped> {
    let to = maker_of(target).await.context("the new provider of keys makes none")?;
    let mut done = Rewrapped::default();
    for _ in 0..PASSES {
        let mut after = None;
        loop {
            let rows = keys::wrapped_after(&mut db.read().await?, after.as_ref(), REWRAPPED_AT_ONCE).await?;
            let Some(last) = rows.last().cloned() else { break };
            for row in &rows {
                done.moved += u64::from(one(db, from, target, &to, row).await?);
            }
            told(done);
            after = Some(last);
        }
        done.left = left(db, &to).await?;
        if done.left == 0 {
            break;
        }
    }
    Ok(done)
}

/// Who makes what this provider wraps.
async fn maker_of(provider: &Keys) -> anyhow::Result<Maker> {
    let (_, wrapped) = provider.new_key(&KeyContext { purpose: KeyPurpose::DataKey, exam: None }).await?;
    wrapped.maker().context("its form is not known")
}

/// Whether a row was moved now. One that another changed meanwhile is left to the next pass.
async fn one(db: &Db, from: &Keys, target: &Keys, to: &Maker, row: &WrappedRow) -> anyhow::Result<bool> {
    let old = Wrapped::from_bytes(row.wrapped().to_vec());
    if old.maker().as_ref() == Some(to) {
        return Ok(false);
    }
    let context = context(row)?;
    let named = || format!("{row} was not moved");
    let bare = from.unwrap(&context, &old).await.map_err(VaultError::keys).with_context(named)?;
    let new = target.wrap(&context, &bare).await.map_err(VaultError::keys).with_context(named)?;
    // Nothing is given up before it is known that the new provider opens what it made.
    let again = target.unwrap(&context, &new).await.map_err(VaultError::keys).with_context(named)?;
    ensure!(*again == *bare, "{row}: the new provider gives another key back than it was given");
    let mut tx = db.begin().await?;
    let is_moved = keys::put_rewrapped(&mut tx, row, new.as_bytes()).await?;
    tx.commit().await?;
    Ok(is_moved)
}

/// Keys that are not under this provider.
async fn left(db: &Db, to: &Maker) -> anyhow::Result<u64> {
    let (mut after, mut left) = (None, 0);
    loop {
        let rows = keys::wrapped_after(&mut db.read().await?, after.as_ref(), REWRAPPED_AT_ONCE).await?;
        let Some(last) = rows.last().cloned() else { return Ok(left) };
        let others = rows.iter().filter(|row| Wrapped::from_bytes(row.wrapped().to_vec()).maker().as_ref() != Some(to));
        left += others.count() as u64;
        after = Some(last);
    }
}
