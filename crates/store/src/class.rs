//! What an engine's code says about the next try. One table an engine; the tests below hold every row.

/// What a failed statement means for its caller, and for the connection that it was asked on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Class {
    /// A rule of the schema said no.
    Constraint,
    /// Another transaction, or a limit of time, was in the way of this one.
    Conflict,
    /// The engine cannot serve now: no room, read-only, starting, stopping, unreachable.
    Unavailable,
    /// As [`Class::Unavailable`], and so for every connection to this server: after a fail-over the writable one is
    /// found by connecting again.
    Elsewhere,
    /// A fault of the program or of the file.
    Engine,
}

impl Class {
    /// Of any error that sqlx gives.
    pub(crate) fn of(error: &sqlx::Error) -> Self {
        use sqlx::Error as E;
        match error {
            E::PoolTimedOut | E::PoolClosed => Self::Unavailable,
            // The line is lost, or nobody knows any more what was said on it.
            E::Io(_) | E::Tls(_) | E::Protocol(_) | E::WorkerCrashed | E::BeginFailed => Self::Elsewhere,
            E::InvalidSavePointStatement => Self::Unavailable,
            E::Database(cause) => {
                let code = cause.code().unwrap_or_default();
                match cause.try_downcast_ref::<sqlx::sqlite::SqliteError>() {
                    Some(_) => of_sqlite(code.parse().unwrap_or_default()),
                    None => of_postgres(&code),
                }
            }
            _ => Self::Engine,
        }
    }
}

/// Of an SQLSTATE: https://www.postgresql.org/docs/current/errcodes-appendix.html
fn of_postgres(code: &str) -> Class {
    match code {
        // Not null, foreign key, unique, check, exclusion, restrict.
        _ if code.starts_with("23") => Class::Constraint,
        // Serialisation failure, deadlock, a lock or a statement that took too long, cancelled by an operator.
        "40001" | "40P01" | "55P03" | "57014" => Class::Conflict,
        // Read-only: a standby, one that was demoted, or one that was set so. Stopping, crashed, starting.
        "25006" | "57P01" | "57P02" | "57P03" => Class::Elsewhere,
        // A transaction, or a silence in one, that took too long: the connection is gone.
        "25P03" | "25P04" | "57P05" => Class::Unavailable,
        // Whether it was committed is not known.
        "40003" => Class::Unavailable,
        // The login is refused, the database is gone: a person mends that, and nothing is given up meanwhile.
        "3D000" | "57P04" => Class::Elsewhere,
        _ => match code.get(..2) {
            Some("08" | "28") => Class::Elsewhere,
            // Out of room, memory or connections; the disk fails; a state in which the server takes no command.
            Some("53" | "57" | "58") => Class::Unavailable,
            _ => Class::Engine,
        },
    }
}

/// Of an extended result code: https://www.sqlite.org/rescode.html. The lowest byte is the primary one.
fn of_sqlite(code: i32) -> Class {
    match code & 0xff {
        19 => Class::Constraint,
        // Busy, locked, and a lock of the write-ahead log that was not to be had.
        5 | 6 | 15 => Class::Conflict,
        // No right, no memory, read-only, interrupted, input or output, full, cannot be opened.
        3 | 7 | 8 | 9 | 10 | 13 | 14 => Class::Unavailable,
        _ => Class::Engine,
    }
}

#[cfg(test)]
mod tests {
    use super::{Class::*, *};

    #[test]
    fn every_state_of_postgres_has_its_class() {
        for (code, class, what) in [
            ("23502", Constraint, "not null"),
            ("23503", Constraint, "foreign key"),
            ("23505", Constraint, "unique"),
            ("23514", Constraint, "check"),
            ("40001", Conflict, "serialisation failure"),
            ("40P01", Conflict, "deadlock"),
            ("55P03", Conflict, "lock not available"),
            ("57014", Conflict, "query cancelled, statement time-out"),
            ("25006", Elsewhere, "read-only transaction"),
            ("57P01", Elsewhere, "admin shutdown"),
            ("57P02", Elsewhere, "crash shutdown"),
            ("57P03", Elsewhere, "cannot connect now"),
            ("57P04", Elsewhere, "database dropped"),
            ("08000", Elsewhere, "connection exception"),
            ("08006", Elsewhere, "connection failure"),
            ("08P01", Elsewhere, "what a pooler says when its server is away"),
            ("28P01", Elsewhere, "the password was changed"),
            ("3D000", Elsewhere, "no such database"),
            ("25P03", Unavailable, "idle in transaction time-out"),
            ("25P04", Unavailable, "transaction time-out"),
            ("57P05", Unavailable, "idle session time-out"),
            ("40003", Unavailable, "completion unknown"),
            ("53100", Unavailable, "disk full"),
            ("53200", Unavailable, "out of memory"),
            ("53300", Unavailable, "too many connections"),
            ("53400", Unavailable, "configuration limit"),
            ("58030", Unavailable, "input or output"),
            ("42601", Engine, "syntax"),
            ("42501", Engine, "no privilege on a table"),
            ("22P02", Engine, "a text that is no number"),
            ("25P02", Engine, "a statement after a failed one"),
            ("XX001", Engine, "corrupted data"),
            ("", Engine, "none"),
        ] {
            assert_eq!(of_postgres(code), class, "{code} {what}");
        }
    }

    #[test]
    fn every_code_of_sqlite_has_its_class() {
        for (code, class, what) in [
            (275, Constraint, "check"),
            (787, Constraint, "foreign key"),
            (1299, Constraint, "not null"),
            (1555, Constraint, "primary key"),
            (1811, Constraint, "trigger"),
            (2067, Constraint, "unique"),
            (3091, Constraint, "a value of another type than the column's"),
            (5, Conflict, "busy"),
            (261, Conflict, "busy: recovery"),
            (517, Conflict, "busy: snapshot"),
            (773, Conflict, "busy: time-out"),
            (6, Conflict, "locked"),
            (15, Conflict, "locking protocol"),
            (13, Unavailable, "full"),
            (10, Unavailable, "input or output"),
            (778, Unavailable, "write"),
            (1034, Unavailable, "fsync"),
            (4874, Unavailable, "size of the shared memory"),
            (3082, Unavailable, "no memory for input or output"),
            (7, Unavailable, "no memory"),
            (8, Unavailable, "read-only file system"),
            (264, Unavailable, "read-only: recovery"),
            (1032, Unavailable, "read-only: the file was moved"),
            (9, Unavailable, "interrupted"),
            (14, Unavailable, "cannot open"),
            (3, Unavailable, "no permission"),
            (1, Engine, "error"),
            (11, Engine, "corrupt"),
            (26, Engine, "not a database"),
        ] {
            assert_eq!(of_sqlite(code), class, "{code} {what}");
        }
    }

    #[test]
    fn what_no_engine_says_has_its_class_too() {
        let lost = sqlx::Error::Io(std::io::Error::from(std::io::ErrorKind::UnexpectedEof));
        assert_eq!(Class::of(&lost), Elsewhere);
        assert_eq!(Class::of(&sqlx::Error::PoolTimedOut), Unavailable);
        assert_eq!(Class::of(&sqlx::Error::InvalidSavePointStatement), Unavailable);
        assert_eq!(Class::of(&sqlx::Error::RowNotFound), Engine);
    }
}
