//! A statement is written once, with `$1` parameters, and registers itself.

use linkme::distributed_slice;

/// One SQL text for both engines; where they truly differ, two that stand side by side.
#[derive(Debug)]
pub struct Statement {
    /// The text for SQLite.
    pub sqlite: &'static str,
    /// The text for PostgreSQL.
    pub postgres: &'static str,
    /// Where it is written, for the test that prepares it.
    pub file: &'static str,
    /// The line of it.
    pub line: u32,
}

/// Every statement of the program.
#[distributed_slice]
#[allow(unsafe_code)] // a section of the linker's collects them; nothing is dereferenced by hand
pub static STATEMENTS: [Statement];

/// `sql!("…")` for both engines, `sql!(sqlite: "…", postgres: "…")` where they differ.
#[macro_export]
macro_rules! sql {
    ($text:expr) => {
        $crate::sql!(sqlite: $text, postgres: $text)
    };
    (sqlite: $sqlite:expr, postgres: $postgres:expr) => {{
        #[linkme::distributed_slice($crate::STATEMENTS)]
        #[allow(unsafe_code)] // the linker's section, as above
        static STATEMENT: $crate::Statement = $crate::Statement {
            sqlite: $sqlite,
            postgres: $postgres,
            file: file!(),
            line: line!(),
        };
        &STATEMENT
    }};
}
