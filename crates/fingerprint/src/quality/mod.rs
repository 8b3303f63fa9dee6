//! Grades the clarity of the ridges. The method, its formula, sources and limits are in
//! `docs/fingerprint-quality.md`; a change here is a change there.

mod orientation;
mod ridges;
mod tiles;
mod waves;
mod window;

use crate::gray::Gray;
use orientation::Orientation;
use ridges::Ridges;
use std::borrow::Cow;
use tiles::{Sums, Tiles};
use window::Window;

/// Windows that make a sufficient area: 60 × 16² pixels, 40 mm².
const ENOUGH_WINDOWS: f64 = 60.0;
/// Windows that are measured, at most: more of them hardly move a mean, and cost time.
const MOST_WINDOWS: usize = 1_500;
/// A window whose grey levels deviate by less is empty.
const EMPTY_DEVIATION: f64 = 3.0;
/// Deviation across the ridges at which contrast is worth one half.
const HALF_CONTRAST: f64 = 10.0;

/// What a quality is made of. All but the last are 0 to 1; the means are over the foreground.
#[derive(Debug, Clone, Copy, PartialEq, Default, serde::Serialize, serde::Deserialize)]
pub struct QualityDetail {
    /// How far the foreground fills a sufficient area (40 mm² at 500 dpi).
    pub area: f64,
    /// Mean certainty of the ridges' direction.
    pub orientation_certainty: f64,
    /// Mean share of the variation across the ridges that is regular, at a possible distance.
    pub regularity: f64,
    /// Mean contrast between ridges and valleys.
    pub contrast: f64,
    /// Mean distance between ridges where they are regular, in pixels at 500 dpi.
    pub ridge_period: Option<f64>,
}

/// A window of the foreground, by its place in the grid.
struct Place {
    column: usize,
    row: usize,
    sums: Sums,
}

/// What a window says of its ridges.
struct Local {
    certainty: f64,
    regularity: f64,
    contrast: f64,
    period: f64,
}

/// The quality of an image, 0 to 100, and what it is made of.
pub(crate) fn assess(image: &Gray, dpi: Option<u32>) -> (f64, QualityDetail) {
    let image = at_500_dpi(image, dpi);
    let foreground = foreground(&image);
    if foreground.is_empty() {
        return (0.0, QualityDetail::default());
    }
    let windows = measured(&image, &foreground);
    let count = windows.len() as f64;
    let mean = |value: fn(&Local) -> f64| windows.iter().map(value).sum::<f64>() / count;
    let regularity = mean(|window| window.regularity);
    let detail = QualityDetail {
        area: f64::min(foreground.len() as f64 / ENOUGH_WINDOWS, 1.0),
        orientation_certainty: mean(|window| window.certainty),
        regularity,
        contrast: mean(|window| window.contrast),
        ridge_period: (regularity > 0.1).then(|| mean(|window| window.period * window.regularity) / regularity),
    };
    let clear = mean(|window| window.certainty * window.regularity * window.contrast);
    ((100.0 * detail.area * clear).clamp(0.0, 100.0), detail)
}

/// Every window that is not empty.
fn foreground(image: &Gray) -> Vec<Place> {
    let tiles = Tiles::of(image);
    (0..tiles.down)
        .flat_map(|row| (0..tiles.across).map(move |column| (column, row)))
        .map(|(column, row)| Place { column, row, sums: tiles.window(column, row) })
        .filter(|place| place.sums.deviation() >= EMPTY_DEVIATION)
        .collect()
}

/// The windows of the foreground, or an even share of them where there are many.
fn measured(image: &Gray, foreground: &[Place]) -> Vec<Local> {
    let mut window = Window::new();
    let stride = foreground.len().div_ceil(MOST_WINDOWS).max(1);
    let measure = |place: &Place| {
        let orientation = Orientation::of(&place.sums);
        window.fill(image, place.column, place.row);
        let ridges = Ridges::of(window.profile(orientation.across));
        Local {
            certainty: orientation.certainty,
            regularity: ridges.regularity,
            contrast: contrast(ridges.deviation),
            period: ridges.period,
        }
    };
    foreground.iter().step_by(stride).map(measure).collect()
}

/// 0 for none, 1 for black on white, one half at [`HALF_CONTRAST`]: always rising, so that
/// a fainter image never scores the same.
fn contrast(deviation: f64) -> f64 {
    const GREATEST: f64 = 127.5;
    let saturating = |deviation: f64| deviation / (deviation + HALF_CONTRAST);
    (saturating(deviation) / saturating(GREATEST)).min(1.0)
}

/// An image of a plausible higher resolution, brought near 500 dpi by averaging squares.
fn at_500_dpi(image: &Gray, dpi: Option<u32>) -> Cow<'_, Gray> {
    let factor = match dpi {
        Some(dpi @ 750..=2_000) => (f64::from(dpi) / 500.0).round() as usize,
        _ => 1,
    };
    if factor == 1 {
        return Cow::Borrowed(image);
    }
    let (width, height) = (image.width / factor, image.height / factor);
    let average = |at: usize| {
        let (x, y) = (at % width * factor, at / width * factor);
        let rows = (y..y + factor).map(|y| &image.pixels[y * image.width + x..][..factor]);
        let sum: usize = rows.flatten().map(|&pixel| usize::from(pixel)).sum();
        (sum / (factor * factor)) as u8
    };
    Cow::Owned(Gray { width, height, pixels: (0..width * height).map(average).collect() })
}
