//! What somebody has to look at: listed, reviewed.

mod read;
mod review;
mod view;

pub use read::list;
pub use review::review;
