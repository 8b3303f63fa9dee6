//! Second factors: set up, confirmed and removed by their owners, required and reset by head office.

mod own;
mod reset;

pub use own::{confirm, remove, set_up};
pub use reset::reset;
