//! Stores and providers that fail on demand, around real ones: with them a program that runs can be seen to lose
//! nothing by it.

mod blobs;
mod keys;
mod script;

pub use blobs::FailingBlobs;
pub use keys::FailingKeys;
pub use script::{Faults, Operation};
