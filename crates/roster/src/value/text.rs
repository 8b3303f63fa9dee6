use super::shown;
use crate::{error::Wrong, raw::RawCell};
use domain::{
    cell::CellFault,
    text::{lost, tidy},
};

/// Excel keeps 15 digits of a number and replaces the rest by zeros.
const EXACT_NUMBER: f64 = 1e15;

/// What a text is the name of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Words {
    /// A person, who has one.
    Person,
    /// A centre or a slot.
    Place,
    /// Anything, also nothing: a gender, the name of a file.
    Free,
}

/// A roll number, centre code or barcode: 1 to `max` of `A-Z a-z 0-9 - / . _`, case kept. What
/// nobody can see in it is dropped.
///
/// A spreadsheet's whole number is taken as its digits; leading zeros that the spreadsheet
/// has already dropped cannot be known.
pub(crate) fn code(cell: &RawCell, max: usize) -> Result<String, Wrong> {
    let raw = plain(cell, true)?;
    if let Some(lost) = lost::lost(&raw) {
        return Err(Wrong::new(lost.fault(), format!("This {lost}.")));
    }
    let text = tidy::code(&raw);
    let allowed = |c: char| c.is_ascii_alphanumeric() || "-/._".contains(c);
    if text.chars().count() > max {
        return Err(too_long(max));
    }
    if lost::is_placeholder(&text) {
        return Err(nothing(&text));
    }
    if looks_shortened(&text) {
        let seen = shown(&text);
        let message = format!(
            "\u{201C}{seen}\u{201D} was shortened by the spreadsheet; format the column as Text \
             and enter the number again."
        );
        return Err(Wrong::new(CellFault::NumberShortened, message));
    }
    match text.chars().find(|c| !allowed(*c)) {
        Some(wrong) => {
            let message = format!(
                "Use only letters A to Z, digits and - / . _ here; \u{201C}{}\u{201D} has \
                 \u{201C}{}\u{201D}.",
                shown(&text),
                shown(wrong.encode_utf8(&mut [0; 4]))
            );
            Err(Wrong::new(CellFault::WrongCharacter, message))
        }
        None => Ok(text),
    }
}

fn too_long(max: usize) -> Wrong {
    Wrong::new(CellFault::TooLong, format!("Use at most {max} characters; this has more."))
}

fn nothing(text: &str) -> Wrong {
    let message = format!(
        "\u{201C}{}\u{201D} only stands for a value; enter the value, or nothing where the column may be empty.",
        shown(text)
    );
    Wrong::new(CellFault::Placeholder, message)
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

/// A text of 1 to `max` characters in NFC, with white space folded and without what nobody can
/// see. A name that begins with `=`, `+`, `-` or `@` is text like any other.
pub(crate) fn words(cell: &RawCell, max: usize, of: Words) -> Result<String, Wrong> {
    let raw = plain(cell, false)?;
    let lost = if of == Words::Person { lost::lost_of_person(&raw) } else { lost::lost(&raw) };
    if let Some(lost) = lost {
        return Err(Wrong::new(lost.fault(), format!("This {lost}.")));
    }
    if of != Words::Free && lost::is_placeholder(&raw) {
        return Err(nothing(&raw));
    }
    if raw.chars().any(|c| (c.is_control() && c != '\t') || tidy::reorders(c)) {
        let message = "There is a line break or a control character inside; type the value again on one line.";
        return Err(Wrong::new(CellFault::ControlCharacter, message));
    }
    let text = if of == Words::Person { tidy::person(&raw) } else { tidy::place(&raw) };
    if text.chars().count() > max {
        return Err(too_long(max));
    }
    Ok(text)
}

/// The text of a cell. `exact` refuses numbers whose digits the spreadsheet may have changed.
fn plain(cell: &RawCell, exact: bool) -> Result<String, Wrong> {
    match cell {
        RawCell::Text(text) => Ok(text.clone()),
        RawCell::Number(number) if number.fract() == 0.0 && number.abs() < EXACT_NUMBER => Ok(format!("{number:.0}")),
        RawCell::Number(number) if !exact => Ok(number.to_string()),
        RawCell::Number(_) => Err(Wrong::new(
            CellFault::NumberRounded,
            "This is a number that the spreadsheet may have rounded; format the column as Text and enter the value again.",
        )),
        RawCell::Moment(_) => Err(Wrong::new(
            CellFault::TakenForDate,
            "The spreadsheet took this for a date; format the column as Text and enter the value again.",
        )),
        RawCell::Percent => Err(Wrong::new(
            CellFault::TakenForPercentage,
            "The spreadsheet shows a percentage here; format the column as Text and enter the value again.",
        )),
        other => Err(not_a_value(other)),
    }
}

/// What to say of a cell that holds no value of any use.
pub(super) fn not_a_value(cell: &RawCell) -> Wrong {
    let (code, message) = match cell {
        RawCell::Bool => (CellFault::TakenForTruth, "This is TRUE or FALSE; enter the value as text."),
        RawCell::TooLong => (CellFault::FarTooLong, "This is far too long; check that the columns have not shifted."),
        RawCell::Empty => (CellFault::Empty, "This is empty; fill it in."),
        _ => (
            CellFault::SpreadsheetError,
            "The spreadsheet has an error or a formula without a result here; enter the value.",
        ),
    };
    Wrong::new(code, message)
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
        assert_eq!(code(&text("\u{FEFF}26\u{200B}-\u{AD}A\u{A0}"), 32), Ok("26-A".to_owned()));
        for cell in [
            text("12 34"),
            text("12\u{0967}"),
            text("2.61E+07"),
            text(&"1".repeat(33)),
            text("-"),
            text("NA"),
            text("#REF!"),
            text("????"),
            RawCell::Number(1.5),
            RawCell::Number(1e15),
            RawCell::Percent,
            RawCell::Bool,
            RawCell::Error,
        ] {
            assert!(code(&cell, 32).is_err(), "{cell:?}");
        }
    }

    #[test]
    fn names_are_composed_and_formulas_stay_text() {
        let person = |value: &str| words(&text(value), 120, Words::Person);
        let joined = "\u{0915}\u{094D}\u{200D}\u{0937}";
        for (value, read) in [
            ("Jose\u{301}", "Jos\u{e9}"),
            ("=1+1", "=1+1"),
            ("Asha\u{A0}\u{2009} Devi\t", "Asha Devi"),
            ("As\u{200B}ha\u{FEFF}", "Asha"),
            (joined, joined),
        ] {
            assert_eq!(person(value), Ok(read.to_owned()));
        }
        for wrong in
            ["a\nb", "a\u{7}b", "a\u{202E}b", "R\u{FFFD}m", "?????", "-", "nil", "#N/A", "Ren\u{C3}\u{A9}e", "Zo?"]
        {
            assert!(person(wrong).is_err(), "{wrong:?}");
        }
        assert!(person(&"x".repeat(121)).is_err());
        assert_eq!(words(&text(joined), 60, Words::Place), Ok(joined.replace('\u{200D}', "")));
        assert!(words(&text("-"), 60, Words::Place).is_err());
        assert_eq!(words(&text("-"), 20, Words::Free), Ok("-".to_owned()));
    }

    #[test]
    fn messages_echo_little() {
        let message = code(&text(&"\u{E9}".repeat(32)), 32).unwrap_err().message;
        assert!(message.chars().count() < 150);
        assert_eq!(shown(&"x".repeat(60)).chars().count(), 41);
    }
}
