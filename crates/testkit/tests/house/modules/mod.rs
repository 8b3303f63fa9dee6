//! The modules of a crate, and which file takes something from which other: the files are read as Rust, and each path in
//! them is followed through modules, imports and re-exports to the file that defines what it names.

mod edges;
mod items;
mod resolve;
mod tree;

pub(crate) use edges::{Edge, edges};
pub(crate) use items::tests_only;
pub(crate) use tree::Tree;
