//! What every request goes through.

pub mod address;
pub mod authorise;
pub mod drain;
pub mod measure;
