//! Face verification: attempts are counted before the image work, so that parallel calls cannot
//! exceed the limit.

use serde::{Deserialize, Serialize};

use crate::Refusal;

/// Seconds after which a number that was taken for a comparison counts as given back: the process
/// that took it is gone.
pub const RESERVATION_SECONDS: i64 = 60;

/// Chooses the number of the next attempt: the smallest from 1 that is not taken. Attempts of both roads
/// count; `allowed` says that a supervisor stands behind one more.
///
/// # Errors
/// [`Refusal::AttemptsExhausted`] when as many numbers as `limit` are taken, whichever these are.
pub fn next_number(taken: &[u32], limit: u32, allowed: bool) -> Result<u32, Refusal> {
    let left = allowed || u32::try_from(taken.len()).is_ok_and(|taken| taken < limit);
    let free = (1..=u32::MAX).find(|number| !taken.contains(number));
    free.filter(|_| left).ok_or(Refusal::AttemptsExhausted)
}

/// Whether a match percentage verifies the face.
#[must_use]
pub fn is_verified(match_percentage: f64, threshold: f64) -> bool {
    match_percentage >= threshold
}

/// Whether a comparison verifies the face. A copy of the enrolled photograph matches by itself and
/// proves nobody's presence: it waits for a supervisor.
#[must_use]
pub fn proves(match_percentage: f64, threshold: f64, copied: bool) -> bool {
    !copied && is_verified(match_percentage, threshold)
}

/// Whether nobody but a supervisor settles a candidate's face after an attempt. A match that stands (`matched`, by this
/// attempt or an earlier one) lets the station be closed, whatever came after it; else a copy of the enrolled photograph
/// is looked at, and the last of the attempts.
#[must_use]
pub fn needs_supervisor(matched: bool, copied: bool, attempts_left: u32) -> bool {
    !matched && (copied || attempts_left == 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_taken_in_order_given_back_and_exhausted() {
        assert_eq!(next_number(&[], 3, false), Ok(1));
        assert_eq!(next_number(&[1, 3], 3, false), Ok(2));
        assert_eq!(next_number(&[2, 1, 3], 3, false), Err(Refusal::AttemptsExhausted));
        // It is how many there are that counts, not what they are called.
        assert_eq!(next_number(&[4, 5, 6], 3, false), Err(Refusal::AttemptsExhausted));
        assert_eq!(next_number(&[1, 2, 3], 3, true), Ok(4));
    }

    #[test]
    fn the_threshold_itself_verifies() {
        assert!(is_verified(96.5, 96.5));
        assert!(!is_verified(96.49, 96.5));
    }

    #[test]
    fn a_copy_proves_nothing_however_well_it_matches() {
        for (percentage, copied, expected) in
            [(99.9, false, true), (99.9, true, false), (50.0, false, false), (50.0, true, false)]
        {
            assert_eq!(proves(percentage, 96.5, copied), expected, "{percentage} {copied}");
        }
    }
}

/// What the comparisons of a candidate say so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FaceState {
    /// One of them verified the face.
    Verified,
    /// There were some, and none verified it.
    Mismatched,
}
