//! The files of the web application, as they were built, packed into the program.
#![forbid(unsafe_code)]
#![warn(missing_docs)]

#[cfg(test)]
mod pack;

/// A file of the web application.
#[derive(Clone, Copy, Debug)]
pub struct PageFile {
    /// Where it lies below the root, such as `assets/index-B3tg0Zk9.js`.
    pub path: &'static str,
    /// Its media type.
    pub content_type: &'static str,
    /// What tells its contents from others: the beginning of their SHA-256.
    pub digest: &'static str,
    /// Its contents.
    pub bytes: &'static [u8],
    /// The same, packed by brotli, where that is less.
    pub brotli: Option<&'static [u8]>,
}

/// All of them, in the order of their paths; none in a program that was built without the web application.
pub const FILES: &[PageFile] = include!(concat!(env!("OUT_DIR"), "/files.rs"));
