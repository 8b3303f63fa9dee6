//! `mpa backup` and `mpa restore`.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use adapters::{Keys, OsEntropy};
use anyhow::ensure;
use backup::{Desk, Progress, Restored};
use clap::Args;
use journal::Compared;
use vault::{Clock, Custodian, Ids};

use super::run::claim;
use crate::{
    config::{Config, s3_location},
    wiring::{backups, claim_files, open_blobs, open_keys, open_store, prepare_data_dir},
};

/// How often somebody who waits is told how far it is.
const TOLD_EVERY: Duration = Duration::from_secs(2);

/// Back up the whole store.
#[derive(Debug, Args)]
pub(super) struct BackupArgs {
    /// The folder that gets the backup, as a folder of its own, or `s3://BUCKET/PREFIX`.
    #[arg(long)]
    to: String,
}

/// Restore a backup.
#[derive(Debug, Args)]
pub(super) struct RestoreArgs {
    /// A backup, or the folder or `s3://BUCKET/PREFIX` with backups, of which it is the newest.
    #[arg(long)]
    from: String,
    /// The key file of the store that was backed up, where this one has another.
    #[arg(long, conflicts_with = "from_keys")]
    from_key_file: Option<PathBuf>,
    /// What wrapped the keys of the store that was backed up, as `--keys` says it, where this one has another.
    #[arg(long)]
    from_keys: Option<String>,
}

/// Makes a backup; it may run beside a server.
///
/// # Errors
/// When the store cannot be read or the place not written.
pub(super) async fn back_up(args: BackupArgs, config: Config) -> anyhow::Result<()> {
    there_are_keys(&config)?;
    prepare_data_dir(&config.data_dir)?;
    let db = open_store(&config).await?;
    let (keys, blobs) = (open_keys(&config).await?, open_blobs(&config).await?);
    let place = backups::place(&config, &args.to).await?;
    let desk = backups::desk(&config, &db, &keys, &blobs);
    let made = telling(&desk, backup::make(&desk, &place, &Ids::default(), Clock::System.now())).await;
    db.close().await;
    let (name, manifest) = made?;
    println!("{}/{name}", args.to.trim_end_matches('/'));
    let (tables, mib) = (manifest.parts.iter().filter(|part| part.table.is_some()).count(), manifest.bytes() >> 20);
    println!("{} rows of {tables} tables, {} files, {mib} MiB", manifest.rows(), manifest.files);
    if manifest.files_missing > 0 {
        println!("{} files that rows name were not there: the store itself lacks them", manifest.files_missing);
    }
    println!("it opens with what wraps the keys of this store, and with nothing else: keep that apart");
    Ok(())
}

/// Restores a backup; no server may run.
///
/// # Errors
/// When the store is not empty, or the backup not what was made.
pub(super) async fn restore(args: RestoreArgs, config: Config) -> anyhow::Result<()> {
    let _lock = claim(&config)?;
    let from = from_keys(&args, &config).await?;
    let db = open_store(&config).await?;
    let (keys, blobs) = (open_keys(&config).await?, open_blobs(&config).await?);
    // No file goes into another installation's store.
    claim_files(&Custodian::new(db.clone(), Arc::clone(&blobs), Arc::new(OsEntropy))).await?;
    let desk = backups::desk(&config, &db, &keys, &blobs);
    let (place, name) = match one_backup(&args.from) {
        Some((folder, name)) => (backups::place(&config, &folder).await?, name),
        None => {
            let place = backups::place(&config, &args.from).await?;
            let name = backup::newest(&place).await?;
            (place, name)
        }
    };
    let restored = telling(&desk, backup::restore(&desk, &place, &name, from.as_ref())).await;
    db.close().await;
    tell(&name, &restored?, from.is_some());
    Ok(())
}

/// A place and the backup in it, where `from` names one.
fn one_backup(from: &str) -> Option<(String, String)> {
    let trimmed = from.trim_end_matches('/');
    let is_one = match s3_location(trimmed) {
        Some((_, prefix)) => prefix.rsplit('/').next().is_some_and(backup::is_name),
        None => Path::new(trimmed).join(adapters::places::MANIFEST).is_file(),
    };
    if !is_one {
        return None;
    }
    let (folder, name) = trimmed.rsplit_once('/').unwrap_or((".", trimmed));
    Some((if folder.is_empty() { "/" } else { folder }.to_owned(), name.to_owned()))
}

/// The provider that wrapped the keys of the backup, where it is not the store's own.
async fn from_keys(args: &RestoreArgs, config: &Config) -> anyhow::Result<Option<Keys>> {
    let config = match (&args.from_key_file, &args.from_keys) {
        (Some(file), _) => Config { keys: "file".to_owned(), key_file: file.clone(), ..config.clone() },
        (None, Some(keys)) => Config { keys: keys.clone(), ..config.clone() },
        (None, None) => return Ok(None),
    };
    ensure!(config.keys_by().is_some(), "from-keys: must be `file` or `kms:KEY_ARN`");
    there_are_keys(&config)?;
    open_keys(&config).await.map(Some)
}

/// None are made to open what others wrapped.
fn there_are_keys(config: &Config) -> anyhow::Result<()> {
    let file = &config.key_file;
    ensure!(
        config.keys != "file" || file.is_file(),
        "there is no key file {}; name the store's own with --key-file (--from-key-file)",
        file.display()
    );
    Ok(())
}

/// Says on standard error how far it is, for as long as it takes.
async fn telling<T>(desk: &Desk, work: impl Future<Output = T>) -> T {
    let progress: Arc<Progress> = Arc::clone(&desk.progress);
    let mut ticks = tokio::time::interval(TOLD_EVERY);
    ticks.tick().await;
    tokio::pin!(work);
    loop {
        tokio::select! {
            done = &mut work => return done,
            _ = ticks.tick() => eprintln!("{progress} so far"),
        }
    }
}

fn tell(name: &str, restored: &Restored, anew: bool) {
    let manifest = &restored.manifest;
    println!("{name} of {}, made on {}", manifest.made_at, manifest.engine);
    println!("{} rows of {} tables, {} files", manifest.rows(), store::copies::COPIED.len(), manifest.files);
    println!("{} keys opened{}", restored.keys, if anew { ", and wrapped anew" } else { "" });
    if manifest.files_missing > 0 {
        println!("{} files that rows name were missing when the backup was made", manifest.files_missing);
    }
    match &restored.journal {
        Some(report) => {
            println!("{} entries, {} checkpoints: nothing was changed", report.entries, report.checkpoints);
            if let Some(Compared::Rows(rows)) = report.compared {
                println!("{rows} rows are as the entries say");
            }
        }
        None => println!("the log was not verified: no server had run on that store"),
    }
    println!("files that no row names are not swept until you allow it: mpa sweep allow");
}
