//! The vault on real files, a real database and a real key file, and on all of them when they fail.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // helpers of tests, too, fail by panicking

mod ages;
mod blobs;
mod custody;
mod faults;
mod format;
mod keys;
mod parts;
mod passwords;
mod pool;
mod rewrap;
mod sweep;
mod tokens;
mod world;
