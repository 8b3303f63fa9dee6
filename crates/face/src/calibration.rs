use serde::{Deserialize, Serialize};
use thiserror::Error;

const BUILT_IN: &str = include_str!("../calibration/sface.json");
/// A cosine this close to 1 is 1: what is left is the rounding of 128 products.
const SAME: f64 = 1e-6;

/// From cosine similarity to match percentage: straight lines between points, strictly rising,
/// from 0 % at −1 to 100 % at 1. The percentages stand for false-match rates:
/// 50 % for 1 in 10, 75 % for 1 in 100, 90 % for 1 in 1,000, 96.5 % for 1 in 10,000,
/// 99 % for 1 in 100,000.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CalibrationTable {
    pub(crate) model: String,
    pub(crate) model_digest: String,
    pub(crate) method: String,
    pub(crate) data_set: String,
    pub(crate) date: String,
    pub(crate) pictures: u64,
    pub(crate) people: u64,
    pub(crate) genuine_pairs: u64,
    pub(crate) impostor_pairs: u64,
    pub(crate) points: Vec<Point>,
}

/// A point of the table.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Point {
    /// Cosine similarity.
    pub cosine: f64,
    /// Match percentage, 0–100.
    pub percentage: f64,
    /// The false-match rate that the percentage stands for, at most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub false_match_rate: Option<f64>,
    /// The cosine that was measured at that rate, before the margin.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measured_cosine: Option<f64>,
}

/// Why a table cannot be used.
#[derive(Debug, Error)]
pub enum TableError {
    /// Not the JSON that a table is.
    #[error("not a calibration table: {0}")]
    Json(#[from] serde_json::Error),
    /// The points do not rise from (−1, 0) to (1, 100).
    #[error("the points must rise strictly from cosine -1 and 0 % to cosine 1 and 100 %")]
    Shape,
}

impl CalibrationTable {
    /// The table that comes with the crate.
    ///
    /// # Errors
    /// [`TableError`], when the file in the source tree was broken.
    pub fn built_in() -> Result<CalibrationTable, TableError> {
        CalibrationTable::from_json(BUILT_IN)
    }

    /// Reads a table and checks its points.
    ///
    /// # Errors
    /// [`TableError`]: not a table, or points that do not rise.
    pub fn from_json(text: &str) -> Result<CalibrationTable, TableError> {
        let table: CalibrationTable = serde_json::from_str(text)?;
        table.checked()
    }

    pub(crate) fn checked(self) -> Result<CalibrationTable, TableError> {
        let ends = |point: Option<&Point>, cosine: f64, percentage: f64| {
            point.is_some_and(|p| p.cosine.total_cmp(&cosine).is_eq() && p.percentage.total_cmp(&percentage).is_eq())
        };
        let rises = self.points.windows(2).all(|two| {
            two.iter().all(|p| p.cosine.is_finite() && p.percentage.is_finite())
                && two.first().zip(two.last()).is_some_and(|(a, b)| a.cosine < b.cosine && a.percentage < b.percentage)
        });
        let whole = rises && ends(self.points.first(), -1.0, 0.0) && ends(self.points.last(), 1.0, 100.0);
        if whole { Ok(self) } else { Err(TableError::Shape) }
    }

    /// The table as the text of its file.
    ///
    /// # Errors
    /// [`TableError::Json`], which numbers and strings do not cause.
    pub fn to_json(&self) -> Result<String, TableError> {
        Ok(serde_json::to_string_pretty(self)? + "\n")
    }

    /// SHA-256 of the recogniser that it was made with, hexadecimal.
    #[must_use]
    pub fn model_digest(&self) -> &str {
        &self.model_digest
    }

    /// The points, rising.
    #[must_use]
    pub fn points(&self) -> &[Point] {
        &self.points
    }

    /// The match percentage of a cosine, 0–100, rounded down to two decimals: a value under a
    /// threshold never shows as the threshold. Not a number gives 0.
    #[must_use]
    pub fn percentage(&self, cosine: f32) -> f64 {
        (self.exact(f64::from(cosine)) * 100.0).floor().clamp(0.0, 10_000.0) / 100.0
    }

    /// The cosine at which a percentage is reached; outside of 0–100, that of the nearer end.
    #[must_use]
    pub fn cosine_at(&self, percentage: f64) -> f64 {
        along(&self.points, percentage, |p| p.percentage, |p| p.cosine).unwrap_or(1.0)
    }

    fn exact(&self, cosine: f64) -> f64 {
        if cosine >= 1.0 - SAME {
            return 100.0;
        }
        along(&self.points, cosine, |p| p.cosine, |p| p.percentage).unwrap_or(0.0)
    }
}

/// Linear interpolation; `None` when the value cannot be placed at all.
fn along(points: &[Point], value: f64, from: fn(&Point) -> f64, to: fn(&Point) -> f64) -> Option<f64> {
    if value.is_nan() {
        return None;
    }
    let upper = points.iter().position(|p| from(p) >= value);
    match upper {
        None => points.last().map(to),
        Some(0) => points.first().map(to),
        Some(index) => {
            let (a, b) = (points.get(index - 1)?, points.get(index)?);
            let part = (value - from(a)) / (from(b) - from(a));
            Some(to(a) + part * (to(b) - to(a)))
        }
    }
}

#[cfg(test)]
mod tests;
