//! The first look: a few lines across the picture, both ways.

use std::{collections::BTreeMap, panic::catch_unwind};

use rxing::{
    Binarizer, DecodeHints, Luma8LuminanceSource,
    common::GlobalHistogramBinarizer,
    oned::{Code128Reader, OneDReader},
};

use crate::{
    grey::Grey,
    symbol::{Format, Symbol},
};

/// Lines that must read the same text at a glance.
const AGREEING: usize = 2;

/// What Code 128 lying upright can be read at a glance. Its time is bounded by the number of pixels alone; a close look
/// takes five to twenty times as long, where the picture is an honest one.
#[must_use]
pub fn glance(picture: &Grey) -> Vec<Symbol> {
    // rxing indexes into pictures of strangers: a panic there means no barcode.
    catch_unwind(|| agreeing(picture)).unwrap_or_default()
}

fn agreeing(picture: &Grey) -> Vec<Symbol> {
    let lines = picture.lines();
    let (hints, mut reader) = (DecodeHints::default(), Code128Reader);
    let (width, height) = (lines.width, lines.height);
    let Ok(source) = Luma8LuminanceSource::new(lines.luma, width, height) else {
        return Vec::new();
    };
    let rows = GlobalHistogramBinarizer::new(source);
    let mut readings = BTreeMap::<String, usize>::new();
    for y in 0..height {
        // A line of one grey has no threshold, and no barcode.
        let Ok(row) = rows.get_black_row(y as usize) else {
            continue;
        };
        let mut row = row.into_owned();
        let mut reading = reader.decode_row(y, &row, &hints);
        if reading.is_err() {
            row.reverse();
            reading = reader.decode_row(y, &row, &hints);
        }
        if let Ok(code) = reading {
            *readings.entry(code.getText().to_owned()).or_default() += 1;
        }
    }
    readings.retain(|_, lines| *lines >= AGREEING);
    readings.into_keys().map(|text| Symbol { format: Format::Code128, text }).collect()
}
