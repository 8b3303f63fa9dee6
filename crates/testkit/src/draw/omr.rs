//! An answer sheet as a flatbed scanner sees it.

use super::{code128, dice::Dice, picture::Picture};

const WIDTH: u32 = 800;
const HEIGHT: u32 = 1100;
const PAPER: u8 = 248;
const INK: u8 = 20;
const BAR_TOP: u32 = 60;
const BAR_HEIGHT: u32 = 90;
/// White modules that ISO/IEC 15417 asks for at both ends.
const QUIET: u32 = 10;
const MARK: u32 = 24;
/// Radius of a bubble, in pixels.
const BUBBLE: f32 = 9.0;

/// A sheet of 800 × 1100 pixels: `barcode` in Code 128 at the top, marks in
/// the corners, 100 questions of which each has one bubble filled.
///
/// # Panics
/// When `barcode` is empty, not printable ASCII, or longer than 29
/// characters: its bars would be less than two pixels wide.
#[must_use]
pub fn omr_sheet(barcode: &str, seed: u64) -> Picture {
    let mut dice = Dice(seed);
    let mut sheet = Picture::from_fn(WIDTH, HEIGHT, |_, _| PAPER - (dice.roll() % 6) as u8);
    draw_barcode(&mut sheet, barcode);
    for (left, top) in [(10, 10), (766, 10), (10, 1066), (766, 1066)] {
        sheet.fill(left, top, MARK, MARK, INK);
    }
    for question in 0..100u32 {
        let filled = dice.roll() % 4;
        let (left, y) = (100 + question / 25 * 165, 215 + question % 25 * 33);
        for option in 0..4u32 {
            let center = ((left + option * 32) as f32, y as f32);
            draw_bubble(&mut sheet, center, u64::from(option) == filled);
        }
    }
    sheet
}

fn draw_barcode(sheet: &mut Picture, text: &str) {
    let widths = code128::widths(text);
    let modules = widths.iter().sum::<u32>() + 2 * QUIET;
    let pixels = (WIDTH / modules).min(3);
    assert!(pixels >= 2, "`{text}` is too long for the sheet");
    let mut left = (WIDTH - modules * pixels) / 2 + QUIET * pixels;
    for (number, width) in widths.iter().enumerate() {
        if number % 2 == 0 {
            sheet.fill(left, BAR_TOP, width * pixels, BAR_HEIGHT, INK);
        }
        left += width * pixels;
    }
}

fn draw_bubble(sheet: &mut Picture, center: (f32, f32), filled: bool) {
    let reach = BUBBLE as u32 + 2;
    let (left, top) = (center.0 as u32 - reach, center.1 as u32 - reach);
    for y in top..top + 2 * reach {
        for x in left..left + 2 * reach {
            let away = (x as f32 - center.0).hypot(y as f32 - center.1);
            let inked = if filled { away <= BUBBLE } else { (away - BUBBLE).abs() <= 0.8 };
            if inked {
                sheet.luma[(y * WIDTH + x) as usize] = INK + 30;
            }
        }
    }
}
