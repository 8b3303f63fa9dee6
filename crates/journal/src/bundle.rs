//! The bundle: one file that proves the log without the database. Its layout: docs/audit.md.

mod reading;

use std::io::BufRead;

use anyhow::anyhow;
use base64::{Engine as _, prelude::BASE64_STANDARD};
use domain::Timestamp;
use serde::{Deserialize, Serialize};
use tlog::{Tile, VerifierKey};

use crate::{Report, Stop, checker::Checker};
use reading::{Lines, Reading};

/// The form of the file.
pub const FORMAT: &str = "mpa-audit-bundle/1";

/// A line of the file.
#[derive(Debug, Deserialize, Serialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase", deny_unknown_fields)]
pub enum Line {
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

/// What was read of a bundle.
#[derive(Debug)]
pub struct Verified {
    /// What was seen.
    pub report: Report,
    /// The keys that it names.
    pub keys: Vec<VerifierKey>,
}

/// The line of a tile.
#[must_use]
pub fn tile_line(tile: &Tile) -> Line {
    let bytes: Vec<u8> = tile.hashes.iter().flat_map(|hash| hash.0).collect();
    Line::Tile { level: tile.level, index: tile.index, hashes: BASE64_STANDARD.encode(bytes) }
}

/// Checks a bundle, line by line. `against` is a signed note kept elsewhere; `expected` the public key, or
/// its fingerprint, that was noted elsewhere.
///
/// # Errors
/// When it cannot be read, is no bundle, or names another key than the expected one.
pub fn verify(file: impl BufRead, against: Option<&str>, expected: Option<&str>) -> anyhow::Result<Verified> {
    let mut lines = Lines { file, number: 0 };
    let stopped = |stop| match stop {
        Stop::Fault(fault) => anyhow!("{fault}"),
        Stop::Error(error) => error,
    };
    let first = lines.next().map_err(stopped)?;
    let Some(Line::Bundle { format, origin, public_keys }) = first else {
        return Err(anyhow!("this is no bundle of mpa audit export"));
    };
    anyhow::ensure!(format == FORMAT, "this bundle has the form {format}; this program reads {FORMAT}");
    let keys = public_keys.iter().map(|key| key.parse()).collect::<Result<Vec<VerifierKey>, _>>()?;
    if let Some(expected) = expected.map(str::trim) {
        let is = |key: &VerifierKey| key.fingerprint().eq_ignore_ascii_case(expected) || key.to_string() == expected;
        anyhow::ensure!(keys.iter().all(is), "the bundle is signed with another key than the one given (--public-key)");
    }
    let checker = Checker::new(&origin, &keys, against).map_err(stopped)?;
    let mut reading = Reading::new(checker);
    let report = match reading.all(&mut lines) {
        Ok(report) => report,
        Err(Stop::Fault(fault)) => Report { fault: Some(*fault), ..reading.checker.so_far() },
        Err(Stop::Error(error)) => return Err(error),
    };
    Ok(Verified { report, keys })
}
