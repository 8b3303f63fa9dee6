//! Candidates: read, corrected, moved.

mod read;
pub(crate) mod searchable;
mod update;
mod view;

pub(crate) use read::count_read;
pub use read::{get, list};
pub use update::update;
pub(crate) use view::view;
