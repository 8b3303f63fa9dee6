//! What holds for the sources as a whole: which crate may know which, no circles between the files of a crate,
//! no file that is a book, no HTTP below HTTP, one name for one type.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // helpers of tests, too, fail by panicking

mod arrows;
mod circles;
mod greps;
mod modules;
mod names;
mod sizes;
mod sources;
