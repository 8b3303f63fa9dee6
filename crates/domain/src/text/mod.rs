//! Parsing at the door: a string becomes a value of its own type once.

pub mod alike;
pub mod lost;
pub mod numbers;
pub mod tidy;

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, de::Error as _};
use utoipa::ToSchema;

/// A text that is not what it should be; the message says what it must be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct InvalidText(pub &'static str);

fn is_code(text: &str, longest: usize) -> bool {
    (1..=longest).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'/' | b'.' | b'_'))
}

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident, $longest:literal, $pattern:literal, $message:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, ToSchema)]
        #[serde(transparent)]
        #[schema(value_type = String, pattern = $pattern)]
        pub struct $name(String);

        impl $name {
            /// The text as it was given; case is kept.
            #[must_use]
            pub fn as_str(&self) -> &str { &self.0 }
        }
        impl std::str::FromStr for $name {
            type Err = InvalidText;
            fn from_str(text: &str) -> Result<Self, InvalidText> {
                if is_code(text, $longest) { Ok(Self(text.to_owned())) } else { Err(InvalidText($message)) }
            }
        }
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
            }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str(&self.0) }
        }
    )*};
}

codes! {
    /// A candidate's roll number.
    RollNumber, 32, "^[A-Za-z0-9\\-/._]{1,32}$", "must be 1 to 32 of A-Z a-z 0-9 - / . _";
    /// The barcode printed on an OMR sheet.
    Barcode, 64, "^[A-Za-z0-9\\-/._]{1,64}$", "must be 1 to 64 of A-Z a-z 0-9 - / . _";
    /// The code of an exam or a centre.
    Code, 32, "^[A-Za-z0-9\\-/._]{1,32}$", "must be 1 to 32 of A-Z a-z 0-9 - / . _";
    /// The name that an account logs in with.
    Username, 64, "^[A-Za-z0-9\\-/._]{1,64}$", "must be 1 to 64 of A-Z a-z 0-9 - / . _";
}

/// A line of free text for people: a name, a slot's name, a reason. Trimmed, 1 to 200 characters,
/// no control characters. Text that looks like a spreadsheet formula is text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(transparent)]
#[schema(value_type = String, min_length = 1, max_length = 200, pattern = r"^[^\u0000-\u001f\u007f-\u009f]*[^\s\u0000-\u001f\u007f-\u009f][^\u0000-\u001f\u007f-\u009f]*$")]
pub struct Line(String);

impl Line {
    /// The trimmed text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::str::FromStr for Line {
    type Err = InvalidText;
    fn from_str(text: &str) -> Result<Self, InvalidText> {
        let text = text.trim();
        let fits = (1..=200).contains(&text.chars().count());
        if fits && !text.chars().any(char::is_control) {
            Ok(Self(text.to_owned()))
        } else {
            Err(InvalidText("must be 1 to 200 characters on one line"))
        }
    }
}

impl<'de> Deserialize<'de> for Line {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn roll_numbers_and_barcodes_keep_their_case_and_their_alphabet() {
        assert_eq!("26-A/b._9".parse::<RollNumber>().unwrap().as_str(), "26-A/b._9");
        for bad in ["", " 1", "रोल", "a b", "x\u{0}", &"1".repeat(33)] {
            assert!(bad.parse::<RollNumber>().is_err(), "{bad:?}");
        }
        assert!("1".repeat(64).parse::<Barcode>().is_ok());
        assert!("1".repeat(65).parse::<Barcode>().is_err());
    }

    #[test]
    fn a_line_is_trimmed_and_has_no_control_characters() {
        assert_eq!("  =1+1 ".parse::<Line>().unwrap().as_str(), "=1+1");
        for bad in ["", "   ", "a\nb", &"é".repeat(201)] {
            assert!(bad.parse::<Line>().is_err(), "{bad:?}");
        }
    }
}
