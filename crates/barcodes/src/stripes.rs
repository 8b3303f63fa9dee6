//! Places that look like a barcode, whether or not it can be read: bars of a few widths that go on from line to line.
//! A sheet on which one symbol was read and another is under a smudge does not say that it is another sheet.

use std::{collections::HashSet, ops::Range};

use rxing::{
    DecodeHints,
    common::BitArray,
    oned::{MultiFormatOneDReader, OneDReader},
};

use crate::{
    grey::Grey,
    symbol::{Format, Symbol},
};

/// Lines that are looked at, each way, and their least distance.
const LINES: u32 = 160;
const STEP: u32 = 4;
/// Bars and spaces side by side; fewer are letters. The shortest barcode has more on either side of a smudge.
const BARS: usize = 18;
/// The widest bar, as a part of the line, and beside the narrow ones. Bubbles and boxes have wider gaps.
const WIDEST_PART: usize = 40;
const WIDEST: usize = 6;
/// Pixels of height; less is a line of text.
const LEAST_HEIGHT: u32 = 28;
/// Hundredths of two lines that are alike when the bars go on, and by how much they may lean.
const ALIKE: usize = 88;
const LEAN: i64 = 3;
/// Grey levels between ink and paper.
const CONTRAST: u8 = 60;

/// A stretch of bars, from line to line.
struct Place {
    across: Range<usize>,
    down: Range<usize>,
    text: Option<String>,
}

/// Whether there are more such places than `symbols` account for.
pub(super) fn unread(picture: &Grey, symbols: &[Symbol]) -> bool {
    let places: Vec<Place> = [picture, &picture.turned()].into_iter().flat_map(places).collect();
    let known = |text: &String| symbols.iter().any(|symbol| symbol.text == *text);
    let dark = places.iter().filter(|place| !place.text.as_ref().is_some_and(known)).count();
    let told: HashSet<&String> = places.iter().filter_map(|place| place.text.as_ref()).collect();
    // What was read only of all lines together, or of one that is askew, is a place, too.
    let elsewhere = symbols.iter().filter(|symbol| symbol.format.is_linear() && !told.contains(&symbol.text)).count();
    dark > elsewhere
}

fn places(picture: &Grey) -> Vec<Place> {
    let step = STEP.max(picture.height / LINES);
    let lines: Vec<Vec<bool>> = (0..picture.height).step_by(step as usize).map(|y| ink(picture.row(y))).collect();
    let least = (LEAST_HEIGHT.max(picture.height / 50) / step) as usize;
    let mut places: Vec<Place> = Vec::new();
    for top in 0..lines.len() {
        for across in stretches(&lines[top]) {
            let in_known = |place: &Place| {
                place.down.contains(&top) && place.across.start < across.end && across.start < place.across.end
            };
            if places.iter().any(in_known) {
                continue;
            }
            let more = lines[top..].windows(2).take_while(|pair| go_on(&pair[0], &pair[1], &across)).count();
            if more >= least {
                let down = top..top + more + 1;
                let text = lines[down.clone()].iter().find_map(|line| text(line));
                places.push(Place { across, down, text });
            }
        }
    }
    places
}

/// What is ink of a row; nothing where it is all of one grey.
fn ink(row: &[u8]) -> Vec<bool> {
    let (dark, bright) = (row.iter().min().copied().unwrap_or(0), row.iter().max().copied().unwrap_or(0));
    let middle = if bright - dark < CONTRAST { 0 } else { dark + (bright - dark) / 2 };
    row.iter().map(|grey| *grey < middle).collect()
}

/// Where a line has many narrow bars of several widths.
fn stretches(line: &[bool]) -> Vec<Range<usize>> {
    let widest = (line.len() / WIDEST_PART).max(8);
    let mut found = Vec::new();
    let mut widths: Vec<usize> = Vec::new();
    let mut at = 0;
    for run in line.chunk_by(|one, other| one == other) {
        if run.len() <= widest {
            widths.push(run.len());
        } else {
            add(&widths, at, &mut found);
            widths.clear();
        }
        at += run.len();
    }
    add(&widths, at, &mut found);
    found
}

fn add(widths: &[usize], end: usize, found: &mut Vec<Range<usize>>) {
    if widths.len() < BARS {
        return;
    }
    let mut sorted = widths.to_vec();
    sorted.sort_unstable();
    let (narrow, wide) = (sorted[sorted.len() / 10].max(1), sorted[sorted.len() * 9 / 10]);
    // All alike are the marks along an edge that scanners find their way by.
    if wide <= narrow * WIDEST && wide * 2 > narrow * 3 {
        found.push(end - widths.iter().sum::<usize>()..end);
    }
}

/// Whether the bars of a line go on in the next.
fn go_on(line: &[bool], next: &[bool], across: &Range<usize>) -> bool {
    let alike = |lean: i64| {
        let same = across.clone().filter(|x| {
            let there = usize::try_from(*x as i64 + lean).ok().and_then(|x| next.get(x));
            there == line.get(*x)
        });
        same.count() * 100 >= across.len() * ALIKE
    };
    (-LEAN..=LEAN).any(alike)
}

/// What a line reads, either way.
fn text(line: &[bool]) -> Option<String> {
    let formats = Format::ALL.into_iter().filter(|format| format.is_linear()).map(Format::of_rxing);
    let hints = DecodeHints { PossibleFormats: Some(formats.collect()), ..DecodeHints::default() };
    let mut reader = MultiFormatOneDReader::new(&hints);
    let mut row = BitArray::with_size(line.len());
    (0..line.len()).filter(|x| line[*x]).for_each(|x| row.set(x));
    for _ in 0..2 {
        if let Ok(code) = reader.decode_row(0, &row, &hints) {
            return Some(code.getText().to_owned());
        }
        row.reverse();
    }
    None
}
