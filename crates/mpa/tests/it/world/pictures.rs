//! Real faces (public pictures that `make setup` fetches), and what is made of them.

use std::{io::Cursor, sync::OnceLock};

use image::{DynamicImage, GenericImage as _, ImageFormat, imageops::FilterType};

use super::models;

fn read(name: &str) -> Vec<u8> {
    let path = models().join("pictures").join(name);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}: run `make setup`", path.display()))
}

/// The picture, small enough to be quick in a test.
fn small(name: &str) -> DynamicImage {
    image::load_from_memory(&read(name)).unwrap().resize(480, 480, FilterType::Triangle)
}

pub(crate) fn png(picture: &DynamicImage) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

macro_rules! pictures {
    ($($(#[$doc:meta])* $name:ident = $make:expr;)*) => {$(
        $(#[$doc])*
        pub(crate) fn $name() -> &'static [u8] {
            static BYTES: OnceLock<Vec<u8>> = OnceLock::new();
            BYTES.get_or_init(|| $make)
        }
    )*};
}

pictures! {
    /// The candidate who is enrolled in most stories.
    obama = png(&small("obama.jpg"));
    /// The same person, another day.
    obama2 = png(&small("obama2.jpg"));
    /// The same person, once more.
    obama3 = png(&image::load_from_memory(&read("obama3.jpg")).unwrap().resize(720, 720, FilterType::Triangle));
    /// Another person.
    biden = png(&small("biden.jpg"));
    /// Two people.
    both = {
        let (left, right) = (small("obama.jpg"), small("biden.jpg"));
        let mut both = DynamicImage::new_rgb8(left.width() + right.width(), left.height().max(right.height()));
        both.copy_from(&left, 0, 0).unwrap();
        both.copy_from(&right, left.width(), 0).unwrap();
        png(&both)
    };
    /// A face in the dark.
    dark = png(&small("obama.jpg").brighten(-215));
    /// A face that is too far away.
    tiny = png(&small("obama.jpg").resize(110, 110, FilterType::Triangle));
    /// No face at all.
    wall = testkit::draw::blank(300, 300, 180).png();
    /// A file that says it has 30,000 × 30,000 pixels.
    giant = {
        let mut png = testkit::draw::blank(8, 8, 0).png();
        png[16..20].copy_from_slice(&30_000_u32.to_be_bytes());
        png[20..24].copy_from_slice(&30_000_u32.to_be_bytes());
        let sum = crc(&png[12..29]);
        png[29..33].copy_from_slice(&sum.to_be_bytes());
        png
    };
    /// A finger that is nobody's.
    finger = testkit::draw::fingerprint(4, 260, 300).png();
}

/// An answer sheet with this barcode on it.
pub(crate) fn sheet(barcode: &str) -> Vec<u8> {
    testkit::draw::omr_sheet(barcode, 7).png()
}

/// The same picture to the eye, with other pixels: `number` of them are changed.
pub(crate) fn touched(picture: &[u8], number: u32) -> Vec<u8> {
    let mut picture = image::load_from_memory(picture).unwrap().to_rgb8();
    for x in 0..number {
        let pixel = picture.get_pixel_mut(x, 0);
        pixel.0[0] ^= 1;
    }
    png(&picture.into())
}

/// CRC-32 as PNG has it (ISO 3309).
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0_u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 })
    })
}
