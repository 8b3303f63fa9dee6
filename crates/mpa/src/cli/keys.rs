//! `mpa keys`.

use anyhow::Context as _;
use clap::Subcommand;

use vault::{Clock, Ids, Rewrapped};

use super::audit;
use crate::{
    config::{Config, KeysBy, kms_key},
    wiring::{open_keys, open_keys_by, open_store, prepare_data_dir},
};

/// Signing keys, and what all keys are wrapped with.
#[derive(Debug, Subcommand)]
pub(super) enum KeysCommand {
    /// Make a new key for access tokens. Servers that run sign with it after their next start;
    /// tokens of the old key stay good until they are over.
    Rotate,
    /// Print every public key that a checkpoint of this store may be signed with, one a line, as in c2sp.org/signed-note.
    Public,
    /// Wrap all keys of the store anew; also beside servers that run. What was moved stays moved if it is broken off,
    /// and the next run goes on from there.
    Rewrap {
        /// `file`, the key file, or `kms:KEY_ARN`.
        #[arg(long)]
        to: String,
    },
}

/// Runs a command on keys.
///
/// # Errors
/// When the store or the keys cannot be opened.
pub(super) async fn run(command: KeysCommand, config: Config) -> anyhow::Result<()> {
    match command {
        KeysCommand::Rotate => rotate(&config).await,
        KeysCommand::Public => public(&config).await,
        KeysCommand::Rewrap { to } => rewrap(&config, &to).await,
    }
}

async fn rotate(config: &Config) -> anyhow::Result<()> {
    prepare_data_dir(&config.data_dir)?;
    let db = open_store(config).await?;
    let keys = open_keys(config).await?;
    let kid = vault::rotate(&db, &keys, &Ids::default(), Clock::System.now()).await?;
    println!("access tokens are signed with key {kid} from the next start on");
    db.close().await;
    Ok(())
}

async fn public(config: &Config) -> anyhow::Result<()> {
    let (db, trust) = audit::open(config).await?;
    db.close().await;
    for key in &trust.keys {
        println!("{key}");
    }
    Ok(())
}

async fn rewrap(config: &Config, to: &str) -> anyhow::Result<()> {
    let by = if to == "file" { Some(KeysBy::File) } else { kms_key(to).map(KeysBy::Kms) };
    let by = by.context("--to: must be `file` or `kms:KEY_ARN`")?;
    prepare_data_dir(&config.data_dir)?;
    let db = open_store(config).await?;
    // A key of KMS, and the file beside it, open what lies under any of them.
    let target = open_keys_by(config, &by).await?;
    let from = match by {
        KeysBy::Kms(_) => target.clone(),
        KeysBy::File => open_keys(config).await?,
    };
    let told = |so_far: Rewrapped| println!("{} keys were wrapped anew", so_far.moved);
    let done = vault::rewrap(&db, &from, &target, told).await;
    db.close().await;
    let Rewrapped { moved, left } =
        done.context("not all keys were moved; what was moved stays moved: run it again")?;
    println!("{moved} keys were wrapped anew, {left} are left under another");
    anyhow::ensure!(left == 0, "keys were made under another provider meanwhile; restart the servers with --keys {to}");
    println!("start the servers with --keys {to} from now on");
    Ok(())
}
