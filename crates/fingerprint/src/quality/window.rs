use crate::gray::Gray;

/// Distance of the windows from each other, in pixels at 500 dpi: half a window.
pub(super) const STEP: usize = 16;
/// Half the side of a window, in pixels: a window holds some three ridges.
pub(super) const HALF: usize = 16;
/// How far from its centre anything of a window may lie, however it is turned.
pub(super) const REACH: usize = 20;
/// Samples across the ridges and along them: the window of Hong, Wan and Jain 1998.
pub(super) const ACROSS: usize = 32;
pub(super) const ALONG: usize = 16;

/// Places between pixels are counted in 65,536ths; shares of a pixel in 128ths, which keeps
/// products of a grey level within 15 bits: there are instructions that multiply many of those.
const PLACE_BITS: u32 = 16;
const SHARE_BITS: u32 = 7;

/// Bytes of a row of [`Window`], a power of two, and those that are filled.
const ROW_BITS: u32 = 7;
const ROW: usize = 1 << ROW_BITS;
const FILLED: usize = 4 * REACH;

/// The square of an image about a window's centre, from its upper left: each pixel and, beside
/// it, the pixel below, so that the four about any place are read at once. One is filled again
/// and again.
pub(super) struct Window([u8; ROW * ROW / 2 + 3]);

impl Window {
    pub(super) fn new() -> Self {
        Self([0; ROW * ROW / 2 + 3])
    }

    /// Fills it with the window of that place in the grid.
    pub(super) fn fill(&mut self, image: &Gray, column: usize, row: usize) {
        let pixels = &image.pixels[row * STEP * image.width + column * STEP..];
        let lines = pixels.chunks(image.width).zip(pixels[image.width..].chunks(image.width));
        for (kept, (upper, lower)) in self.0.chunks_exact_mut(ROW).zip(lines).take(2 * REACH - 1) {
            for (kept, (&upper, &lower)) in kept[..FILLED].as_chunks_mut().0.iter_mut().zip(upper.iter().zip(lower)) {
                *kept = [upper, lower];
            }
        }
    }

    /// The mean grey levels of lines along the ridges, from one side of the window to the other.
    /// `across` is the unit vector across the ridges. Whole numbers until the last step.
    pub(super) fn profile(&self, across: (f64, f64)) -> [f64; ACROSS] {
        let one = f64::from(1 << PLACE_BITS);
        let (cos, sin) = ((across.0 * one).round() as i32, (across.1 * one).round() as i32);
        let (half_across, half_along) = (ACROSS as i32 - 1, ALONG as i32 - 1);
        let centre = (REACH as i32) << PLACE_BITS;
        // The first sample lies half of all steps from the centre: hence the halves.
        let mut x = centre - (half_across * cos - half_along * sin) / 2;
        let mut y = centre - (half_across * sin + half_along * cos) / 2;
        let scale = 1.0 / (ALONG as f64 * f64::from(1 << (2 * SHARE_BITS)));
        let mut profile = [0.0; ACROSS];
        for mean in &mut profile {
            *mean = f64::from(self.line((x, y), (-sin, cos))) * scale;
            (x, y) = (x + cos, y + sin);
        }
        profile
    }

    /// The sum of grey levels one step apart, each weighted between the four pixels about it,
    /// in 16,384ths. First all are read, then all are weighted, many at a time.
    fn line(&self, start: (i32, i32), step: (i32, i32)) -> i32 {
        const ONE: i32 = 1 << SHARE_BITS;
        let places = |start: i32, step: i32| -> [i32; ALONG] { std::array::from_fn(|at| start + at as i32 * step) };
        let (xs, ys) = (places(start.0, step.0), places(start.1, step.1));
        let fours: [i32; ALONG] = std::array::from_fn(|at| self.four(xs[at], ys[at]));
        let share = |place: i32| place >> (PLACE_BITS - SHARE_BITS) & (ONE - 1);
        let mut sum = 0;
        for at in 0..ALONG {
            let (four, right, lower) = (fours[at], share(xs[at]), share(ys[at]));
            let between = |shift: u32| (four >> shift & 0xFF) * (ONE - lower) + (four >> (shift + 8) & 0xFF) * lower;
            sum += between(0) * (ONE - right) + between(16) * right;
        }
        sum
    }

    /// The four pixels about a place: the upper left in the lowest byte, below it, then the right.
    #[inline]
    fn four(&self, x: i32, y: i32) -> i32 {
        let at = ((y >> PLACE_BITS) << ROW_BITS | x >> PLACE_BITS << 1) as usize % (ROW * ROW / 2);
        self.0[at..].first_chunk().map_or(0, |four| i32::from_le_bytes(*four))
    }
}
