//! How far a package is, and the password of one download as it is read out over a telephone.
//!
//! The password: twenty symbols of Crockford's alphabet (<https://www.crockford.com/base32.html>: no I, L, O and U),
//! in four groups of five: six symbols (30 bits) that name the record, thirteen (65 bits) that are the
//! secret, one to check. The check is a sum in GF(32) in which each place has a weight of its own, so
//! that any one symbol that was mistyped, and any two that were swapped, are noticed before anything
//! is hashed.

use strum::{EnumString, IntoStaticStr};

/// How far a package is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum PackageState {
    /// It is to be built, or is being built.
    Waiting,
    /// It lies in its file.
    Ready,
    /// It could not be built; the next request tries again.
    Failed,
    /// Its time is over and its file is gone.
    Ended,
}

/// The symbols, by their value.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Symbols that name the record.
const HANDLE: usize = 6;
/// Symbols that are secret.
const SECRET: usize = 13;
/// All symbols, with the check.
const LENGTH: usize = HANDLE + SECRET + 1;
/// Symbols of a group.
const GROUP: usize = 5;

/// A download password whose check is right; whether it opens anything is another question.
#[derive(Clone, PartialEq, Eq)]
pub struct DownloadPassword([u8; LENGTH]);

/// A text that is no download password: of another length, with another symbol, or mistyped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("is mistyped")]
pub struct Mistyped;

/// Goes on with a sum: times x in GF(32) = GF(2)[x]/(x⁵ + x² + 1), plus the next value. x has the
/// order 31, so that twenty places have twenty different weights.
fn add(sum: u8, value: u8) -> u8 {
    let shifted = sum << 1;
    let reduced = if shifted & 0b10_0000 == 0 { shifted } else { shifted ^ 0b10_0101 };
    reduced ^ value
}

/// The value of a symbol as it may be typed.
fn value(symbol: char) -> Option<u8> {
    let symbol = match symbol.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    let place = ALPHABET.iter().position(|known| char::from(*known) == symbol)?;
    u8::try_from(place).ok()
}

fn separates(symbol: char) -> bool {
    symbol.is_whitespace() || matches!(symbol, '-' | '\u{2010}'..='\u{2015}')
}

fn symbols(values: &[u8]) -> String {
    values.iter().map(|value| char::from(ALPHABET[usize::from(value & 31)])).collect()
}

impl DownloadPassword {
    /// A password out of randomness; 95 of the bits are used.
    #[must_use]
    pub fn from_random(bits: u128) -> Self {
        let mut values = [0; LENGTH];
        let (check, rest) = (LENGTH - 1, &mut values[..LENGTH - 1]);
        for (place, value) in rest.iter_mut().enumerate() {
            *value = (bits >> (5 * place)) as u8 & 31;
        }
        values[check] = add(values[..check].iter().fold(0, |sum, value| add(sum, *value)), 0);
        Self(values)
    }

    /// The password that somebody typed: case, spaces and hyphens do not matter, I and L are 1, O is 0.
    ///
    /// # Errors
    /// [`Mistyped`].
    pub fn typed(text: &str) -> Result<Self, Mistyped> {
        let mut values = [0; LENGTH];
        let mut typed = text.chars().filter(|symbol| !separates(*symbol));
        for place in &mut values {
            *place = typed.next().and_then(value).ok_or(Mistyped)?;
        }
        let right = typed.next().is_none() && values.iter().fold(0, |sum, value| add(sum, *value)) == 0;
        if right { Ok(Self(values)) } else { Err(Mistyped) }
    }

    /// What names its record.
    #[must_use]
    pub fn handle(&self) -> String {
        symbols(&self.0[..HANDLE])
    }

    /// What is kept only hashed.
    #[must_use]
    pub fn secret(&self) -> String {
        symbols(&self.0[HANDLE..HANDLE + SECRET])
    }

    /// The whole password in groups, to be shown once.
    #[must_use]
    pub fn spelled(&self) -> String {
        self.0.chunks(GROUP).map(symbols).collect::<Vec<_>>().join("-")
    }
}

impl std::fmt::Debug for DownloadPassword {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("DownloadPassword(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers without a pattern (SplitMix64).
    fn samples() -> impl Iterator<Item = DownloadPassword> {
        let mix = |seed: u64| {
            let z = (seed ^ (seed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
            u128::from((z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB))
        };
        let seed = |number: u64| number.wrapping_mul(0x9E37_79B9_7F4A_7C15);
        (1..=50).map(move |number| DownloadPassword::from_random(mix(seed(number)) << 64 | mix(seed(number + 1000))))
    }

    #[test]
    fn has_groups_and_more_than_sixty_secret_bits() {
        let password = DownloadPassword::from_random(0x0123_4567_89AB_CDEF_0123_4567_89AB_CDEF);
        let spelled = password.spelled();
        assert_eq!(spelled.split('-').map(str::len).collect::<Vec<_>>(), [5, 5, 5, 5]);
        assert!(!spelled.contains(['I', 'L', 'O', 'U']));
        assert_eq!((password.handle().len(), password.secret().len() * 5), (6, 65));
        assert_eq!(format!("{password:?}"), "DownloadPassword(…)");
        // Every bit counts.
        let flipped = |bit: u32| DownloadPassword::from_random(1 << bit).spelled();
        let all: std::collections::BTreeSet<String> = (0..95).map(flipped).collect();
        assert_eq!(all.len(), 95);
    }

    #[test]
    fn is_read_however_it_is_typed() {
        for password in samples() {
            let spelled = password.spelled();
            let look_alike = spelled.replace('1', "l").replace('0', "o").to_lowercase();
            let forms = [
                spelled.clone(),
                look_alike,
                spelled.replace('-', ""),
                format!("  {} ", spelled.replace('-', " – ")),
                spelled.replace('1', "I").replace('0', "O"),
            ];
            for typed in forms {
                assert_eq!(DownloadPassword::typed(&typed), Ok(password.clone()), "{typed}");
            }
        }
    }

    #[test]
    fn every_mistyped_symbol_is_noticed() {
        for password in samples() {
            for place in 0..LENGTH {
                for wrong in (0..32).filter(|wrong| *wrong != password.0[place]) {
                    let mut typed = password.0;
                    typed[place] = wrong;
                    assert_eq!(DownloadPassword::typed(&symbols(&typed)), Err(Mistyped));
                }
            }
        }
    }

    #[test]
    fn every_two_that_are_swapped_are_noticed() {
        for password in samples() {
            for (one, other) in (0..LENGTH).flat_map(|one| (0..one).map(move |other| (one, other))) {
                let mut typed = password.0;
                typed.swap(one, other);
                let same = password.0[one] == password.0[other];
                assert_eq!(DownloadPassword::typed(&symbols(&typed)).is_ok(), same, "{one} {other}");
            }
        }
    }

    #[test]
    fn what_is_too_short_too_long_or_of_other_symbols_is_none() {
        let spelled = DownloadPassword::from_random(77).spelled();
        for text in ["", "-", &spelled[1..], &format!("{spelled}0"), &spelled.replace('0', "U"), "ééééé-ééééé"]
        {
            assert_eq!(DownloadPassword::typed(text), Err(Mistyped), "{text}");
        }
    }
}
