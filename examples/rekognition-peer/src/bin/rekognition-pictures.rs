//! Makes the pictures that the checks need out of those of a set of faces:
//!
//! `rekognition-pictures FROM TO [BESIDE]`: as the ending of TO says; a `.png` is enlarged and grained, so that it takes
//! about 9 MB. With BESIDE that person stands smaller at the side of the first, near enough to be within its margin.

use std::{error::Error, path::PathBuf};

use image::{ImageFormat, RgbImage, imageops};

/// Pixels of a side of the subject, and of a person beside it.
const SUBJECT: u32 = 750;
const BESIDE: u32 = 300;
/// Where the one beside begins, and how wide the whole is.
const FROM_LEFT: i64 = 450;
const FROM_TOP: i64 = 380;
/// Bytes of a large PNG at least, and the pixels of a side from which it is tried.
const LARGE: usize = 9_000_000;
const SIDES: std::ops::Range<usize> = 1500..4000;

fn main() -> Result<(), Box<dyn Error>> {
    let paths: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let [from, to, beside @ ..] = paths.as_slice() else { return Err("FROM TO [BESIDE]".into()) };
    let subject = image::open(from)?.into_rgb8();
    let format = ImageFormat::from_path(to)?;
    let picture = match beside.first() {
        Some(beside) => two(&subject, &image::open(beside)?.into_rgb8()),
        None if format == ImageFormat::Png => return Ok(std::fs::write(to, large(&subject)?)?),
        None => subject,
    };
    picture.save_with_format(to, format)?;
    Ok(())
}

/// The least PNG of at least [`LARGE`] bytes.
fn large(subject: &RgbImage) -> Result<Vec<u8>, Box<dyn Error>> {
    for side in SIDES.step_by(100) {
        let mut bytes = std::io::Cursor::new(Vec::new());
        grained(subject, u32::try_from(side)?).write_to(&mut bytes, ImageFormat::Png)?;
        if bytes.get_ref().len() >= LARGE {
            return Ok(bytes.into_inner());
        }
    }
    Err("the picture compresses too well".into())
}

fn two(subject: &RgbImage, beside: &RgbImage) -> RgbImage {
    let mut picture = imageops::resize(subject, SUBJECT, SUBJECT, imageops::FilterType::Triangle);
    let beside = imageops::resize(beside, BESIDE, BESIDE, imageops::FilterType::Triangle);
    imageops::overlay(&mut picture, &beside, FROM_LEFT, FROM_TOP);
    picture
}

/// Enlarged, with a grain that no compression takes away; the same each time.
fn grained(subject: &RgbImage, side: u32) -> RgbImage {
    let mut picture = imageops::resize(subject, side, side, imageops::FilterType::Triangle);
    let mut state = 1_u32;
    for value in picture.iter_mut() {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        *value = value.saturating_add((state >> 29) as u8);
    }
    picture
}
