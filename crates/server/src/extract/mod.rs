//! What a request brings: parsed at the door, with every fault named by its field.

pub mod batch;
pub mod body;
pub mod form;
pub mod multipart;
pub mod part;

pub use body::{Body, Path, Query};
pub use form::Form;
