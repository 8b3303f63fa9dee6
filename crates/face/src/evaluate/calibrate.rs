use std::path::Path;

use super::change::Change;
use super::error::EvaluateError;
use super::pairs::PairList;
use super::rates::Crossed;
use super::samples::Samples;
use crate::{CalibrationTable, Engine, Point};

/// What a percentage stands for: a false-match rate, and the cosine of that rate over the whole
/// of View 2 of Labeled Faces in the Wild (8 million pairs, the same models), where it is known.
const ANCHORS: [(f64, f64, f64); 5] =
    [(50.0, 1e-1, 0.0), (75.0, 1e-2, 0.0), (90.0, 1e-3, 0.362), (96.5, 1e-4, 0.418), (99.0, 1e-5, 0.474)];
/// Added to the larger of both cosines, since other people score differently.
const MARGIN: f64 = 0.003;
/// Ten expected false matches at 1 in 10,000.
const FEWEST_PAIRS: u64 = 100_000;

/// Makes the engine's calibration table from a CSV as [`evaluate`](super::evaluate) takes it.
/// `data_set` and `date` are written into the table as they are.
///
/// # Errors
/// [`EvaluateError`]: the list or a picture cannot be read, or there are too few pairs.
pub fn calibrate(
    engine: &Engine,
    pairs: &Path,
    data_set: &str,
    date: &str,
    progress: impl FnMut(usize, usize),
) -> Result<CalibrationTable, EvaluateError> {
    let list = PairList::load(pairs)?;
    let samples = Samples::collect(engine, &list.pictures, &Change::default(), progress)?;
    let crossed = Crossed::of(&samples);
    let found = crossed.impostor_pairs();
    if found < FEWEST_PAIRS {
        return Err(EvaluateError::TooFew { found, needed: FEWEST_PAIRS });
    }
    let table = CalibrationTable {
        model: "SFace 2021dec, faces aligned by YuNet 2023mar".into(),
        model_digest: engine.model_digest().to_owned(),
        method: format!(
            "every two pictures, the first as enrolled, the second as live; at each rate the larger \
             of the measured and the published cosine, plus {MARGIN}; straight lines between"
        ),
        data_set: data_set.to_owned(),
        date: date.to_owned(),
        pictures: samples.people.len() as u64,
        people: samples.number_of_people() as u64,
        genuine_pairs: crossed.genuine_pairs(),
        impostor_pairs: found,
        points: points(&crossed),
    };
    Ok(table.checked()?)
}

fn points(crossed: &Crossed) -> Vec<Point> {
    let end = |cosine, percentage| Point { cosine, percentage, false_match_rate: None, measured_cosine: None };
    let mut points = vec![end(-1.0, 0.0)];
    for (percentage, rate, published) in ANCHORS {
        let measured = crossed.at_rate(rate).cosine;
        let cosine = ((measured.max(published) + MARGIN) * 1e4).round() / 1e4;
        let measured = Some((measured * 1e4).round() / 1e4);
        points.push(Point { cosine, percentage, false_match_rate: Some(rate), measured_cosine: measured });
    }
    points.push(end(1.0, 100.0));
    points
}
