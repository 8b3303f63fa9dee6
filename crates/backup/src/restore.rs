//! The way back: everything is checked before anything is written; files come before the rows that name them; the
//! rows come in one transaction, which also verifies the journal. Whatever fails, the store is as empty as it was.

use adapters::{Keys, Places};
use anyhow::{Context as _, bail, ensure};
use journal::{Report, Trust, verify};
use store::{Tx, copies, file_store};
use tokio::task::JoinSet;
use vault::ArchiveKey;

use crate::{
    desk::Desk,
    fill,
    manifest::{Manifest, Unproven},
    parts::Folder,
    rekey::{self, Rekeyed},
    unpack,
};

/// Parts that are checked at a time.
const CHECKED_AT_A_TIME: usize = 4;
/// Why a restored store sweeps nothing until a person allows it.
const RESTORED: &str = "the database was restored from a backup: what came after it is named by no row";

/// What was restored.
#[derive(Debug)]
pub struct Restored {
    /// Of which backup.
    pub manifest: Manifest,
    /// Keys that were opened.
    pub keys: usize,
    /// What the verification of the journal found; `None` where no server had run on the store.
    pub journal: Option<Report>,
}

/// Restores a backup into an empty store. `from` is the provider that wrapped the keys of the backup, where that is
/// not the store's own.
///
/// # Errors
/// When the store is not empty, the backup is not whole or not what was backed up, or its journal was changed.
pub async fn restore(desk: &Desk, place: &Places, backup: &str, from: Option<&Keys>) -> anyhow::Result<Restored> {
    empty(&mut desk.db.read().await?).await?;
    let unproven = Unproven::read(place, backup).await?;
    let wrapped = unproven.wrapped_key()?;
    let key = ArchiveKey::unwrapped(from.unwrap_or(&desk.keys), wrapped).await.context(
        "the key of the backup does not open; give what wrapped it: the key file (--from-key-file) or the key of KMS \
         (--from-keys) of the store that was backed up",
    )?;
    let manifest = unproven.proven(&key)?;
    let there = copies::migrations(&mut desk.db.read().await?).await?;
    ensure!(
        manifest.migrations == there,
        "the backup has schema {}, and this program makes {}: restore it with the release that made it, then bring \
         that store up to date with this one",
        manifest.migrations.last().unwrap_or(&0),
        there.last().unwrap_or(&0)
    );
    let folder = Folder { desk: desk.clone(), place: place.clone(), name: backup.to_owned(), id: manifest.id, key };
    check(&folder, &manifest).await?;
    let rekeyed = rekey::rekey(&folder, &manifest, from).await?;
    let keys = rekeyed.keys;
    let unpacked = unpack::unpack(&folder, &manifest).await?;
    match rows(&folder, &manifest, rekeyed).await {
        Ok(journal) => Ok(Restored { manifest, keys, journal }),
        Err(error) => {
            unpacked.undo(desk).await;
            Err(error.context("nothing was restored"))
        }
    }
}

async fn empty(tx: &mut Tx) -> anyhow::Result<()> {
    if let Some(table) = copies::first_not_empty(tx).await? {
        bail!(
            "the store is not empty (there are rows in {table}); a backup is restored into a new one: give another \
             --data-dir, or another database"
        );
    }
    Ok(())
}

/// Holds every part against its digest, and the list of parts against the tables.
async fn check(folder: &Folder, manifest: &Manifest) -> anyhow::Result<()> {
    for table in copies::COPIED {
        ensure!(manifest.part_of(table).is_some(), "the backup has no table {table}");
    }
    for table in manifest.parts.iter().filter_map(|part| part.table.as_deref()) {
        ensure!(copies::COPIED.contains(&table), "the backup has a table {table} that this program does not know");
    }
    let (mut running, mut parts) = (JoinSet::new(), manifest.parts.iter());
    loop {
        while running.len() < CHECKED_AT_A_TIME {
            let Some(part) = parts.next() else { break };
            let (folder, part) = (folder.clone(), part.clone());
            running.spawn(async move { folder.check(&part).await });
        }
        let Some(done) = running.join_next().await else { return Ok(()) };
        done??;
    }
}

async fn rows(folder: &Folder, manifest: &Manifest, rekeyed: Rekeyed) -> anyhow::Result<Option<Report>> {
    let mut tx = folder.desk.db.begin().await?;
    copies::unhurried(&mut tx).await?;
    empty(&mut tx).await?;
    copies::begin_filling(&mut tx).await?;
    for table in copies::COPIED {
        let part = manifest.part_of(table).context("a part is gone")?;
        let filled = if Rekeyed::is_about(table) {
            fill::fill(folder, &mut tx, table, part, |row| rekeyed.change(row)).await
        } else {
            fill::fill(folder, &mut tx, table, part, |_| ()).await
        };
        filled.with_context(|| format!("table {table}"))?;
    }
    copies::end_filling(&mut tx).await.context("rows refer to others that are not in the backup")?;
    for table in copies::COPIED {
        let count = copies::count(&mut tx, table).await?;
        let part = manifest.part_of(table).context("a part is gone")?;
        ensure!(u64::try_from(count).ok() == Some(part.count), "table {table} has {count} rows, not {}", part.count);
    }
    let report = match rekeyed.trust()? {
        Some(trust) => Some(verified(&mut tx, &trust, folder, manifest).await?),
        None => None,
    };
    file_store::hold(&mut tx, RESTORED).await?;
    tx.commit().await?;
    Ok(report)
}

/// What `mpa audit verify` does, before the rows are committed.
async fn verified(tx: &mut Tx, trust: &Trust, folder: &Folder, manifest: &Manifest) -> anyhow::Result<Report> {
    let report = verify::within(tx, trust, None, &folder.desk.scratch).await?;
    if let Some(fault) = &report.fault {
        bail!("the journal of the backup is not as it was written: {fault}");
    }
    let (entries, size) = (report.entries, manifest.journal_size);
    ensure!(entries == size, "the journal has {entries} entries with a number, and {size} were backed up");
    Ok(report)
}
