//! The reader of barcodes against drawn sheets, as scanners and telephones
//! see them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // helpers of tests, too, fail by panicking
#![allow(clippy::disallowed_methods)] // measuring

use std::time::Instant;

use barcodes::{Grey, Seen, glance, look};
use rxing::{BarcodeFormat, MultiFormatWriter, Writer};
use testkit::draw::{self, Picture};

const CODE: &str = "OMR-2026-0042";

fn grey(picture: &Picture) -> Grey {
    Grey::new(picture.luma.clone(), picture.width, picture.height).unwrap()
}

fn texts(seen: &Seen) -> Vec<String> {
    let mut texts: Vec<_> = seen.symbols.iter().map(|symbol| symbol.text.clone()).collect();
    texts.sort();
    texts
}

/// As at a station that knows nothing of the sheet: a glance that reads is enough.
fn read(what: &str, picture: &Picture) -> Vec<String> {
    let started = Instant::now();
    let picture_grey = grey(picture);
    let glanced = Seen { symbols: glance(&picture_grey), ..Seen::default() };
    let found = if glanced.symbols.is_empty() { texts(&look(&picture_grey, "")) } else { texts(&glanced) };
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
    let seek = |wanted| texts(&look(&grey(&both), wanted));
    assert_eq!(seek(CODE), ["FORM-7", CODE]);
    assert!(seek("FORM-7").contains(&"FORM-7".to_owned()));
    assert_eq!(seek("neither"), ["FORM-7", CODE]);
    assert!(!look(&grey(&both), "neither").unread);
    // Under a smudge there is something; nobody says what.
    let mut smudged = draw::omr_sheet("OMR-2026-0042", 1);
    smudged
        .luma
        .iter_mut()
        .skip(800 * 500)
        .take(800 * 200)
        .zip(&sheet.luma)
        .for_each(|(under, printed)| *under = *printed);
    for row in smudged.luma.chunks_exact_mut(800).take(250) {
        row[330..470].fill(20);
    }
    let seen = look(&grey(&smudged), "OMR-2026-0042");
    assert_eq!((texts(&seen), seen.unread), (vec!["FORM-7".to_owned()], true));
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
    for (luma, width, height) in [(0, 0, 0), (10, 3, 4), (0, u32::MAX, u32::MAX)] {
        assert!(Grey::new(vec![0; luma], width, height).is_none());
    }
}

/// The two pictures that were seen to hold a worker for minutes are made of this: corners of QR codes from edge to edge.
fn corners(modules: &[u32]) -> Picture {
    let mut wall = draw::blank(2000, 2000, 255);
    let (mut top, mut turn) = (0, 0);
    while top + 8 * modules[turn % modules.len()] <= 2000 {
        let module = modules[turn % modules.len()];
        for left in (0..2000 - 8 * module).step_by(8 * module as usize) {
            for (y, x) in (0..7 * module).flat_map(|y| (0..7 * module).map(move |x| (y, x))) {
                let ring = [x / module, y / module].map(|at| at.abs_diff(3)).into_iter().max().unwrap();
                if ring != 2 {
                    wall.luma[((top + y) * 2000 + left + x) as usize] = 0;
                }
            }
        }
        top += 8 * module;
        turn += 1;
    }
    wall
}

/// How long each bad picture takes without any bound; to be run by hand, with `--ignored --nocapture`.
#[test]
#[ignore = "takes minutes"]
fn bad_pictures_without_a_bound() {
    let stripes =
        |width: u32| Picture::from_fn(2000, 2000, move |x, _| if (x / width).is_multiple_of(2) { 0 } else { 255 });
    let board = |side: u32| {
        Picture::from_fn(2000, 2000, move |x, y| if (x / side + y / side).is_multiple_of(2) { 0 } else { 255 })
    };
    let pictures = [
        ("noise", draw::noise(3, 2000, 2000)),
        ("stripes 2", stripes(2)),
        ("stripes 3", stripes(3)),
        ("board 2", board(2)),
        ("board 5", board(5)),
        ("board 40", board(40)),
        ("corners 4", corners(&[4])),
        ("corners 3", corners(&[3])),
        ("corners 2 and 3", corners(&[2, 3])),
        ("corners 2", corners(&[2])),
    ];
    for (what, picture) in pictures {
        let started = Instant::now();
        let seen = look(&grey(&picture), "OMR-1");
        println!("{what}: {seen:?} in {} ms", started.elapsed().as_millis());
    }
}
