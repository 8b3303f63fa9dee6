//! What can go wrong below the rules.

use crate::class::Class;

/// An error of the store. None of them carries a value of a row.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The database cannot be reached, cannot write, or gave no connection in time.
    #[error("the database is not available")]
    Unavailable(#[source] sqlx::Error),
    /// A constraint said no: the rule that the code should have kept.
    #[error("a constraint of the database refused the change")]
    Constraint(#[source] sqlx::Error),
    /// Another transaction was in the way; the whole operation may be tried again.
    #[error("another transaction was in the way")]
    Conflict(#[source] sqlx::Error),
    /// Another transaction was faster with what this one was to write; nothing of it stays.
    #[error("another transaction was faster")]
    Overtaken {
        /// What both write.
        what: &'static str,
    },
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

impl StoreError {
    /// The error of a class.
    pub(crate) fn of(class: Class, cause: sqlx::Error) -> Self {
        match class {
            Class::Constraint => Self::Constraint(cause),
            Class::Conflict => Self::Conflict(cause),
            Class::Unavailable | Class::Elsewhere => Self::Unavailable(cause),
            Class::Engine => Self::Engine(cause),
        }
    }

    /// Whether the other side could not be believed to be who it should be: it showed no certificate, or one that
    /// nobody vouches for.
    #[must_use]
    pub fn is_distrust(&self) -> bool {
        let (Self::Unavailable(cause) | Self::Engine(cause)) = self else { return false };
        match cause {
            sqlx::Error::Tls(_) => true,
            sqlx::Error::Io(error) => error.to_string().contains("certificate"),
            _ => false,
        }
    }

    /// Whether the same may work when it is tried again.
    #[must_use]
    pub fn is_passing(&self) -> bool {
        matches!(self, Self::Unavailable(_) | Self::Conflict(_) | Self::Overtaken { .. })
    }
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        Self::of(Class::of(&error), error)
    }
}
