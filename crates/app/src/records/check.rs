//! Every item of the tables beside its row. A difference counts when it is still there after the followers had time;
//! what follows can be mended, what decides never is.

use std::{
    collections::{HashMap, HashSet},
    time::Duration,
};

use adapters::{
    Records,
    records::{Followed, Twin, TwinFound, TwinKey},
};
use store::{Db, Tx, exams, record_cursors};

use super::{agreement::Agreement, passwords, rows};

/// Rows that are compared at a time: as many keys as one call asks for.
const ROWS: i64 = 100;
/// Items of a page of a table.
const ITEMS: i32 = 500;
/// How often all in all is waited for the followers, and how long.
const PATIENCE: u32 = 20;
const BETWEEN: Duration = Duration::from_secs(1);

/// A comparison of the tables with the database.
pub struct Checking<'a, T: FnMut(&str)> {
    db: &'a Db,
    records: &'a Records,
    /// Whether what follows is mended.
    repair: bool,
    patience: u32,
    tell: T,
}

/// A row and its item that do not say the same, and the number of the last entry when the row was read.
struct Pair {
    row: Option<Twin>,
    item: Option<TwinFound>,
    head: i64,
}

impl Pair {
    fn differs(&self) -> bool {
        match (&self.row, &self.item) {
            (None, None) => false,
            (Some(row), Some(item)) => item.twin.as_ref() != Some(row),
            _ => true,
        }
    }

    fn what(&self) -> &'static str {
        match (&self.row, &self.item) {
            (Some(_), None) => "is missing",
            (None, _) => "has no row",
            _ => "says something else",
        }
    }
}

impl<'a, T: FnMut(&str)> Checking<'a, T> {
    /// Compares, and mends where `repair`; every difference that is found is told by its key.
    pub fn new(db: &'a Db, records: &'a Records, repair: bool, tell: T) -> Self {
        Self { db, records, repair, patience: PATIENCE, tell }
    }

    /// Compares everything.
    ///
    /// # Errors
    /// When the database or a table fails.
    pub async fn run(mut self, now: domain::Timestamp) -> anyhow::Result<Agreement> {
        let mut all = Agreement::default();
        for &of in Followed::ALL {
            all = all.and(self.rows(of).await?).and(self.strays(of).await?);
        }
        let (mut passwords, found) = passwords::compare(self.db, self.records, now).await?;
        for sentence in found {
            (self.tell)(&sentence);
            passwords.differences += 1;
        }
        Ok(all.and(passwords))
    }

    /// Every row has its item.
    async fn rows(&mut self, of: Followed) -> anyhow::Result<Agreement> {
        let (mut all, mut after) = (Agreement::default(), None);
        loop {
            let mut tx = self.db.read().await?;
            let page = rows::twins_after(&mut tx, of, after.as_ref(), ROWS).await?;
            drop(tx);
            let keys: Vec<TwinKey> = page.iter().map(Twin::key).collect();
            let Some(last) = keys.last().cloned() else { return Ok(all) };
            let found = self.records.twins(of, &keys).await?;
            let found: HashMap<TwinKey, Option<Twin>> = found.into_iter().map(|one| (one.key, one.twin)).collect();
            let differs = |row: &&Twin| found.get(&row.key()).and_then(Option::as_ref) != Some(*row);
            let suspects: HashSet<TwinKey> = page.iter().filter(differs).map(Twin::key).collect();
            all.rows += u64::try_from(page.len()).unwrap_or_default();
            all = all.and(self.settle(suspects).await?);
            after = Some(last);
        }
    }

    /// Every item has its row.
    async fn strays(&mut self, of: Followed) -> anyhow::Result<Agreement> {
        let (mut all, mut after) = (Agreement::default(), None);
        loop {
            let (page, next) = self.records.twins_after(of, after.as_ref(), ITEMS).await?;
            let mut suspects = HashSet::new();
            let mut tx = self.db.read().await?;
            for one in page {
                if rows::twin(&mut tx, &one.key).await?.is_none() {
                    suspects.insert(one.key);
                }
            }
            drop(tx);
            all = all.and(self.settle(suspects).await?);
            if next.is_none() {
                return Ok(all);
            }
            after = next;
        }
    }

    /// Looks at what differed until it does not, or there is no patience left; then mends it.
    async fn settle(&mut self, mut suspects: HashSet<TwinKey>) -> anyhow::Result<Agreement> {
        while !suspects.is_empty() {
            let mut left = HashSet::new();
            for key in suspects {
                if self.look(&key).await?.differs() {
                    left.insert(key);
                }
            }
            suspects = left;
            if suspects.is_empty() || self.patience == 0 {
                break;
            }
            self.patience -= 1;
            tokio::time::sleep(BETWEEN).await;
        }
        let mut all = Agreement::default();
        for key in suspects {
            let pair = self.look(&key).await?;
            if !pair.differs() {
                continue;
            }
            let mended = self.repair && self.mend(&key, &pair).await?;
            (self.tell)(&format!("{key} {}{}", pair.what(), if mended { ": mended" } else { "" }));
            if mended {
                all.mended += 1;
            } else {
                all.differences += 1;
            }
        }
        Ok(all)
    }

    /// An item of an exam that nobody here knows may be another installation's: it is told of, and left.
    async fn mend(&self, key: &TwinKey, pair: &Pair) -> anyhow::Result<bool> {
        if pair.row.is_none() && exams::get(&mut self.db.read().await?, key.exam.into()).await?.is_none() {
            return Ok(false);
        }
        self.records.mend(key, pair.row.as_ref(), pair.item.as_ref(), pair.head).await?;
        Ok(!self.look(key).await?.differs())
    }

    /// The row is read first: what is written meanwhile is then the newer.
    async fn look(&self, key: &TwinKey) -> anyhow::Result<Pair> {
        let mut tx: Tx = self.db.read().await?;
        let (_, head) = record_cursors::place(&mut tx, key.of.word()).await?;
        let row = rows::twin(&mut tx, key).await?;
        drop(tx);
        Ok(Pair { row, item: self.records.twin(key).await?, head })
    }
}
