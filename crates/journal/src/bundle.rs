//! The bundle: one file that proves the log without the database. Its layout: docs/audit.md.

mod line;
mod reading;

use std::io::BufRead;

use anyhow::anyhow;
use tlog::VerifierKey;

use crate::{Report, Stop, checker::Checker};
pub use line::{BundleLine, FORMAT, tile_line};
pub use reading::BUNDLE_LINE_BYTES;
use reading::{Lines, Reading};

/// What was read of a bundle.
#[derive(Debug)]
pub struct Verified {
    /// What was seen.
    pub report: Report,
    /// The keys that it names.
    pub keys: Vec<VerifierKey>,
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
    let Some(BundleLine::Bundle { format, origin, public_keys }) = first else {
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
