use crate::gray::Gray;

/// Half the side of a window, in pixels: a window holds some three ridges.
pub(super) const HALF: usize = 16;
/// How far from its centre anything of a window may lie, however it is turned.
pub(super) const REACH: usize = 20;

/// A square of an image about a centre that is at least [`REACH`] from every edge.
pub(super) struct Window<'a> {
    pub(super) image: &'a Gray,
    pub(super) x: usize,
    pub(super) y: usize,
}

impl Window<'_> {
    /// The rows of the window, each with one more pixel at either end.
    pub(super) fn row(&self, y: usize) -> &[u8] {
        &self.image.pixels[y * self.image.width + self.x - HALF - 1..][..2 * HALF + 2]
    }

    pub(super) fn rows(&self) -> std::ops::Range<usize> {
        self.y - HALF..self.y + HALF
    }

    /// Standard deviation of the grey levels.
    pub(super) fn deviation(&self) -> f64 {
        let (mut sum, mut squares) = (0u64, 0u64);
        for y in self.rows() {
            for &pixel in &self.row(y)[1..=2 * HALF] {
                sum += u64::from(pixel);
                squares += u64::from(pixel) * u64::from(pixel);
            }
        }
        let count = (4 * HALF * HALF) as f64;
        let mean = sum as f64 / count;
        (squares as f64 / count - mean * mean).max(0.0).sqrt()
    }

    /// The grey level at a place beside the centre, between the pixels about it.
    pub(super) fn sample(&self, dx: f64, dy: f64) -> f64 {
        let (x, y) = (self.x as f64 + dx, self.y as f64 + dy);
        let (left, top) = (x.floor(), y.floor());
        let (right_share, lower_share) = (x - left, y - top);
        let at = top as usize * self.image.width + left as usize;
        let pair = |at: usize| {
            let pixel = |at: usize| f64::from(self.image.pixels.get(at).copied().unwrap_or(0));
            pixel(at) * (1.0 - right_share) + pixel(at + 1) * right_share
        };
        pair(at) * (1.0 - lower_share) + pair(at + self.image.width) * lower_share
    }
}
