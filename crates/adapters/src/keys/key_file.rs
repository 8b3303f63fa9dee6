//! The key file:
//!
//! ```text
//! mpa-key-file 1
//! fingerprint 0123456789abcdef
//! key <32 bytes in base64>
//! ```

use std::fs::File;
use std::io::{self, Read, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use base64::{Engine, engine::general_purpose::STANDARD};
use zeroize::Zeroizing;

use super::{KeyError, fingerprint::Fingerprint};
use crate::{
    durable,
    entropy::{self, Entropy},
};

const HEADING: &str = "mpa-key-file 1";
/// A key file has about 100 bytes; anything longer is something else.
const MAX_LEN: u64 = 4096;

/// Reads the key of the file at `path`, making the file first if need be.
pub(super) fn open_or_create(path: &Path, entropy: &dyn Entropy) -> Result<Zeroizing<[u8; 32]>, KeyError> {
    let io_error = |source| KeyError::Io { path: path.to_owned(), source };
    let file = match File::open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            create(path, entropy)?;
            File::open(path)
        }
        opened => opened,
    };
    read(path, file.map_err(io_error)?)
}

/// Makes a key file unless another process is faster, which is as good.
fn create(path: &Path, entropy: &dyn Entropy) -> Result<(), KeyError> {
    let mut key = Zeroizing::new([0; 32]);
    entropy.fill(&mut *key)?;
    let name = u64::from_le_bytes(entropy::array(entropy)?);
    let temp = durable::parent(path).join(format!(".mpa-key-{name:016x}.tmp"));
    let written = durable::create_private(&temp).and_then(|mut file| {
        file.write_all(text_of(&key).as_bytes())?;
        file.sync_all()?;
        durable::publish(&temp, path)
    });
    match written {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        result => result.map_err(|source| KeyError::Io { path: path.to_owned(), source }),
    }
}

fn text_of(key: &[u8; 32]) -> Zeroizing<String> {
    let (name, secret) = (Fingerprint::of(key), Zeroizing::new(STANDARD.encode(key)));
    Zeroizing::new(format!("{HEADING}\nfingerprint {name}\nkey {}\n", *secret))
}

fn read(path: &Path, file: File) -> Result<Zeroizing<[u8; 32]>, KeyError> {
    let io_error = |source| KeyError::Io { path: path.to_owned(), source };
    // Of the open file, not of the path, which may be swapped in between.
    let mode = file.metadata().map_err(io_error)?.permissions().mode() & 0o777;
    if mode & 0o077 != 0 {
        return Err(KeyError::Exposed { path: path.to_owned(), mode });
    }
    let mut text = Zeroizing::new(Vec::with_capacity(256));
    file.take(MAX_LEN).read_to_end(&mut text).map_err(io_error)?;
    parse(&text).map_err(|why| KeyError::Damaged { path: path.to_owned(), why })
}

fn parse(text: &[u8]) -> Result<Zeroizing<[u8; 32]>, &'static str> {
    let text = std::str::from_utf8(text).map_err(|_| "it is not text")?;
    let mut lines = text.lines();
    if lines.next() != Some(HEADING) {
        return Err("its first line is not `mpa-key-file 1`");
    }
    let name = lines.next().and_then(|line| line.strip_prefix("fingerprint ")).ok_or("it has no fingerprint line")?;
    let secret = lines.next().and_then(|line| line.strip_prefix("key ")).ok_or("it has no key line")?;
    let bytes = STANDARD.decode(secret).map(Zeroizing::new).map_err(|_| "its key is not base64")?;
    let mut key = Zeroizing::new([0; 32]);
    if bytes.len() != key.len() {
        return Err("its key does not have 32 bytes");
    }
    key.copy_from_slice(&bytes);
    if Fingerprint::of(&key).to_string() != name {
        return Err("its key does not have its fingerprint");
    }
    if lines.next().is_some() {
        return Err("it goes on after the key");
    }
    Ok(key)
}
