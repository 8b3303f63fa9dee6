//! What can go wrong, and what to do about it.

/// Why there is no server or no database. Its `Debug` is its message, because
/// that is what a failed `unwrap` in a test shows.
#[derive(thiserror::Error)]
pub enum PostgresError {
    /// PostgreSQL is not installed.
    #[error(
        "no PostgreSQL found on PATH or in /usr/lib/postgresql: run `make setup` \
         (it installs the package `postgresql`)"
    )]
    NotInstalled,
    /// PostgreSQL does not run as root, and there is no one else to run it.
    #[error("PostgreSQL refuses to run as root and there is no user `postgres`: run `make setup`")]
    NoUser,
    /// A program could not be started.
    #[error("running {program}: {source}")]
    Run {
        /// Which program.
        program: String,
        /// Why not.
        source: std::io::Error,
    },
    /// The server did not come up.
    #[error("PostgreSQL did not start:\n{0}")]
    Start(String),
    /// The server refused a statement.
    #[error("PostgreSQL refused `{sql}`:\n{message}")]
    Refused {
        /// The statement.
        sql: String,
        /// The answer.
        message: String,
    },
}

impl std::fmt::Debug for PostgresError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{self}")
    }
}
