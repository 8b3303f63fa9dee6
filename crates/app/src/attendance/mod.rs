//! Station 1: present or skipped, taken back, handed over to another operator.

mod hand_over;
mod held;
mod mark;
mod undo;

pub use hand_over::hand_over;
pub(crate) use mark::apply;
pub use mark::mark;
pub use undo::undo;
