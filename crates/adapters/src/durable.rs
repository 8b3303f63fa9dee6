//! Files that are whole and on the disk before anyone is told of them.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::Path;

/// Creates a file that must not exist yet (`O_EXCL`), for the owner only.
pub(crate) fn create_private(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)
}

/// Creates a folder for the owner only; one that exists is left as it is.
pub(crate) fn create_private_folder(path: &Path) -> io::Result<()> {
    match DirBuilder::new().mode(0o700).create(path) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        result => result,
    }
}

/// Gives the finished file `temp` its name `path`, as [`name`] does, and makes
/// the name survive a power cut.
///
/// # Errors
/// As [`name`].
pub(crate) fn publish(temp: &Path, path: &Path) -> io::Result<()> {
    name(temp, path)?;
    sync_folder(parent(path))
}

/// Gives the file `temp` its name `path`, never replacing a file that has it.
///
/// A hard link instead of a rename, because a rename replaces. When the
/// process dies between the two steps, only a second name `temp` is left.
///
/// # Errors
/// `AlreadyExists` when `path` is taken. `temp` is gone in either case.
pub(crate) fn name(temp: &Path, path: &Path) -> io::Result<()> {
    let linked = fs::hard_link(temp, path);
    fs::remove_file(temp)?;
    linked
}

/// Flushes a folder's list of names to the disk.
pub(crate) fn sync_folder(path: &Path) -> io::Result<()> {
    File::open(path)?.sync_all()
}

/// The folder of `path`; the current one for a bare file name.
pub(crate) fn parent(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}
