//! What the barcode of a sheet means. The same symbol is read, typed and printed in several forms; raw texts are not
//! compared anywhere.
//!
//! | symbology | forms of the same symbol |
//! |---|---|
//! | all | with an AIM identifier (`]C1…`), with the separators of GS1, with brackets around its numbers |
//! | Code 39 | with its check character (mod 43) and without; it has no small letters |
//! | EAN-13, UPC-A, EAN-8 | with the leading zero that makes an EAN-13 of a UPC-A and without; with the check digit and without |
//! | interleaved 2 of 5 | with its check digit and without; with the zero that makes an even number of digits and without |
//! | Codabar | with its start and stop letters and without |
//!
//! A picture says that a sheet is **another one** only when a symbol on it could be the number of a sheet: neither an
//! address in a QR code nor the product number of whoever made the paper is. A symbol of the same form as the wanted one
//! says so always; one of another form only where no other barcode on the sheet was left unread, for that may be the
//! wanted one under a smudge.

use std::collections::BTreeSet;

use crate::text::Barcode;

/// Kinds of symbol that differ in what they mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Symbology {
    /// Code 128, with all letters.
    Code128,
    /// Code 39.
    Code39,
    /// Interleaved 2 of 5.
    Itf,
    /// EAN-13, EAN-8 and UPC-A: the numbers of products.
    Product,
    /// QR code, Data Matrix: any text.
    Matrix,
}

/// A symbol that was read on a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Symbol {
    /// Its kind.
    pub kind: Symbology,
    /// What it says, as it was read.
    pub text: String,
}

/// What a picture says of the barcode that was named with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// It is on the picture.
    Matched,
    /// Nothing on the picture speaks for it or against it.
    Unreadable,
    /// The picture shows another sheet.
    Mismatch,
}

impl Reading {
    /// As it is stored and told.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Matched => "matched",
            Self::Unreadable => "unreadable",
            Self::Mismatch => "mismatch",
        }
    }

    /// The one that is stored so.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        [Self::Matched, Self::Unreadable, Self::Mismatch].into_iter().find(|one| one.name() == name)
    }

    /// What the picture says of another barcode that a person gives in the place of the one that it was read for. It
    /// shows another sheet where it showed that one; else nobody has looked whether it shows this one.
    #[must_use]
    pub fn of_another(self) -> Self {
        match self {
            Self::Matched => Self::Mismatch,
            Self::Mismatch | Self::Unreadable => Self::Unreadable,
        }
    }
}

/// Reads a picture by its symbols; `unread`: it has another barcode that nobody could read.
#[must_use]
pub fn read(wanted: &Barcode, symbols: &[Symbol], unread: bool) -> Reading {
    if symbols.iter().any(|symbol| is(wanted, symbol)) {
        return Reading::Matched;
    }
    let another = |symbol: &Symbol| is_number_of_a_sheet(wanted, symbol) && (!unread || has_form_of(wanted, symbol));
    if symbols.iter().any(another) { Reading::Mismatch } else { Reading::Unreadable }
}

/// Whether a symbol is the wanted one, by what its kind means.
#[must_use]
pub fn is(wanted: &Barcode, symbol: &Symbol) -> bool {
    let (wanted, text) = (wanted.as_str(), bare(&symbol.text));
    if wanted == text {
        return true;
    }
    match symbol.kind {
        Symbology::Code128 | Symbology::Matrix => false,
        Symbology::Code39 => {
            let wanted = wanted.to_ascii_uppercase();
            wanted == text
                || without(&text, mod_43) == Some(wanted.as_str())
                || without(&wanted, mod_43) == Some(text.as_str())
        }
        Symbology::Itf => {
            let (wanted, text) = (zeros_off(wanted), zeros_off(&text));
            wanted == text || without(text, mod_10) == Some(wanted) || without(wanted, mod_10) == Some(text)
        }
        Symbology::Product => {
            let (wanted, text) = (zeros_off(wanted), zeros_off(&text));
            wanted == text || without(text, mod_10) == Some(wanted)
        }
    }
}

/// Whether a symbol that is not the wanted one could be the number of a sheet.
fn is_number_of_a_sheet(wanted: &Barcode, symbol: &Symbol) -> bool {
    let text = bare(&symbol.text);
    text.parse::<Barcode>().is_ok() && (symbol.kind != Symbology::Product || is_product(wanted.as_str()))
}

/// Digits as a product's number has them.
fn is_product(text: &str) -> bool {
    is_digits(text) && [8, 12, 13, 14].contains(&text.len()) && without(text, mod_10).is_some()
}

/// Whether a symbol has the form of the wanted one: as long, and with the same letters in front or the same kinds of
/// character all along.
fn has_form_of(wanted: &Barcode, symbol: &Symbol) -> bool {
    let (wanted, text) = (wanted.as_str(), bare(&symbol.text));
    let front = |text: &str| text.chars().take_while(|one| !one.is_ascii_digit()).collect::<String>();
    let kinds = |text: &str| {
        let kind = |one: char| {
            if one.is_ascii_digit() {
                '9'
            } else if one.is_ascii_alphabetic() {
                'A'
            } else {
                one
            }
        };
        text.chars().map(kind).collect::<String>()
    };
    let same_front = !front(wanted).is_empty() && front(wanted) == front(&text);
    wanted.len() == text.len() && (same_front || kinds(wanted) == kinds(&text))
}

/// Without what readers put around a symbol's text: an AIM identifier, separators and brackets of GS1, the stars of
/// Code 39.
fn bare(text: &str) -> String {
    let text = match text.as_bytes() {
        [b']', letter, digit, ..] if letter.is_ascii_alphabetic() && digit.is_ascii_alphanumeric() => &text[3..],
        _ => text,
    };
    let text: String = text.trim().chars().filter(|one| *one != '\u{1d}').collect();
    let text = match text.strip_prefix('*').and_then(|rest| rest.strip_suffix('*')) {
        Some(inner) => inner.to_owned(),
        None => text,
    };
    let of_gs1 = text.starts_with('(') && text[1..].starts_with(|one: char| one.is_ascii_digit());
    if of_gs1 { text.replace(['(', ')'], "") } else { text }
}

/// Characters of a number with a check, below which a check that fits says nothing.
const CHECKED: usize = 6;

/// Every text that the same symbol as `barcode` may be registered under, in capitals, itself first. Which symbology it
/// is of is not known, so a few of them are other symbols' by chance: whoever finds one tells somebody, and refuses
/// nothing.
#[must_use]
pub fn forms(barcode: &Barcode) -> Vec<String> {
    let own = barcode.as_str().to_ascii_uppercase();
    let mut forms: BTreeSet<String> = checks(&own, mod_43).collect();
    if is_digits(&own) {
        // One step each, or two of the same direction: forms of a series that has one length are never alike.
        forms.extend(checks(&own, mod_10));
        if own.len() + 1 >= CHECKED {
            forms.insert(format!("0{own}"));
            forms.extend(mod_10(&own).map(|check| format!("0{own}{check}")));
        }
        if let Some(rest) = own.strip_prefix('0').filter(|_| own.len() > CHECKED) {
            forms.insert(rest.to_owned());
            forms.extend(without(rest, mod_10).map(str::to_owned));
        }
    }
    if let [b'A'..=b'D', inner @ .., b'A'..=b'D'] = own.as_bytes()
        && inner.len() >= CHECKED
        && inner.iter().all(|one| one.is_ascii_digit() || b"-./".contains(one))
    {
        forms.insert(own[1..own.len() - 1].to_owned());
    }
    forms.remove(&own);
    std::iter::once(own).chain(forms).filter(|form| form.parse::<Barcode>().is_ok()).collect()
}

/// With the check of its kind, and without one that fits.
fn checks(text: &str, check: fn(&str) -> Option<char>) -> impl Iterator<Item = String> {
    let longer = check(text).filter(|_| text.len() + 1 >= CHECKED).map(|last| format!("{text}{last}"));
    let shorter = without(text, check).filter(|_| text.len() >= CHECKED).map(str::to_owned);
    longer.into_iter().chain(shorter)
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn zeros_off(text: &str) -> &str {
    if is_digits(text) { text.trim_start_matches('0') } else { text }
}

/// `text` without its last character, where that is the check of the rest.
fn without(text: &str, check: fn(&str) -> Option<char>) -> Option<&str> {
    let last = text.chars().next_back()?;
    let rest = &text[..text.len() - last.len_utf8()];
    (check(rest) == Some(last)).then_some(rest)
}

/// The check character of Code 39 (ISO/IEC 16388, annex A): the sum of the values, modulo 43.
fn mod_43(text: &str) -> Option<char> {
    const VALUES: &str = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%";
    let sum = text.chars().try_fold(0, |sum, one| VALUES.find(one).map(|value| sum + value))?;
    VALUES.chars().nth(sum % 43).filter(|_| !text.is_empty())
}

/// The check digit of EAN, UPC and ITF-14 (GS1 General Specifications, 7.9): weights 3 and 1 from the right.
fn mod_10(text: &str) -> Option<char> {
    let digits: Option<Vec<u32>> = text.chars().map(|one| one.to_digit(10)).collect();
    let sum: u32 = digits?.iter().rev().enumerate().map(|(at, digit)| digit * if at % 2 == 0 { 3 } else { 1 }).sum();
    char::from_digit((10 - sum % 10) % 10, 10).filter(|_| !text.is_empty())
}

#[cfg(test)]
mod tests;
