//! Station 1: present or skipped, taken back, handed over to another operator.

mod hand_over;
mod held;
mod mark;
mod undo;

pub use hand_over::hand_over;
pub use mark::mark;
pub(crate) use mark::{apply, first};
pub use undo::undo;
