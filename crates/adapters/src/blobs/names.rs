//! The names of files in the store.

use std::path::{Path, PathBuf};

use uuid::Uuid;

/// The folder below the root that holds everything.
pub(super) const TOP: &str = "blobs";
/// How the name of an unfinished file ends.
const TEMP_SUFFIX: &str = ".tmp";

/// The name of a file that is being written: `<id>.<16 hex digits>.tmp`.
pub(super) fn temp_name(path: &Path, id: u64) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(format!(".{id:016x}{TEMP_SUFFIX}"));
    name.into()
}

/// Whether a name is one of [`temp_name`].
pub(super) fn is_temp_name(name: &str) -> bool {
    let parts = name.strip_suffix(TEMP_SUFFIX).and_then(|name| name.split_once('.'));
    parts.is_some_and(|(id, random)| {
        Uuid::try_parse(id).is_ok() && random.len() == 16 && random.bytes().all(|byte| byte.is_ascii_hexdigit())
    })
}
