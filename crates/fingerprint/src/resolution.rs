//! The resolution that a PNG or BMP declares.

/// From the `pHYs` chunk (PNG specification), which stands before the pixels.
pub(crate) fn png_dpi(file: &[u8]) -> Option<u32> {
    let mut chunks = file.get(8..)?;
    loop {
        let length = number(chunks, 0, u32::from_be_bytes)? as usize;
        let name = chunks.get(4..8)?;
        let body = chunks.get(8..)?.get(..length)?;
        match name {
            b"pHYs" if body.get(8) == Some(&1) => return dpi(number(body, 0, u32::from_be_bytes)?),
            b"pHYs" | b"IDAT" | b"IEND" => return None,
            _ => chunks = chunks.get(length.checked_add(12)?..)?,
        }
    }
}

/// From the information header (`biXPelsPerMeter`).
pub(crate) fn bmp_dpi(file: &[u8]) -> Option<u32> {
    const INFORMATION_HEADER: u32 = 40;
    if number(file, 14, u32::from_le_bytes)? < INFORMATION_HEADER {
        return None;
    }
    dpi(number(file, 38, u32::from_le_bytes)?)
}

fn number(bytes: &[u8], at: usize, order: fn([u8; 4]) -> u32) -> Option<u32> {
    Some(order(bytes.get(at..at + 4)?.try_into().ok()?))
}

fn dpi(per_metre: u32) -> Option<u32> {
    let dpi = (f64::from(per_metre) * 0.0254).round() as u32;
    (1..=10_000).contains(&dpi).then_some(dpi)
}
