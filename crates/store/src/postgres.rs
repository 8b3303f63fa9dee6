//! How PostgreSQL is connected to: with limits of time that end what nobody waits for any more, and with a password
//! that may change while the program runs.

use std::{path::Path, str::FromStr as _, time::Duration};

use sqlx::{
    Connection as _, PgConnection,
    postgres::{PgConnectOptions, PgSslMode},
};
use tokio::time::timeout;

use crate::Result;

/// Seconds that a statement may take; then it is cancelled.
pub const STATEMENT_SECONDS: u64 = 60;
/// Seconds that a statement may wait for another transaction.
pub const LOCK_SECONDS: u64 = 20;
/// Seconds that a transaction may be silent; then its connection is ended, so that what it held is free again.
pub const SILENT_SECONDS: u64 = 300;
/// How long a server that says nothing at all is believed to be at work on a statement.
const PATIENCE: Duration = Duration::from_secs(STATEMENT_SECONDS + 5);

/// Where PostgreSQL is, and how long it may take.
///
/// # Errors
/// When the address cannot be read.
pub(crate) fn options(url: &str, password: Option<&str>) -> Result<PgConnectOptions> {
    let options = PgConnectOptions::from_str(url)?.application_name("mpa");
    let options = password.into_iter().fold(options, |options, password| options.password(password));
    Ok(options.options([
        ("statement_timeout", format!("{STATEMENT_SECONDS}s")),
        ("lock_timeout", format!("{LOCK_SECONDS}s")),
        ("idle_in_transaction_session_timeout", format!("{SILENT_SECONDS}s")),
    ]))
}

/// A connection for the migrations: copies wait there for one another as long as it takes.
pub(crate) async fn without_limits(options: &PgConnectOptions) -> sqlx::Result<PgConnection> {
    let none = [("statement_timeout", "0"), ("lock_timeout", "0"), ("idle_in_transaction_session_timeout", "0")];
    PgConnection::connect_with(&options.clone().options(none)).await
}

/// What the server answers, or the fault of a line on which nothing comes any more.
pub(crate) async fn patiently<T>(asked: impl Future<Output = sqlx::Result<T>>) -> sqlx::Result<T> {
    let silent = || sqlx::Error::Io(std::io::ErrorKind::TimedOut.into());
    timeout(PATIENCE, asked).await.unwrap_or_else(|_| Err(silent()))
}

/// Whether what is sent to this address could be read, or answered, by somebody else on the way.
///
/// # Errors
/// When the address cannot be read.
pub fn is_exposed(url: &str) -> Result<bool> {
    let options = PgConnectOptions::from_str(url)?;
    let host = options.get_host().trim_matches(['[', ']']);
    let near = options.get_socket().is_some()
        || host.starts_with('/')
        || host == "localhost"
        || host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback());
    Ok(!near && !matches!(options.get_ssl_mode(), PgSslMode::VerifyFull))
}

/// The password that a file holds: its first line.
///
/// # Errors
/// When the file cannot be read.
pub fn read_password(path: &Path) -> std::io::Result<String> {
    Ok(std::fs::read_to_string(path)?.lines().next().unwrap_or_default().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_verified_server_afar_is_spoken_to_in_safety() {
        for (url, exposed) in [
            ("postgres://mpa@127.0.0.1/mpa", false),
            ("postgres://mpa@localhost/mpa", false),
            ("postgres://mpa@[::1]/mpa", false),
            ("postgres:///mpa?host=/run/postgresql", false),
            ("postgres://mpa@db.example/mpa", true),
            ("postgres://mpa@db.example/mpa?sslmode=require", true),
            ("postgres://mpa@db.example/mpa?sslmode=verify-ca", true),
            ("postgres://mpa@db.example/mpa?sslmode=verify-full", false),
        ] {
            assert_eq!(is_exposed(url).unwrap(), exposed, "{url}");
        }
    }
}
