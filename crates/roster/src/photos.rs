use crate::{
    archive::{ArchiveError, Directory, Entry},
    error::{PhotoError, RosterError},
    limits::Limits,
};
use domain::text::tidy::place;
use flate2::Crc;
use std::fs::File;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::Read;
use std::path::Path;

const NAME_BYTES: usize = 1024;

/// The candidates' photographs in a ZIP archive, read one at a time.
///
/// Open, it costs some 60 bytes an entry and its name. Two rows may use the same photograph.
#[derive(Debug)]
pub struct PhotoArchive {
    file: File,
    directory: Directory,
    /// Hashes of folded paths, and of the folded last parts of paths, with the entry's place.
    paths: Vec<(u64, u32)>,
    bases: Vec<(u64, u32)>,
    entries: usize,
    photo_bytes: u64,
}

impl PhotoArchive {
    /// Opens an archive and checks every name in it.
    ///
    /// # Errors
    /// [`RosterError::EmptyZip`], [`RosterError::CutOff`], [`RosterError::NotAZip`], [`RosterError::TooLarge`] for too many entries,
    /// [`RosterError::UnsafeName`] if any name could lead out of the archive, and
    /// [`RosterError::Io`].
    pub fn open(path: &Path, limits: &Limits) -> Result<Self, RosterError> {
        let mut file = File::open(path)?;
        if file.metadata()?.len() == 0 {
            return Err(RosterError::EmptyZip);
        }
        let directory = Directory::read(&mut file, limits.photo_entries).map_err(|error| match error {
            ArchiveError::Io(error) => RosterError::Io(error),
            ArchiveError::TooMany => RosterError::TooLarge { what: "entries in the archive" },
            ArchiveError::CutOff => RosterError::CutOff,
            ArchiveError::NotAZip | ArchiveError::Unreadable | ArchiveError::Packed(_) => RosterError::NotAZip,
        })?;
        let (mut paths, mut bases) = (Vec::new(), Vec::new());
        for (place, index) in (0u32..).zip(0..directory.entries().len()) {
            for name in directory.names(place) {
                if is_unsafe(name) {
                    return Err(RosterError::UnsafeName { index });
                }
                if is_photo(name) {
                    let folded = fold(&normalise(name));
                    bases.push((hash(base(&folded)), place));
                    paths.push((hash(&folded), place));
                }
            }
        }
        paths.sort_unstable();
        bases.sort_unstable();
        let mut places: Vec<u32> = paths.iter().map(|(_, place)| *place).collect();
        places.sort_unstable();
        places.dedup();
        Ok(Self { file, directory, paths, bases, entries: places.len(), photo_bytes: limits.photo_bytes })
    }

    /// The number of files that could be photographs.
    pub fn len(&self) -> usize {
        self.entries
    }

    /// Whether the archive has no file that could be a photograph.
    pub fn is_empty(&self) -> bool {
        self.entries == 0
    }

    /// The bytes of the photograph that a row names: by its path, else by its path in any
    /// case, else by a last part of the path that only one entry has. `\` counts as `/`, and a
    /// name in an old code page is found by any reading of it.
    ///
    /// # Errors
    /// See [`PhotoError`]. What unpacks to more than [`Limits::photo_bytes`], or not to its
    /// checksum, is refused whatever sizes the archive declares.
    pub fn read(&mut self, name: &str) -> Result<Vec<u8>, PhotoError> {
        let entry = self.find(name)?;
        // Deflate never lengthens by more than this; what is longer only burns time.
        if entry.packed > self.photo_bytes.saturating_add(self.photo_bytes / 100 + 1024) {
            return Err(PhotoError::TooLarge);
        }
        let reader = entry.open(&mut self.file).map_err(|error| match error {
            ArchiveError::Packed(packing) => PhotoError::Packed(packing),
            _ => PhotoError::Unreadable,
        })?;
        let mut bytes = Vec::new();
        let most = self.photo_bytes.saturating_add(1);
        reader.take(most).read_to_end(&mut bytes).map_err(|_| PhotoError::Unreadable)?;
        if bytes.len() as u64 > self.photo_bytes {
            return Err(PhotoError::TooLarge);
        }
        let mut crc = Crc::new();
        crc.update(&bytes);
        if crc.sum() == entry.crc { Ok(bytes) } else { Err(PhotoError::Unreadable) }
    }

    fn find(&self, name: &str) -> Result<Entry, PhotoError> {
        let wanted = normalise(name);
        let folded = fold(&wanted);
        let any_case = self.matching(&self.paths, &folded, |name| fold(name) == folded);
        let exact: Vec<u32> =
            any_case.iter().copied().filter(|place| self.spellings(*place).any(|name| name == wanted)).collect();
        let found = if !exact.is_empty() {
            exact
        } else if !any_case.is_empty() {
            any_case
        } else {
            let last = base(&folded);
            self.matching(&self.bases, last, |name| base(&fold(name)) == last)
        };
        match found.as_slice() {
            [] => Err(PhotoError::Missing),
            [place] => self.directory.entries().get(*place as usize).copied().ok_or(PhotoError::Missing),
            _ => Err(PhotoError::Ambiguous),
        }
    }

    fn spellings(&self, place: u32) -> impl Iterator<Item = String> {
        self.directory.names(place).map(normalise)
    }

    /// At most a few entries of which a name, folded, has this hash and is meant.
    fn matching(&self, index: &[(u64, u32)], key: &str, is_meant: impl Fn(&str) -> bool) -> Vec<u32> {
        const ENOUGH: usize = 16;
        let wanted = hash(key);
        let start = index.partition_point(|(hash, _)| *hash < wanted);
        let same = index[start..].iter().take_while(|(hash, _)| *hash == wanted);
        let mut places: Vec<u32> = same
            .map(|(_, place)| *place)
            .filter(|place| self.spellings(*place).any(|name| is_meant(&name)))
            .take(ENOUGH)
            .collect();
        places.dedup();
        places
    }
}

/// One spelling for a path: `/`, no leading `./`, composed characters (macOS decomposes), nothing unseen.
fn normalise(name: &str) -> String {
    let path = place(&name.replace('\\', "/"));
    let mut path = path.as_str();
    while let Some(rest) = path.strip_prefix("./") {
        path = rest;
    }
    path.to_owned()
}

fn fold(path: &str) -> String {
    path.to_lowercase()
}

fn base(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

fn hash(key: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    key.hash(&mut hasher);
    hasher.finish()
}

/// Nothing is ever written under an entry's name; such an archive was still made to deceive.
fn is_unsafe(name: &str) -> bool {
    let path = name.replace('\\', "/");
    let drive = matches!(path.as_bytes(), [letter, b':', ..] if letter.is_ascii_alphabetic());
    name.is_empty()
        || name.len() > NAME_BYTES
        || drive
        || path.starts_with('/')
        || path.contains('\0')
        || path.split('/').any(|part| part == "..")
}

/// Directories and what macOS and Windows add are no photographs.
fn is_photo(name: &str) -> bool {
    let path = normalise(name);
    let last = base(&path);
    !last.is_empty()
        && ![".ds_store", "thumbs.db", "desktop.ini"].contains(&fold(last).as_str())
        && !last.starts_with("._")
        && !path.split('/').any(|part| part == "__MACOSX")
}
