//! Backups in a folder of this machine: one is made under a hidden name and renamed when it is whole.

use std::{
    fs::{self, File},
    io::{self, Read as _, Write as _},
    path::{Path, PathBuf},
};

use super::{Lying, MANIFEST, Place};
use crate::{
    Answered, Fault,
    blobs::{Opened, Source},
    blocking::blocking,
    durable,
};

/// Bytes written at a time.
const PIECE: usize = 256 * 1024;

/// A folder with backups.
#[derive(Debug, Clone)]
pub struct FolderPlace {
    root: PathBuf,
}

impl FolderPlace {
    /// The backups in `root`, a folder that is made where there is none (its own folder must exist).
    #[must_use]
    pub fn new(root: &Path) -> Self {
        Self { root: root.to_owned() }
    }

    fn making(&self, backup: &str) -> PathBuf {
        self.root.join(format!(".{backup}.tmp"))
    }
}

impl Place for FolderPlace {
    fn put<'a>(&'a self, backup: &'a str, part: &'a str, source: Source) -> Answered<'a, ()> {
        let (root, folder, part) = (self.root.clone(), self.making(backup), part.to_owned());
        Box::pin(blocking(move || {
            durable::create_private_folder(&root)?;
            durable::create_private_folder(&folder)?;
            Ok(write(&folder.join(part), source)?)
        }))
    }

    fn finish<'a>(&'a self, backup: &'a str, manifest: Vec<u8>) -> Answered<'a, ()> {
        let (root, folder, whole) = (self.root.clone(), self.making(backup), self.root.join(backup));
        Box::pin(blocking(move || {
            write(&folder.join(MANIFEST), Box::new(io::Cursor::new(manifest)))?;
            durable::sync_folder(&folder)?;
            fs::rename(&folder, whole)?;
            Ok(durable::sync_folder(&root)?)
        }))
    }

    fn open<'a>(&'a self, backup: &'a str, part: &'a str) -> Answered<'a, Opened> {
        let path = self.root.join(backup).join(part);
        Box::pin(blocking(move || {
            let file = File::open(path)?;
            Ok(Opened { len: file.metadata()?.len(), bytes: Box::new(file) })
        }))
    }

    fn list(&self) -> Answered<'_, Lying> {
        let root = self.root.clone();
        Box::pin(blocking(move || match lying(&root) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Lying::default()),
            listed => Ok(listed?),
        }))
    }

    fn delete<'a>(&'a self, backup: &'a str) -> Answered<'a, ()> {
        let (whole, making) = (self.root.join(backup), self.making(backup));
        Box::pin(blocking(move || {
            for folder in [whole, making] {
                match fs::remove_file(folder.join(MANIFEST)).and_then(|()| durable::sync_folder(&folder)) {
                    Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
                    _ => {}
                }
                match fs::remove_dir_all(&folder) {
                    Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(Fault::from(error)),
                    _ => {}
                }
            }
            Ok(())
        }))
    }
}

fn write(path: &Path, mut source: Source) -> io::Result<()> {
    let mut file = durable::create_private(path)?;
    let mut piece = Vec::with_capacity(PIECE);
    loop {
        piece.clear();
        if source.by_ref().take(PIECE as u64).read_to_end(&mut piece)? == 0 {
            return file.sync_all();
        }
        file.write_all(&piece)?;
    }
}

fn lying(root: &Path) -> io::Result<Lying> {
    let mut lying = Lying::default();
    for entry in fs::read_dir(root)? {
        let entry = entry?;
        let Ok(name) = entry.file_name().into_string() else { continue };
        if !entry.file_type()?.is_dir() {
            continue;
        }
        match name.strip_prefix('.').and_then(|name| name.strip_suffix(".tmp")) {
            Some(making) => lying.unfinished.push(making.to_owned()),
            None if entry.path().join(MANIFEST).is_file() => lying.backups.push(name),
            // Its deletion was cut short, or it is somebody else's.
            None => lying.unfinished.push(name),
        }
    }
    lying.backups.sort();
    lying.unfinished.sort();
    Ok(lying)
}
