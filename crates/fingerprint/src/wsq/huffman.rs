use super::bytes::{Bytes, Malformed};

const LONGEST: usize = 16;

/// A Huffman table (DHT): canonical codes of up to 16 bits, as in JPEG.
pub(super) struct Huffman {
    /// Of each length: the first code, the number of codes, and where their values begin.
    lengths: [(u32, u32, u32); LONGEST],
    values: Vec<u8>,
}

impl Huffman {
    pub(super) fn read(bytes: &mut Bytes) -> Result<Self, Malformed> {
        let counts = bytes.take(LONGEST)?;
        let total = counts.iter().map(|&count| usize::from(count)).sum();
        let values = bytes.take(total)?.to_vec();
        let mut lengths = [(0, 0, 0); LONGEST];
        let (mut code, mut begin) = (0, 0);
        for (length, &count) in lengths.iter_mut().zip(counts) {
            let count = u32::from(count);
            *length = (code, count, begin);
            code = (code + count) << 1;
            begin += count;
        }
        Ok(Self { lengths, values })
    }

    /// The next value, or nothing where a marker ends the block.
    pub(super) fn next(&self, bits: &mut Bits<'_, '_>) -> Result<Option<u8>, Malformed> {
        let mut code = 0;
        for (first, count, begin) in self.lengths {
            let Some(bit) = bits.bit()? else { return Ok(None) };
            code = code << 1 | bit;
            if code >= first && code - first < count {
                let value = self.values.get((begin + code - first) as usize);
                return value.copied().map(Some).ok_or(Malformed);
            }
        }
        Err(Malformed)
    }
}

/// The bits of a block. A byte 0xFF is followed by a stuffed zero, or begins a marker.
pub(super) struct Bits<'a, 'b> {
    bytes: &'a mut Bytes<'b>,
    byte: u32,
    left: u32,
    /// The marker that ended the block.
    pub(super) marker: Option<u16>,
}

impl<'a, 'b> Bits<'a, 'b> {
    pub(super) fn new(bytes: &'a mut Bytes<'b>) -> Self {
        Self { bytes, byte: 0, left: 0, marker: None }
    }

    fn bit(&mut self) -> Result<Option<u32>, Malformed> {
        if self.left == 0 {
            if self.marker.is_some() {
                return Ok(None);
            }
            let byte = self.bytes.u8()?;
            if byte == 0xFF {
                let next = self.bytes.u8()?;
                if next != 0 {
                    self.marker = Some(0xFF00 | u16::from(next));
                    return Ok(None);
                }
            }
            self.byte = u32::from(byte);
            self.left = 8;
        }
        self.left -= 1;
        Ok(Some(self.byte >> self.left & 1))
    }

    /// A number of `count` bits, which a marker must not cut.
    pub(super) fn number(&mut self, count: u32) -> Result<i32, Malformed> {
        let mut value = 0;
        for _ in 0..count {
            value = value << 1 | self.bit()?.ok_or(Malformed)? as i32;
        }
        Ok(value)
    }
}
