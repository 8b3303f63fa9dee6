//! Faces: enrolled, compared with a live one, searched for their like.

mod attempt;
pub mod collection;
pub mod duplicates;
mod enrol;
mod reading;
mod scorer;
mod verify;

pub(crate) use attempt::{allowed, claim, known, settle};
pub use enrol::{enrol, enrol_operator};
pub(crate) use enrol::{keep_photo, put};
pub(crate) use reading::{Compared, compare_blocking, enrol_blocking, photograph_digest};
pub(crate) use scorer::score;
pub use verify::verify;
