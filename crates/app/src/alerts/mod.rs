//! What somebody has to look at: listed, reviewed.

mod read;
mod review;
mod review_all;
mod view;

pub use read::list;
pub use review::review;
pub use review_all::review_all;
