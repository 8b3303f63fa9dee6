//! What a file is, by its first bytes.

use crate::error::RosterError;
use std::borrow::Cow;

/// What can be told before the file is taken apart.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Looks {
    Zip,
    Text,
}

const ZIP: [&[u8]; 2] = [b"PK\x03\x04", b"PK\x05\x06"];

/// First bytes of what people upload by mistake.
const OTHERS: [(&[u8], &str); 20] = [
    (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "an old Excel file (.xls) or one with a password"),
    (b"%PDF-", "a PDF document"),
    (b"\x89PNG", "an image"),
    (b"\xFF\xD8\xFF", "an image"),
    (b"GIF8", "an image"),
    (b"II*\0", "an image"),
    (b"MM\0*", "an image"),
    (b"\x1F\x8B", "a compressed file"),
    (b"7z\xBC\xAF\x27\x1C", "a compressed file"),
    (b"Rar!\x1A\x07", "a compressed file"),
    (b"{\\rtf", "a text document (RTF)"),
    (b"<?xml", "an XML or HTML page"),
    (b"<html", "an XML or HTML page"),
    (b"<!doctype", "an XML or HTML page"),
    (b"<head", "an XML or HTML page"),
    (b"<meta", "an XML or HTML page"),
    (b"<style", "an XML or HTML page"),
    (b"<body", "an XML or HTML page"),
    (b"<div", "an XML or HTML page"),
    (b"<table", "an XML or HTML page"),
];

/// Tells archives from text and names what is neither.
pub(crate) fn sniff(start: &[u8]) -> Result<Looks, RosterError> {
    if ZIP.iter().any(|magic| start.starts_with(magic)) {
        return Ok(Looks::Zip);
    }
    let narrow = narrowed(start);
    let text = narrow.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&narrow).trim_ascii_start();
    let is = |magic: &[u8]| text.get(..magic.len()).is_some_and(|head| head.eq_ignore_ascii_case(magic));
    match OTHERS.iter().find(|(magic, _)| is(magic)) {
        Some((_, found)) => Err(RosterError::Unsupported { found }),
        None => Ok(Looks::Text),
    }
}

/// The first bytes as they would be without UTF-16, as far as they are ASCII.
fn narrowed(start: &[u8]) -> Cow<'_, [u8]> {
    match start {
        [0xFF, 0xFE, wide @ ..] | [0xFE, 0xFF, wide @ ..] => wide.iter().copied().filter(|byte| *byte != 0).collect(),
        _ => Cow::Borrowed(start),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mistakes_are_named() {
        assert!(matches!(sniff(b"PK\x03\x04..."), Ok(Looks::Zip)));
        assert!(matches!(sniff(b""), Ok(Looks::Text)));
        assert!(matches!(sniff(b"Roll No,Name"), Ok(Looks::Text)));
        for other in [&b"%PDF-1.7"[..], b"\x89PNG\r\n", b" <HTML>", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"] {
            assert!(matches!(sniff(other), Err(RosterError::Unsupported { .. })), "{other:?}");
        }
        for page in
            ["<table border=1>", "\r\n <TABLE>", "\u{FEFF}<div>", "<Body>", "<head>", "<meta charset=x>", "<style>"]
        {
            let wide: Vec<u8> = format!("\u{FEFF}{}", page.trim_start_matches('\u{FEFF}'))
                .encode_utf16()
                .flat_map(u16::to_le_bytes)
                .collect();
            for bytes in [page.as_bytes(), &wide[..]] {
                let told = sniff(bytes);
                assert!(
                    matches!(told, Err(RosterError::Unsupported { found }) if found.contains("HTML")),
                    "{page:?} {told:?}"
                );
            }
        }
    }
}
