//! Verification of a store: one snapshot, page by page, beside a running server if need be.

mod rows;

use std::path::Path;

use store::{
    Db, Tx, audit,
    tree::{self as stored, CheckpointRow, TreeRow},
};
use tlog::{TILE_WIDTH, tiles_in};

use crate::{Fault, Report, Stop, Trust, What, checker::Checker, state::State, tree::tree_bytes};

/// Entries that a verification or an export of the journal holds at a time.
pub const VERIFIED_AT_ONCE: i64 = 500;

const NO_SEAL: &str = "it does not bear the seal of this program";

/// Checks a store: every entry, seal, hash, tile and checkpoint, in the order of the entries; then the state, row by
/// row, against what the entries say of it. `against` is a signed note that was kept elsewhere; what does not fit into
/// memory lies in `scratch` meanwhile, in files without names.
///
/// # Errors
/// When the store cannot be read.
pub async fn store(db: &Db, trust: &Trust, against: Option<&str>, scratch: &Path) -> anyhow::Result<Report> {
    within(&mut db.read().await?, trust, against, scratch).await
}

/// As [`store()`], within a transaction.
///
/// # Errors
/// When the store cannot be read.
pub async fn within(tx: &mut Tx, trust: &Trust, against: Option<&str>, scratch: &Path) -> anyhow::Result<Report> {
    let mut run = match Run::begin(tx, trust, against, scratch).await {
        Ok(run) => run,
        Err(Stop::Error(error)) => return Err(error),
        Err(Stop::Fault(fault)) => return Ok(Report { fault: Some(*fault), ..Report::default() }),
    };
    match run.all().await {
        Ok(report) => Ok(report),
        Err(Stop::Fault(fault)) => Ok(Report { fault: Some(*fault), ..run.checker.so_far() }),
        Err(Stop::Error(error)) => Err(error),
    }
}

struct Run<'a> {
    tx: &'a mut Tx,
    trust: &'a Trust,
    checker: Checker,
    /// What the entries so far say of the state.
    state: Option<State>,
    /// How many entries there have to be, by the sealed row where that is true.
    size: i64,
    head: Option<i64>,
    tree: Option<TreeRow>,
    /// The checkpoint that comes next.
    checkpoint: Option<CheckpointRow>,
}

impl<'a> Run<'a> {
    async fn begin(tx: &'a mut Tx, trust: &'a Trust, against: Option<&str>, scratch: &Path) -> Result<Self, Stop> {
        let checker = Checker::new(&trust.origin, &trust.keys, against)?;
        let head = audit::size(tx).await?;
        let tree = stored::get(tx).await?;
        let sealed = tree.as_ref().filter(|row| trust.sealed(&tree_bytes(row), &row.seal));
        let size = sealed.map_or(head.unwrap_or_default(), |row| row.size);
        let checkpoint = next_checkpoint(tx, i64::MIN).await?;
        let state = Some(State::new(scratch));
        Ok(Self { tx, trust, checker, state, size, head, tree, checkpoint })
    }

    async fn all(&mut self) -> Result<Report, Stop> {
        let mut first = i64::MIN; // also rows whose number was set to one that no entry has
        loop {
            let rows = audit::numbered(self.tx, first, VERIFIED_AT_ONCE).await?;
            for row in &rows {
                self.row(row).await?;
            }
            first = self.checker.next();
            if rows.is_empty() {
                break;
            }
        }
        let next = self.checker.next();
        if next <= self.size {
            let why = format!("it is gone; the log has {} entries", self.size);
            return Err(Fault::of_entry(next, None, What::Missing, why).into());
        }
        self.rest_of_tree().await?;
        self.rest_of_checkpoints().await?;
        let mut report = self.checker.end()?;
        report.waiting = self.waiting().await?;
        if let Some(state) = self.state.take() {
            report.compared = Some(state.compare(self.tx).await?);
        }
        Ok(report)
    }

    async fn rest_of_tree(&mut self) -> Result<(), Stop> {
        if self.checker.block_goes_on() {
            let why = "it has hashes of entries that there are not";
            return Err(Fault::of(place(0, self.checker.edge().size() / TILE_WIDTH as u64), What::Changed, why).into());
        }
        for open in self.checker.edge().open().to_vec() {
            self.compare(&open).await?;
        }
        let (tiles, wanted) = (stored::count_tiles(self.tx).await?, tiles_in(self.checker.edge().size()));
        if u64::try_from(tiles).ok() != Some(wanted) {
            let why = format!("there are {tiles}, the entries make {wanted}");
            return Err(Fault::of("journal_tile", What::Inserted, why).into());
        }
        let entries = self.checker.next() - 1;
        if self.head != Some(entries) {
            let why = format!("it does not say that there are {entries} entries");
            return Err(Fault::of("journal_head", What::Changed, why).into());
        }
        Ok(())
    }

    async fn rest_of_checkpoints(&mut self) -> Result<(), Stop> {
        let entries = self.checker.next() - 1;
        if let Some(row) = &self.checkpoint {
            let why = format!("checkpoint {} covers it; there are {entries} entries", row.size);
            return Err(Fault::of_entry(entries + 1, None, What::Missing, why).into());
        }
        let seen = self.checker.so_far().checkpoints;
        let fault = |what, why: String| Err(Fault::of("journal_tree", what, why).into());
        match &self.tree {
            None if entries == 0 => Ok(()),
            None => fault(What::Missing, "it is gone".to_owned()),
            Some(row) if !self.trust.sealed(&tree_bytes(row), &row.seal) => fault(What::Changed, NO_SEAL.to_owned()),
            Some(row) if row.root != self.checker.edge().root().0 => {
                fault(What::Changed, "it has another root".to_owned())
            }
            Some(row) if (row.checkpoints, row.checkpoint_size) != (seen, self.checker.covered()) => {
                let made = format!("{} were made, the newest over {} entries", row.checkpoints, row.checkpoint_size);
                let why = format!("{made}; there are {seen}, the newest over {}", self.checker.covered());
                Err(Fault::of("journal_checkpoint", What::Missing, why).into())
            }
            Some(_) => Ok(()),
        }
    }

    /// Entries that wait for a number bear their seal already.
    async fn waiting(&mut self) -> Result<i64, Stop> {
        let (mut after, mut count) = (None, 0);
        loop {
            let rows = audit::unnumbered(self.tx, after, VERIFIED_AT_ONCE).await?;
            for row in &rows {
                let entry = row.entry.as_ref().map_err(|error| Fault::of_waiting(row.id, error.to_string()))?;
                if !self.trust.sealed(&entry.event.leaf()?, &entry.seal) {
                    return Err(Fault::of_waiting(row.id, NO_SEAL).into());
                }
                if let Some(state) = &mut self.state {
                    state.waiting(count, &entry.event)?;
                }
                count += 1;
            }
            match rows.last() {
                Some(last) => after = last.id,
                None => return Ok(count),
            }
        }
    }
}

async fn next_checkpoint(tx: &mut Tx, after: i64) -> store::Result<Option<CheckpointRow>> {
    Ok(stored::checkpoints(tx, after, 1).await?.pop())
}

/// A tile by its level and index, with the entries under it.
fn place(level: u32, index: u64) -> String {
    let entries = (TILE_WIDTH as u64).saturating_pow(level + 1);
    format!("tile {level}/{index} (entries {} to {})", index * entries + 1, (index + 1) * entries)
}
