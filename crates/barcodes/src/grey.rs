//! Smaller grey pictures of a picture, each to be read.

/// Longest side looked at, in pixels; larger pictures are scaled down.
pub(super) const MAX_SIDE: u32 = 2000;

/// Lines across the picture that the first glance reads.
const GLANCES: u32 = 96;
/// Pixels of height that such a line is the mean of: a little grain goes, no bar does.
const LINE_HEIGHT: u32 = 3;

/// Rows from the top, a byte a pixel.
#[derive(Clone)]
pub(super) struct Grey {
    pub(super) luma: Vec<u8>,
    pub(super) width: u32,
    pub(super) height: u32,
}

impl Grey {
    /// A few lines spread over the picture, one below the other, no wider than
    /// [`MAX_SIDE`].
    pub(super) fn lines(luma: &[u8], width: u32, height: u32) -> Self {
        let number = GLANCES.min(height.div_ceil(LINE_HEIGHT));
        let factor = width.div_ceil(MAX_SIDE);
        let row_len = width as usize;
        let mut lines = Self { luma: Vec::new(), width: width / factor, height: number };
        for line in 0..number {
            let top = (u64::from(height) * u64::from(line) / u64::from(number)) as usize;
            let rows = (LINE_HEIGHT as usize).min(height as usize - top);
            let band = &luma[top * row_len..(top + rows) * row_len];
            let mean = |left: usize| {
                let cells = band.chunks_exact(row_len);
                let sum = cells.flat_map(|row| &row[left..left + factor as usize]);
                sum.map(|&pixel| u32::from(pixel)).sum::<u32>() / (rows as u32 * factor)
            };
            let lefts = (0..lines.width).map(|x| (x * factor) as usize);
            lines.luma.extend(lefts.map(|left| mean(left) as u8));
        }
        lines
    }

    /// Each pixel the mean of `factor` × `factor`; a remainder is cut off.
    pub(super) fn shrunk(luma: &[u8], width: u32, height: u32, factor: u32) -> Self {
        if factor == 1 {
            let luma = luma.to_vec();
            return Self { luma, width, height };
        }
        // A side shorter than the factor still has one pixel.
        let (across, down) = (factor.min(width) as usize, factor.min(height) as usize);
        let (columns, rows) = (width as usize / across, height as usize / down);
        let mut small = Vec::with_capacity(columns * rows);
        for band in luma.chunks_exact(width as usize * down).take(rows) {
            let mut sums = vec![0; columns];
            for row in band.chunks_exact(width as usize) {
                for (sum, cell) in sums.iter_mut().zip(row.chunks_exact(across)) {
                    *sum += cell.iter().map(|&pixel| u32::from(pixel)).sum::<u32>();
                }
            }
            let cell = (across * down) as u32;
            small.extend(sums.iter().map(|sum| (sum / cell) as u8));
        }
        Self { luma: small, width: columns as u32, height: rows as u32 }
    }
}
