//! Images as devices write them into JSON.

use base64::{
    Engine as _, alphabet,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};

const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// An image in base64, given as the JSON string that it came as: either alphabet, with or without padding, with white
/// space anywhere, also as a data URL. None where it is none of that; empty where the string is.
pub(super) fn image(raw: &[u8]) -> Option<Vec<u8>> {
    let mut text = unescaped(raw.strip_prefix(b"\"")?.strip_suffix(b"\"")?)?;
    if text.get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case(b"data:")) {
        let comma = text.iter().position(|byte| *byte == b',')?;
        text.drain(..=comma);
    }
    while text.last() == Some(&b'=') {
        text.pop();
    }
    for byte in &mut text {
        match *byte {
            b'-' => *byte = b'+',
            b'_' => *byte = b'/',
            _ => {}
        }
    }
    LENIENT.decode(text).ok()
}

/// The text of a JSON string without its white space. What is not ASCII is no image.
fn unescaped(raw: &[u8]) -> Option<Vec<u8>> {
    let mut text = Vec::with_capacity(raw.len());
    let mut rest = raw.iter();
    while let Some(byte) = rest.next() {
        match byte {
            b'\\' => match rest.next()? {
                b'n' | b'r' | b't' | b'f' | b'b' => {}
                b'/' => text.push(b'/'),
                b'u' => {
                    let digits = std::str::from_utf8(rest.as_slice().get(..4)?).ok()?;
                    let code = u8::try_from(u16::from_str_radix(digits, 16).ok()?).ok()?;
                    rest.nth(3);
                    if !code.is_ascii_whitespace() {
                        text.push(code);
                    }
                }
                _ => return None,
            },
            byte if byte.is_ascii_whitespace() => {}
            byte if byte.is_ascii_graphic() => text.push(*byte),
            _ => return None,
        }
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_lawful_form_is_the_same_image() {
        let bytes = [0xFB, 0xEF, 0xBE, 0xFF, 0x01];
        let forms = [
            "++++/wE=",
            "++++/wE",
            "----_wE",
            "++\\n++\\r\\n/w E=",
            "++\n++\t/wE=",
            "++++\\/wE=",
            "\\u002b+++/wE\\u003d",
            "data:image/png;base64,++++/wE=",
            "DATA:Image/PNG;charset=utf-8;BASE64,\\n++++/wE=",
            " data:;base64,----_wE ",
        ];
        for form in forms {
            assert_eq!(image(format!("\"{form}\"").as_bytes()).as_deref(), Some(bytes.as_slice()), "{form}");
        }
        assert_eq!(image(b"\"\"").as_deref(), Some([].as_slice()));
        assert_eq!(image(b"\"data:image/png;base64,\"").as_deref(), Some([].as_slice()));
    }

    #[test]
    fn what_is_no_image_is_none() {
        for raw in [
            "\"%%%\"",
            "7",
            "{}",
            "\"",
            "\"abcde\"",
            "\"\\u00e9\"",
            "\"\\x\"",
            "\"\\u00\"",
            "\"é\"",
            "\"data:image/png\"",
        ] {
            assert_eq!(image(raw.as_bytes()), None, "{raw}");
        }
    }
}
