use super::bytes::{Bytes, Malformed};

/// The frame header (SOF).
pub(super) struct Frame {
    pub(super) width: usize,
    pub(super) height: usize,
    /// A pixel is `value * scale + shift`.
    pub(super) shift: f32,
    pub(super) scale: f32,
}

impl Frame {
    pub(super) fn read(bytes: &mut Bytes) -> Result<Self, Malformed> {
        let _black_and_white = bytes.u16()?;
        let height = usize::from(bytes.u16()?);
        let width = usize::from(bytes.u16()?);
        let shift = bytes.scaled_u16()?;
        let scale = bytes.scaled_u16()?;
        Ok(Self { width, height, shift, scale })
    }
}

/// `PPI 500` in the comment that NIST's and the FBI's encoders leave.
pub(super) fn pixels_per_inch(comment: &[u8]) -> Option<u32> {
    let comment = std::str::from_utf8(comment).ok()?;
    let value = comment.lines().find_map(|line| line.strip_prefix("PPI "))?;
    value.trim().parse().ok().filter(|dpi| (1..=10_000).contains(dpi))
}
