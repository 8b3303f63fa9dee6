//! Face verification: attempts are counted before the image work, so that parallel calls cannot
//! exceed the limit.

use serde::{Deserialize, Serialize};

use crate::Refusal;

/// Seconds after which a number that was taken for a comparison counts as given back: the process
/// that took it is gone.
pub const RESERVATION_SECONDS: i64 = 60;

/// Chooses the number of the next attempt: the smallest from 1 that is not taken.
///
/// # Errors
/// [`Refusal::AttemptsExhausted`] when all `limit` numbers are taken.
pub fn next_number(taken: &[u32], limit: u32) -> Result<u32, Refusal> {
    (1..=limit).find(|number| !taken.contains(number)).ok_or(Refusal::AttemptsExhausted)
}

/// Whether a match percentage verifies the face.
#[must_use]
pub fn is_verified(match_percentage: f64, threshold: f64) -> bool {
    match_percentage >= threshold
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_taken_in_order_given_back_and_exhausted() {
        assert_eq!(next_number(&[], 3), Ok(1));
        assert_eq!(next_number(&[1, 3], 3), Ok(2));
        assert_eq!(next_number(&[2, 1, 3], 3), Err(Refusal::AttemptsExhausted));
    }

    #[test]
    fn the_threshold_itself_verifies() {
        assert!(is_verified(96.5, 96.5));
        assert!(!is_verified(96.49, 96.5));
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
