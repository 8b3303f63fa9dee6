//! The store of rows.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use anyhow::Context as _;
use store::{Db, PoolLimits, StoreError, postgres::read_password};
use tokio_util::sync::CancellationToken;

use crate::config::Config;

/// How often it is looked whether the database's password was changed.
const PASSWORD_LOOK: Duration = Duration::from_secs(2);

/// Opens the store of a configuration and brings its schema up to date.
///
/// # Errors
/// When it cannot be opened; the message says what to do.
pub async fn open_store(config: &Config) -> anyhow::Result<Db> {
    let limits = PoolLimits { connections: config.pool_connections, ..PoolLimits::default() };
    let db = match &config.database_url {
        Some(url) => {
            let password = config.database_password_file.as_deref().map(password_of).transpose()?;
            Db::connect_postgres(url, password.as_deref(), limits).await.map_err(unconnected)?
        }
        None => {
            let path = config.data_dir.join("mpa.db");
            Db::open_sqlite(&path, limits).await.with_context(|| format!("{} cannot be opened", path.display()))?
        }
    };
    db.migrate().await?;
    Ok(db)
}

/// The password that a file holds.
fn password_of(path: &Path) -> anyhow::Result<String> {
    read_password(path).with_context(|| format!("{} (database-password-file) cannot be read", path.display()))
}

fn unconnected(error: StoreError) -> anyhow::Error {
    let advice = if error.is_distrust() {
        "PostgreSQL shows no certificate that is trusted; name the authority that signed it in --database-url \
         (sslmode=verify-full&sslrootcert=FILE), and the host as the certificate has it"
    } else {
        "PostgreSQL cannot be reached; check --database-url and that the server runs"
    };
    anyhow::Error::from(error).context(advice)
}

/// Has the store log in with a password that was changed in its file, until `stop`: nobody has to be restarted for a
/// rotation.
pub(crate) async fn follow_password(db: Db, path: PathBuf, stop: CancellationToken) {
    let mut known = read_password(&path).unwrap_or_default();
    while stop.run_until_cancelled(tokio::time::sleep(PASSWORD_LOOK)).await.is_some() {
        let from = path.clone();
        let read = tokio::task::spawn_blocking(move || read_password(&from)).await;
        let Ok(Ok(password)) = read else { continue }; // between two names, as Kubernetes and Secrets Manager do
        if password != known && !password.is_empty() {
            db.renew_password(&password);
            tracing::info!("the database's password was changed, and is used from now on");
            known = password;
        }
    }
}
