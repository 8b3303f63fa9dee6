//! A real PostgreSQL for tests: one server a process, on a scratch folder,
//! gone with the process however that ends.

mod binaries;
mod error;
mod trips;
mod watchdog;

use std::path::Path;
use std::process::Command;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use binaries::Binaries;
pub use error::PostgresError;
pub use trips::Trips;
use watchdog::Watchdog;

/// What an acknowledged commit has to survive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// Nothing: no fsync, for speed.
    Fast,
    /// A kill of the server, as in production.
    Durable,
}

impl Durability {
    fn options(self) -> &'static str {
        match self {
            Self::Fast => "-c fsync=off -c full_page_writes=off -c synchronous_commit=off",
            Self::Durable => "-c fsync=on -c full_page_writes=on -c synchronous_commit=on",
        }
    }
}

/// A database of a [`Server`].
#[derive(Debug, Clone)]
pub struct Database {
    /// Its name, to be used as a template.
    pub name: String,
    /// `postgres://…`, as sqlx and libpq take it.
    pub url: String,
}

/// A running server; dropping it stops it and removes its folder.
#[derive(Debug)]
pub struct Server {
    binaries: Binaries,
    watchdog: Watchdog,
    port: u16,
    databases: AtomicU32,
}

impl Server {
    /// Starts a server of its own, which takes a second or two. Blocks.
    ///
    /// # Errors
    /// When PostgreSQL is missing or does not start.
    pub fn start(durability: Durability) -> Result<Self, PostgresError> {
        Self::listening(durability, None)
    }

    /// As [`Server::start`]; it also listens on this port of the loopback, where TLS can be turned on.
    ///
    /// # Errors
    /// As [`Server::start`].
    pub fn listening(durability: Durability, port: Option<u16>) -> Result<Self, PostgresError> {
        let binaries = Binaries::find()?;
        let (addresses, port) = port.map_or(("", 5432), |port| ("127.0.0.1", port));
        let options = format!(
            "-c listen_addresses={addresses} -c unix_socket_directories=. -c port={port} \
             -c max_connections=200 {}",
            durability.options()
        );
        let watchdog = Watchdog::start(&binaries, &options)?;
        Ok(Self { binaries, watchdog, port, databases: AtomicU32::new(0) })
    }

    /// The fast server of this process, started by the first caller. Blocks.
    ///
    /// # Errors
    /// As [`Server::start`], the same for every caller.
    pub fn shared() -> Result<&'static Self, &'static PostgresError> {
        static SHARED: OnceLock<Result<Server, PostgresError>> = OnceLock::new();
        SHARED.get_or_init(|| Self::start(Durability::Fast)).as_ref()
    }

    /// Makes a database with a new name: empty, or a copy of the database
    /// `template`, to which nobody may be connected then. Blocks.
    ///
    /// # Errors
    /// [`PostgresError::Refused`], for one because the template is in use.
    pub fn create_database(&self, template: Option<&str>) -> Result<Database, PostgresError> {
        let number = self.databases.fetch_add(1, Ordering::Relaxed);
        let name = format!("test_{number}");
        let template = template.unwrap_or("template0").replace('"', "\"\"");
        self.execute("postgres", &format!("CREATE DATABASE {name} TEMPLATE \"{template}\" STRATEGY FILE_COPY"))?;
        let url = self.url(&name);
        Ok(Database { name, url })
    }

    /// Runs SQL in a database and returns what it prints, columns separated
    /// by `|`. Blocks.
    ///
    /// # Errors
    /// [`PostgresError::Refused`].
    pub fn execute(&self, database: &str, sql: &str) -> Result<String, PostgresError> {
        let psql = self.binaries.program("psql");
        let output = Command::new(&psql)
            .args(["-XqtA", "-v", "ON_ERROR_STOP=1", "-d"])
            .args([&self.url(database), "-c", sql])
            .output()
            .map_err(|source| PostgresError::Run { program: psql.display().to_string(), source })?;
        if output.status.success() {
            return Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned());
        }
        Err(PostgresError::Refused {
            sql: sql.to_owned(),
            message: String::from_utf8_lossy(&output.stderr).into_owned(),
        })
    }

    /// The scratch folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.watchdog.folder()
    }

    /// The address of a database.
    ///
    /// The socket lies in the data folder, where only the server and root may
    /// go, so the server may trust whoever reaches it.
    #[must_use]
    pub fn url(&self, database: &str) -> String {
        address(&self.folder().join("data"), self.port, database)
    }

    /// Somebody between clients and a database, who counts the ways there and back.
    ///
    /// # Errors
    /// When its socket cannot be made.
    pub fn count_trips(&self, database: &Database) -> std::io::Result<Trips> {
        let folder = self.folder().join(format!("trips-{}", database.name));
        let url = address(&folder, self.port, &database.name);
        Trips::between(&folder, &self.folder().join("data"), self.port, url)
    }
}

/// The address of a database of the server whose socket lies in this folder.
fn address(folder: &Path, port: u16, database: &str) -> String {
    format!("postgres://postgres@localhost:{port}/{database}?host={}&sslmode=disable", percent_encoded(folder))
}

fn percent_encoded(path: &Path) -> String {
    let encode = |byte: &u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => char::from(*byte).into(),
        other => format!("%{other:02X}"),
    };
    path.as_os_str().as_encoded_bytes().iter().map(encode).collect()
}
