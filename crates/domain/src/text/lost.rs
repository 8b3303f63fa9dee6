//! Text that was lost on its way: through a wrong encoding, a broken formula, a form that was filled in with a dash.

use std::fmt;

use super::tidy::{is_blank, is_invisible};
use crate::cell::CellFault;

/// How a text was lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lost {
    /// Marks stand in place of letters.
    Replaced,
    /// It was read in another encoding than it was saved in.
    Misread,
    /// A spreadsheet's error stands in its place.
    Error,
    /// Codes stand in place of letters.
    Coded,
}

impl Lost {
    /// What is wrong and what to do, as the end of a sentence about the text.
    #[must_use]
    pub fn says(self) -> &'static str {
        match self {
            Self::Replaced => {
                "has question marks or boxes in place of letters that were lost when it was saved; enter it again and \
                 save it as UTF-8"
            }
            Self::Misread => {
                "was saved as UTF-8 and then read as something else, so that its letters are wrong; enter it again and \
                 save it as UTF-8"
            }
            Self::Error => "is an error that the spreadsheet shows; enter the value",
            Self::Coded => "has codes in place of letters; enter the letters",
        }
    }

    /// The same of a cell of a list.
    #[must_use]
    pub fn fault(self) -> CellFault {
        match self {
            Self::Replaced => CellFault::LettersLost,
            Self::Misread => CellFault::LettersMisread,
            Self::Error => CellFault::SpreadsheetError,
            Self::Coded => CellFault::LettersCoded,
        }
    }
}

impl fmt::Display for Lost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.says())
    }
}

/// What is wrong with a text that did not arrive as it was written. It is to be asked before anything is left out of the
/// text.
#[must_use]
pub fn lost(text: &str) -> Option<Lost> {
    let text = text.trim_matches(|c| is_blank(c) || is_invisible(c));
    if is_error(text) {
        Some(Lost::Error)
    } else if is_misread(text) {
        Some(Lost::Misread)
    } else if is_replaced(text) {
        Some(Lost::Replaced)
    } else if is_coded(text) {
        Some(Lost::Coded)
    } else {
        None
    }
}

/// As [`lost`], of the name of a person, in which no question mark has a place.
#[must_use]
pub fn lost_of_person(text: &str) -> Option<Lost> {
    lost(text).or_else(|| text.contains('?').then_some(Lost::Replaced))
}

/// Whether a text only fills the place of a value: `-`, `...`, `N/A`, `null`.
#[must_use]
pub fn is_placeholder(text: &str) -> bool {
    let text = text.trim_matches(|c: char| is_blank(c) || is_invisible(c) || "()[]<>".contains(c));
    let said: String = text.chars().filter(|c| !"./\\-_ ".contains(*c)).flat_map(char::to_lowercase).collect();
    let drawn = |c: char| "-_.,:;*~'\"`|/\\+=\u{2026}\u{B7}\u{2022}".contains(c) || is_dash_or_blank(c);
    text.chars().all(drawn)
        || matches!(
            said.as_str(),
            "na" | "nil" | "null" | "none" | "nan" | "undefined" | "notavailable" | "notapplicable"
        )
}

fn is_dash_or_blank(c: char) -> bool {
    is_blank(c) || matches!(c, '\u{2010}'..='\u{2015}' | '\u{2212}')
}

/// `#REF!` and its like, in any language, and what a column that is too narrow shows.
fn is_error(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('#') else {
        return text.len() < 12 && text.to_ascii_lowercase().strip_prefix("err:").is_some_and(is_number);
    };
    let named =
        |name: &str| !name.is_empty() && name.chars().all(|c| c.is_uppercase() || c.is_numeric() || "/_".contains(c));
    matches!(rest.to_ascii_uppercase().as_str(), "N/A" | "NV" | "N/D" | "GETTING_DATA" | "BUSY!")
        || rest.strip_suffix(['!', '?']).is_some_and(|name| named(&name.to_uppercase()))
        || (!rest.is_empty() && rest.chars().all(|c| c == '#'))
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// Replacement characters, question marks where letters were, and what no name is written with.
fn is_replaced(text: &str) -> bool {
    let mut rest = text.chars().peekable();
    let only_marks = !text.is_empty() && text.chars().all(|c| c == '?' || is_blank(c) || "-./_".contains(c));
    if only_marks && text.contains('?') {
        return true;
    }
    while let Some(c) = rest.next() {
        let next_is_lost = c == '?' && rest.peek().is_some_and(|next| *next == '?' || next.is_alphabetic());
        // Boxes and shades are UTF-8 read as an old code page of a PC; private characters come without their font.
        let no_letter = matches!(c, '\u{FFFD}' | '\u{25A1}' | '\u{2500}'..='\u{259F}' | '\u{E000}'..='\u{F8FF}' | '\u{FFFE}' | '\u{FFFF}');
        if next_is_lost || no_letter {
            return true;
        }
    }
    false
}

/// `&#2352;`, `\u0930`, `%E0%A4%B0` and `&quot;`.
fn is_coded(text: &str) -> bool {
    let entity = |rest: &str| {
        rest.split_once(';').is_some_and(|(name, _)| {
            let number = name.strip_prefix('#').map(|number| number.strip_prefix(['x', 'X']).unwrap_or(number));
            number.is_some_and(is_hex) || matches!(name, "amp" | "quot" | "lt" | "gt" | "nbsp" | "apos")
        })
    };
    let digits = |rest: &str, length: usize| rest.get(..length).is_some_and(is_hex);
    let escape = |rest: &str| rest.strip_prefix('u').is_some_and(|rest| digits(rest, 4));
    let octet = |rest: &str| {
        digits(rest, 2) && rest.get(2..).is_some_and(|rest| rest.starts_with('%') && digits(&rest[1..], 2))
    };
    text.split('&').skip(1).any(entity) || text.split('\\').skip(1).any(escape) || {
        text.match_indices('%').any(|(at, _)| octet(&text[at + 1..]))
    }
}

fn is_hex(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_hexdigit())
}

/// Whether a part of the text is UTF-8 whose bytes were taken for characters of Windows-1252 or Latin-1: the lead
/// byte of a character, and the right number of bytes that continue it.
fn is_misread(text: &str) -> bool {
    let bytes: Vec<u8> = text.chars().map(|c| byte_of(c).unwrap_or(0)).collect();
    (0..bytes.len()).any(|at| {
        let length = match bytes[at] {
            0xC2..=0xDF => 2,
            0xE0..=0xEF => 3,
            0xF0..=0xF4 => 4,
            _ => return false,
        };
        let meant = bytes.get(at..at + length).and_then(|bytes| std::str::from_utf8(bytes).ok());
        // Two bytes may stand side by side in an honest name, as in "CITÉ’S": they must make a letter of a name.
        meant.and_then(|meant| meant.chars().next()).is_some_and(|c| length > 2 || is_of_names(c))
    })
}

/// Letters and signs of two bytes that names are written with: Latin, Greek, Cyrillic, Hebrew, Arabic.
fn is_of_names(c: char) -> bool {
    matches!(c, '\u{A0}'..='\u{17F}' | '\u{300}'..='\u{4FF}' | '\u{5D0}'..='\u{5EA}' | '\u{620}'..='\u{6FF}')
}

/// The byte that Windows-1252 (or Latin-1, for the controls) shows as this character; none in ASCII.
fn byte_of(c: char) -> Option<u8> {
    /// 0x80 to 0x9F; a space where Windows-1252 has nothing.
    const HIGH: [char; 32] = [
        '€', ' ', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', ' ', 'Ž', ' ', ' ', '‘', '’', '“', '”', '•',
        '–', '—', '˜', '™', 'š', '›', 'œ', ' ', 'ž', 'Ÿ',
    ];
    match c {
        '\0'..='\u{7F}' => None,
        '\u{80}'..='\u{FF}' => u8::try_from(u32::from(c)).ok(),
        _ => HIGH.iter().position(|known| *known == c).and_then(|at| u8::try_from(0x80 + at).ok()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As a program shows UTF-8 that it takes for Latin-1 or Windows-1252.
    fn misread(text: &str) -> String {
        text.bytes().map(char::from).collect()
    }

    #[test]
    fn what_was_lost_is_told() {
        for text in [
            "?????",
            "???? ????",
            "?",
            "Ren?e",
            "Asha ???",
            "R\u{FFFD}m",
            "RenÃ©e",
            "à¤°à¤¾à¤®",
            "à¤†à¤¶à¤¾ à¤¦à¥‡à¤µà¥€",
            "Oâ€™Neil",
            "ï»¿Asha",
            "JosÃƒÂ©",
            &misread("राम"),
            &misread("Zoë"),
            "α ñ░",
            "Ren├®e",
            "\u{F0B7}Asha",
            "#REF!",
            "#N/A",
            "#value!",
            "#NAME?",
            "#DIV/0!",
            "#BEZUG!",
            "Err:502",
            "########",
            "&#2352;&#2366;&#2350;",
            "Tom &amp; Co",
            "\\u0930\\u093e",
            "%E0%A4%B0",
        ] {
            assert!(lost(text).is_some(), "{text}");
            assert!(lost_of_person(text).is_some(), "{text}");
        }
        assert!(lost_of_person("Zo?").is_some());
    }

    #[test]
    fn honest_names_are_left_alone() {
        for text in [
            "Asha Devi",
            "आशा देवी",
            "அன்பு",
            "নীলা",
            "محمد",
            "José Ñandú",
            "ÉCOLE DE LA CITÉ – PARIS",
            "CITÉ’S SCHOOL",
            "Müller & Söhne",
            "Ångström",
            "Šárka Žižková",
            "=cmd|'/c calc'!A1",
            "@SUM(A1)",
            "'; DROP TABLE candidate; --",
            "<script>alert(1)</script>",
            "%s%n{}",
            "#1 School",
            "100% Sure",
            "A/B #2",
            "D'Souza",
            "+1+1",
            "-2",
        ] {
            assert_eq!(lost_of_person(text), None, "{text}");
            assert!(!is_placeholder(text), "{text}");
        }
        assert_eq!(lost("What? School"), None);
    }

    #[test]
    fn placeholders() {
        for text in
            ["-", "--", "—", ".", "...", "…", "NA", "n/a", "N.A.", "Nil", "NULL", "(null)", "none", "_", "*", " - ", ""]
        {
            assert!(is_placeholder(text), "{text:?}");
        }
        for text in ["Nila", "Naina", "Noor", "A", "1", "Na Li", "-A-"] {
            assert!(!is_placeholder(text), "{text:?}");
        }
    }
}
