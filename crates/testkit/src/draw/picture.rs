//! A grey picture.

/// A grey picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Pixels a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// Rows from the top, a byte a pixel, 0 is black.
    pub luma: Vec<u8>,
}

impl Picture {
    /// A picture whose pixel at (x, y) is what `luma_at` says.
    #[must_use]
    pub fn from_fn(width: u32, height: u32, mut luma_at: impl FnMut(u32, u32) -> u8) -> Self {
        let points = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
        let luma = points.map(|(x, y)| luma_at(x, y)).collect();
        Self { width, height, luma }
    }

    /// The picture as a PNG file.
    ///
    /// # Panics
    /// When a side is 0, which PNG does not allow, or `luma` has another
    /// length than the sides say.
    #[must_use]
    pub fn png(&self) -> Vec<u8> {
        let mut file = Vec::new();
        let mut encoder = png::Encoder::new(&mut file, self.width, self.height);
        encoder.set_color(png::ColorType::Grayscale);
        encoder
            .write_header()
            .and_then(|mut writer| writer.write_image_data(&self.luma))
            .expect("a picture with sides and as many pixels as they say");
        file
    }

    /// Fills a rectangle that may reach beyond the picture.
    pub(super) fn fill(&mut self, left: u32, top: u32, width: u32, height: u32, luma: u8) {
        let columns = left.min(self.width) as usize..(left + width).min(self.width) as usize;
        let rows = self.luma.chunks_mut(self.width as usize);
        for row in rows.skip(top as usize).take(height as usize) {
            row[columns.clone()].fill(luma);
        }
    }
}
