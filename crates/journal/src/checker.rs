//! What a store and a bundle are checked for alike: entry after entry the tree grows anew, and is held
//! against the hashes and the checkpoints that were kept.

use tlog::{Checkpoint, Edge, Hash, TILE_WIDTH, Tile, VerifierKey};

use crate::fault::{Fault, Report, Stop, What};

/// A tree that grows again.
pub(crate) struct Checker {
    edge: Edge,
    block: Vec<Hash>,
    /// Which one that is.
    given: Option<u64>,
    origin: String,
    keys: Vec<VerifierKey>,
    against: Option<Checkpoint>,
    report: Report,
    covered: i64,
}

impl Checker {
    /// Begins with nothing. `against` is a note that was kept elsewhere.
    ///
    /// # Errors
    /// When that note was not signed for this log.
    pub(crate) fn new(origin: &str, keys: &[VerifierKey], against: Option<&str>) -> Result<Self, Stop> {
        let open = |note: &str| match VerifierKey::open(note, keys) {
            Ok(checkpoint) if checkpoint.origin == origin => Ok(checkpoint),
            Ok(other) => Err(Stop::Error(anyhow::anyhow!("--against: it is of another log: {}", other.origin))),
            Err(error) => Err(Stop::Error(anyhow::anyhow!("--against: {error}"))),
        };
        Ok(Self {
            edge: Edge::default(),
            block: Vec::new(),
            given: None,
            origin: origin.to_owned(),
            keys: keys.to_vec(),
            against: against.map(open).transpose()?,
            report: Report::default(),
            covered: 0,
        })
    }

    /// The number of the entry that comes next.
    #[must_use]
    pub(crate) fn next(&self) -> i64 {
        self.report.entries + 1
    }

    /// The tree so far.
    #[must_use]
    pub(crate) fn edge(&self) -> &Edge {
        &self.edge
    }

    /// The tile of level 0 that has to be given before the next entry, if its entries begin here.
    #[must_use]
    pub(crate) fn wants_block(&self) -> Option<u64> {
        let width = TILE_WIDTH as u64;
        let index = self.edge.size() / width;
        (self.edge.size().is_multiple_of(width) && self.given != Some(index)).then_some(index)
    }

    /// Whether the hashes of entries that did not begin yet were given.
    #[must_use]
    pub(crate) fn block_waits(&self) -> bool {
        self.place() == 0 && self.wants_block().is_none()
    }

    /// The hashes that were kept of the next 256 entries.
    pub(crate) fn give_block(&mut self, hashes: Vec<Hash>) {
        self.given = self.wants_block().or(self.given);
        self.block = hashes;
    }

    /// The hash that was kept of the next entry.
    #[must_use]
    pub(crate) fn kept(&self) -> Option<Hash> {
        self.block.get(self.place()).copied()
    }

    fn place(&self) -> usize {
        usize::try_from(self.edge.size()).unwrap_or_default() % TILE_WIDTH
    }

    /// Whether more hashes were kept than there were entries.
    #[must_use]
    pub(crate) fn block_goes_on(&self) -> bool {
        self.place() != 0 && self.block.len() > self.place()
    }

    /// Takes the next entry, whose hash was found to be the kept one; gives the tiles above level 0 that
    /// it completed.
    ///
    /// # Errors
    /// When the checkpoint kept elsewhere is about another tree.
    pub(crate) fn take(&mut self, hash: Hash) -> Result<Vec<Tile>, Fault> {
        let full = self.edge.push(hash);
        self.report.entries += 1;
        let here = self.against.as_ref().filter(|kept| kept.size == self.edge.size());
        if here.is_some_and(|kept| kept.root != self.edge.root()) {
            let place = format!("the checkpoint of {} entries", self.edge.size());
            return Err(Fault::of(place, What::Changed, "these entries are not those that it was signed over"));
        }
        Ok(full.into_iter().filter(|tile| tile.level > 0).collect())
    }

    /// Takes a checkpoint of the tree as it is now.
    ///
    /// # Errors
    /// When it is not true.
    pub(crate) fn checkpoint(&mut self, note: &str) -> Result<Checkpoint, Fault> {
        let size = self.report.entries;
        let changed = |why: String| Fault::of(format!("checkpoint {size}"), What::Changed, why);
        let read = VerifierKey::open(note, &self.keys).map_err(|error| changed(error.to_string()))?;
        if read.origin != self.origin || read.size != self.edge.size() {
            return Err(changed(format!("it is signed for {} entries of {}", read.size, read.origin)));
        }
        if read.root != self.edge.root() {
            return Err(changed(format!(
                "entries {} to {size} are not those that it was signed over",
                self.covered + 1
            )));
        }
        self.covered = size;
        self.report.checkpoints += 1;
        Ok(read)
    }

    /// The size of the newest checkpoint that was taken.
    #[must_use]
    pub(crate) fn covered(&self) -> i64 {
        self.covered
    }

    /// What was seen, when nothing comes any more.
    ///
    /// # Errors
    /// When the checkpoint kept elsewhere covers more.
    pub(crate) fn end(&self) -> Result<Report, Fault> {
        let entries = self.report.entries;
        match self.against.as_ref().filter(|kept| kept.size > self.edge.size()) {
            Some(kept) => {
                let why = format!("the checkpoint that was given covers {} entries, there are {entries}", kept.size);
                Err(Fault::of_entry(entries + 1, None, What::Missing, why))
            }
            None => Ok(Report { uncovered: entries - self.covered, ..self.report.clone() }),
        }
    }

    /// What was seen so far.
    #[must_use]
    pub(crate) fn so_far(&self) -> Report {
        self.report.clone()
    }
}
