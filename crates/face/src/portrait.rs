//! One face, cut out of its picture as a JPEG, for whoever compares pictures and not embeddings: Rekognition looks at
//! every face of what it is given, so there is only one in it.

use image::{ExtendedColorType, ImageEncoder as _, codecs::jpeg::JpegEncoder, imageops};

use crate::{FaceBox, FaceReading, Picture};

/// The most bytes of a portrait: what Rekognition takes within a request.
pub const MAX_PORTRAIT_BYTES: usize = 5_242_880;
/// The least pixels of either of its sides: fewer Rekognition refuses.
pub const MIN_PORTRAIT_SIDE: u32 = 80;
/// The most pixels of its longer side: a comparison needs no more, and it stays far under the bytes.
const LONGEST: u32 = 1024;
/// What is left around the face on each side, in its widths and heights: hair, chin and a little of the ground.
const MARGIN: f32 = 0.5;
/// What somebody else's face is painted over with, beyond the box that was found: its outline.
const OUTLINE: f32 = 0.15;
const GREY: [u8; 3] = [128; 3];
const JPEG_QUALITY: u8 = 92;

/// A rectangle of whole pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Area {
    left: u32,
    top: u32,
    right: u32,
    bottom: u32,
}

impl Area {
    /// A box, wider by so many of its own sides each way, as far as the picture goes.
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "clamped to the picture, whose sides are bounded by the limits of decoding"
    )]
    fn around(face: &FaceBox, margin: f32, picture: &Picture) -> Area {
        let (wide, high) = (margin * face.width, margin * face.height);
        let within = |at: f32, side: u32| at.clamp(0.0, side as f32);
        Area {
            left: within(face.x - wide, picture.width()).floor() as u32,
            top: within(face.y - high, picture.height()).floor() as u32,
            right: within(face.x + face.width + wide, picture.width()).ceil() as u32,
            bottom: within(face.y + face.height + high, picture.height()).ceil() as u32,
        }
    }

    fn width(self) -> u32 {
        self.right.saturating_sub(self.left)
    }

    fn height(self) -> u32 {
        self.bottom.saturating_sub(self.top)
    }

    fn holds(self, x: u32, y: u32) -> bool {
        (self.left..self.right).contains(&x) && (self.top..self.bottom).contains(&y)
    }
}

impl FaceReading {
    /// The face with its margin as a JPEG of at most [`MAX_PORTRAIT_BYTES`], at least [`MIN_PORTRAIT_SIDE`] pixels each
    /// way, upright, with nobody else in it: other faces are painted over. `picture` is the one that was read. The same
    /// picture gives the same bytes. `None` when the face lies outside of it.
    #[must_use]
    pub fn portrait(&self, picture: &Picture) -> Option<Vec<u8>> {
        let turned = (self.turn != 0).then(|| picture.turned(self.turn));
        let view = turned.as_ref().unwrap_or(picture);
        let area = Area::around(&self.face, MARGIN, view);
        let pixels = cut(view, area, &self.face, &self.others);
        let cut = image::RgbImage::from_raw(area.width(), area.height(), pixels)?;
        let (width, height) = sides(area.width(), area.height())?;
        let portrait = if (width, height) == cut.dimensions() {
            cut
        } else {
            imageops::resize(&cut, width, height, imageops::FilterType::Triangle)
        };
        let mut bytes = Vec::new();
        let encoder = JpegEncoder::new_with_quality(&mut bytes, JPEG_QUALITY);
        encoder.write_image(portrait.as_raw(), width, height, ExtendedColorType::Rgb8).ok()?;
        (bytes.len() <= MAX_PORTRAIT_BYTES).then_some(bytes)
    }
}

/// The pixels of an area, other faces painted over; what is the subject's own stays.
fn cut(view: &Picture, area: Area, face: &FaceBox, others: &[FaceBox]) -> Vec<u8> {
    let own = Area::around(face, 0.0, view);
    let covered: Vec<Area> = others.iter().map(|other| Area::around(other, OUTLINE, view)).collect();
    let rows = view.rgb().chunks_exact(3 * view.width() as usize);
    let mut pixels = Vec::with_capacity(3 * area.width() as usize * area.height() as usize);
    for (y, row) in (0..).zip(rows).skip(area.top as usize).take(area.height() as usize) {
        let part = row.as_chunks::<3>().0.iter().skip(area.left as usize).take(area.width() as usize);
        for (x, pixel) in (area.left..).zip(part) {
            let other = !own.holds(x, y) && covered.iter().any(|other| other.holds(x, y));
            pixels.extend(if other { &GREY } else { pixel });
        }
    }
    pixels
}

/// The sides that a cut is brought to: neither longer than [`LONGEST`] nor shorter than [`MIN_PORTRAIT_SIDE`].
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "both sides are a few thousand pixels")]
fn sides(width: u32, height: u32) -> Option<(u32, u32)> {
    let (shorter, longer) = (width.min(height), width.max(height));
    if shorter == 0 {
        return None;
    }
    let down = (f64::from(LONGEST) / f64::from(longer)).min(1.0);
    let scale = down.max(f64::from(MIN_PORTRAIT_SIDE) / f64::from(shorter));
    let side = |side: u32| ((f64::from(side) * scale).round() as u32).max(MIN_PORTRAIT_SIDE);
    Some(if scale == 1.0 { (width, height) } else { (side(width), side(height)) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn face(x: f32, y: f32, side: f32) -> FaceBox {
        FaceBox { x, y, width: side, height: side, points: [[0.0; 2]; 5], score: 0.9, levelled: false }
    }

    #[test]
    fn sides_are_kept_within_what_is_taken() {
        assert_eq!(sides(300, 400), Some((300, 400)));
        assert_eq!(sides(64, 70), Some((80, 88)));
        assert_eq!(sides(2048, 1024), Some((1024, 512)));
        assert_eq!(sides(0, 10), None);
        let (width, height) = sides(40, 4000).unwrap();
        assert!(width >= 80 && height >= 80);
    }

    #[test]
    fn an_area_ends_where_the_picture_does() {
        let picture = Picture::from_rgb(100, 100, vec![9; 30_000]).unwrap();
        let area = Area::around(&face(-5.0, 70.0, 40.0), 0.5, &picture);
        assert_eq!(area, Area { left: 0, top: 50, right: 55, bottom: 100 });
    }

    #[test]
    fn nobody_else_is_left_in_the_cut_and_the_subject_is_whole() {
        let picture = Picture::from_rgb(100, 100, vec![9; 30_000]).unwrap();
        let (subject, other) = (face(30.0, 30.0, 40.0), face(60.0, 30.0, 30.0));
        let area = Area::around(&subject, 0.5, &picture);
        let pixels = cut(&picture, area, &subject, &[other]);
        assert_eq!(pixels.len(), 3 * 80 * 80);
        let at = |x: u32, y: u32| pixels[3 * ((y - area.top) * 80 + x - area.left) as usize];
        assert_eq!([at(50, 50), at(69, 50), at(71, 50), at(15, 50), at(85, 85)], [9, 9, 128, 9, 9]);
    }
}
