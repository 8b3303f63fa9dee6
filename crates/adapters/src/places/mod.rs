//! Where backups lie: folders of parts. A part is written once, and a backup is one when its manifest is there.

mod folder;
mod s3;

use std::sync::Arc;

pub use folder::FolderPlace;
pub use s3::S3Place;

use crate::{
    Answered,
    blobs::{Opened, Source},
};

/// The name of the part that makes a backup of a folder of parts.
pub const MANIFEST: &str = "manifest.json";

/// The place in use.
pub type Places = Arc<dyn Place>;

/// What lies in a place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lying {
    /// Backups, by their names, in order.
    pub backups: Vec<String>,
    /// What is no backup: one that is being made, or was cut short.
    pub unfinished: Vec<String>,
}

/// A place for backups.
pub trait Place: Send + Sync {
    /// Stores a part of a backup that is being made. Memory used does not depend on its length.
    ///
    /// # Errors
    /// `Conflict` for a name that is taken; whatever `source` or the place fails with.
    fn put<'a>(&'a self, backup: &'a str, part: &'a str, source: Source) -> Answered<'a, ()>;

    /// Makes it a backup: its manifest is there, and everything before it is durable.
    ///
    /// # Errors
    /// When the place fails; it is no backup then.
    fn finish<'a>(&'a self, backup: &'a str, manifest: Vec<u8>) -> Answered<'a, ()>;

    /// Opens a part of a backup.
    ///
    /// # Errors
    /// `Missing`.
    fn open<'a>(&'a self, backup: &'a str, part: &'a str) -> Answered<'a, Opened>;

    /// What lies here.
    ///
    /// # Errors
    /// When the place fails.
    fn list(&self) -> Answered<'_, Lying>;

    /// Removes a backup, or what there is of one: the manifest first.
    ///
    /// # Errors
    /// When the place fails; it is no backup any more if the manifest was removed.
    fn delete<'a>(&'a self, backup: &'a str) -> Answered<'a, ()>;
}
