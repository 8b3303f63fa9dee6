//! Decodes WSQ, the FBI's wavelet/scalar-quantisation format for fingerprints.
//!
//! Source: IAFIS-IC-0110 (V3), "WSQ Gray-scale Fingerprint Image Compression Specification";
//! where that is silent, the public-domain reference decoder of NIST's NBIS. Reads one frame
//! with filters of odd length, which is what the common encoders write.

mod area;
mod bytes;
mod header;
mod huffman;
mod markers;
mod symbols;
mod tables;
mod tree;
mod wavelet;

use crate::{error::FingerprintError, gray::Gray, limits::Limits};
use bytes::{Bytes, Malformed};
use header::{Frame, pixels_per_inch};
use markers::{COM, SOF, SOI};
use tables::Tables;

/// Start of image, and the first bytes of every WSQ file.
pub(crate) const MAGIC: [u8; 2] = [0xFF, 0xA0];

/// Decodes an image and the resolution that its comment names.
pub(crate) fn decode(file: &[u8], limits: &Limits) -> Result<(Gray, Option<u32>), FingerprintError> {
    let mut bytes = Bytes::new(file);
    let mut tables = Tables::default();
    let (frame, dpi) = read_to_frame(&mut bytes, &mut tables).map_err(|_| FingerprintError::Unreadable)?;
    limits.check(frame.width as u64, frame.height as u64)?;
    let image = decode_frame(&mut bytes, &mut tables, &frame);
    Ok((image.map_err(|_| FingerprintError::Unreadable)?, dpi))
}

/// Tables and comments, up to and with the frame header.
fn read_to_frame(bytes: &mut Bytes, tables: &mut Tables) -> Result<(Frame, Option<u32>), Malformed> {
    if bytes.u16()? != SOI {
        return Err(Malformed);
    }
    let mut dpi = None;
    loop {
        match bytes.u16()? {
            SOF => return Ok((Frame::read(&mut bytes.segment()?)?, dpi)),
            COM => dpi = pixels_per_inch(bytes.segment()?.rest()).or(dpi),
            marker => tables.read(marker, bytes)?,
        }
    }
}

fn decode_frame(bytes: &mut Bytes, tables: &mut Tables, frame: &Frame) -> Result<Gray, Malformed> {
    let symbols = symbols::read(bytes, tables, frame.width * frame.height)?;
    let quantiser = tables.quantiser.as_ref().ok_or(Malformed)?;
    let filters = tables.filters.as_ref().ok_or(Malformed)?;
    let mut plane = vec![0.0; frame.width * frame.height];
    let mut values = symbols.into_iter();
    for (band, area) in tree::subbands(frame.width, frame.height).into_iter().enumerate() {
        quantiser.fill(band, area, &mut values, &mut plane, frame.width)?;
    }
    tree::reconstruct(&mut plane, frame.width, frame.height, filters);
    let pixels = plane.iter().map(|value| (value * frame.scale + frame.shift).round().clamp(0.0, 255.0) as u8);
    Ok(Gray { width: frame.width, height: frame.height, pixels: pixels.collect() })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The drawn whorl was encoded and decoded again by NIST's own code.
    #[test]
    fn pixels_are_those_of_the_reference_decoder() {
        let file = include_bytes!("../../tests/data/whorl.wsq");
        let reference = image::load_from_memory(include_bytes!("../../tests/data/whorl-decoded.png"));
        let reference = reference.unwrap().into_luma8();
        let (decoded, dpi) = decode(file, &Limits::default()).unwrap();
        assert_eq!((decoded.width as u32, decoded.height as u32), reference.dimensions());
        assert_eq!(dpi, Some(500));
        let worst = decoded.pixels.iter().zip(reference.as_raw()).map(|(a, b)| a.abs_diff(*b)).max();
        assert!(worst <= Some(1), "{worst:?}");
    }
}
