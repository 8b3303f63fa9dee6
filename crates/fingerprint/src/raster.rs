//! PNG and BMP, by way of the `image` crate.

use crate::{
    error::FingerprintError,
    gray::Gray,
    limits::Limits,
    resolution::{bmp_dpi, png_dpi},
};
use image::codecs::{bmp::BmpDecoder, png::PngDecoder};
use image::{DynamicImage, ImageDecoder, ImageError};
use std::io::Cursor;

type Decoded = (Gray, Option<u32>);

pub(crate) fn decode_png(bytes: &[u8], limits: &Limits) -> Result<Decoded, FingerprintError> {
    let decoder = PngDecoder::with_limits(Cursor::new(bytes), allowed(limits)).map_err(refusal)?;
    Ok((decode(decoder, limits)?, png_dpi(bytes)))
}

pub(crate) fn decode_bmp(bytes: &[u8], limits: &Limits) -> Result<Decoded, FingerprintError> {
    let decoder = BmpDecoder::new(Cursor::new(bytes)).map_err(refusal)?;
    Ok((decode(decoder, limits)?, bmp_dpi(bytes)))
}

fn decode(mut decoder: impl ImageDecoder, limits: &Limits) -> Result<Gray, FingerprintError> {
    let (width, height) = decoder.dimensions();
    limits.check(u64::from(width), u64::from(height))?;
    decoder.set_limits(allowed(limits)).map_err(refusal)?;
    let image = DynamicImage::from_decoder(decoder).map_err(refusal)?;
    let pixels = match image {
        // By way of `into_luma8` this takes longer than everything else.
        DynamicImage::ImageRgb8(image) => image.as_raw().as_chunks().0.iter().map(luma).collect(),
        image if image.color().has_alpha() => on_white(&image),
        image => image.into_luma8().into_raw(),
    };
    Ok(Gray { width: width as usize, height: height as usize, pixels })
}

/// Sixteen bytes a pixel is what the largest pixel format needs.
fn allowed(limits: &Limits) -> image::Limits {
    let side = u64::from(limits.max_side);
    let mut allowed = image::Limits::default();
    allowed.max_alloc = Some(side * side * 16);
    allowed
}

/// ITU-R BT.709 luma, rounded; grey stays as it is.
fn luma(&[red, green, blue]: &[u8; 3]) -> u8 {
    ((2126 * u32::from(red) + 7152 * u32::from(green) + 722 * u32::from(blue) + 5000) / 10_000) as u8
}

/// What is transparent is paper.
fn on_white(image: &DynamicImage) -> Vec<u8> {
    let blend = |luma: u8, alpha: u8| {
        let (luma, alpha) = (u32::from(luma), u32::from(alpha));
        ((luma * alpha + 255 * (255 - alpha) + 127) / 255) as u8
    };
    image.to_luma_alpha8().pixels().map(|pixel| blend(pixel.0[0], pixel.0[1])).collect()
}

fn refusal(error: ImageError) -> FingerprintError {
    match error {
        ImageError::Limits(_) => FingerprintError::TooLarge,
        _ => FingerprintError::Unreadable,
    }
}
