//! The journal: every decision and every refusal is an entry, written in the transaction that made it, sealed,
//! and numbered once it is committed; over the numbered entries grows a Merkle tree with signed checkpoints.
//! What can be found of a change, and what cannot: docs/audit.md.

#![warn(missing_docs)]

pub mod bundle;
mod checker;
pub mod checkpoint;
pub mod export;
mod fault;
mod handle;
mod keys;
mod seal;
pub mod sequence;
mod signers;
pub mod state;
pub mod tree;
pub mod verify;

pub use fault::{Compared, Fault, Report, Stop, What};
pub use handle::{Journal, Unit};
pub use keys::{Log, Trust};
