use super::bits::Bits;

/// Bits of a code that the table answers at once; longer codes are rare.
const SHORT: u32 = 9;

/// A Huffman table (T.81, annex C).
pub(super) struct Table {
    /// By the next nine bits: the length of the code, and its symbol; length 0 for a longer one.
    short: Vec<(u8, u8)>,
    /// By length: the first code behind those of this length, as 16 bits, and what to add to a
    /// code to come to its symbol.
    ends: [(u32, i32); 17],
    symbols: Vec<u8>,
}

impl Table {
    /// Reads a table, and gives what follows it.
    pub(super) fn read(bytes: &[u8]) -> Option<(Table, &[u8])> {
        let (counts, rest) = bytes.split_first_chunk::<16>()?;
        let total = counts.iter().map(|count| usize::from(*count)).sum();
        let (symbols, rest) = rest.split_at_checked(total)?;
        let mut table = Table { short: vec![(0, 0); 1 << SHORT], ends: [(0, 0); 17], symbols: symbols.to_vec() };
        let (mut code, mut first) = (0_u32, 0_i32);
        for (length, count) in (1_u32..).zip(counts) {
            let count = u32::from(*count);
            if code + count > 1 << length {
                return None;
            }
            #[expect(clippy::cast_possible_wrap, reason = "16 bits")]
            let offset = first - code as i32;
            table.shorten(code..code + count, length, offset);
            code += count;
            first += i32::try_from(count).ok()?;
            table.ends[length as usize] = (code << (16 - length), offset);
            code <<= 1;
        }
        Some((table, rest))
    }

    fn shorten(&mut self, codes: std::ops::Range<u32>, length: u32, offset: i32) {
        if length > SHORT {
            return;
        }
        for code in codes {
            let Some(symbol) = self.symbol(code, offset) else { return };
            let (start, many) = ((code << (SHORT - length)) as usize, 1 << (SHORT - length));
            #[expect(clippy::cast_possible_truncation, reason = "at most nine")]
            self.short[start..start + many].fill((length as u8, symbol));
        }
    }

    fn symbol(&self, code: u32, offset: i32) -> Option<u8> {
        let place = usize::try_from(i64::from(code) + i64::from(offset)).ok()?;
        self.symbols.get(place).copied()
    }

    /// The next symbol; `None` when the bits are no code, or there are not enough.
    pub(super) fn next(&self, bits: &mut Bits<'_>) -> Option<u8> {
        let ahead = bits.peek();
        let (length, symbol) = self.short[ahead >> (16 - SHORT)];
        if length > 0 {
            bits.take(length.into())?;
            return Some(symbol);
        }
        let ahead = u32::try_from(ahead).ok()?;
        let length = (SHORT + 1..=16).find(|length| ahead < self.ends[*length as usize].0)?;
        let code = bits.take(length)?;
        self.symbol(code, self.ends[length as usize].1)
    }
}
