use crate::align::{Aligned, SIDE};

/// Cells of a side; each is the mean of 7 × 7 pixels of the aligned face.
const CELLS: usize = 16;
/// Steps between neighbours, to the right and down.
const STEPS: usize = 2 * (CELLS - 1) * (CELLS - 1);
/// Deviations at which a step is cut off, so that a few edges do not outweigh all others.
const MOST: f32 = 3.0;
/// From this sum of cosine and weighted correlation a picture is a copy. Of 300 pairs of two press photographs of one
/// person three are over it (1.14 to 1.15: taken in the same moment), the next has 1.08; of copies that were stretched
/// by 6 to 18 %, warped or mirrored, 72 to 98 % are.
const COPY: f32 = 1.1;
/// What a correlation weighs beside the cosine of the embeddings.
const WEIGHT: f32 = 0.3;
/// Cosine from which a face that was enrolled without its likeness counts as out of the same picture.
const COPY_BY_COSINE: f32 = 0.95;

/// Whether a live face is out of the enrolled picture itself: by the cosine of their embeddings, and
/// by how alike they look, where that is known.
pub(crate) fn is_copy(cosine: f32, correlation: Option<f32>) -> bool {
    match correlation {
        Some(correlation) => cosine + WEIGHT * correlation >= COPY,
        None => cosine >= COPY_BY_COSINE,
    }
}

/// What an aligned face looks like: the steps of light from cell to cell, as it is and mirrored.
/// Two pictures of one person differ in it by pose, light and expression; copies of one picture do
/// not, whatever they were compressed with, scaled or stretched to: the face is fitted to its points
/// first. It is as personal as the picture.
#[derive(Clone, PartialEq)]
pub struct Likeness([i8; Likeness::BYTES]);

impl Likeness {
    /// How many bytes.
    pub const BYTES: usize = 2 * STEPS;

    /// Of a fitted face.
    pub(crate) fn of(face: &Aligned) -> Likeness {
        let mut bytes = [0; Likeness::BYTES];
        let both = steps(&cells(face)).into_iter().chain(steps(&cells(&face.mirrored())));
        bytes.iter_mut().zip(both).for_each(|(byte, step)| *byte = step);
        Likeness(bytes)
    }

    /// The larger correlation of the two, −1 to 1: as they are, and with one mirrored.
    #[must_use]
    pub fn correlation(&self, live: &Likeness) -> f32 {
        let (own, mirrored) = self.0.split_at(STEPS);
        let live = &live.0[..STEPS];
        cosine(own, live).max(cosine(mirrored, live))
    }

    /// The bytes to keep.
    #[must_use]
    pub fn to_bytes(&self) -> [u8; Likeness::BYTES] {
        self.0.map(i8::cast_unsigned)
    }

    /// The way back from [`Likeness::to_bytes`]; `None` when the length is wrong.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Likeness> {
        let bytes: &[u8; Likeness::BYTES] = bytes.try_into().ok()?;
        Some(Likeness(bytes.map(u8::cast_signed)))
    }
}

impl std::fmt::Debug for Likeness {
    // It is biometric data: it must not end up in a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Likeness(…)")
    }
}

/// Mean luma by cell.
fn cells(face: &Aligned) -> [f32; CELLS * CELLS] {
    let side = SIDE / CELLS;
    let mut cells = [0.0; CELLS * CELLS];
    for (at, [r, g, b]) in face.0.iter().enumerate() {
        let (x, y) = (at % SIDE / side, at / SIDE / side);
        cells[y * CELLS + x] += 0.299 * r + 0.587 * g + 0.114 * b;
    }
    cells
}

/// Steps to the right and down, in proportion to their own spread.
#[expect(clippy::cast_possible_truncation, clippy::cast_precision_loss, reason = "a few hundred steps, cut off")]
fn steps(cells: &[f32; CELLS * CELLS]) -> Vec<i8> {
    let inner = (0..CELLS - 1).flat_map(|y| (0..CELLS - 1).map(move |x| y * CELLS + x));
    let steps: Vec<f32> = inner.flat_map(|at| [cells[at + 1] - cells[at], cells[at + CELLS] - cells[at]]).collect();
    let spread = (steps.iter().map(|step| step * step).sum::<f32>() / STEPS as f32).sqrt().max(1e-3);
    let scaled = |step: f32| (step / spread).clamp(-MOST, MOST) / MOST * 127.0;
    steps.into_iter().map(|step| scaled(step).round() as i8).collect()
}

#[expect(clippy::cast_precision_loss, reason = "far below 2^24")]
fn cosine(a: &[i8], b: &[i8]) -> f32 {
    let dot = |a: &[i8], b: &[i8]| a.iter().zip(b).map(|(a, b)| i64::from(*a) * i64::from(*b)).sum::<i64>() as f32;
    dot(a, b) / (dot(a, a) * dot(b, b)).sqrt().max(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(value: impl Fn(f32, f32) -> f32) -> Aligned {
        Aligned((0..SIDE * SIDE).map(|at| [value((at % SIDE) as f32, (at / SIDE) as f32); 3]).collect())
    }

    #[test]
    fn light_and_contrast_do_not_matter_and_a_mirror_is_seen_through() {
        let face = drawn(|x, y| 90.0 + 40.0 * (x / 9.0).sin() * (y / 13.0 + x / 40.0).cos());
        let other = drawn(|x, y| 90.0 + 40.0 * (x / 13.0).cos() * (y / 9.0).sin());
        let changed = Aligned(face.0.iter().map(|pixel| pixel.map(|v| v * 0.6 + 50.0)).collect());
        let likeness = Likeness::of(&face);
        assert!(likeness.correlation(&Likeness::of(&changed)) > 0.99);
        assert!(likeness.correlation(&Likeness::of(&face.mirrored())) > 0.99);
        assert!(likeness.correlation(&Likeness::of(&other)) < 0.5);
    }

    #[test]
    fn bytes_come_back_and_a_flat_face_is_no_copy() {
        let likeness = Likeness::of(&drawn(|x, y| x + 2.0 * y));
        assert_eq!(Likeness::from_bytes(&likeness.to_bytes()).as_ref(), Some(&likeness));
        assert!(Likeness::from_bytes(&[0; 7]).is_none());
        let flat = Likeness::of(&drawn(|_, _| 9.0));
        assert!(flat.correlation(&flat) < 0.1);
    }

    #[test]
    fn a_copy_is_alike_in_both_and_a_burst_is_not() {
        assert!(is_copy(0.96, Some(0.95)) && is_copy(0.98, None));
        assert!(is_copy(0.88, Some(0.8)), "stretched");
        assert!(!is_copy(0.9, Some(0.6)), "two pictures of one day");
        assert!(!is_copy(0.8, Some(0.95)) && !is_copy(0.93, None));
    }
}
