//! What a request brings: parsed at the door, with every fault named by its field.

pub(crate) mod batch;
pub(crate) mod body;
pub(crate) mod bounded;
pub(crate) mod form;
pub(crate) mod multipart;
pub(crate) mod part;
pub(crate) mod queue;
mod spool;

pub(crate) use batch::BATCH_BYTES;
pub(crate) use body::{Body, MaybeBody, Path, Query};
pub(crate) use body::{JSON_BYTES, STRANGER_JSON_BYTES};
pub(crate) use form::{FORM_EXTRA_BYTES, FORM_PARTS, FORM_TEXT_BYTES, Form};
pub(crate) use queue::QUEUE_BYTES;
