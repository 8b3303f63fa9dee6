//! What `Picture::decode` takes and refuses.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::io::Cursor;

use face::{ImageError, Limits, Picture};
use image::{DynamicImage, ImageFormat, Luma, LumaA, Rgb, RgbImage, Rgba};

/// Wide, with a corner of its own in each place, so that every turn can be told.
fn corners() -> RgbImage {
    let mut image = RgbImage::from_pixel(48, 32, Rgb([128, 128, 128]));
    for (x, y, colour) in [(0, 0, [255, 0, 0]), (32, 0, [0, 255, 0]), (0, 16, [0, 0, 255]), (32, 16, [255, 255, 255])] {
        for pixel in (0..16).flat_map(|dx| (0..16).map(move |dy| (x + dx, y + dy))) {
            image.put_pixel(pixel.0, pixel.1, Rgb(colour));
        }
    }
    image
}

fn encode(image: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    image.into().write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

fn decode(bytes: &[u8]) -> Result<Picture, ImageError> {
    Picture::decode(bytes, &Limits::default())
}

fn pixel(picture: &Picture, x: u32, y: u32) -> [u8; 3] {
    let at = 3 * (y * picture.width() + x) as usize;
    picture.rgb()[at..at + 3].try_into().unwrap()
}

/// A JPEG with an EXIF segment that holds nothing but this orientation.
fn jpeg_turned(orientation: u8) -> Vec<u8> {
    let jpeg = encode(corners(), ImageFormat::Jpeg);
    let mut exif = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    exif.extend([orientation, 0, 0, 0, 0, 0, 0]);
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    [&jpeg[..2], &[0xFF, 0xE1], &length, &exif, &jpeg[2..]].concat()
}

/// A PNG header that promises a size, and no pixels.
fn png_that_promises(width: u32, height: u32) -> Vec<u8> {
    let mut header = b"IHDR".to_vec();
    header.extend(width.to_be_bytes().into_iter().chain(height.to_be_bytes()));
    header.extend([8, 2, 0, 0, 0]);
    let check = header.iter().fold(u32::MAX, |mut crc, byte| {
        crc ^= u32::from(*byte);
        (0..8).for_each(|_| crc = if crc & 1 == 1 { 0xEDB8_8320 ^ (crc >> 1) } else { crc >> 1 });
        crc
    });
    [b"\x89PNG\r\n\x1a\n\0\0\0\x0d".as_slice(), &header, &(!check).to_be_bytes()].concat()
}

#[test]
fn four_formats_are_told_by_content() {
    for format in [ImageFormat::Png, ImageFormat::Bmp, ImageFormat::WebP, ImageFormat::Jpeg] {
        let picture = decode(&encode(corners(), format)).unwrap();
        assert_eq!((picture.width(), picture.height()), (48, 32), "{format:?}");
        let [r, g, b] = pixel(&picture, 8, 8);
        assert!(r > 240 && g < 15 && b < 15, "{format:?}: {r} {g} {b}");
    }
}

#[test]
fn every_exif_orientation_is_obeyed() {
    // Where the red, green, blue and white corners of the stored picture must be seen.
    let expected = [
        (1, ['r', 'g', 'b', 'w']),
        (2, ['g', 'r', 'w', 'b']),
        (3, ['w', 'b', 'g', 'r']),
        (4, ['b', 'w', 'r', 'g']),
        (5, ['r', 'b', 'g', 'w']),
        (6, ['b', 'r', 'w', 'g']),
        (7, ['w', 'g', 'b', 'r']),
        (8, ['g', 'w', 'r', 'b']),
    ];
    for (orientation, corners) in expected {
        let picture = decode(&jpeg_turned(orientation)).unwrap();
        let (right, low) = (picture.width() - 6, picture.height() - 6);
        assert_eq!(picture.width() < picture.height(), orientation > 4, "{orientation}");
        let seen = [(6, 6), (right, 6), (6, low), (right, low)].map(|(x, y)| match pixel(&picture, x, y) {
            [200..=255, 200..=255, 200..=255] => 'w',
            [200..=255, ..] => 'r',
            [_, 200..=255, _] => 'g',
            _ => 'b',
        });
        assert_eq!(seen, corners, "orientation {orientation}");
    }
}

#[test]
fn depth_grey_and_transparency_become_rgb() {
    let deep = image::ImageBuffer::from_pixel(4, 4, Rgb([65535_u16, 0, 0]));
    assert_eq!(pixel(&decode(&encode(deep, ImageFormat::Png)).unwrap(), 1, 1), [255, 0, 0]);
    let grey = image::GrayImage::from_pixel(4, 4, Luma([77]));
    assert_eq!(pixel(&decode(&encode(grey, ImageFormat::Png)).unwrap(), 1, 1), [77, 77, 77]);
    let clear = image::RgbaImage::from_pixel(4, 4, Rgba([10, 20, 30, 0]));
    assert_eq!(pixel(&decode(&encode(clear, ImageFormat::Png)).unwrap(), 1, 1), [255, 255, 255]);
    let half = image::GrayAlphaImage::from_pixel(4, 4, LumaA([0, 128]));
    assert_eq!(pixel(&decode(&encode(half, ImageFormat::Png)).unwrap(), 1, 1), [127, 127, 127]);
}

#[test]
fn a_huge_picture_is_refused_by_its_header() {
    let huge = decode(&png_that_promises(30_000, 30_000));
    assert!(matches!(huge, Err(ImageError::TooLarge { unit: "pixels a side", actual: 30_000, .. })), "{huge:?}");
    let many = decode(&png_that_promises(11_000, 11_000));
    assert!(matches!(many, Err(ImageError::TooLarge { unit: "pixels", .. })), "{many:?}");
    let heavy = Picture::decode(&[0; 101], &Limits { max_bytes: 100, ..Limits::default() });
    assert_eq!(heavy, Err(ImageError::TooLarge { unit: "bytes", actual: 101, limit: 100 }));
}

#[test]
fn what_would_take_too_much_memory_is_refused_before_it_is_decoded() {
    let limits = Limits { max_memory: 6 * 64 * 64, ..Limits::default() };
    let flat = image::RgbImage::from_pixel(64, 64, Rgb([90, 90, 90]));
    assert!(Picture::decode(&encode(flat, ImageFormat::Png), &limits).is_ok());
    let deep = image::ImageBuffer::from_pixel(64, 64, Rgba([9_u16; 4]));
    let refused = Picture::decode(&encode(deep, ImageFormat::Png), &limits);
    assert!(matches!(refused, Err(ImageError::TooLarge { unit: "bytes in memory", .. })), "{refused:?}");
}

#[test]
fn a_progressive_picture_takes_its_coefficients_beside_its_pixels() {
    let bytes = progressive();
    let picture = decode(&bytes).unwrap();
    let pixels = 3 * u64::from(picture.width()) * u64::from(picture.height());
    let within = |max_memory| Picture::decode(&bytes, &Limits { max_memory, ..Limits::default() });
    assert!(matches!(within(pixels), Err(ImageError::TooLarge { unit: "bytes in memory", .. })));
    // Half of the colours each way: as many coefficients of two bytes as bytes of pixels, and what fills up the edges.
    assert!(within(pixels * 21 / 10).is_ok());
}

#[test]
fn a_large_picture_is_brought_down() {
    let large = image::GrayImage::from_fn(4000, 3000, |x, _| Luma([if x < 2000 { 0 } else { 255 }]));
    let picture = decode(&encode(large, ImageFormat::Png)).unwrap();
    assert_eq!((picture.width(), picture.height()), (3265, 2449));
    assert_eq!([pixel(&picture, 10, 10), pixel(&picture, 3200, 2400)], [[0; 3], [255; 3]]);
}

#[test]
fn a_header_that_lies_gives_no_picture() {
    for bytes in [png_that_promises(6_000, 6_000), png_that_promises(0, 10), png_that_promises(10, 0)] {
        assert!(matches!(decode(&bytes), Err(ImageError::Unreadable(_))));
    }
}

#[test]
fn what_is_cut_short_gives_no_picture() {
    for format in [ImageFormat::Png, ImageFormat::Bmp, ImageFormat::WebP, ImageFormat::Jpeg] {
        let whole = encode(corners(), format);
        for keep in [whole.len() / 2, whole.len() * 9 / 10, 20, 3] {
            assert!(decode(&whole[..keep]).is_err(), "{format:?}, {keep} bytes of {}", whole.len());
        }
    }
}

/// A JPEG with detail everywhere.
fn busy(width: u32, height: u32) -> Vec<u8> {
    let value = |x: u32, y: u32, by: u32| (x * x * by / 7 + y * y + x * y * by / 3) as u8;
    encode(
        RgbImage::from_fn(width, height, |x, y| Rgb([value(x, y, 1), value(x, y, 2), value(y, x, 3)])),
        ImageFormat::Jpeg,
    )
}

fn progressive() -> Vec<u8> {
    let here = std::env::current_dir().unwrap();
    let mut folders = here.ancestors().map(|folder| folder.join("examples/faults/fixtures/progressive.jpg"));
    std::fs::read(folders.find(|path| path.is_file()).unwrap()).unwrap()
}

/// Where the data of the first scan begins.
fn data_of(jpeg: &[u8]) -> usize {
    let header = jpeg.windows(2).position(|two| two == [0xFF, 0xDA]).unwrap();
    header + 2 + usize::from(u16::from_be_bytes([jpeg[header + 2], jpeg[header + 3]]))
}

fn is_unreadable(jpeg: &[u8]) -> bool {
    matches!(decode(jpeg), Err(ImageError::Unreadable(_)))
}

#[test]
fn a_jpeg_is_whole_when_its_scans_are_whatever_ends_the_file() {
    for whole in [busy(120, 90), busy(121, 35), progressive()] {
        assert_eq!(whole[whole.len() - 2..], [0xFF, 0xD9]);
        decode(&whole).unwrap();
        decode(&whole[..whole.len() - 2]).unwrap();
        decode(&[whole.as_slice(), b"and what a camera adds"].concat()).unwrap();
        let (start, length) = (data_of(&whole), whole.len() - data_of(&whole));
        for part in [0, 10, 30, 50, 70, 90, 97] {
            let kept = &whole[..start + length * part / 100];
            let kept = kept.strip_suffix(&[0xFF]).unwrap_or(kept);
            assert!(is_unreadable(&[kept, &[0xFF, 0xD9]].concat()), "{part} % of {length} bytes");
            assert!(is_unreadable(kept), "{part} % of {length} bytes, without an end");
        }
    }
}

#[test]
fn a_tail_of_zeros_is_no_picture() {
    for whole in [busy(400, 300), progressive()] {
        let (start, length) = (data_of(&whole), whole.len() - data_of(&whole));
        for part in [20, 50, 80] {
            let mut zeroed = whole.clone();
            let end = whole.len() - 2;
            zeroed[start + length * part / 100..end].fill(0);
            assert!(is_unreadable(&zeroed), "{part} % of {length} bytes");
        }
    }
    let mut webp = encode(image::load_from_memory(&busy(200, 200)).unwrap(), ImageFormat::WebP);
    let half = webp.len() / 2;
    webp[half..].fill(0);
    assert!(is_unreadable(&webp));
}

#[test]
fn stray_bytes_between_segments_are_passed_over() {
    let whole = busy(64, 64);
    let (mut jpeg, mut at) = (whole[..2].to_vec(), 2);
    while at < data_of(&whole) {
        let length = 2 + usize::from(u16::from_be_bytes([whole[at + 2], whole[at + 3]]));
        jpeg.extend(b"\x00\x17stray");
        jpeg.extend(&whole[at..at + length]);
        at += length;
    }
    jpeg.extend(&whole[at..]);
    assert_eq!(decode(&jpeg).unwrap().digest(), decode(&whole).unwrap().digest());
}

#[test]
fn a_flat_foot_is_told_as_the_file_has_it() {
    let mut image = image::load_from_memory(&busy(80, 100)).unwrap().into_rgb8();
    image.enumerate_pixels_mut().filter(|(_, y, _)| *y >= 52).for_each(|(_, _, pixel)| *pixel = Rgb([128; 3]));
    assert_eq!(decode(&encode(image, ImageFormat::Png)).unwrap().flat_foot(), 48);
    assert_eq!(decode(&busy(80, 100)).unwrap().flat_foot(), 0);
}

#[test]
fn what_is_no_picture_is_named() {
    assert_eq!(decode(b"GIF89a\x01\0\x01\0\0\0\0;"), Err(ImageError::UnsupportedFormat));
    assert_eq!(decode(b"%PDF-1.7 and so on"), Err(ImageError::UnsupportedFormat));
    assert_eq!(decode(&[7; 4000]), Err(ImageError::UnsupportedFormat));
    assert!(matches!(decode(b""), Err(ImageError::Unreadable(_))));
}

#[test]
fn broken_bytes_never_panic() {
    for format in [ImageFormat::Png, ImageFormat::Bmp, ImageFormat::WebP, ImageFormat::Jpeg] {
        let whole = encode(corners(), format);
        for at in 0..whole.len().min(700) {
            let mut broken = whole.clone();
            broken[at] ^= 0x5A;
            let _ = decode(&broken);
        }
    }
}

#[test]
fn the_same_pixels_have_the_same_digest_whatever_the_format() {
    let [png, bmp] = [ImageFormat::Png, ImageFormat::Bmp].map(|f| decode(&encode(corners(), f)).unwrap().digest());
    assert_eq!(png, bmp);
}
