//! How good the engine is, measured over labelled pairs of pictures.

mod accuracy;
mod calibrate;
mod change;
mod cores;
mod error;
mod pairs;
mod rates;
mod report;
mod samples;

use std::path::Path;

pub use accuracy::FoldMethod;
pub use calibrate::calibrate;
pub use change::Change;
pub use error::EvaluateError;
pub use rates::ErrorRate;
pub use report::{Copies, Report};

use crate::Engine;
use rates::Crossed;
use samples::Samples;

/// Measures the engine over a CSV of `path_a,path_b,same`, paths relative to it: the accuracy
/// over the pairs, and error rates over every two of the pictures, the parent folder naming the
/// person. Uses all cores, on however many with the same result but for the times, which are those of a
/// busy machine. `progress` is told how many pictures are done, of how many.
///
/// Two pictures are scored as the server does it: the first as enrolled, the second as live. What
/// `change` says is done to the live ones first.
///
/// # Errors
/// [`EvaluateError`]: the list or a picture cannot be read; of several pictures, the first of the list.
pub fn evaluate(
    engine: &Engine,
    pairs: &Path,
    change: &Change,
    progress: impl FnMut(usize, usize),
) -> Result<Report, EvaluateError> {
    let list = pairs::PairList::load(pairs)?;
    let samples = Samples::collect(engine, &list.pictures, change, progress)?;
    let crossed = Crossed::of(&samples);
    Ok(Report::of(engine, &list, &samples, &crossed, change.is_any()))
}
