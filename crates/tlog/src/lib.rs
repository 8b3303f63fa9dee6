//! A transparency log as arithmetic: the Merkle tree of RFC 6962, its tiles (c2sp.org/tlog-tiles), its
//! proofs (RFC 9162, section 2.1), its checkpoints (c2sp.org/tlog-checkpoint) as signed notes
//! (c2sp.org/signed-note). Nothing here reads or writes anything.
#![forbid(unsafe_code)]
#![warn(missing_docs)]

mod edge;
mod hash;
mod note;
mod proof;
mod range;
mod tile;

pub use edge::{Edge, Misfit, tiles_in};
pub use hash::{HASH_BYTES, Hash, leaf_hash, node_hash};
pub use note::{Checkpoint, NoteError, Signer, VerifierKey};
pub use proof::{consistency_path, extends, includes, inclusion_path};
pub use range::{Node, fold, nodes};
pub use tile::{TILE_HEIGHT, TILE_WIDTH, Tile};

#[cfg(test)]
mod tests;
