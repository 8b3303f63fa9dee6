//! Pictures of faces and sheets.

use face::{Limits, Luma, Picture};

/// Both ways of decoding a picture agree on whether it is one, and on its sides.
pub(crate) fn picture(bytes: &[u8]) {
    let limits = Limits { max_bytes: 1 << 20, max_pixels: 1 << 18, max_side: 2_000, ..Limits::default() };
    let colour = Picture::decode(bytes, &limits);
    let grey = Luma::decode(bytes, &limits);
    match (colour, grey) {
        (Ok(colour), Ok(grey)) => {
            let pixels = u64::from(grey.width) * u64::from(grey.height);
            assert_eq!((colour.width(), colour.height()), (grey.width, grey.height));
            assert!((1..=limits.max_pixels).contains(&pixels));
            assert_eq!(grey.pixels.len() as u64, pixels);
            assert_eq!(colour.rgb().len() as u64, 3 * pixels);
        }
        (Err(colour), Err(grey)) => assert_eq!(colour, grey),
        (colour, grey) => panic!("one reading only: {:?}, {:?}", colour.err(), grey.err()),
    }
}
