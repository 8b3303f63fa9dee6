//! `mpa sweep`.

use clap::Subcommand;
use store::hold;

use crate::{
    config::Config,
    wiring::{open_store, prepare_data_dir},
};

/// The removal of files that no row names.
#[derive(Debug, Subcommand)]
pub(super) enum SweepCommand {
    /// Let a restored store sweep again. Look first: a file that the restored rows do not name, because they are older
    /// than it, is removed for good.
    Allow,
}

/// Runs a command on the sweep.
///
/// # Errors
/// When the store cannot be opened.
pub(super) async fn run(command: SweepCommand, config: Config) -> anyhow::Result<()> {
    let SweepCommand::Allow = command;
    prepare_data_dir(&config.data_dir)?;
    let db = open_store(&config).await?;
    let mut tx = db.begin().await?;
    let held = hold::allow_sweep(&mut tx).await?;
    tx.commit().await?;
    db.close().await;
    println!("{}", if held { "files that no row names are swept again" } else { "nothing held the sweep back" });
    Ok(())
}
