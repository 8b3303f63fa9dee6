use super::area::Area;
use super::bytes::{Bytes, Malformed};
use super::huffman::Huffman;
use super::markers::{COM, DHT, DQT, DTT};
use super::wavelet::Filters;

const SUBBANDS: usize = 64;
const HUFFMAN_TABLES: usize = 8;

/// What the segments before and between the blocks define.
#[derive(Default)]
pub(super) struct Tables {
    pub(super) filters: Option<Filters>,
    pub(super) quantiser: Option<Quantiser>,
    huffman: [Option<Huffman>; HUFFMAN_TABLES],
}

impl Tables {
    /// Reads one segment; a later table replaces an earlier one.
    pub(super) fn read(&mut self, marker: u16, bytes: &mut Bytes) -> Result<(), Malformed> {
        let mut segment = bytes.segment()?;
        match marker {
            DTT => self.filters = Some(Filters::read(&mut segment)?),
            DQT => self.quantiser = Some(Quantiser::read(&mut segment)?),
            DHT => {
                while !segment.is_empty() {
                    let place = usize::from(segment.u8()?);
                    let table = self.huffman.get_mut(place).ok_or(Malformed)?;
                    *table = Some(Huffman::read(&mut segment)?);
                }
            }
            COM => {}
            _ => return Err(Malformed),
        }
        Ok(())
    }

    pub(super) fn huffman(&self, place: u8) -> Result<&Huffman, Malformed> {
        self.huffman.get(usize::from(place)).and_then(Option::as_ref).ok_or(Malformed)
    }
}

/// The quantisation table (DQT).
pub(super) struct Quantiser {
    centre: f32,
    /// Of each subband: the width of its bins and of the bin about zero.
    bins: Vec<(f32, f32)>,
}

impl Quantiser {
    fn read(bytes: &mut Bytes) -> Result<Self, Malformed> {
        let centre = bytes.scaled_u16()?;
        let bin = |_| Ok((bytes.scaled_u16()?, bytes.scaled_u16()?));
        Ok(Self { centre, bins: (0..SUBBANDS).map(bin).collect::<Result<_, _>>()? })
    }

    /// Turns the next symbols into the coefficients of a subband; one without bins has none.
    pub(super) fn fill(
        &self,
        band: usize,
        area: Area,
        symbols: &mut impl Iterator<Item = i16>,
        plane: &mut [f32],
        width: usize,
    ) -> Result<(), Malformed> {
        let &(bin, zero_bin) = self.bins.get(band).ok_or(Malformed)?;
        if bin == 0.0 {
            return Ok(());
        }
        for y in area.y..area.y + area.height {
            let row = plane.get_mut(y * width..(y + 1) * width).ok_or(Malformed)?;
            for value in row.iter_mut().skip(area.x).take(area.width) {
                let symbol = symbols.next().ok_or(Malformed)?;
                let size = f32::from(symbol.unsigned_abs());
                let size = if symbol == 0 { 0.0 } else { bin * (size - self.centre) + zero_bin / 2.0 };
                *value = if symbol < 0 { -size } else { size };
            }
        }
        Ok(())
    }
}
