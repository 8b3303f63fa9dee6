//! `mpa audit`: verification and export of the tamper-evident log; also beside a running server.

use std::{
    fs::File,
    io::{BufReader, BufWriter, Write as _},
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::{Context as _, ensure};
use clap::Subcommand;
use store::Db;
use tlog::VerifierKey;

use journal::{Compared, Report, Trust, bundle, export, verify};

use crate::{
    config::Config,
    wiring::{open_keys, open_store, prepare_data_dir},
};

/// The tamper-evident log.
#[derive(Debug, Subcommand)]
pub(super) enum AuditCommand {
    /// Check every entry and every checkpoint, and the state against the entries. Exit 1, with the first thing named
    /// that is not as it was written.
    Verify {
        /// A checkpoint that was kept elsewhere: a file with its signed note.
        #[arg(long)]
        against: Option<PathBuf>,
        /// An exported bundle, in place of the store.
        #[arg(long)]
        bundle: Option<PathBuf>,
        /// The public key of the bundle, or its fingerprint, as it was noted elsewhere.
        #[arg(long, requires = "bundle")]
        public_key: Option<String>,
    },
    /// Write a bundle that can be checked without the store and without the key file.
    Export {
        /// The file to write; standard output without it.
        #[arg(long)]
        out: Option<PathBuf>,
    },
}

/// Runs a command on the log.
///
/// # Errors
/// When it cannot be read at all.
pub(super) async fn run(command: AuditCommand, config: Config) -> anyhow::Result<ExitCode> {
    match command {
        AuditCommand::Verify { against, bundle: Some(file), public_key } => {
            let against = against.as_deref().map(note).transpose()?;
            let opened = File::open(&file).with_context(|| format!("{} cannot be read", file.display()))?;
            let verified = bundle::verify(BufReader::new(opened), against.as_deref(), public_key.as_deref())?;
            Ok(tell(&verified.report, &verified.keys))
        }
        AuditCommand::Verify { against, bundle: None, .. } => {
            let against = against.as_deref().map(note).transpose()?;
            let (db, trust) = open(&config).await?;
            let report = verify::store(&db, &trust, against.as_deref(), &config.scratch_dir()).await?;
            db.close().await;
            Ok(tell(&report, &trust.keys))
        }
        AuditCommand::Export { out } => write_bundle(&config, out.as_deref()).await,
    }
}

/// Opens a store that there is, with the keys that it was made with.
pub(super) async fn open(config: &Config) -> anyhow::Result<(Db, Trust)> {
    let file = &config.key_file;
    ensure!(
        file.is_file() || config.keys != "file",
        "there is no key file {}; name the store's own with --key-file",
        file.display()
    );
    prepare_data_dir(&config.data_dir)?;
    let db = open_store(config).await?;
    let trust = Trust::open(&db, &open_keys(config).await?).await?;
    Ok((db, trust))
}

fn note(path: &Path) -> anyhow::Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))
}

/// Says what was found; the first line is the verdict.
fn tell(report: &Report, keys: &[VerifierKey]) -> ExitCode {
    if let Some(fault) = &report.fault {
        println!("{fault}");
        return ExitCode::FAILURE;
    }
    println!("{} entries, {} checkpoints: nothing was changed", report.entries, report.checkpoints);
    match report.compared {
        Some(Compared::Rows(rows)) => println!("{rows} rows are as the entries say"),
        Some(Compared::Unknown(number)) => {
            let which = number.map_or("one that waits for its number".to_owned(), |number| number.to_string());
            println!("the state was not compared: entry {which} is of a version that this one does not know");
        }
        None => {}
    }
    if report.uncovered > 0 {
        println!("the newest {} are not under a checkpoint yet", report.uncovered);
    }
    if report.waiting > 0 {
        println!("{} more wait for their number", report.waiting);
    }
    for key in keys {
        println!("public key {key}\nfingerprint {}", key.fingerprint());
    }
    ExitCode::SUCCESS
}

async fn write_bundle(config: &Config, out: Option<&Path>) -> anyhow::Result<ExitCode> {
    let (db, trust) = open(config).await?;
    let (origin, keys) = (&trust.origin, &trust.keys);
    let done = match out {
        Some(path) => {
            let file = File::create(path).with_context(|| format!("{} cannot be written", path.display()))?;
            let mut out = BufWriter::new(file);
            let done = export::export(&db, origin, keys, &mut out).await?;
            out.into_inner()?.sync_all()?;
            done
        }
        None => export::export(&db, origin, keys, &mut BufWriter::new(std::io::stdout())).await?,
    };
    db.close().await;
    let mut told = std::io::stderr();
    writeln!(told, "{} entries and {} checkpoints were written", done.entries, done.checkpoints)?;
    if done.left_out > 0 {
        writeln!(told, "{} are not under a checkpoint yet and were left out", done.left_out)?;
    }
    for key in keys {
        writeln!(told, "public key {key}\nfingerprint {}", key.fingerprint())?;
    }
    Ok(ExitCode::SUCCESS)
}
