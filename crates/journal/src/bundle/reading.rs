//! Reading a bundle: one pass, a tile in memory.

use std::{
    collections::VecDeque,
    io::{BufRead, Read as _},
};

use base64::{Engine as _, prelude::BASE64_STANDARD};
use serde::Deserialize;
use tlog::{HASH_BYTES, Hash, Tile, leaf_hash};
use uuid::Uuid;

use super::line::BundleLine;
use crate::{Fault, Report, Stop, What, checker::Checker};

/// Bytes of a line of an exported journal; a longer one is refused.
pub const BUNDLE_LINE_BYTES: u64 = 16 << 20;

/// The hashes of a tile's line.
fn hashes(text: &str) -> Option<Vec<Hash>> {
    BASE64_STANDARD.decode(text).ok()?.chunks(HASH_BYTES).map(Hash::from_slice).collect()
}

/// The lines of a file.
pub(super) struct Lines<R> {
    pub(super) file: R,
    pub(super) number: u64,
}

impl<R: BufRead> Lines<R> {
    pub(super) fn next(&mut self) -> Result<Option<BundleLine>, Stop> {
        let mut text = Vec::new();
        self.file.by_ref().take(BUNDLE_LINE_BYTES).read_until(b'\n', &mut text)?;
        if text.is_empty() {
            return Ok(None);
        }
        self.number += 1;
        let line = text.strip_suffix(b"\n").and_then(|text| serde_json::from_slice(text).ok());
        let broken = || Fault::of(format!("line {}", self.number), What::Changed, "it is no line of a bundle");
        line.ok_or_else(broken).map(Some).map_err(Stop::from)
    }
}

/// A bundle that is being read.
pub(super) struct Reading {
    pub(super) checker: Checker,
    /// Tiles whose last entry was read, and whose line comes next.
    due: VecDeque<Tile>,
    /// How many of the tiles above level 0 that are not full were read, at the end.
    open_read: usize,
    end: Option<(i64, i64)>,
}

impl Reading {
    /// Begins before the second line.
    pub(super) fn new(checker: Checker) -> Self {
        Self { checker, due: VecDeque::new(), open_read: 0, end: None }
    }

    pub(super) fn all<R: BufRead>(&mut self, lines: &mut Lines<R>) -> Result<Report, Stop> {
        while let Some(line) = lines.next()? {
            let place = format!("line {}", lines.number);
            if self.end.is_some() {
                return Err(Fault::of(place, What::Inserted, "it comes after the end").into());
            }
            match line {
                BundleLine::Bundle { .. } => {
                    return Err(Fault::of(place, What::Inserted, "a bundle begins once").into());
                }
                BundleLine::Tile { level, index, hashes: text } => self.tile(level, index, &text)?,
                BundleLine::Entry { number, leaf } => self.entry(number, &leaf)?,
                BundleLine::Checkpoint { note, .. } => {
                    self.nothing_due()?;
                    if self.checker.block_waits() || self.open_read > 0 {
                        return Err(Fault::of(place, What::OutOfOrder, "this checkpoint comes too late").into());
                    }
                    self.checker.checkpoint(&note)?;
                }
                BundleLine::End { entries, checkpoints } => {
                    self.nothing_due()?;
                    if let Some(tile) = self.next_open() {
                        let place = format!("tile {}/{}", tile.level, tile.index);
                        return Err(Fault::of(place, What::Missing, "it is gone").into());
                    }
                    self.end = Some((entries, checkpoints));
                }
            }
        }
        self.close()
    }

    fn tile(&mut self, level: u32, index: u64, text: &str) -> Result<(), Stop> {
        let fault = |what, why: &str| Stop::from(Fault::of(format!("tile {level}/{index}"), what, why));
        let hashes = hashes(text).ok_or_else(|| fault(What::Changed, "it does not hold hashes"))?;
        if level > 0 {
            let due = match self.due.pop_front() {
                Some(full) => Some(full),
                None => {
                    let open = self.next_open();
                    self.open_read += 1;
                    open
                }
            };
            return match due {
                Some(tile) if tile == (Tile { level, index, hashes }) => Ok(()),
                _ => Err(fault(What::Changed, "it does not hold the hashes of the entries under it")),
            };
        }
        self.nothing_due()?;
        if self.checker.wants_block() != Some(index) {
            return Err(fault(What::OutOfOrder, "its entries do not come next"));
        }
        self.checker.give_block(hashes);
        Ok(())
    }

    /// The next tile above level 0 that is not full: those come last.
    fn next_open(&self) -> Option<Tile> {
        self.checker.edge().open().iter().filter(|tile| tile.level > 0).nth(self.open_read).cloned()
    }

    fn nothing_due(&self) -> Result<(), Stop> {
        match self.due.front() {
            Some(tile) => {
                Err(Fault::of(format!("tile {}/{}", tile.level, tile.index), What::Missing, "it is gone").into())
            }
            None => Ok(()),
        }
    }

    fn entry(&mut self, number: i64, leaf: &str) -> Result<(), Stop> {
        self.nothing_due()?;
        self.open_read = 0;
        let id = id_of(leaf);
        let next = self.checker.next();
        if number > next {
            return Err(Fault::of_entry(next, None, What::Missing, format!("{number} comes after it")).into());
        }
        if number < next {
            return Err(Fault::of_entry(number, id, What::Inserted, "this number was there before").into());
        }
        let hash = leaf_hash(leaf.as_bytes());
        match self.checker.kept() {
            Some(kept) if kept == hash => {}
            Some(_) => {
                let why = "the hash that was kept of it does not fit its contents";
                return Err(Fault::of_entry(number, id, What::Changed, why).into());
            }
            None => return Err(Fault::of_entry(number, id, What::Inserted, "no hash was kept of it").into()),
        }
        self.due.extend(self.checker.take(hash)?);
        Ok(())
    }

    fn close(&mut self) -> Result<Report, Stop> {
        let entries = self.checker.next() - 1;
        if self.checker.block_goes_on() {
            return Err(Fault::of_entry(entries + 1, None, What::Missing, "its hash was kept").into());
        }
        let seen = self.checker.so_far();
        if self.end != Some((entries, seen.checkpoints)) {
            let why = "the end of the bundle is missing or speaks of other entries or checkpoints";
            return Err(Fault::of_entry(entries + 1, None, What::Missing, why).into());
        }
        if self.checker.covered() != entries {
            let why = "no checkpoint covers it";
            return Err(Fault::of_entry(self.checker.covered() + 1, None, What::Inserted, why).into());
        }
        Ok(self.checker.end()?)
    }
}

/// The id in a leaf, to name the entry by.
fn id_of(leaf: &str) -> Option<Uuid> {
    #[derive(Deserialize)]
    struct Id {
        id: Uuid,
    }
    serde_json::from_str::<Id>(leaf).ok().map(|leaf| leaf.id)
}
