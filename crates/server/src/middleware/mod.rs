//! What every request goes through.

pub(crate) mod address;
pub(crate) mod authorise;
pub(crate) mod drain;
mod forwarded;
pub(crate) mod measure;
