use std::io::Cursor;

use image::{DynamicImage, RgbImage, codecs::jpeg::JpegEncoder, imageops};

use crate::{
    Limits, Picture,
    align::Sampler,
    flat,
    geometry::{Similarity, Spot},
};

/// What is done to pictures before they are read, to measure what that costs. Nothing by default.
#[derive(Clone, Copy, Debug, Default)]
pub struct Change {
    /// Degrees by which they are turned, clockwise, about their middle: by quarters exactly, else
    /// with black corners.
    pub turn: i32,
    /// How much of the height becomes grey, from the foot on, in hundredths: a lost end.
    pub cut: u8,
    /// The quality of the JPEG that they are compressed into again, at three quarters of their size.
    pub copy: Option<u8>,
    /// Whether the enrolled pictures are changed as well as the live ones.
    pub both: bool,
}

/// The grey of a decoder that has no data.
const GREY: u8 = 128;

impl Change {
    /// Whether anything is done.
    pub(super) fn is_any(&self) -> bool {
        self.turn.rem_euclid(360) != 0 || self.cut > 0 || self.copy.is_some()
    }

    /// The changed picture; as it was where nothing can be done to it.
    pub(super) fn made_to(&self, picture: &Picture) -> Picture {
        let turned = match self.turn.rem_euclid(360) {
            turn if turn % 90 == 0 => picture.turned(turn.unsigned_abs() as usize / 90),
            turn => tilted(picture, turn),
        };
        let cut = if self.cut > 0 { cut(&turned, self.cut) } else { turned };
        match self.copy {
            Some(quality) => copied(&cut, quality).unwrap_or(cut),
            None => cut,
        }
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "sides are bounded, samples are bytes"
)]
fn tilted(picture: &Picture, degrees: i32) -> Picture {
    let (wide, high) = (picture.width() as usize, picture.height() as usize);
    let (sin, cos) = (degrees as f32).to_radians().sin_cos();
    let [x, y]: Spot = [(wide as f32 - 1.0) / 2.0, (high as f32 - 1.0) / 2.0];
    // From the turned picture back to the picture.
    let back = Similarity { a: cos, b: -sin, tx: x - cos * x - sin * y, ty: y + sin * x - cos * y };
    let sampler = Sampler::new(picture, 1.0, 1);
    let pixels = (0..wide * high)
        .flat_map(|at| sampler.at(|spot| back.apply(spot), at % wide, at / wide).map(|value| value as u8));
    Picture::from_rgb(picture.width(), picture.height(), pixels.collect()).unwrap_or_else(|| picture.clone())
}

fn cut(picture: &Picture, percent: u8) -> Picture {
    let kept = picture.rgb().len() / picture.height() as usize * kept_rows(picture, percent);
    let mut rgb = picture.rgb().to_vec();
    rgb.iter_mut().skip(kept).for_each(|value| *value = GREY);
    measured(RgbImage::from_raw(picture.width(), picture.height(), rgb)).unwrap_or_else(|| picture.clone())
}

fn kept_rows(picture: &Picture, percent: u8) -> usize {
    picture.height() as usize * usize::from(100 - percent.min(100)) / 100
}

fn copied(picture: &Picture, quality: u8) -> Option<Picture> {
    let image = RgbImage::from_raw(picture.width(), picture.height(), picture.rgb().to_vec())?;
    let (width, height) = (image.width() * 3 / 4, image.height() * 3 / 4);
    let smaller = imageops::resize(&image, width.max(1), height.max(1), imageops::FilterType::Triangle);
    let mut jpeg = Cursor::new(Vec::new());
    JpegEncoder::new_with_quality(&mut jpeg, quality).encode_image(&smaller).ok()?;
    Picture::decode(&jpeg.into_inner(), &Limits::default()).ok()
}

/// With its flat foot measured, as decoding a file does it.
fn measured(image: Option<RgbImage>) -> Option<Picture> {
    let image = DynamicImage::from(image?);
    let foot = flat::foot(&image);
    let (width, height) = (image.width(), image.height());
    Some(Picture::from_rgb(width, height, image.into_rgb8().into_raw())?.with_flat_foot(foot))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picture() -> Picture {
        Picture::from_rgb(20, 10, (0..600).map(|at| (at * 7 % 100) as u8).collect()).unwrap()
    }

    #[test]
    fn nothing_is_done_by_default() {
        assert!(!Change::default().is_any());
        assert_eq!(Change::default().made_to(&picture()), picture());
    }

    #[test]
    fn a_quarter_is_exact_and_a_tilt_keeps_the_middle() {
        let turn = |turn| Change { turn, ..Change::default() }.made_to(&picture());
        assert_eq!(turn(90), picture().turned(1));
        assert_eq!(turn(-90), picture().turned(3));
        let odd = Picture::from_rgb(9, 9, (0..243).collect()).unwrap();
        let tilted = Change { turn: 30, ..Change::default() }.made_to(&odd);
        assert_eq!(tilted.rgb()[120..123], odd.rgb()[120..123]);
        assert_eq!(tilted.rgb()[..3], [0, 0, 0], "a corner has nothing behind it");
    }

    #[test]
    fn a_cut_is_grey_below_and_a_copy_is_smaller() {
        let cut = Change { cut: 50, ..Change::default() }.made_to(&picture());
        assert_eq!(cut.rgb()[..300], picture().rgb()[..300]);
        assert!(cut.rgb()[300..].iter().all(|value| *value == GREY));
        assert_eq!(cut.flat_foot(), 50);
        let copy = Change { copy: Some(80), ..Change::default() }.made_to(&picture());
        assert_eq!((copy.width(), copy.height()), (15, 7));
    }
}
