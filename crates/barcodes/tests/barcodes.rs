//! The reader of barcodes against drawn sheets, as scanners and telephones
//! see them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // helpers of tests, too, fail by panicking
#![allow(clippy::disallowed_methods)] // measuring

use std::time::Instant;

use barcodes::{read_barcodes, read_barcodes_seeking};
use rxing::{BarcodeFormat, MultiFormatWriter, Writer};
use testkit::draw::{self, Picture};

const CODE: &str = "OMR-2026-0042";

fn read(what: &str, picture: &Picture) -> Vec<String> {
    let started = Instant::now();
    let found = read_barcodes(&picture.luma, picture.width, picture.height);
    println!("{what}: {found:?} in {} ms ({}x{})", started.elapsed().as_millis(), picture.width, picture.height);
    found
}

fn expect(what: &str, picture: &Picture) {
    assert_eq!(read(what, picture), [CODE], "{what}");
}

/// The pixel of `picture` at a point, mixed of its neighbours; paper outside.
fn sample(picture: &Picture, x: f32, y: f32) -> f32 {
    let at = |x: f32, y: f32| {
        let inside = x >= 0.0 && y >= 0.0 && x < picture.width as f32 && y < picture.height as f32;
        match inside {
            true => f32::from(picture.luma[y as usize * picture.width as usize + x as usize]),
            false => 200.0,
        }
    };
    let (left, top) = (x.floor(), y.floor());
    let (dx, dy) = (x - left, y - top);
    let above = at(left, top) * (1.0 - dx) + at(left + 1.0, top) * dx;
    let below = at(left, top + 1.0) * (1.0 - dx) + at(left + 1.0, top + 1.0) * dx;
    above * (1.0 - dy) + below * dy
}

/// `picture` turned about its middle and enlarged, on a canvas to hold it.
fn turned(picture: &Picture, degrees: f32, scale: f32) -> Picture {
    let (sin, cos) = degrees.to_radians().sin_cos();
    let (w, h) = (picture.width as f32, picture.height as f32);
    let across = (w * cos.abs() + h * sin.abs()) * scale;
    let down = (w * sin.abs() + h * cos.abs()) * scale;
    Picture::from_fn(across.round() as u32, down.round() as u32, |x, y| {
        let dx = (x as f32 + 0.5 - across / 2.0) / scale;
        let dy = (y as f32 + 0.5 - down / 2.0) / scale;
        let from_x = dx * cos + dy * sin + w / 2.0 - 0.5;
        let from_y = dy * cos - dx * sin + h / 2.0 - 0.5;
        sample(picture, from_x, from_y).round() as u8
    })
}

fn blurred(picture: &Picture) -> Picture {
    Picture::from_fn(picture.width, picture.height, |x, y| {
        let (x, y) = (x as f32, y as f32);
        let around = [-1.0, 0.0, 1.0].map(|dy| {
            let row = [-1.0, 0.0, 1.0].map(|dx| sample(picture, x + dx, y + dy));
            row.iter().sum::<f32>()
        });
        (around.iter().sum::<f32>() / 9.0) as u8
    })
}

fn noisy(picture: &Picture, strength: i32) -> Picture {
    let noise = draw::noise(7, picture.width, picture.height).luma;
    let mut at = 0;
    Picture::from_fn(picture.width, picture.height, |_, _| {
        let grain = (i32::from(noise[at]) - 128) * strength / 128;
        at += 1;
        (i32::from(picture.luma[at - 1]) + grain).clamp(0, 255) as u8
    })
}

#[test]
fn sheets_as_they_come() {
    let sheet = draw::omr_sheet(CODE, 1);
    expect("straight", &sheet);
    for degrees in [90.0, 180.0, 270.0] {
        expect(&format!("turned {degrees}"), &turned(&sheet, degrees, 1.0));
    }
    for degrees in [-5.0, -2.0, 3.0, 5.0] {
        expect(&format!("askew {degrees}"), &turned(&sheet, degrees, 1.0));
    }
    expect("blurred", &blurred(&sheet));
    expect("noisy", &noisy(&sheet, 40));
    expect("blurred and noisy", &noisy(&blurred(&sheet), 25));
}

#[test]
fn photos_of_telephones() {
    let sheet = draw::omr_sheet(CODE, 2);
    let photo = turned(&sheet, 3.0, 2.6);
    assert!(photo.height > 2950);
    expect("photo", &photo);
    expect("noisy photo", &noisy(&photo, 60));
    expect("photo on its side", &turned(&sheet, 88.0, 2.7));
}

#[test]
fn every_length_and_sign_of_code_128() {
    for text in ["7", "0123456789", "aZ ~!\"#$%&'()*+,-./:", "R24-00012345/B"] {
        let sheet = draw::omr_sheet(text, 3);
        assert_eq!(read("sheet", &sheet), [text]);
    }
}

#[test]
fn nothing_where_nothing_is() {
    for seed in 0..12 {
        let empty: [&str; 0] = [];
        assert_eq!(read("noise", &draw::noise(seed, 700, 500)), empty);
        assert_eq!(read("finger", &draw::fingerprint(seed, 400, 500)), empty);
        let mut sheet = draw::omr_sheet(CODE, seed);
        sheet.luma.drain(..800 * 180);
        sheet.height -= 180;
        assert_eq!(read("bubbles", &sheet), empty);
    }
    assert!(read("blank", &draw::blank(1500, 2000, 255)).is_empty());
}

#[test]
fn the_other_kinds_of_barcode() {
    let kinds = [
        (BarcodeFormat::QR_CODE, "OMR-2026-0042/é", 200),
        (BarcodeFormat::DATA_MATRIX, "OMR-2026-0042", 200),
        (BarcodeFormat::CODE_39, "OMR-2026-0042", 80),
        (BarcodeFormat::ITF, "12345678", 80),
        (BarcodeFormat::EAN_13, "4006381333931", 80),
        (BarcodeFormat::EAN_8, "96385074", 80),
    ];
    for (kind, text, height) in kinds {
        let mut sheet = draw::blank(800, 500, 240);
        print_code(&mut sheet, kind, text, (560, height));
        for degrees in [0.0, 90.0, 178.0] {
            let what = format!("{kind} turned {degrees}");
            assert_eq!(read(&what, &turned(&sheet, degrees, 1.0)), [text]);
        }
    }
}

/// Prints a barcode on a picture, 100 pixels from its left and 100 from its top.
fn print_code(sheet: &mut Picture, kind: BarcodeFormat, text: &str, size: (i32, i32)) {
    let code = MultiFormatWriter.encode(text, &kind, size.0, size.1).unwrap();
    for y in 0..code.height() {
        for x in (0..code.width()).filter(|&x| code.get(x, y)) {
            sheet.luma[((100 + y) * sheet.width + 100 + x) as usize] = 25;
        }
    }
}

/// A form's number in Code 128 and the sheet's own in a QR code.
#[test]
fn the_one_that_is_sought_is_found_beside_another() {
    let sheet = draw::omr_sheet("FORM-7", 1);
    let mut both = draw::blank(800, 1100, 240);
    print_code(&mut both, BarcodeFormat::QR_CODE, CODE, (300, 300));
    both.luma[800 * 500..800 * 700].copy_from_slice(&sheet.luma[..800 * 200]);
    let seek = |wanted| read_barcodes_seeking(wanted, &both.luma, both.width, both.height);
    assert_eq!(seek(CODE), ["FORM-7", CODE]);
    assert!(seek("FORM-7").contains(&"FORM-7".to_owned()));
    assert_eq!(seek("neither"), ["FORM-7", CODE]);
}

/// Each barcode found has the reader look at four parts of the rest again.
#[test]
fn a_wall_of_barcodes_ends() {
    let codes: Vec<Picture> = (0..26).map(|number| draw::omr_sheet(&format!("W{number}"), 1)).collect();
    let wall = Picture::from_fn(2000, 2000, |x, y| {
        let code = &codes[(y / 80) as usize];
        code.luma[((60 + y % 70) * code.width + 240 + x % 320) as usize]
    });
    let found = read("wall", &wall);
    assert!(found.iter().all(|text| text.starts_with('W')), "{found:?}");
    read("large noise", &draw::noise(1, 2000, 2000));
}

#[test]
fn odd_pictures_do_no_harm() {
    for (width, height) in [(1, 1), (1, 5000), (5000, 1), (3, 3), (39, 41), (2001, 7)] {
        let picture = draw::noise(1, width, height);
        assert!(read("odd", &picture).is_empty());
    }
    assert!(read_barcodes(&[], 0, 0).is_empty());
    assert!(read_barcodes(&[0; 10], 3, 4).is_empty());
    assert!(read_barcodes(&[], u32::MAX, u32::MAX).is_empty());
}
