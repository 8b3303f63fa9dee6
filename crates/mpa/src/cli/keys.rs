//! `mpa keys`.

use clap::Subcommand;

use vault::{Clock, Ids};

use crate::{
    config::Config,
    wiring::{open_keys, open_store, prepare_data_dir},
};

/// Signing keys.
#[derive(Debug, Subcommand)]
pub(super) enum KeysCommand {
    /// Make a new key for access tokens. Servers that run sign with it after their next start;
    /// tokens of the old key stay good until they are over.
    Rotate,
}

/// Runs a command on keys.
///
/// # Errors
/// When the store or the key file cannot be opened.
pub(super) async fn run(command: KeysCommand, config: Config) -> anyhow::Result<()> {
    let KeysCommand::Rotate = command;
    prepare_data_dir(&config.data_dir)?;
    let db = open_store(&config).await?;
    let keys = open_keys(&config)?;
    let kid = vault::rotate(&db, &keys, &Ids::default(), Clock::System.now()).await?;
    println!("access tokens are signed with key {kid} from the next start on");
    db.close().await;
    Ok(())
}
