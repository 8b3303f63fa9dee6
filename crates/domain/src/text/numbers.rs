//! Numbers of candidates that only a computer tells apart: a spreadsheet drops the zeros in front of `0001`, and people
//! write `26-A/7` as `26a/07`. Different people may well have such numbers, so it takes more than this to refuse one.

use super::alike::key;

/// What all spellings of a number have in common: capitals, without dashes and zeros. Other numbers may share it; the
/// database looks them up by it (`candidate_by_coarse_number`), so it changes only together with that index.
#[must_use]
pub fn coarse(number: &str) -> String {
    number.chars().filter(|c| !matches!(c, '-' | '_' | '0')).map(|c| c.to_ascii_uppercase()).collect()
}

/// Whether two different numbers differ only in case, dashes, blanks or the leading zeros of their parts.
///
/// `12-3` is near to `123`, and `1-12` is not near to `11-2`: two that part their digits do it alike.
#[must_use]
pub fn are_near(one: &str, other: &str) -> bool {
    let keys = (key(one), key(other));
    let joined = |key: &str| without_zeros(&key.replace('-', ""));
    one != other
        && (without_zeros(&keys.0) == without_zeros(&keys.1)
            || (keys.0.contains('-') != keys.1.contains('-') && joined(&keys.0) == joined(&keys.1)))
}

/// Without the zeros in front of each run of digits; one digit of it stays.
fn without_zeros(key: &str) -> String {
    let mut kept = String::with_capacity(key.len());
    let mut letters = key.chars().peekable();
    let mut within = false;
    while let Some(c) = letters.next() {
        let more = letters.peek().is_some_and(char::is_ascii_digit);
        if c != '0' || within || !more {
            kept.push(c);
            within = c.is_ascii_digit();
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_only_a_computer_tells_apart() {
        for (one, other, near) in [
            ("0001", "1", true),
            ("26-A/007", "26a/7", true),
            ("26-A/007", "26A/0007", true),
            ("R001", "r1", true),
            ("26-001", "26001", true),
            ("26-001", "26-1", true),
            ("26_1", "26-01", true),
            ("0", "000", true),
            ("1.02", "1.2", true),
            ("1", "1", false),
            ("1", "10", false),
            ("10", "100", false),
            ("1-12", "11-2", false),
            ("10-1", "1-01", false),
            ("1/12", "112", false),
            ("R101", "R11", false),
            ("26A1", "26B1", false),
        ] {
            assert_eq!(are_near(one, other), near, "{one} {other}");
            assert_eq!(are_near(other, one), near, "{other} {one}");
            assert!(!near || coarse(one) == coarse(other), "{one} {other}");
        }
    }
}
