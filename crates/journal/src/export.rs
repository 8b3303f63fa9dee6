//! Writing the bundle.

use std::io::Write;

use anyhow::{Context as _, ensure};
use store::{
    Db, Tx, audit,
    tree::{self as stored, CheckpointRow},
};
use tlog::{Edge, TILE_HEIGHT, TILE_WIDTH, Tile, VerifierKey};

use crate::{
    bundle::{BundleLine, FORMAT, tile_line},
    tree::load,
    verify::VERIFIED_AT_ONCE,
};

/// What was written.
#[derive(Clone, Copy, Debug)]
pub struct Exported {
    /// Entries, all under a checkpoint.
    pub entries: i64,
    /// Checkpoints.
    pub checkpoints: i64,
    /// Entries that the newest checkpoint does not cover yet, and that were left out.
    pub left_out: i64,
}

/// Writes all entries under the newest checkpoint: one snapshot, page by page.
///
/// # Errors
/// When the store cannot be read or is not whole, or the file cannot be written.
pub async fn export(db: &Db, origin: &str, keys: &[VerifierKey], out: &mut impl Write) -> anyhow::Result<Exported> {
    let mut tx = db.read().await?;
    let newest = stored::newest_checkpoint(&mut tx).await?;
    let entries = newest.context("there is no checkpoint yet; start the server once")?.size;
    let left_out = audit::size(&mut tx).await?.unwrap_or_default() - entries;
    let mut writing = Writing { tx: &mut tx, out, entries, checkpoints: 0 };
    let public_keys = keys.iter().map(ToString::to_string).collect();
    writing.line(&BundleLine::Bundle { format: FORMAT.to_owned(), origin: origin.to_owned(), public_keys })?;
    writing.all().await?;
    let checkpoints = writing.checkpoints;
    writing.line(&BundleLine::End { entries, checkpoints })?;
    out.flush()?;
    Ok(Exported { entries, checkpoints, left_out })
}

struct Writing<'a, W> {
    tx: &'a mut Tx,
    out: &'a mut W,
    entries: i64,
    checkpoints: i64,
}

impl<W: Write> Writing<'_, W> {
    fn line(&mut self, line: &BundleLine) -> anyhow::Result<()> {
        serde_json::to_writer(&mut *self.out, line)?;
        Ok(self.out.write_all(b"\n")?)
    }

    async fn all(&mut self) -> anyhow::Result<()> {
        let (mut last, mut checkpoint) = (0, self.checkpoint_after(0).await?);
        while last < self.entries {
            let rows = audit::numbered(self.tx, last + 1, VERIFIED_AT_ONCE).await?;
            ensure!(!rows.is_empty(), "entry {} is missing; run mpa audit verify", last + 1);
            for row in rows {
                let number = last + 1;
                if number > self.entries {
                    break;
                }
                ensure!(row.seq == Some(number), "entry {number} is missing; run mpa audit verify");
                let entry =
                    row.entry.with_context(|| format!("entry {number} cannot be read; run mpa audit verify"))?;
                let index = u64::try_from(last)?;
                if index.is_multiple_of(TILE_WIDTH as u64) {
                    self.tile(0, index / TILE_WIDTH as u64).await?;
                }
                self.line(&BundleLine::Entry { number, leaf: String::from_utf8(entry.event.leaf()?)? })?;
                self.full_tiles(index + 1).await?;
                last = number;
                if let Some(row) = checkpoint.take_if(|row| row.size <= last) {
                    checkpoint = self.checkpoint_after(row.size).await?;
                    self.line(&BundleLine::Checkpoint { made_at: row.made_at, note: row.note })?;
                    self.checkpoints += 1;
                }
            }
        }
        for open in Edge::open_at(u64::try_from(self.entries)?).into_iter().filter(|open| open.level > 0) {
            self.tile(open.level, open.index).await?;
        }
        Ok(())
    }

    async fn checkpoint_after(&mut self, size: i64) -> anyhow::Result<Option<CheckpointRow>> {
        Ok(stored::checkpoints(self.tx, size, 1).await?.pop())
    }

    /// The tiles above level 0 that `size` entries have just made full.
    async fn full_tiles(&mut self, size: u64) -> anyhow::Result<()> {
        let mut level = 1;
        while size.is_multiple_of(1 << (TILE_HEIGHT * (level + 1))) {
            self.tile(level, (size >> (TILE_HEIGHT * (level + 1))) - 1).await?;
            level += 1;
        }
        Ok(())
    }

    /// A tile, cut off where the exported tree ends.
    async fn tile(&mut self, level: u32, index: u64) -> anyhow::Result<()> {
        let tile = load(self.tx, level, index).await?;
        let Tile { mut hashes, .. } = tile.with_context(|| format!("tile {level}/{index} is missing"))?;
        let first = index * TILE_WIDTH as u64;
        let most = (u64::try_from(self.entries)? >> (TILE_HEIGHT * level)).saturating_sub(first);
        hashes.truncate(usize::try_from(most).unwrap_or(TILE_WIDTH));
        self.line(&tile_line(&Tile { level, index, hashes }))
    }
}
