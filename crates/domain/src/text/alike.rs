//! Spellings that people take for one another: `Shift 1`, `SHIFT-1` and `shift  1` are one shift to everybody but
//! a computer.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;

use super::tidy::{folded, is_blank, is_invisible};

/// What is left of a spelling without case, width, spaces and dashes. A dash stays where it parts two digits, as
/// in `1-12`, which is not `11-2`; and a number is one without its leading zeros, which spreadsheets drop.
#[must_use]
pub fn key(spelling: &str) -> String {
    let mut key = String::with_capacity(spelling.len());
    let mut parted = false;
    for c in spelling.nfkc().filter(|c| !is_invisible(*c)).flat_map(folded) {
        if is_blank(c) || is_dash(c) {
            parted = true;
            continue;
        }
        if std::mem::take(&mut parted) && c.is_numeric() && key.chars().next_back().is_some_and(char::is_numeric) {
            key.push('-');
        }
        key.push(c);
    }
    if !key.is_empty() && key.bytes().all(|b| b.is_ascii_digit()) {
        let digits = key.trim_start_matches('0').len().max(1);
        key.drain(..key.len() - digits);
    }
    key
}

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '_' | '\u{058A}' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{2E3A}' | '\u{2E3B}' | '\u{30FB}')
}

/// Spellings that are taken, each with what its owner keeps of it.
#[derive(Debug)]
pub struct Spellings<T> {
    /// By the key without any dash.
    known: HashMap<String, Vec<(String, T)>>,
    count: usize,
}

impl<T> Default for Spellings<T> {
    fn default() -> Self {
        Self { known: HashMap::new(), count: 0 }
    }
}

impl<T> Spellings<T> {
    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.count
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// Adds a spelling, unless it is there.
    pub fn add(&mut self, spelling: &str, kept: T) {
        let alike = self.known.entry(bare(&key(spelling))).or_default();
        if !alike.iter().any(|(known, _)| known == spelling) {
            alike.push((spelling.to_owned(), kept));
            self.count += 1;
        }
    }

    /// A known spelling that people would take this one for; none when this very one is known.
    ///
    /// `12-3` resembles `123`, and `1-12` does not resemble `11-2`: two that part their digits do it alike.
    #[must_use]
    pub fn resembled(&self, spelling: &str) -> Option<(&str, &T)> {
        let wanted = key(spelling);
        let alike = self.known.get(&bare(&wanted))?;
        if alike.iter().any(|(known, _)| known == spelling) {
            return None;
        }
        let resembles = |known: &str| {
            let known = key(known);
            known == wanted || known.contains('-') != wanted.contains('-')
        };
        alike.iter().find(|(known, _)| resembles(known)).map(|(known, kept)| (known.as_str(), kept))
    }
}

impl<'a> FromIterator<&'a str> for Spellings<()> {
    fn from_iter<I: IntoIterator<Item = &'a str>>(spellings: I) -> Self {
        let mut known = Self::default();
        spellings.into_iter().for_each(|spelling| known.add(spelling, ()));
        known
    }
}

fn bare(key: &str) -> String {
    key.replace('-', "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_take_for_one_another() {
        for (one, other, alike) in [
            ("Shift 1", "SHIFT 1", true),
            ("Shift 1", "Shift  1", true),
            ("Shift 1", "Shift-1", true),
            ("Shift 1", "shift\u{2013}1", true),
            ("Shift 1", "Shift1", true),
            ("Shift 1", "Shift_1", true),
            ("Shift 1", "Ｓhift\u{A0}1", true),
            ("Shift 1", "Shi\u{200B}ft 1", true),
            ("C-01", "c01", true),
            ("7", "007", true),
            ("0", "000", true),
            ("12-3", "123", true),
            ("Day 1-2", "Day 1 2", true),
            ("1-12", "11-2", false),
            ("Shift 1", "Shift 2", false),
            ("C7", "C007", false),
            ("पाली 1", "पाली 2", false),
            ("पाली 1", "पाली-1", true),
            ("1.1", "11", false),
            ("", "", false),
        ] {
            let known = Spellings::from_iter([one]);
            assert_eq!(known.resembled(other).is_some(), alike, "{one:?} {other:?}");
            assert!(known.resembled(one).is_none(), "{one:?}");
        }
    }

    #[test]
    fn a_known_spelling_resembles_nothing() {
        let known = Spellings::from_iter(["Shift 1", "SHIFT 1", "Shift 1"]);
        assert_eq!(known.len(), 2);
        assert!(known.resembled("SHIFT 1").is_none());
        assert_eq!(known.resembled("shift 1").map(|(known, ())| known), Some("Shift 1"));
    }
}
