//! The lines of a bundle.

use base64::{Engine as _, prelude::BASE64_STANDARD};
use domain::Timestamp;
use serde::{Deserialize, Serialize};
use tlog::Tile;

/// The form of the file.
pub const FORMAT: &str = "mpa-audit-bundle/1";

/// A line of the file.
#[derive(Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase", deny_unknown_fields)]
pub enum BundleLine {
    /// The first line.
    Bundle {
        /// [`FORMAT`].
        format: String,
        /// Whose log it is.
        origin: String,
        /// The public keys of its checkpoints.
        public_keys: Vec<String>,
    },
    /// Hashes: those of level 0 before their entries, those above after their last entry.
    Tile {
        /// 0 holds hashes of entries.
        level: u32,
        /// From the left.
        index: u64,
        /// One after the other, in base64.
        hashes: String,
    },
    /// An entry.
    Entry {
        /// From 1.
        number: i64,
        /// The exact bytes of the leaf, which are UTF-8.
        leaf: String,
    },
    /// A checkpoint, after the last entry that it covers.
    Checkpoint {
        /// When it was made.
        made_at: Timestamp,
        /// The signed note.
        note: String,
    },
    /// The last line.
    End {
        /// How many there are.
        entries: i64,
        /// How many there are.
        checkpoints: i64,
    },
}

/// The line of a tile.
#[must_use]
pub fn tile_line(tile: &Tile) -> BundleLine {
    let bytes: Vec<u8> = tile.hashes.iter().flat_map(|hash| hash.0).collect();
    BundleLine::Tile { level: tile.level, index: tile.index, hashes: BASE64_STANDARD.encode(bytes) }
}
