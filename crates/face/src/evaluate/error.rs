//! Why a measurement cannot be made.

use std::path::PathBuf;

use thiserror::Error;

use crate::{ImageError, TableError};

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
