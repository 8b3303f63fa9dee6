use super::bytes::{Bytes, Malformed};
use super::huffman::Bits;
use super::markers::{EOI, SOB};
use super::tables::Tables;

/// Reads the entropy-coded blocks: the quantised coefficients of all subbands in turn, at
/// most `most` of them.
///
/// Source: the categories of IAFIS-IC-0110 (V3).
pub(super) fn read(bytes: &mut Bytes, tables: &mut Tables, most: usize) -> Result<Vec<i16>, Malformed> {
    let mut symbols = Vec::new();
    let mut marker = bytes.u16()?;
    while marker != EOI {
        if marker != SOB {
            tables.read(marker, bytes)?;
            marker = bytes.u16()?;
            continue;
        }
        let place = bytes.segment()?.u8()?;
        let table = tables.huffman(place)?;
        let mut bits = Bits::new(bytes);
        while let Some(category) = table.next(&mut bits)? {
            let (value, count) = expand(category, &mut bits)?;
            if count > most - symbols.len() {
                return Err(Malformed);
            }
            symbols.resize(symbols.len() + count, value);
        }
        marker = bits.marker.ok_or(Malformed)?;
    }
    Ok(symbols)
}

/// A value and how often it stands there.
fn expand(category: u8, bits: &mut Bits<'_, '_>) -> Result<(i16, usize), Malformed> {
    let small = |value: i32| i16::try_from(value).map_err(|_| Malformed);
    Ok(match category {
        0 | 255 => return Err(Malformed),
        1..=100 => (0, usize::from(category)),
        101 => (small(bits.number(8)?)?, 1),
        102 => (small(-bits.number(8)?)?, 1),
        103 => (small(bits.number(16)?)?, 1),
        104 => (small(-bits.number(16)?)?, 1),
        105 => (0, bits.number(8)? as usize),
        106 => (0, bits.number(16)? as usize),
        107..=254 => (i16::from(category) - 180, 1),
    })
}
