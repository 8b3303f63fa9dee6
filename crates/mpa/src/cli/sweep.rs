//! `mpa sweep`.

use std::sync::Arc;

use adapters::OsEntropy;
use clap::Subcommand;
use store::file_store;
use vault::{Custodian, Custody};

use crate::{
    config::Config,
    wiring::{open_blobs, open_store, prepare_data_dir},
};

/// The removal of files that no row names.
#[derive(Debug, Subcommand)]
pub(super) enum SweepCommand {
    /// Say whether files that no row names are removed, and why not.
    Status,
    /// Have nothing removed, by any copy, until `mpa sweep allow`.
    Hold,
    /// Have them removed again. After a restore this says: this database is the one that counts, and what it does not
    /// name may go for good.
    Allow,
}

/// Runs a command on the sweep; also beside a running server.
///
/// # Errors
/// When the store of files or the database cannot be opened, or the files are another database's.
pub(super) async fn run(command: SweepCommand, config: Config) -> anyhow::Result<()> {
    prepare_data_dir(&config.data_dir)?;
    let db = open_store(&config).await?;
    let custodian = Custodian::new(db.clone(), open_blobs(&config).await?, Arc::new(OsEntropy));
    match command {
        SweepCommand::Status => {}
        SweepCommand::Hold => custodian.hold("a person said so").await?,
        SweepCommand::Allow => {
            if let Custody::Foreign { place, theirs, ours } = custodian.allow_sweep().await? {
                anyhow::bail!(
                    "{place} is the store of another installation: its id is {theirs}, this database knows {ours}"
                );
            }
        }
    }
    let row = file_store::get(&mut db.read().await?).await?;
    match row.sweep_held {
        Some(why) => println!("files without a row are kept: {why}"),
        None => println!("files without a row are removed"),
    }
    db.close().await;
    Ok(())
}
