//! Grey pictures, and smaller ones of them, each to be read.

/// Longest side looked at, in pixels; larger pictures are scaled down.
pub(super) const MAX_SIDE: u32 = 2000;

/// Lines across the picture that the first glance reads.
const GLANCES: u32 = 96;
/// Pixels of height that such a line is the mean of: a little grain goes, no bar does.
const LINE_HEIGHT: u32 = 3;

/// Rows of a band, when a picture is read by halves.
const BAND: usize = 4;

/// A grey picture: rows from the top, a byte a pixel.
#[derive(Clone, Debug)]
pub struct Grey {
    pub(super) luma: Vec<u8>,
    pub(super) width: u32,
    pub(super) height: u32,
}

impl Grey {
    /// A picture of `width * height` bytes; none where there are none, or another number of them.
    #[must_use]
    pub fn new(luma: Vec<u8>, width: u32, height: u32) -> Option<Self> {
        let pixels = u64::from(width) * u64::from(height);
        (pixels > 0 && luma.len() as u64 == pixels).then_some(Self { luma, width, height })
    }

    /// No side longer than is looked at.
    #[must_use]
    pub(super) fn fitted(&self) -> Self {
        self.shrunk(self.width.max(self.height).div_ceil(MAX_SIDE))
    }

    /// The pixels of a row.
    pub(super) fn row(&self, y: u32) -> &[u8] {
        let width = self.width as usize;
        &self.luma[y as usize * width..][..width]
    }

    /// Every other band of rows: the first of each two, or the second.
    pub(super) fn half_of_the_rows(&self, which: usize) -> Self {
        let band = self.width as usize * BAND;
        let luma: Vec<u8> = self.luma.chunks(band).skip(which).step_by(2).flatten().copied().collect();
        let height = (luma.len() / self.width as usize) as u32;
        Self { luma, width: self.width, height }
    }

    /// Lying on its side.
    pub(super) fn turned(&self) -> Self {
        let rows: Vec<&[u8]> = self.luma.chunks_exact(self.width as usize).collect();
        let luma = (0..self.width as usize).flat_map(|x| rows.iter().map(move |row| row[x])).collect();
        Self { luma, width: self.height, height: self.width }
    }

    /// A few lines spread over the picture, one below the other, no wider than
    /// [`MAX_SIDE`].
    pub(super) fn lines(&self) -> Self {
        let Self { luma, width, height } = self;
        let (width, height) = (*width, *height);
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
    pub(super) fn shrunk(&self, factor: u32) -> Self {
        let Self { luma, width, height } = self;
        let (width, height) = (*width, *height);
        if factor == 1 {
            return self.clone();
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
