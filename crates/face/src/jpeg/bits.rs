/// The bits of entropy-coded data, the highest first, up to the next marker.
pub(super) struct Bits<'a> {
    data: &'a [u8],
    at: usize,
    held: u64,
    count: u32,
    /// All bits that were taken since [`Bits::begin_unit`], one over the other.
    taken: u32,
}

impl<'a> Bits<'a> {
    pub(super) fn new(data: &'a [u8]) -> Bits<'a> {
        Bits { data, at: 0, held: 0, count: 0, taken: 0 }
    }

    /// The next 16 bits, zeros behind the end.
    pub(super) fn peek(&mut self) -> usize {
        if self.count < 16 {
            self.fill();
        }
        (self.held >> 48) as usize
    }

    /// Takes `count` bits, 16 at most; `None` when there are not as many.
    pub(super) fn take(&mut self, count: u32) -> Option<u32> {
        if self.count < count {
            self.fill();
            if self.count < count {
                return None;
            }
        }
        if count == 0 {
            return Some(0);
        }
        #[expect(clippy::cast_possible_truncation, reason = "16 bits at most")]
        let value = (self.held >> (64 - count)) as u32;
        self.held <<= count;
        self.count -= count;
        self.taken |= value;
        Some(value)
    }

    fn fill(&mut self) {
        while self.count <= 56 {
            let Some(&byte) = self.data.get(self.at) else { return };
            if byte == 0xFF {
                if self.data.get(self.at + 1) != Some(&0) {
                    return; // a marker
                }
                self.at += 1;
            }
            self.at += 1;
            self.held |= u64::from(byte) << (56 - self.count);
            self.count += 8;
        }
    }

    pub(super) fn begin_unit(&mut self) {
        self.taken = 0;
    }

    /// Whether every bit of the unit was a zero.
    pub(super) fn unit_is_zeros(&self) -> bool {
        self.taken == 0
    }

    /// Goes on behind the next marker when that is a restart; `None` when it is another one.
    pub(super) fn restart(&mut self) -> Option<()> {
        (self.held, self.count) = (0, 0);
        let marker = next_marker(self.data, &mut self.at)?;
        matches!(marker, 0xD0..=0xD7).then_some(())
    }

    /// Where the data ends: at the next marker, or at the end.
    pub(super) fn end(mut self) -> usize {
        match next_marker(self.data, &mut self.at) {
            Some(_) => self.at - 2,
            None => self.data.len(),
        }
    }
}

/// The next marker from `at` on, which is moved behind it; stray bytes and fill bytes are skipped.
pub(super) fn next_marker(bytes: &[u8], at: &mut usize) -> Option<u8> {
    let rest = bytes.get(*at..)?;
    let found = rest.windows(2).position(|two| two[0] == 0xFF && !matches!(two[1], 0x00 | 0xFF))?;
    *at += found + 2;
    bytes.get(*at - 1).copied()
}
