//! `mpa serve`, `mpa migrate`, `mpa openapi`.

use std::{fs::File, io::Write as _, net::SocketAddr, path::Path};

use anyhow::Context as _;
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;

use server::{documents, serve, tls::Tls};
use vault::Clock;

use super::embedded::Embedded;
use crate::{
    config::Config,
    wiring::{Opened, follow_password, open_store, prepare_data_dir},
};

/// Held as long as a server uses SQLite in a data directory.
#[derive(Debug)]
pub(super) struct DirLock {
    _file: Option<File>,
}

/// Claims the data directory; with PostgreSQL several copies may share it.
///
/// # Errors
/// When another server has it.
pub(super) fn claim(config: &Config) -> anyhow::Result<DirLock> {
    prepare_data_dir(&config.data_dir)?;
    if config.database_url.is_some() {
        return Ok(DirLock { _file: None });
    }
    let path = config.data_dir.join("serve.lock");
    let file = File::create(&path).with_context(|| format!("{} cannot be created", path.display()))?;
    file.try_lock().map_err(|_| in_use(&config.data_dir))?;
    Ok(DirLock { _file: Some(file) })
}

fn in_use(data_dir: &Path) -> anyhow::Error {
    anyhow::anyhow!(
        "another server uses {}; stop it, choose another --data-dir, or use PostgreSQL (--database-url), \
         with which several copies may share one",
        data_dir.display()
    )
}

/// Says on standard output that the server answers.
pub(super) fn announce(scheme: &str, address: SocketAddr) {
    println!("listening on {scheme}://{address}");
    let _ = std::io::stdout().flush();
}

/// A token that is cancelled by SIGINT and SIGTERM.
///
/// # Errors
/// When signals cannot be listened for.
pub(super) fn stop_on_signal() -> anyhow::Result<CancellationToken> {
    let stop = CancellationToken::new();
    let ending = stop.clone();
    let (mut interrupt, mut terminate) = (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    tokio::spawn(async move {
        tokio::select! { _ = interrupt.recv() => {}, _ = terminate.recv() => {} }
        tracing::info!("stopping");
        ending.cancel();
    });
    Ok(stop)
}

/// Runs the server.
///
/// # Errors
/// When it cannot start.
pub(super) async fn serve(config: Config) -> anyhow::Result<()> {
    let _lock = claim(&config)?;
    let stop = stop_on_signal()?;
    let tls = open_tls(&config)?;
    let opened = Opened::of(&config).await?;
    if !store::accounts::any(&mut opened.db.read().await?).await? {
        tracing::warn!(
            "there is no account yet; create the first with: mpa user add --username NAME --role admin --password-stdin"
        );
    }
    for warning in config.warnings() {
        tracing::warn!("{warning}");
    }
    if let Some(path) = config.database_password_file.clone() {
        tokio::spawn(follow_password(opened.db.clone(), path, stop.clone()));
    }
    let state = opened.start(&config, Clock::System).await?;
    let metrics = Embedded::start(config.metrics, state.app(), stop.clone());
    let scheme = if tls.is_some() { "https" } else { "http" };
    let served = serve::serve(state, tls, stop, |address| announce(scheme, address)).await;
    metrics.finish().await;
    served
}

/// The certificate of the configuration.
fn open_tls(config: &Config) -> anyhow::Result<Option<Tls>> {
    match (&config.tls_cert, &config.tls_key) {
        (Some(certificate), Some(key)) => Tls::open(certificate, key).map(Some),
        _ => Ok(None),
    }
}

/// Brings the schema up to date; not beside a running server.
///
/// # Errors
/// When a migration fails.
pub(super) async fn migrate(config: Config) -> anyhow::Result<()> {
    let _lock = claim(&config)?;
    let db = open_store(&config).await?;
    db.close().await;
    println!("the schema is up to date");
    Ok(())
}

/// The OpenAPI document as text.
///
/// # Errors
/// When it cannot be written as JSON.
pub(super) fn openapi() -> anyhow::Result<String> {
    Ok(documents::document().to_pretty_json()? + "\n")
}
