#![allow(clippy::unwrap_used)] // helpers of tests are tests, too

mod common;
use common::{Dice, file, whorl};
use fingerprint::{FingerprintError, Format, Limits, inspect};
use image::{DynamicImage, ImageFormat};

const WSQ: &[u8] = include_bytes!("data/whorl.wsq");

fn refusal(bytes: &[u8]) -> FingerprintError {
    inspect(bytes, &Limits::default()).unwrap_err()
}

#[test]
fn every_kind_of_pixel_gets_about_the_same_score() {
    let gray = DynamicImage::ImageLuma8(whorl(200, 220, 9.0, 100.0));
    let kinds = [
        (gray.clone(), ImageFormat::Png),
        (gray.to_rgb8().into(), ImageFormat::Png),
        (gray.to_rgba8().into(), ImageFormat::Png),
        (gray.to_luma_alpha8().into(), ImageFormat::Png),
        (gray.to_luma16().into(), ImageFormat::Png),
        (gray.to_rgba16().into(), ImageFormat::Png),
        (gray.clone(), ImageFormat::Bmp),
        (gray.to_rgb8().into(), ImageFormat::Bmp),
        (gray.to_rgba8().into(), ImageFormat::Bmp),
    ];
    let expected = common::quality(gray.as_luma8().unwrap());
    for (image, kind) in kinds {
        let found = inspect(&file(&image, kind), &Limits::default()).unwrap();
        assert!((found.quality - expected).abs() < 1.0, "{kind:?} {}", found.quality);
        assert_eq!((found.width, found.height), (200, 220));
        let format = if kind == ImageFormat::Png { Format::Png } else { Format::Bmp };
        assert_eq!(found.format, format);
    }
}

#[test]
fn wsq_as_the_reference_decoder_reads_it() {
    let found = inspect(WSQ, &Limits::default()).unwrap();
    assert_eq!((found.format, found.width, found.height), (Format::Wsq, 141, 149));
    assert_eq!(found.resolution_dpi, Some(500));
    let reference = inspect(include_bytes!("data/whorl-decoded.png"), &Limits::default()).unwrap();
    assert!((found.quality - reference.quality).abs() < 0.2, "{found:?} {reference:?}");
}

#[test]
fn what_is_no_fingerprint_image() {
    for other in [&b""[..], b"GIF89a", b"\xFF\xD8\xFF\xE0", b"<svg>", b"\xFF", b"\x89PN"] {
        assert_eq!(refusal(other), FingerprintError::Unsupported);
    }
    for broken in [&b"BM"[..], b"\xFF\xA0", b"\x89PNG\r\n\x1A\n", b"BMXXXXXXXXXXXXXXXXXXXXXXXXXXXXX"] {
        assert_eq!(refusal(broken), FingerprintError::Unreadable);
    }
}

#[test]
fn sizes_are_checked_before_pixels() {
    let small = DynamicImage::new_luma8(63, 200);
    assert_eq!(refusal(&file(&small, ImageFormat::Png)), FingerprintError::TooSmall);
    let long = DynamicImage::new_luma8(4001, 64);
    assert_eq!(refusal(&file(&long, ImageFormat::Bmp)), FingerprintError::TooLarge);

    let mut png = file(&DynamicImage::new_luma8(100, 100), ImageFormat::Png);
    png[16..24].copy_from_slice(&[0, 0, 0x75, 0x30, 0, 0, 0x75, 0x30]);
    let crc = crc32(&png[12..29]).to_be_bytes();
    png[29..33].copy_from_slice(&crc);
    assert_eq!(refusal(&png), FingerprintError::TooLarge);

    let mut bmp = file(&DynamicImage::new_luma8(100, 100), ImageFormat::Bmp);
    bmp[18..22].copy_from_slice(&30_000u32.to_le_bytes());
    bmp[22..26].copy_from_slice(&30_000u32.to_le_bytes());
    assert_eq!(refusal(&bmp), FingerprintError::TooLarge);

    let mut wsq = WSQ.to_vec();
    let frame = wsq.windows(2).position(|w| w == [0xFF, 0xA2]).unwrap();
    wsq[frame + 6..frame + 10].copy_from_slice(&[0x75, 0x30, 0x75, 0x30]);
    assert_eq!(refusal(&wsq), FingerprintError::TooLarge);

    let limits = Limits { bytes: 100, ..Limits::default() };
    assert_eq!(inspect(WSQ, &limits), Err(FingerprintError::TooLarge));
}

fn crc32(bytes: &[u8]) -> u32 {
    !bytes
        .iter()
        .fold(!0, |crc: u32, &byte| (0..8).fold(crc ^ u32::from(byte), |crc, _| crc >> 1 ^ (0xEDB8_8320 * (crc & 1))))
}

#[test]
fn the_declared_resolution() {
    let mut bmp = file(&DynamicImage::new_luma8(100, 100), ImageFormat::Bmp);
    bmp[38..42].copy_from_slice(&19_685u32.to_le_bytes());
    assert_eq!(inspect(&bmp, &Limits::default()).unwrap().resolution_dpi, Some(500));

    let mut png = file(&DynamicImage::new_luma8(100, 100), ImageFormat::Png);
    let mut chunk = b"\0\0\0\x09pHYs\0\0\x4C\xE5\0\0\x4C\xE5\x01".to_vec();
    let crc = crc32(&chunk[4..]).to_be_bytes();
    chunk.extend(crc);
    png.splice(33..33, chunk);
    assert_eq!(inspect(&png, &Limits::default()).unwrap().resolution_dpi, Some(500));
}

#[test]
fn twice_the_resolution_is_the_same_finger() {
    let large = whorl(600, 640, 18.0, 100.0);
    let mut bmp = file(&DynamicImage::ImageLuma8(large), ImageFormat::Bmp);
    bmp[38..42].copy_from_slice(&39_370u32.to_le_bytes());
    let found = inspect(&bmp, &Limits::default()).unwrap();
    assert_eq!(found.resolution_dpi, Some(1000));
    assert!(found.quality > 70.0, "{found:?}");
}

/// Cut at every byte, and with bytes changed at random: always an answer.
#[test]
fn broken_files_end_in_an_answer() {
    let image = DynamicImage::ImageLuma8(whorl(70, 66, 9.0, 100.0));
    let rgb = DynamicImage::ImageRgb8(image.to_rgb8());
    let files =
        [file(&image, ImageFormat::Png), file(&image, ImageFormat::Bmp), file(&rgb, ImageFormat::Bmp), WSQ.to_vec()];
    let limits = Limits { min_side: 1, max_side: 512, ..Limits::default() };
    let mut dice = Dice(5);
    let rounds = if cfg!(debug_assertions) { 200 } else { 2000 };
    for file in &files {
        for end in 0..file.len() {
            let cut = inspect(&file[..end], &limits);
            assert!(cut.is_err() || end + 16 > file.len(), "{end} of {}", file.len());
        }
        for _ in 0..rounds {
            let mut changed = file.clone();
            for _ in 0..=dice.below(6) {
                let near = if dice.below(2) == 0 { 64 } else { changed.len() };
                let at = dice.below(near);
                changed[at] = dice.below(256) as u8;
            }
            if let Ok(found) = inspect(&changed, &limits) {
                assert!((0.0..=100.0).contains(&found.quality));
            }
        }
    }
}
