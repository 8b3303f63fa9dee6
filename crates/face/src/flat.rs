//! What is one flat colour where a picture should be: the end of a file that was lost and that some
//! program filled up, and what lies beyond the picture's edge.

use image::{DynamicImage, GenericImageView};

use crate::align::{Aligned, SIDE};

/// Steps of a channel within which colours are one: what compression makes of one colour.
const ONE: u8 = 4;
/// Pixels of a row that are looked at.
const SAMPLES: u32 = 256;

/// How much of the height one flat colour takes from the foot on, in hundredths. Where the first
/// row has the same colour, the picture lies on a ground of that colour, and nothing is lost.
pub(crate) fn foot(image: &DynamicImage) -> u8 {
    let (width, height) = image.dimensions();
    let step = (width / SAMPLES).max(1) as usize;
    let ground = image.get_pixel(0, height - 1).0;
    let is_flat = |row: u32| {
        let apart = |x: u32| image.get_pixel(x, row).0.iter().zip(ground).any(|(a, b)| a.abs_diff(b) > ONE);
        !(0..width).step_by(step).any(apart)
    };
    if is_flat(0) {
        return 0;
    }
    let rows = (0..height).rev().take_while(|row| is_flat(*row)).count();
    u8::try_from(rows * 100 / height as usize).unwrap_or(100)
}

/// Where the inside of an aligned face lies: forehead to chin, cheek to cheek.
const ROWS: std::ops::Range<usize> = 24..104;
const COLUMNS: std::ops::Range<usize> = 20..92;
/// What may be flat at the top and the sides, in parts: hair, and the ground beside a cheek.
const SURROUNDING: f32 = 0.2;

/// The part of the face that is one flat colour from an edge on, 0–1.
#[expect(clippy::cast_precision_loss, reason = "a few dozen rows")]
pub(crate) fn missing(face: &Aligned) -> f32 {
    let at = |x: usize, y: usize| face.0[y * SIDE + x];
    let row = |y: usize, ground| COLUMNS.clone().all(|x| is_one(at(x, y), ground));
    let column = |x: usize, ground| ROWS.clone().all(|y| is_one(at(x, y), ground));
    let part = |count: usize, of: usize| count as f32 / of as f32;
    let (first, last) = (at(COLUMNS.start, ROWS.start), at(COLUMNS.end - 1, ROWS.end - 1));
    let foot = part(ROWS.rev().take_while(|y| row(*y, last)).count(), ROWS.len());
    let head = part(ROWS.take_while(|y| row(*y, first)).count(), ROWS.len());
    let left = part(COLUMNS.take_while(|x| column(*x, first)).count(), COLUMNS.len());
    let right = part(COLUMNS.rev().take_while(|x| column(*x, last)).count(), COLUMNS.len());
    foot.max(head.max(left).max(right) - SURROUNDING)
}

fn is_one(pixel: [f32; 3], ground: [f32; 3]) -> bool {
    pixel.iter().zip(ground).all(|(a, b)| (a - b).abs() <= f32::from(ONE))
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{Rgb, RgbImage};

    fn picture(flat: impl Fn(u32) -> bool) -> DynamicImage {
        let pixel = |x, y: u32| if flat(y) { Rgb([128, 128, 128]) } else { Rgb([(x * 9 % 200) as u8, y as u8, 7]) };
        RgbImage::from_fn(60, 100, pixel).into()
    }

    #[test]
    fn a_flat_foot_is_measured() {
        assert_eq!(foot(&picture(|_| false)), 0);
        assert_eq!(foot(&picture(|y| y >= 55)), 45);
        assert_eq!(foot(&picture(|y| y < 55)), 0, "a plain sky above");
        assert_eq!(foot(&picture(|y| !(20..60).contains(&y))), 0, "a picture on a plain ground");
    }

    #[test]
    fn what_is_missing_of_a_face_is_measured() {
        let face = |flat: fn(usize, usize) -> bool| {
            let pixel = |at: usize| if flat(at % SIDE, at / SIDE) { [128.0; 3] } else { [(at * 7 % 90) as f32; 3] };
            missing(&Aligned((0..SIDE * SIDE).map(pixel).collect()))
        };
        assert!(face(|_, _| false) < 0.02);
        assert!((face(|_, y| y >= 64) - 0.5).abs() < 0.01);
        assert!((face(|_, y| y < 64) - 0.3).abs() < 0.01);
        assert!((face(|x, _| x < 56) - 0.3).abs() < 0.01);
    }
}
