use std::io::Cursor;

use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, metadata::Orientation};
use thiserror::Error;

use crate::{Picture, flat, jpeg};

/// What a picture may cost at most. Checked against the header, before any pixel is allocated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file.
    pub max_bytes: usize,
    /// Width times height.
    pub max_pixels: u64,
    /// The longer side, in pixels.
    pub max_side: u32,
    /// Bytes that decoding takes.
    pub max_memory: u64,
}

/// A larger picture of a face is brought down to so many pixels when it is decoded: nothing that is looked for in it
/// needs more, and all that is done with it costs by the pixel.
const FACE_PIXELS: u64 = 8_000_000;

impl Default for Limits {
    /// 15 MiB, 40 megapixels, 12,000 pixels a side: above what a telephone takes. Their pixels in eight bits and three
    /// colours are 120 MB; deeper ones may have fewer, and progressive JPEG, which is decoded in a piece: 21 megapixels
    /// with the usual half of the colours.
    fn default() -> Limits {
        Limits { max_bytes: 15 * 1024 * 1024, max_pixels: 40_000_000, max_side: 12_000, max_memory: 128_000_000 }
    }
}

/// Why a file gives no picture.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub enum ImageError {
    /// Over one of the [`Limits`].
    #[error("the picture is too large: {actual} {unit}, at most {limit} are allowed")]
    TooLarge {
        /// What was counted: `bytes`, `bytes in memory`, `pixels` or `pixels a side`.
        unit: &'static str,
        /// How many the picture has, or says that it has.
        actual: u64,
        /// How many it may have.
        limit: u64,
    },
    /// Neither JPEG, PNG, WebP nor BMP, by content.
    #[error("the picture is not JPEG, PNG, WebP or BMP")]
    UnsupportedFormat,
    /// One of the four formats, but broken, cut short or empty.
    #[error("the picture cannot be read: {0}")]
    Unreadable(String),
}

impl Picture {
    /// Decodes JPEG, PNG, WebP or BMP, told apart by content, and turns it as its EXIF
    /// orientation asks for. Sixteen bits become eight, grey becomes colour, and what is
    /// transparent is laid on white; of an animation, the first frame. Of more than eight megapixels it is brought
    /// down to them.
    ///
    /// # Errors
    /// [`ImageError`]: over a limit (nothing was allocated then), another format, or broken.
    pub fn decode(bytes: &[u8], limits: &Limits) -> Result<Picture, ImageError> {
        let (image, orientation) = read(bytes, limits)?;
        let image = brought_down(image);
        let foot = flat::foot(&image);
        Ok(flatten(oriented(image, orientation))?.with_flat_foot(foot))
    }
}

/// Whether a file says of itself that it is a picture within the limits: what [`Picture::decode`] looks at before the first
/// pixel.
///
/// # Errors
/// As [`Picture::decode`].
pub fn promises_picture(bytes: &[u8], limits: &Limits) -> Result<(), ImageError> {
    opened(bytes, limits).map(drop)
}

/// A grey picture: rows from the top, a byte a pixel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Luma {
    /// Pixels a row.
    pub width: u32,
    /// Rows.
    pub height: u32,
    /// The pixels.
    pub pixels: Vec<u8>,
}

impl Luma {
    /// As [`Picture::decode`], in grey (ITU-R BT.601); a grey file costs no conversion.
    ///
    /// # Errors
    /// As [`Picture::decode`].
    pub fn decode(bytes: &[u8], limits: &Limits) -> Result<Luma, ImageError> {
        let (image, orientation) = read(bytes, limits)?;
        let image = oriented(image, orientation);
        let (width, height) = (image.width(), image.height());
        let pixels = match image {
            DynamicImage::ImageLuma8(grey) => grey.into_raw(),
            image => flatten(image)?.rgb().as_chunks::<3>().0.iter().map(luma).collect(),
        };
        Ok(Luma { width, height, pixels })
    }
}

/// With at most [`FACE_PIXELS`], each the mean of the area that it covers.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "sides are bounded by the limits"
)]
fn brought_down(image: DynamicImage) -> DynamicImage {
    let (width, height) = (image.width(), image.height());
    let pixels = u64::from(width) * u64::from(height);
    if pixels <= FACE_PIXELS {
        return image;
    }
    let scale = (FACE_PIXELS as f64 / pixels as f64).sqrt();
    let side = |side: u32| ((f64::from(side) * scale) as u32).max(1);
    image.thumbnail_exact(side(width), side(height))
}

#[expect(clippy::cast_possible_truncation, reason = "the weights sum to 256, so that a mean of bytes is a byte")]
fn luma(&[r, g, b]: &[u8; 3]) -> u8 {
    ((77 * u32::from(r) + 150 * u32::from(g) + 29 * u32::from(b)) >> 8) as u8
}

fn oriented(mut image: DynamicImage, orientation: Orientation) -> DynamicImage {
    image.apply_orientation(orientation);
    image
}

/// Decodes within the limits, and tells how EXIF asks to turn it.
fn read(bytes: &[u8], limits: &Limits) -> Result<(DynamicImage, Orientation), ImageError> {
    let mut decoder = opened(bytes, limits)?;
    let orientation = decoder.orientation().map_err(unreadable)?;
    Ok((DynamicImage::from_decoder(decoder).map_err(unreadable)?, orientation))
}

/// What is to be decoded, within the limits by all that it says.
fn opened<'b>(bytes: &'b [u8], limits: &Limits) -> Result<impl ImageDecoder + use<'b>, ImageError> {
    at_most("bytes", bytes.len() as u64, limits.max_bytes as u64)?;
    if bytes.is_empty() {
        return Err(ImageError::Unreadable("the file is empty".into()));
    }
    let format = recognise(bytes)?;
    if let Some((width, height)) = png_promise(bytes) {
        sides_at_most(width, height, limits)?;
    }
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(allocation(limits));
    let decoder = reader.into_decoder().map_err(unreadable)?;
    let (width, height) = decoder.dimensions();
    sides_at_most(width, height, limits)?;
    let coefficients = if format == ImageFormat::Jpeg { jpeg::progressive_bytes(bytes) } else { 0 };
    at_most("bytes in memory", decoder.total_bytes().saturating_add(coefficients), limits.max_memory)?;
    if width == 0 || height == 0 {
        return Err(ImageError::Unreadable("the picture has no pixels".into()));
    }
    if format == ImageFormat::Jpeg && jpeg::is_cut(bytes) || format == ImageFormat::WebP && is_overwritten(bytes) {
        return Err(ImageError::Unreadable("the file is cut short".into()));
    }
    Ok(decoder)
}

fn at_most(unit: &'static str, actual: u64, limit: u64) -> Result<(), ImageError> {
    if actual > limit {
        return Err(ImageError::TooLarge { unit, actual, limit });
    }
    Ok(())
}

fn sides_at_most(width: u32, height: u32, limits: &Limits) -> Result<(), ImageError> {
    at_most("pixels a side", width.max(height).into(), limits.max_side.into())?;
    at_most("pixels", u64::from(width) * u64::from(height), limits.max_pixels)
}

/// The sides in a PNG's first chunk. The decoder reads on to the pixels before it tells them, so
/// that a header alone would not be called too large.
fn png_promise(bytes: &[u8]) -> Option<(u32, u32)> {
    let header = bytes.strip_prefix(b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR")?;
    let (width, rest) = header.split_first_chunk()?;
    let (height, _) = rest.split_first_chunk()?;
    Some((u32::from_be_bytes(*width), u32::from_be_bytes(*height)))
}

fn recognise(bytes: &[u8]) -> Result<ImageFormat, ImageError> {
    use ImageFormat::{Bmp, Jpeg, Png, WebP};
    if bytes.starts_with(b"\xFF\xD8") {
        return Ok(Jpeg); // whatever stands before its first segment
    }
    match image::guess_format(bytes) {
        Ok(format @ (Jpeg | Png | WebP | Bmp)) => Ok(format),
        _ => Err(ImageError::UnsupportedFormat),
    }
}

/// Eight bytes a pixel is the most that a decoder may ask for (16 bits, four channels). The sides
/// are checked by us, so that the error can say how large they are.
fn allocation(limits: &Limits) -> image::Limits {
    let mut bounds = image::Limits::no_limits();
    bounds.max_alloc = Some(limits.max_pixels.saturating_mul(8));
    bounds
}

fn unreadable(error: image::ImageError) -> ImageError {
    ImageError::Unreadable(error.to_string())
}

/// Zero bytes at the end of a WebP's coded pixels from which they were overwritten. Its decoder
/// makes pixels of whatever there is; coded data does not run on in zeros.
const ZEROS: usize = 128;

fn is_overwritten(webp: &[u8]) -> bool {
    let size = webp.get(4..).and_then(|rest| rest.first_chunk()).map_or(0, |size| u32::from_le_bytes(*size));
    let file = webp.get(..8 + size as usize).unwrap_or(webp);
    file.iter().rev().take(ZEROS).all(|byte| *byte == 0)
}

fn flatten(image: DynamicImage) -> Result<Picture, ImageError> {
    let (width, height) = (image.width(), image.height());
    let rgb = if image.color().has_alpha() {
        let rgba = image.into_rgba8().into_raw();
        rgba.as_chunks::<4>().0.iter().flat_map(|&[r, g, b, a]| [r, g, b].map(|c| on_white(c, a))).collect()
    } else if let DynamicImage::ImageLuma8(grey) = image {
        grey.into_raw().into_iter().flat_map(|value| [value; 3]).collect()
    } else {
        image.into_rgb8().into_raw()
    };
    Picture::from_rgb(width, height, rgb).ok_or_else(|| ImageError::Unreadable("the picture has no pixels".into()))
}

#[expect(clippy::cast_possible_truncation, reason = "a weighted mean of two bytes is a byte")]
fn on_white(channel: u8, alpha: u8) -> u8 {
    let (channel, alpha) = (u32::from(channel), u32::from(alpha));
    ((channel * alpha + 255 * (255 - alpha) + 127) / 255) as u8
}
