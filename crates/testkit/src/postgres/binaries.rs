//! Finding PostgreSQL, and somebody to run it.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::PostgresError;

/// Debian keeps the programs of each major version here, off the PATH.
const DEBIAN: &str = "/usr/lib/postgresql";
const NEEDED: [&str; 4] = ["initdb", "pg_ctl", "postgres", "psql"];

/// A folder with all the programs that are needed.
#[derive(Debug)]
pub(super) struct Binaries(PathBuf);

impl Binaries {
    /// The first on PATH, else the newest of Debian's.
    pub(super) fn find() -> Result<Self, PostgresError> {
        let path = std::env::var_os("PATH").unwrap_or_default();
        std::env::split_paths(&path)
            .filter_map(|folder| home_of_initdb(&folder))
            .chain(debian_folders())
            .find(|folder| NEEDED.iter().all(|name| folder.join(name).is_file()))
            .map(Self)
            .ok_or(PostgresError::NotInstalled)
    }

    pub(super) fn folder(&self) -> &Path {
        &self.0
    }

    pub(super) fn program(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

/// Where a folder's `initdb` really lies: it may be a link to a folder that
/// has the other programs, too.
fn home_of_initdb(folder: &Path) -> Option<PathBuf> {
    let initdb = folder.join("initdb").canonicalize().ok()?;
    initdb.parent().map(Path::to_owned)
}

fn debian_folders() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(DEBIAN).into_iter().flatten().flatten();
    let version = |path: &PathBuf| path.file_name()?.to_str()?.parse::<u32>().ok();
    let mut folders: Vec<_> = entries.map(|entry| entry.path()).collect();
    folders.sort_by_key(|path| std::cmp::Reverse(version(path)));
    folders.iter().map(|path| path.join("bin")).collect()
}

/// User and group to run the server as; `None` when we may do so ourselves.
pub(super) fn other_user() -> Result<Option<(u32, u32)>, PostgresError> {
    if id(&["-u"])? != Some(0) {
        return Ok(None);
    }
    let (user, group) = (id(&["-u", "postgres"])?, id(&["-g", "postgres"])?);
    user.zip(group).map(Some).ok_or(PostgresError::NoUser)
}

fn id(arguments: &[&str]) -> Result<Option<u32>, PostgresError> {
    let output = Command::new("id").args(arguments).output();
    let output = output.map_err(|source| PostgresError::Run { program: "id".into(), source })?;
    Ok(String::from_utf8_lossy(&output.stdout).trim().parse().ok())
}
