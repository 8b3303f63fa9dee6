//! Pictures that depend on nothing but their arguments.

mod code128;
mod fingerprint;
mod omr;

pub use fingerprint::fingerprint;
pub use omr::omr_sheet;

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
    fn fill(&mut self, left: u32, top: u32, width: u32, height: u32, luma: u8) {
        let columns = left.min(self.width) as usize..(left + width).min(self.width) as usize;
        let rows = self.luma.chunks_mut(self.width as usize);
        for row in rows.skip(top as usize).take(height as usize) {
            row[columns.clone()].fill(luma);
        }
    }
}

/// One grey all over.
#[must_use]
pub fn blank(width: u32, height: u32, grey: u8) -> Picture {
    Picture::from_fn(width, height, |_, _| grey)
}

/// Every pixel random.
#[must_use]
pub fn noise(seed: u64, width: u32, height: u32) -> Picture {
    let mut dice = Dice(seed);
    Picture::from_fn(width, height, |_, _| (dice.roll() >> 56) as u8)
}

/// SplitMix64 (<https://prng.di.unimi.it/splitmix64.c>).
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// From `low` up to, not including, `high`.
    fn between(&mut self, low: f32, high: f32) -> f32 {
        let unit = (self.roll() >> 40) as f32 / (1 << 24) as f32;
        low + unit * (high - low)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_seed_alone_decides() {
        type Draw = fn(u64) -> Picture;
        let draws: [Draw; 3] =
            [|seed| fingerprint(seed, 60, 80), |seed| omr_sheet("A1", seed), |seed| noise(seed, 9, 9)];
        for draw in draws {
            assert_eq!(draw(1), draw(1));
            assert_ne!(draw(1), draw(2));
        }
    }

    #[test]
    fn a_png_reads_back() {
        let picture = noise(3, 31, 17);
        let file = std::io::Cursor::new(picture.png());
        let mut reader = png::Decoder::new(file).read_info().unwrap();
        let mut luma = vec![0; 31 * 17];
        let frame = reader.next_frame(&mut luma).unwrap();
        assert_eq!((frame.width, frame.height), (31, 17));
        assert_eq!(luma, picture.luma);
    }
}
