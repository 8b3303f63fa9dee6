//! Pictures that depend on nothing but their arguments.

mod code128;
mod dice;
mod fingerprint;
mod omr;
mod picture;

pub use fingerprint::fingerprint;
pub use omr::omr_sheet;
pub use picture::Picture;

use dice::Dice;

/// One grey all over.
#[must_use]
pub fn blank(width: u32, height: u32, grey: u8) -> Picture {
    Picture::from_fn(width, height, |_, _| grey)
}

/// Every pixel random.
#[must_use]
pub fn noise(seed: u64, width: u32, height: u32) -> Picture {
    let mut dice = Dice(seed);
    Picture::from_fn(width, height, |_, _| (dice.roll() >> 56) as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_seed_alone_decides() {
        type Draw = fn(u64) -> Picture;
        let draws: [Draw; 3] =
            [|seed| fingerprint(seed, 60, 80), |seed| omr_sheet("A1", seed), |seed| noise(seed, 9, 9)];
        for draw in draws {
            assert_eq!(draw(1), draw(1));
            assert_ne!(draw(1), draw(2));
        }
    }

    #[test]
    fn a_png_reads_back() {
        let picture = noise(3, 31, 17);
        let file = std::io::Cursor::new(picture.png());
        let mut reader = png::Decoder::new(file).read_info().unwrap();
        let mut luma = vec![0; 31 * 17];
        let frame = reader.next_frame(&mut luma).unwrap();
        assert_eq!((frame.width, frame.height), (31, 17));
        assert_eq!(luma, picture.luma);
    }
}
