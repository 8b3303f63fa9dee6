//! The tamper-evident log: the Merkle tree over the numbered entries of the journal, its signed
//! checkpoints, their verification and their export. What can be found and what cannot: docs/audit.md.

pub mod bundle;
pub mod checker;
pub mod checkpoint;
pub mod export;
pub mod fault;
pub mod keys;
pub mod tree;
pub mod verify;

pub use fault::{Fault, Report, Stop, What};
pub use keys::{Log, Trust};
