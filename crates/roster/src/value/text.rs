use super::shown::{is_format_control, shown};
use crate::raw::RawCell;
use unicode_normalization::UnicodeNormalization;

/// Excel keeps 15 digits of a number and replaces the rest by zeros.
const EXACT_NUMBER: f64 = 1e15;

/// A roll number, centre code or barcode: 1 to `max` of `A-Z a-z 0-9 - / . _`, case kept.
///
/// A spreadsheet's whole number is taken as its digits; leading zeros that the spreadsheet
/// has already dropped cannot be known.
pub(crate) fn code(cell: &RawCell, max: usize) -> Result<String, String> {
    let text = plain(cell, true)?;
    let allowed = |c: char| c.is_ascii_alphanumeric() || "-/._".contains(c);
    if text.chars().count() > max {
        return Err(format!("Use at most {max} characters; this has more."));
    }
    if looks_shortened(&text) {
        let seen = shown(&text);
        return Err(format!(
            "\u{201C}{seen}\u{201D} was shortened by the spreadsheet; format the column as Text \
             and enter the number again."
        ));
    }
    match text.chars().find(|c| !allowed(*c)) {
        Some(wrong) => Err(format!(
            "Use only letters A to Z, digits and - / . _ here; \u{201C}{}\u{201D} has \
             \u{201C}{}\u{201D}.",
            shown(&text),
            shown(wrong.encode_utf8(&mut [0; 4]))
        )),
        None => Ok(text),
    }
}

/// `2.61E+07`: what Excel writes into a CSV for a long number.
fn looks_shortened(text: &str) -> bool {
    let Some((digits, power)) = text.split_once(['E', 'e']) else { return false };
    digits.contains('.')
        && digits.chars().all(|c| c.is_ascii_digit() || c == '.')
        && power.starts_with(['+', '-'])
        && power.len() > 1
        && power[1..].chars().all(|c| c.is_ascii_digit())
}

/// A name of a person or place: 1 to `max` characters in NFC. A name that begins with `=`,
/// `+`, `-` or `@` is text like any other.
pub(crate) fn words(cell: &RawCell, max: usize) -> Result<String, String> {
    let mut text = plain(cell, false)?;
    if !text.is_ascii() {
        text = text.nfc().collect();
    }
    if text.chars().count() > max {
        return Err(format!("Use at most {max} characters; this has more."));
    }
    if text.contains('\u{FFFD}') {
        return Err("A letter was lost when the file was saved; save the file as UTF-8.".into());
    }
    if text.chars().any(|c| c.is_control() || is_format_control(c)) {
        return Err("There is a line break or an invisible character inside; type the value \
                    again on one line."
            .into());
    }
    Ok(text)
}

/// The text of a cell. `exact` refuses numbers whose digits the spreadsheet may have changed.
fn plain(cell: &RawCell, exact: bool) -> Result<String, String> {
    match cell {
        RawCell::Text(text) => Ok(text.clone()),
        RawCell::Number(number) if number.fract() == 0.0 && number.abs() < EXACT_NUMBER => Ok(format!("{number:.0}")),
        RawCell::Number(number) if !exact => Ok(number.to_string()),
        RawCell::Number(_) => Err("This is a number that the spreadsheet may have rounded; \
                                   format the column as Text and enter the value again."
            .into()),
        RawCell::Moment(_) => Err("The spreadsheet took this for a date; format the column as \
                                   Text and enter the value again."
            .into()),
        other => Err(not_a_value(other)),
    }
}

/// What to say of a cell that holds no value of any use.
pub(super) fn not_a_value(cell: &RawCell) -> String {
    match cell {
        RawCell::Bool => "This is TRUE or FALSE; enter the value as text.",
        RawCell::TooLong => "This is far too long; check that the columns have not shifted.",
        RawCell::Empty => "This is empty; fill it in.",
        _ => "The spreadsheet has an error or a formula without a result here; enter the value.",
    }
    .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(value: &str) -> RawCell {
        RawCell::Text(value.to_owned())
    }

    #[test]
    fn codes_keep_their_case_and_refuse_what_is_not_theirs() {
        assert_eq!(code(&text("aB/1-2._"), 32), Ok("aB/1-2._".to_owned()));
        assert_eq!(code(&RawCell::Number(26_100_001.0), 32), Ok("26100001".to_owned()));
        assert_eq!(code(&text("1E5"), 32), Ok("1E5".to_owned()));
        for cell in [
            text("12 34"),
            text("12\u{0967}"),
            text("2.61E+07"),
            text(&"1".repeat(33)),
            RawCell::Number(1.5),
            RawCell::Number(1e15),
            RawCell::Bool,
            RawCell::Error,
        ] {
            assert!(code(&cell, 32).is_err(), "{cell:?}");
        }
    }

    #[test]
    fn names_are_composed_and_formulas_stay_text() {
        assert_eq!(words(&text("Jose\u{301}"), 120), Ok("Jos\u{e9}".to_owned()));
        assert_eq!(words(&text("=1+1"), 120), Ok("=1+1".to_owned()));
        let hindi = "\u{0930}\u{093E}\u{092E}\u{200D}";
        assert_eq!(words(&text(hindi), 120), Ok(hindi.to_owned()));
        for wrong in ["a\nb", "a\u{7}b", "a\u{202E}b", "R\u{FFFD}m"] {
            assert!(words(&text(wrong), 120).is_err(), "{wrong:?}");
        }
        assert!(words(&text(&"x".repeat(121)), 120).is_err());
    }

    #[test]
    fn messages_echo_little() {
        let message = code(&text(&"\u{E9}".repeat(32)), 32).unwrap_err();
        assert!(message.chars().count() < 150);
        assert_eq!(shown(&"x".repeat(60)).chars().count(), 41);
    }
}
