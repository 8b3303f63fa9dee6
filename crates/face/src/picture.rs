use sha2::{Digest, Sha256};

/// A decoded picture: eight bits a channel, red, green, blue, rows from the top, already turned
/// the way its EXIF orientation asks for.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    width: u32,
    height: u32,
    rgb: Vec<u8>,
    /// How much of the height one flat colour takes from the foot on, as the file has it: a hundredth each.
    flat_foot: u8,
}

impl Picture {
    /// A picture from its pixels; `None` when the number of bytes is not `3 · width · height`,
    /// or a side is zero.
    #[must_use]
    pub fn from_rgb(width: u32, height: u32, rgb: Vec<u8>) -> Option<Picture> {
        let expected = u64::from(width) * u64::from(height) * 3;
        let whole = expected > 0 && rgb.len() as u64 == expected;
        whole.then_some(Picture { width, height, rgb, flat_foot: 0 })
    }

    /// The picture with the share of its flat foot, in hundredths.
    pub(crate) fn with_flat_foot(self, flat_foot: u8) -> Picture {
        Picture { flat_foot, ..self }
    }

    /// How much of the height one flat colour takes from the foot on, in hundredths, as the file has it: what a
    /// decoder makes of the end of a file that was lost. A picture that lies on a plain ground has none.
    #[must_use]
    pub fn flat_foot(&self) -> u8 {
        self.flat_foot
    }

    /// Width in pixels.
    #[must_use]
    pub fn width(&self) -> u32 {
        self.width
    }

    /// Height in pixels.
    #[must_use]
    pub fn height(&self) -> u32 {
        self.height
    }

    /// The pixels, three bytes each.
    #[must_use]
    pub fn rgb(&self) -> &[u8] {
        &self.rgb
    }

    /// SHA-256 over width, height (32 bits each, little endian) and the pixels: the same for two
    /// files that show the very same pixels.
    #[must_use]
    pub fn digest(&self) -> [u8; 32] {
        let mut hash = Sha256::new();
        hash.update(self.width.to_le_bytes());
        hash.update(self.height.to_le_bytes());
        hash.update(&self.rgb);
        hash.finalize().into()
    }

    /// Left and right exchanged.
    pub(crate) fn mirrored(&self) -> Picture {
        let rows = self.rgb.chunks_exact(3 * self.width as usize);
        let turned = rows.flat_map(|row| row.as_chunks::<3>().0.iter().rev().flatten().copied());
        Picture { rgb: turned.collect(), ..*self }
    }

    /// Turned clockwise by so many quarters.
    pub(crate) fn turned(&self, quarters: usize) -> Picture {
        let (wide, high) = (self.width as usize, self.height as usize);
        let pixels = self.rgb.as_chunks::<3>().0;
        let rgb: Vec<u8> = match quarters % 4 {
            0 => return self.clone(),
            1 => (0..wide).flat_map(|x| (0..high).rev().flat_map(move |y| pixels[y * wide + x])).collect(),
            2 => pixels.iter().rev().flatten().copied().collect(),
            _ => (0..wide).rev().flat_map(|x| (0..high).flat_map(move |y| pixels[y * wide + x])).collect(),
        };
        let (width, height) =
            if quarters.is_multiple_of(2) { (self.width, self.height) } else { (self.height, self.width) };
        Picture { width, height, rgb, ..*self }
    }

    /// Luma of every pixel, 0–255.
    #[must_use]
    pub fn luma(&self) -> Vec<f32> {
        self.rgb.as_chunks::<3>().0.iter().map(|&[r, g, b]| luma(r, g, b)).collect()
    }
}

impl std::fmt::Debug for Picture {
    // Sizes only: a face must not end up in a log.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Picture({} x {})", self.width, self.height)
    }
}

/// Luma of ITU-R BT.601, 0–255.
pub(crate) fn luma(r: u8, g: u8, b: u8) -> f32 {
    0.299 * f32::from(r) + 0.587 * f32::from(g) + 0.114 * f32::from(b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_tells_pixels_and_shape_apart() {
        let wide = Picture::from_rgb(2, 1, vec![1, 2, 3, 4, 5, 6]).unwrap();
        let tall = Picture::from_rgb(1, 2, vec![1, 2, 3, 4, 5, 6]).unwrap();
        let other = Picture::from_rgb(2, 1, vec![1, 2, 3, 4, 5, 7]).unwrap();
        assert_eq!(wide.digest(), wide.clone().digest());
        assert_ne!(wide.digest(), tall.digest());
        assert_ne!(wide.digest(), other.digest());
    }

    #[test]
    fn a_turn_sends_the_first_row_to_the_right() {
        let picture = Picture::from_rgb(2, 1, vec![1, 2, 3, 4, 5, 6]).unwrap();
        let once = picture.turned(1);
        assert_eq!((once.width(), once.height(), once.rgb()), (1, 2, [1, 2, 3, 4, 5, 6].as_slice()));
        assert_eq!(picture.turned(2).rgb(), [4, 5, 6, 1, 2, 3]);
        assert_eq!(picture.turned(3).rgb(), [4, 5, 6, 1, 2, 3]);
        assert_eq!(once.turned(3), picture);
        assert_eq!(picture.turned(2).turned(2), picture);
    }

    #[test]
    fn pixels_must_fill_the_sides() {
        assert!(Picture::from_rgb(2, 2, vec![0; 11]).is_none());
        assert!(Picture::from_rgb(0, 2, Vec::new()).is_none());
    }

    #[test]
    fn white_has_luma_255() {
        let white = Picture::from_rgb(1, 1, vec![255; 3]).unwrap();
        assert!((white.luma()[0] - 255.0).abs() < 1e-3);
    }
}
