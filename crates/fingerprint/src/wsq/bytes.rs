/// A malformed file; nobody is helped by the detail.
#[derive(Debug)]
pub(super) struct Malformed;

/// Big-endian numbers out of a file that may end anywhere.
pub(super) struct Bytes<'a> {
    left: &'a [u8],
}

impl<'a> Bytes<'a> {
    pub(super) fn new(left: &'a [u8]) -> Self {
        Self { left }
    }

    pub(super) fn take(&mut self, count: usize) -> Result<&'a [u8], Malformed> {
        let (taken, left) = self.left.split_at_checked(count).ok_or(Malformed)?;
        self.left = left;
        Ok(taken)
    }

    pub(super) fn u8(&mut self) -> Result<u8, Malformed> {
        let (&first, left) = self.left.split_first().ok_or(Malformed)?;
        self.left = left;
        Ok(first)
    }

    pub(super) fn u16(&mut self) -> Result<u16, Malformed> {
        Ok(u16::from_be_bytes([self.u8()?, self.u8()?]))
    }

    pub(super) fn u32(&mut self) -> Result<u32, Malformed> {
        Ok(u32::from(self.u16()?) << 16 | u32::from(self.u16()?))
    }

    /// `digits` as written, divided by ten to the power of a scale that comes before them.
    pub(super) fn scaled_u16(&mut self) -> Result<f32, Malformed> {
        let scale = self.u8()?;
        Ok(decimal(f64::from(self.u16()?), scale))
    }

    /// A filter coefficient: sign, scale, 32-bit digits.
    pub(super) fn coefficient(&mut self) -> Result<f32, Malformed> {
        let (sign, scale) = (self.u8()?, self.u8()?);
        let value = decimal(f64::from(self.u32()?), scale);
        Ok(if sign == 0 { value } else { -value })
    }

    /// What a length field (which counts itself) encloses.
    pub(super) fn segment(&mut self) -> Result<Bytes<'a>, Malformed> {
        let length = usize::from(self.u16()?).checked_sub(2).ok_or(Malformed)?;
        Ok(Bytes::new(self.take(length)?))
    }

    pub(super) fn rest(&self) -> &'a [u8] {
        self.left
    }

    pub(super) fn is_empty(&self) -> bool {
        self.left.is_empty()
    }
}

fn decimal(digits: f64, scale: u8) -> f32 {
    (digits / 10f64.powi(i32::from(scale))) as f32
}
