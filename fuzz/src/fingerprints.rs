//! Images of fingerprints.

use fingerprint::{Format, Limits, inspect};

const WSQ: &[u8] = b"\xFF\xA0";

fn limits() -> Limits {
    Limits { bytes: 1 << 20, min_side: 8, max_side: 400 }
}

/// Compressed by wavelets (WSQ).
pub(crate) fn wsq(bytes: &[u8]) {
    check(&[WSQ, bytes.strip_prefix(WSQ).unwrap_or(bytes)].concat());
}

/// PNG and BMP.
pub(crate) fn raster(bytes: &[u8]) {
    if !bytes.starts_with(WSQ) {
        check(bytes);
    }
}

fn check(bytes: &[u8]) {
    let Ok(found) = inspect(bytes, &limits()) else { return };
    assert_eq!(found.format == Format::Wsq, bytes.starts_with(WSQ));
    assert!(found.width.max(found.height) <= limits().max_side);
    assert!((0.0..=100.0).contains(&found.quality), "{}", found.quality);
    assert_eq!(inspect(bytes, &limits()).as_ref(), Ok(&found), "a second look gives another answer");
}
