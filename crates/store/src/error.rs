//! What can go wrong below the rules.

/// An error of the store. None of them carries a value of a row.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database cannot be reached, or gave no connection in time.
    #[error("the database is not available")]
    Unavailable(#[source] sqlx::Error),
    /// A constraint said no: the rule that the code should have kept.
    #[error("a constraint of the database refused the change")]
    Constraint(#[source] sqlx::Error),
    /// Another transaction was in the way; the whole operation may be tried again.
    #[error("another transaction was in the way")]
    Conflict(#[source] sqlx::Error),
    /// A row does not hold what its column promises.
    #[error("column {column} holds something unexpected")]
    Corrupt {
        /// The column.
        column: &'static str,
    },
    /// A migration failed.
    #[error("the schema could not be brought up to date")]
    Migrate(#[from] sqlx::migrate::MigrateError),
    /// Anything else that the engine says.
    #[error("the database failed")]
    Engine(#[source] sqlx::Error),
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        use sqlx::error::ErrorKind;
        match &error {
            sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::Io(_)
            | sqlx::Error::Tls(_)
            | sqlx::Error::WorkerCrashed => Self::Unavailable(error),
            sqlx::Error::Database(cause) => match cause.kind() {
                ErrorKind::UniqueViolation
                | ErrorKind::ForeignKeyViolation
                | ErrorKind::NotNullViolation
                | ErrorKind::CheckViolation => Self::Constraint(error),
                _ => match cause.code().as_deref() {
                    // SQLite: a trigger that refused; on PostgreSQL it raises a check violation.
                    Some("1811") => Self::Constraint(error),
                    // PostgreSQL: serialisation failure, deadlock. SQLite: busy, recovering, busy snapshot.
                    Some("40001" | "40P01" | "5" | "261" | "517") => Self::Conflict(error),
                    // PostgreSQL: connection exceptions, too many connections, shutting down.
                    Some("08006" | "08003" | "08000" | "53300" | "57P01" | "57P02" | "57P03") => {
                        Self::Unavailable(error)
                    }
                    _ => Self::Engine(error),
                },
            },
            _ => Self::Engine(error),
        }
    }
}
