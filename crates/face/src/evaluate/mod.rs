//! How good the engine is, measured over labelled pairs of pictures.

mod accuracy;
mod calibrate;
mod pairs;
mod rates;
mod report;
mod samples;

use std::path::{Path, PathBuf};

use thiserror::Error;

pub use accuracy::FoldMethod;
pub use calibrate::calibrate;
pub use rates::ErrorRate;
pub use report::Report;

use crate::{Engine, ImageError, TableError};
use rates::Crossed;
use samples::Samples;

/// Why a measurement cannot be made.
#[derive(Debug, Error)]
pub enum EvaluateError {
    /// The list of pairs is not CSV with `path_a,path_b,same`.
    #[error("the list of pairs: {0}")]
    Csv(#[from] csv::Error),
    /// `same` is neither 1 nor 0.
    #[error("the list of pairs, line {line}: `same` must be 1 or 0")]
    Label {
        /// Counted from 1, the heading included.
        line: usize,
    },
    /// There are no pairs.
    #[error("the list of pairs is empty")]
    Empty,
    /// A picture cannot be opened.
    #[error("{path}: {source}", path = .path.display())]
    Io {
        /// Which.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A picture cannot be decoded.
    #[error("{path}: {source}", path = .path.display())]
    Picture {
        /// Which.
        path: PathBuf,
        /// Why.
        source: ImageError,
    },
    /// Too few pairs of different people for the rates that a table states.
    #[error("{found} pairs of different people are too few for a calibration table, which needs {needed}")]
    TooFew {
        /// How many there are.
        found: u64,
        /// How many it takes.
        needed: u64,
    },
    /// The measured points make no table.
    #[error("the measured points make no table: {0}")]
    Table(#[from] TableError),
}

/// Measures the engine over a CSV of `path_a,path_b,same`, paths relative to it: the accuracy
/// over the pairs, and error rates over every two of the pictures, the parent folder naming the
/// person. Uses two threads. `progress` is told how many pictures are done, of how many.
///
/// Two pictures are scored as the server does it: the first as enrolled, the second as live.
///
/// # Errors
/// [`EvaluateError`]: the list or a picture cannot be read.
pub fn evaluate(engine: &Engine, pairs: &Path, progress: impl FnMut(usize, usize)) -> Result<Report, EvaluateError> {
    let list = pairs::PairList::load(pairs)?;
    let samples = Samples::collect(engine, &list.pictures, progress)?;
    let crossed = Crossed::of(&samples);
    Ok(Report::of(engine, &list, &samples, &crossed))
}
