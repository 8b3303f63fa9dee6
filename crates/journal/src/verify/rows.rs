//! Row after row: each entry, then the tiles and the checkpoints that end with it.

use store::{
    audit::{self, Found},
    tree::CheckpointRow,
};
use tlog::{Edge, Hash, TILE_WIDTH, Tile, leaf_hash, node_hash};

use super::{NO_SEAL, Run, next_checkpoint, place};
use crate::{
    Fault, Stop, What,
    tree::{checkpoint_bytes, edge, load},
};

impl Run<'_> {
    pub(super) async fn row(&mut self, row: &Found) -> Result<(), Stop> {
        let (next, seq) = (self.checker.next(), row.seq.unwrap_or_default());
        let fault = |what, why: &str| Stop::from(Fault::of_entry(seq, row.id, what, why));
        if seq < next {
            return Err(fault(What::Inserted, "no entry has this number"));
        }
        if seq > next && next <= self.size {
            return Err(Fault::of_entry(next, None, What::Missing, format!("it is gone; {seq} comes after it")).into());
        }
        if next > self.size {
            return Err(fault(What::Inserted, &format!("the log has only {} entries", self.size)));
        }
        self.block().await?;
        let entry = row.entry.as_ref().map_err(|error| fault(What::Changed, &error.to_string()))?;
        let leaf = entry.event.leaf()?;
        let hash = leaf_hash(&leaf);
        let sealed = self.trust.sealed(&leaf, &entry.seal);
        match (sealed, self.checker.kept() == Some(hash)) {
            (true, true) => {
                if let Some(state) = &mut self.state {
                    state.numbered(seq, &entry.event)?;
                }
                self.take(hash).await
            }
            (false, true) => {
                Err(fault(What::Inserted, &format!("{NO_SEAL}, or its seal was changed; the tree has its hash")))
            }
            (false, false) if self.follows(seq).await? => {
                Err(fault(What::Inserted, &format!("{NO_SEAL}; the entry of this number follows it")))
            }
            (false, false) => Err(fault(What::Changed, "neither its seal nor its hash fits its contents")),
            (true, false) => Err(self.displaced(row, seq, hash).await?),
        }
    }

    /// Loads the kept hashes of the next 256 entries, when they begin here.
    async fn block(&mut self) -> Result<(), Stop> {
        let Some(index) = self.checker.wants_block() else { return Ok(()) };
        let tile = self.tile(0, index).await?;
        if tile.hashes.len() > TILE_WIDTH {
            return Err(Fault::of(place(0, index), What::Changed, "it has too many hashes").into());
        }
        self.checker.give_block(tile.hashes);
        Ok(())
    }

    async fn tile(&mut self, level: u32, index: u64) -> Result<Tile, Stop> {
        let place = place(level, index);
        match load(self.tx, level, index).await {
            Ok(Some(tile)) => Ok(tile),
            Ok(None) => Err(Fault::of(place, What::Missing, "it is gone").into()),
            Err(store::StoreError::Corrupt { .. }) => {
                Err(Fault::of(place, What::Changed, "it does not hold hashes").into())
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Whether the entry after this one is the one whose hash was kept here.
    async fn follows(&mut self, seq: i64) -> Result<bool, Stop> {
        let rows = audit::numbered(self.tx, seq + 1, 1).await?;
        let leaf = rows.first().and_then(|row| row.entry.as_ref().ok()).map(|entry| entry.event.leaf()).transpose()?;
        Ok(leaf.is_some_and(|leaf| self.checker.kept() == Some(leaf_hash(&leaf))))
    }

    /// A true entry where the tree has another hash: it stands in a wrong place, or the tile was changed.
    async fn displaced(&mut self, row: &Found, seq: i64, hash: Hash) -> Result<Stop, Stop> {
        let here = self.checker.edge().size() / TILE_WIDTH as u64;
        if !self.tile_is_true(here).await? {
            let why = format!(
                "it does not hold the hash of entry {seq} (id {}), which is genuine",
                row.id.unwrap_or_default()
            );
            return Ok(Fault::of(place(0, here), What::Changed, why).into());
        }
        let size = u64::try_from(self.size).unwrap_or_default();
        for index in 0..size.div_ceil(TILE_WIDTH as u64) {
            let Some(tile) = load(self.tx, 0, index).await.unwrap_or_default() else { continue };
            if let Some(at) = tile.hashes.iter().position(|kept| *kept == hash) {
                let was = index * TILE_WIDTH as u64 + at as u64 + 1;
                let why = format!("it is genuine, but it is entry {was}");
                return Ok(Fault::of_entry(seq, row.id, What::OutOfOrder, why).into());
            }
        }
        let why = "it is genuine, but another entry was given this number";
        Ok(Fault::of_entry(seq, row.id, What::OutOfOrder, why).into())
    }

    /// Whether what lies above a tile of level 0 was made of it.
    async fn tile_is_true(&mut self, index: u64) -> Result<bool, Stop> {
        let Some(tile) = load(self.tx, 0, index).await.unwrap_or_default() else { return Ok(false) };
        if tile.hashes.len() == TILE_WIDTH {
            let above = load(self.tx, 1, index / TILE_WIDTH as u64).await.unwrap_or_default();
            let at = usize::try_from(index).unwrap_or_default() % TILE_WIDTH;
            let kept = above.and_then(|above| above.hashes.get(at).copied());
            return Ok(kept == Some(pairwise(tile.hashes)));
        }
        let size = u64::try_from(self.size).unwrap_or_default();
        if (index + 1) * TILE_WIDTH as u64 <= size {
            return Ok(false); // it should be full
        }
        let root = edge(self.tx, size).await.map(|edge: Edge| edge.root().0.to_vec()).ok();
        Ok(root.is_some() && root == self.tree.as_ref().map(|row| row.root.clone()))
    }

    /// Takes an entry that is in order, then the tiles and the checkpoints that end with it.
    async fn take(&mut self, hash: Hash) -> Result<(), Stop> {
        for full in self.checker.take(hash)? {
            self.compare(&full).await?;
        }
        while let Some(row) = self.checkpoint.take_if(|row| row.size < self.checker.next()) {
            self.check(&row)?;
            self.checkpoint = next_checkpoint(self.tx, row.size).await?;
        }
        Ok(())
    }

    pub(super) async fn compare(&mut self, grown: &Tile) -> Result<(), Stop> {
        let kept = self.tile(grown.level, grown.index).await?;
        if kept == *grown {
            return Ok(());
        }
        let why = "it does not hold the hashes of the entries under it";
        Err(Fault::of(place(grown.level, grown.index), What::Changed, why).into())
    }

    fn check(&mut self, row: &CheckpointRow) -> Result<(), Stop> {
        let changed = |why: &str| Stop::from(Fault::of(format!("checkpoint {}", row.size), What::Changed, why));
        if row.size != self.checker.next() - 1 {
            return Err(changed("there is no tree of that size"));
        }
        let read = self.checker.checkpoint(&row.note)?;
        if row.origin != read.origin || row.root != read.root.0 {
            return Err(changed("its columns are not what its note says"));
        }
        if !self.trust.sealed(&checkpoint_bytes(row), &row.seal) {
            return Err(changed("its time is not the one it was made at, or its seal was changed"));
        }
        Ok(())
    }
}

/// The root over the hashes of a full tile.
fn pairwise(mut hashes: Vec<Hash>) -> Hash {
    while hashes.len() > 1 {
        hashes = hashes.chunks(2).map(|pair| pair.iter().copied().reduce(node_hash).unwrap_or(pair[0])).collect();
    }
    hashes.first().copied().unwrap_or_else(Hash::of_nothing)
}
