//! What an entry is called. The bytes of a name may be in any old code page, and packers disagree about the flag for
//! UTF-8: every reading of them is kept that somebody may have meant.

use super::{u16_at, u32_at};
use encoding_rs::WINDOWS_1252;
use flate2::Crc;

/// Info-ZIP's Unicode Path (APPNOTE 4.6.9), which WinRAR writes too.
const UNICODE_PATH: u16 = 0x7075;

/// The name of an entry as its packer most likely meant it, then other readings of it.
pub(super) fn readings(name: &[u8], extra: &[u8]) -> Vec<String> {
    let mut readings: Vec<String> = unicode_path(name, extra).into_iter().collect();
    match std::str::from_utf8(name) {
        Ok(name) => readings.push(name.to_owned()),
        Err(_) => readings.extend([cp437(name), WINDOWS_1252.decode_without_bom_handling(name).0.into_owned()]),
    }
    let mut seen = Vec::new();
    readings.retain(|reading| {
        let new = !seen.contains(reading);
        seen.push(reading.clone());
        new
    });
    readings
}

/// The name in UTF-8 from the extra field, which vouches for the name by its checksum.
fn unicode_path(name: &[u8], extra: &[u8]) -> Option<String> {
    let body = field(extra, UNICODE_PATH)?;
    let mut crc = Crc::new();
    crc.update(name);
    let vouched = body.first() == Some(&1) && u32_at(body, 1) == crc.sum();
    let path = std::str::from_utf8(body.get(5..)?).ok()?;
    (vouched && !path.is_empty()).then(|| path.to_owned())
}

/// The body of an extra field.
pub(super) fn field(mut extra: &[u8], wanted: u16) -> Option<&[u8]> {
    while extra.len() >= 4 {
        let (id, size) = (u16_at(extra, 0), usize::from(u16_at(extra, 2)));
        let body = extra.get(4..4 + size)?;
        if id == wanted {
            return Some(body);
        }
        extra = &extra[4 + size..];
    }
    None
}

/// The code page of the first PCs, which is that of a ZIP without the flag for UTF-8 (APPNOTE appendix D).
fn cp437(bytes: &[u8]) -> String {
    const HIGH: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀\
                        αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{A0}";
    let high: Vec<char> = HIGH.chars().collect();
    let shown = |byte: &u8| match byte.checked_sub(0x80) {
        None => char::from(*byte),
        Some(at) => high.get(usize::from(at)).copied().unwrap_or('\u{FFFD}'),
    };
    bytes.iter().map(shown).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with_path(name: &[u8], path: &str, wrong: u32) -> Vec<u8> {
        let mut crc = Crc::new();
        crc.update(name);
        let sum = crc.sum() ^ wrong;
        let size = u16::try_from(path.len() + 5).unwrap_or(0);
        let head = [UNICODE_PATH.to_le_bytes(), size.to_le_bytes()].concat();
        [&[9, 9, 1, 0, 7][..], &head, &[1], &sum.to_le_bytes(), path.as_bytes()].concat()
    }

    #[test]
    fn every_reading_of_a_name() {
        assert_eq!(cp437(&(0x80..=0xFF).collect::<Vec<u8>>()).chars().count(), 128);
        assert_eq!(readings(b"a.jpg", b""), ["a.jpg"]);
        assert_eq!(readings("é.jpg".as_bytes(), b""), ["é.jpg"]);
        assert_eq!(readings(b"Jos\x82.jpg", b""), ["José.jpg", "Jos‚.jpg"]);
        assert_eq!(readings(b"Jos\xE9.jpg", b""), ["JosΘ.jpg", "José.jpg"]);
        assert_eq!(readings(b"____.jpg", &with_path(b"____.jpg", "राम.jpg", 0)), ["राम.jpg", "____.jpg"]);
        assert_eq!(readings(b"____.jpg", &with_path(b"____.jpg", "राम.jpg", 1)), ["____.jpg"]);
        assert_eq!(readings(b"a.jpg", &with_path(b"a.jpg", "a.jpg", 0)), ["a.jpg"]);
    }
}
