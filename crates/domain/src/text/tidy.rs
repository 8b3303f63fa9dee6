//! One way of writing a text down: one space for whatever is blank, nothing that cannot be seen, composed
//! letters (NFC). A word processor, a chat or a web page brings the rest along when somebody copies a name.

use unicode_normalization::UnicodeNormalization;

/// The name of a place or a sitting: no joiner in it makes it another one.
#[must_use]
pub fn place(text: &str) -> String {
    tidied(text, false)
}

/// The name of a person. Between the letters of scripts that need them (Devanagari, Bengali, Arabic and their
/// kin) a joiner is part of the spelling and stays.
#[must_use]
pub fn person(text: &str) -> String {
    tidied(text, true)
}

/// A code as it was meant: without what cannot be seen, and trimmed. What is left is then parsed strictly.
#[must_use]
pub fn code(text: &str) -> String {
    let seen: String = text.chars().filter(|c| !is_invisible(*c)).collect();
    seen.trim_matches(is_blank).to_owned()
}

/// What two texts have in common that a person would call the same when looking for a name: width, case and
/// joiners do not count, nor how letters and their marks are put together.
#[must_use]
pub fn search_key(text: &str) -> String {
    let seen = place(text).nfkc().filter(|c| !is_invisible(*c)).map(plain_apostrophe).collect::<String>();
    place(&seen.chars().flat_map(folded).collect::<String>())
}

/// One apostrophe for those that spreadsheets and keyboards write.
fn plain_apostrophe(c: char) -> char {
    if matches!(c, '\u{2018}' | '\u{2019}' | '\u{02BC}' | '\u{02B9}' | '\u{2032}' | '`' | '\u{00B4}') {
        '\''
    } else {
        c
    }
}

/// Without case, as well as a letter by itself can tell: down, up and down again, so that `ẞ` and `ß` are `ss`, and `ς`
/// is `σ`.
pub(super) fn folded(c: char) -> impl Iterator<Item = char> {
    c.to_lowercase().flat_map(char::to_uppercase).flat_map(char::to_lowercase)
}

fn tidied(text: &str, keep_joiners: bool) -> String {
    let mut tidy = String::with_capacity(text.len());
    let mut joiner = None;
    for c in text.chars() {
        if is_joiner(c) {
            joiner = joiner.or(Some(c));
        } else if is_blank(c) {
            joiner = None;
            if !tidy.is_empty() && !tidy.ends_with(' ') {
                tidy.push(' ');
            }
        } else if !is_invisible(c) {
            let between = || tidy.chars().next_back().is_some_and(joins) && joins(c);
            if let Some(joiner) = joiner.take().filter(|_| keep_joiners && between()) {
                tidy.push(joiner);
            }
            tidy.push(c);
        }
    }
    tidy.truncate(tidy.trim_end().len());
    if tidy.is_ascii() { tidy } else { tidy.nfc().collect() }
}

/// The zero-width joiner and non-joiner.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200C}' | '\u{200D}')
}

/// Scripts in which a joiner decides how letters are written: Arabic and Syriac, those of India, Sinhala, Tibetan,
/// Myanmar, Khmer and Mongolian.
fn joins(c: char) -> bool {
    matches!(c, '\u{0600}'..='\u{08FF}' | '\u{0900}'..='\u{0DFF}' | '\u{0F00}'..='\u{109F}' | '\u{1780}'..='\u{18AF}'
        | '\u{A8E0}'..='\u{A8FF}' | '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}')
}

/// Whether a character shows nothing but room: white space of any width, and fillers.
#[must_use]
pub fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{2800}' | '\u{3164}' | '\u{115F}' | '\u{1160}' | '\u{FFA0}')
}

/// Whether a character shows nothing at all: joiners, marks of direction and order, selectors of variants, tags.
#[must_use]
pub fn is_invisible(c: char) -> bool {
    matches!(c, '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}'
        | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

/// Whether a character makes what follows it be read in another order than it is written in.
#[must_use]
pub fn reorders(c: char) -> bool {
    matches!(c, '\u{202D}' | '\u{202E}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_are_one_space_and_the_unseen_goes() {
        for (text, tidy) in [
            ("Shift 1", "Shift 1"),
            ("  Shift\u{A0}\u{2009}\u{3000}1\t", "Shift 1"),
            ("Shi\u{200B}ft\u{FEFF} \u{200E}1\u{AD}", "Shift 1"),
            ("\u{202A}Shift\u{2028}1\u{202C}", "Shift 1"),
            ("Jose\u{301}", "Jos\u{E9}"),
            ("\u{200B}\u{3164}\u{2800} ", ""),
            ("क\u{93C}लम", "क\u{93C}लम"),
            ("\u{958}लम", "क\u{93C}लम"),
        ] {
            assert_eq!(place(text), tidy, "{text:?}");
            assert_eq!(person(text), tidy, "{text:?}");
        }
    }

    #[test]
    fn joiners_stay_where_they_are_spelling() {
        let half = "अक\u{94D}\u{200D}षय";
        for (text, of_person) in [
            (half, half),
            ("शर\u{94D}\u{200C}\u{200B}मा", "शर\u{94D}\u{200C}मा"),
            ("\u{200D}राम\u{200D}", "राम"),
            ("राम\u{200D} शर्मा", "राम शर्मा"),
            ("a\u{200D}b", "ab"),
        ] {
            assert_eq!(person(text), of_person, "{text:?}");
            assert!(!place(text).contains(['\u{200C}', '\u{200D}']), "{text:?}");
        }
    }

    #[test]
    fn a_code_loses_what_nobody_sees_and_nothing_else() {
        assert_eq!(code("\u{FEFF} 26\u{200B}-A\u{AD}/1\u{A0}"), "26-A/1");
        assert_eq!(code("26 A"), "26 A");
    }

    #[test]
    fn what_is_looked_for_is_found_however_it_is_typed() {
        for (stored, asked) in [
            ("Émile O'Neil", "E\u{301}MILE o'neil"),
            ("क\u{93C}मर", "\u{958}मर"),
            ("बड\u{93C}े लाल", "ब\u{95C}े\u{A0}लाल"),
            ("अक\u{94D}\u{200D}षय", "अक\u{94D}षय"),
            ("STRASSE", "Straße"),
            ("STRAẞE", "Strasse"),
            ("ΣΟΦΙΑΣ", "σοφιας"),
            ("Ｒａｍ", "ram"),
            ("Asha  Devi", " asha devi"),
        ] {
            assert_eq!(search_key(stored), search_key(asked), "{stored}");
            assert_eq!(search_key(&search_key(stored)), search_key(stored));
        }
        assert_ne!(search_key("राम"), search_key("रमा"));
    }
}
