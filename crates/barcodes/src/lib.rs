//! Reading the barcodes of a scanned or photographed sheet.

mod grey;

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::panic::catch_unwind;

use rxing::common::{GlobalHistogramBinarizer, HybridBinarizer};
use rxing::multi::{GenericMultipleBarcodeReader, MultipleBarcodeReader};
use rxing::oned::{Code128Reader, OneDReader};
use rxing::{BarcodeFormat, Binarizer, BinaryBitmap, DecodeHints, Luma8LuminanceSource, MultiUseMultiFormatReader};

use grey::{Grey, MAX_SIDE};

/// Of what can stand on a sheet; each more costs time and false readings.
const FORMATS: [BarcodeFormat; 7] = [
    BarcodeFormat::CODE_128,
    BarcodeFormat::CODE_39,
    BarcodeFormat::ITF,
    BarcodeFormat::EAN_8,
    BarcodeFormat::EAN_13,
    BarcodeFormat::QR_CODE,
    BarcodeFormat::DATA_MATRIX,
];
/// Their checks rule out chance. The others see themselves in any stripes
/// now and then, so they count when two views of the picture agree on them.
const STRONG: [BarcodeFormat; 3] = [BarcodeFormat::CODE_128, BarcodeFormat::QR_CODE, BarcodeFormat::DATA_MATRIX];

/// Lines that must read the same text at a glance.
const AGREEING: usize = 2;

/// The texts of the barcodes found in a grey picture (rows from the top, a
/// byte a pixel), sorted, each once. Code 128, Code 39, ITF, EAN, QR and Data
/// Matrix, turned by any right angle or askew by a few degrees.
///
/// Where a glance reads Code 128 lying upright, only that is returned; else
/// all of the picture is looked at, which takes five to twenty times as long.
///
/// Empty when there are none and when `luma` has not `width * height` bytes.
/// Takes a bounded time, whatever the picture: run it on the image pool.
pub fn read_barcodes(luma: &[u8], width: u32, height: u32) -> Vec<String> {
    read(luma, width, height, |seen| !seen.is_empty())
}

/// As [`read_barcodes`], for a caller who compares: the glance is enough only
/// when it shows `wanted`, so that another barcode on the same sheet (a QR
/// code, a form's number) is never taken for the only one.
pub fn read_barcodes_seeking(wanted: &str, luma: &[u8], width: u32, height: u32) -> Vec<String> {
    read(luma, width, height, |seen| seen.contains(wanted))
}

fn read(luma: &[u8], width: u32, height: u32, enough: impl Fn(&BTreeSet<String>) -> bool) -> Vec<String> {
    let pixels = u64::from(width) * u64::from(height);
    if pixels == 0 || luma.len() as u64 != pixels {
        return Vec::new();
    }
    let mut sure = catch_unwind(|| glance(luma, width, height)).unwrap_or_default();
    if !enough(&sure) {
        look_closely(luma, width, height, &mut sure);
    }
    sure.into_iter().collect()
}

/// What Code 128 can be read from a few lines across the picture, both ways.
fn glance(luma: &[u8], width: u32, height: u32) -> BTreeSet<String> {
    let lines = Grey::lines(luma, width, height);
    let (hints, mut reader) = (DecodeHints::default(), Code128Reader);
    let Ok(source) = Luma8LuminanceSource::new(lines.luma, lines.width, lines.height) else {
        return BTreeSet::new();
    };
    let rows = GlobalHistogramBinarizer::new(source);
    let mut readings = BTreeMap::<String, usize>::new();
    for y in 0..lines.height {
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
    readings.into_keys().collect()
}

/// Adds what the whole picture shows, in one view after another.
fn look_closely(luma: &[u8], width: u32, height: u32, sure: &mut BTreeSet<String>) {
    let factor = width.max(height).div_ceil(MAX_SIDE);
    let full = Grey::shrunk(luma, width, height, factor);
    // Halved against the grain and blur of a camera, only when needed, hence
    // the functions. (A smoothed view between them read nothing that these
    // two do not, and took a third of the time of a sheet without a barcode.)
    let views: [&dyn Fn() -> Grey; 2] = [&|| full.clone(), &|| Grey::shrunk(&full.luma, full.width, full.height, 2)];
    let mut doubtful = BTreeSet::new();
    for view in views {
        for (format, text) in read_once(&view()) {
            if STRONG.contains(&format) || doubtful.contains(&text) {
                doubtful.remove(&text);
                sure.insert(text);
            } else if !sure.contains(&text) {
                doubtful.insert(text);
            }
        }
        if !sure.is_empty() && doubtful.is_empty() {
            break;
        }
    }
}

/// rxing indexes into pictures of strangers: a panic there means no barcode.
fn read_once(picture: &Grey) -> Vec<(BarcodeFormat, String)> {
    if picture.luma.is_empty() {
        return Vec::new();
    }
    catch_unwind(|| decode(picture)).unwrap_or_default()
}

fn decode(picture: &Grey) -> Vec<(BarcodeFormat, String)> {
    let hints = DecodeHints {
        PossibleFormats: Some(HashSet::from(FORMATS)),
        // Every row instead of a few, and the picture turned as well.
        TryHarder: Some(true),
        ..DecodeHints::default()
    };
    let luma = picture.luma.clone();
    let Ok(source) = Luma8LuminanceSource::new(luma, picture.width, picture.height) else {
        return Vec::new();
    };
    let mut bitmap = BinaryBitmap::new(HybridBinarizer::new(source));
    let mut reader = GenericMultipleBarcodeReader::new(MultiUseMultiFormatReader::default());
    let found = reader.decode_multiple_with_hints(&mut bitmap, &hints);
    let codes = found.unwrap_or_default();
    let mut readings: Vec<_> = codes.iter().map(|code| (*code.getBarcodeFormat(), code.getText().to_owned())).collect();
    // One code may be found several times, which does not make it surer.
    readings.sort_by(|one, other| one.1.cmp(&other.1));
    readings.dedup_by(|one, other| one.1 == other.1);
    readings
}
