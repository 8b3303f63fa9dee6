use crate::{
    Picture,
    geometry::{Affine, Similarity, Spot},
};

/// Pixels of a side of an aligned face.
pub(crate) const SIDE: usize = 112;

/// Where the five points belong: the ArcFace template (Deng et al., CVPR 2019).
pub(crate) const TEMPLATE: [Spot; 5] =
    [[38.2946, 51.6963], [73.5318, 51.5014], [56.0252, 71.7366], [41.5493, 92.3655], [70.7299, 92.2041]];

/// Samples a pixel each way at most, for the recogniser.
const FINENESS: usize = 16;

/// An aligned face: 112 × 112 pixels, red, green, blue, 0–255, rows from the top.
#[derive(Clone)]
pub(crate) struct Aligned(pub Vec<[f32; 3]>);

impl Aligned {
    /// Cuts the face with these five points out; `None` when the points coincide.
    pub(crate) fn cut(picture: &Picture, points: &[Spot; 5]) -> Option<Aligned> {
        let there = Similarity::between(points, &TEMPLATE)?;
        let back = there.inverse()?;
        let sampler = Sampler::new(picture, there.scale(), FINENESS);
        let spots = (0..SIDE * SIDE).map(|index| (index % SIDE, index / SIDE));
        Some(Aligned(spots.map(|(x, y)| sampler.at(|spot| back.apply(spot), x, y)).collect()))
    }

    /// As [`Aligned::cut`], and stretched and sheared so that the points lie where they belong as well as they can:
    /// a picture that was stretched looks as it was before.
    pub(crate) fn fitted(picture: &Picture, points: &[Spot; 5]) -> Option<Aligned> {
        let back = Affine::between(&TEMPLATE, points)?;
        let scale = Similarity::between(points, &TEMPLATE)?.scale();
        let sampler = Sampler::new(picture, scale, FINENESS);
        let spots = (0..SIDE * SIDE).map(|index| (index % SIDE, index / SIDE));
        Some(Aligned(spots.map(|(x, y)| sampler.at(|spot| back.apply(spot), x, y)).collect()))
    }

    /// Left and right exchanged.
    pub(crate) fn mirrored(&self) -> Aligned {
        let rows = self.0.chunks_exact(SIDE);
        Aligned(rows.flat_map(|row| row.iter().rev().copied()).collect())
    }
}

/// Bilinear samples, black outside of the picture. A face that is shrunk to less than half is
/// averaged over several samples a pixel, else fine detail would turn into noise.
pub(crate) struct Sampler<'a> {
    pixels: &'a [[u8; 3]],
    width: usize,
    height: usize,
    /// Samples a pixel, each way.
    fineness: usize,
}

impl<'a> Sampler<'a> {
    /// For a picture that is scaled so, with at most `most` samples a pixel each way.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 1–16")]
    pub(crate) fn new(picture: &'a Picture, scale: f32, most: usize) -> Sampler<'a> {
        let fineness = ((0.5 / scale).ceil().clamp(1.0, 16.0) as usize).min(most);
        let (width, height) = (picture.width() as usize, picture.height() as usize);
        Sampler { pixels: picture.rgb().as_chunks::<3>().0, width, height, fineness }
    }

    #[expect(clippy::cast_precision_loss, reason = "small numbers")]
    pub(crate) fn at(&self, back: impl Fn(Spot) -> Spot, x: usize, y: usize) -> [f32; 3] {
        let parts = self.fineness as f32;
        let inside = |part: usize| (part as f32 + 0.5) / parts - 0.5;
        let mut sum = [0.0; 3];
        for part in 0..self.fineness * self.fineness {
            let (dx, dy) = (inside(part % self.fineness), inside(part / self.fineness));
            let sample = self.sample(back([x as f32 + dx, y as f32 + dy]));
            sum.iter_mut().zip(sample).for_each(|(total, value)| *total += value);
        }
        sum.map(|total| (total / (parts * parts)).round())
    }

    #[expect(clippy::cast_possible_truncation, reason = "far outside is black anyway")]
    fn sample(&self, [x, y]: Spot) -> [f32; 3] {
        let (left, top) = (x.floor(), y.floor());
        let (right_part, low_part) = (x - left, y - top);
        let (left, top) = (left as i64, top as i64);
        let mut sum = [0.0; 3];
        for (dx, dy, weight) in [
            (0, 0, (1.0 - right_part) * (1.0 - low_part)),
            (1, 0, right_part * (1.0 - low_part)),
            (0, 1, (1.0 - right_part) * low_part),
            (1, 1, right_part * low_part),
        ] {
            if let Some(pixel) = self.pixel(left + dx, top + dy) {
                sum.iter_mut().zip(pixel).for_each(|(total, value)| *total += f32::from(value) * weight);
            }
        }
        sum
    }

    fn pixel(&self, x: i64, y: i64) -> Option<[u8; 3]> {
        let (x, y) = (usize::try_from(x).ok()?, usize::try_from(y).ok()?);
        (x < self.width && y < self.height).then(|| self.pixels[y * self.width + x])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_on_the_template_leave_the_picture_as_it_is() {
        let side = u32::try_from(SIDE).unwrap();
        let rgb: Vec<u8> = (0..SIDE * SIDE).flat_map(|i| [(i % 251) as u8, (i % 7) as u8, 9]).collect();
        let picture = Picture::from_rgb(side, side, rgb.clone()).unwrap();
        let aligned = Aligned::cut(&picture, &TEMPLATE).unwrap();
        let back: Vec<u8> = aligned.0.iter().flatten().map(|v| *v as u8).collect();
        let apart = back.iter().zip(&rgb).filter(|(a, b)| a.abs_diff(**b) > 1).count();
        assert!(apart < 30, "{apart} channels differ");
    }

    #[test]
    fn mirrored_twice_is_as_before() {
        let picture = Picture::from_rgb(112, 112, (0..112 * 112 * 3).map(|i| (i % 256) as u8).collect()).unwrap();
        let aligned = Aligned::cut(&picture, &TEMPLATE).unwrap();
        assert_eq!(aligned.mirrored().mirrored().0, aligned.0);
        assert_eq!(aligned.mirrored().0[0], aligned.0[SIDE - 1]);
    }
}
