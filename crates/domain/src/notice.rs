//! When a notice that did not go out is tried again.

/// Seconds after the first failure.
const FIRST_WAIT: i64 = 5;
/// The longest wait, in seconds: a receiver that is back is told within a quarter of an hour.
const LONGEST_WAIT: i64 = 900;

/// Seconds to wait after `attempts` failed ones: twice as long each time, up to a quarter of an hour.
/// It is tried for ever, unless the receiver refuses this notice alone ([`wait_of_refused`]).
#[must_use]
pub fn wait_seconds(attempts: u32) -> i64 {
    let doublings = attempts.saturating_sub(1).min(20);
    (FIRST_WAIT << doublings).min(LONGEST_WAIT)
}

/// The longest wait for a service far away that gives no answer, in seconds: it comes back by itself, and whoever has
/// to know is told at once.
const LONGEST_FAR_WAIT: i64 = 5;
/// Refusals after which a notice is set apart: some ten minutes after the first.
pub const REFUSALS: u32 = 8;

/// Seconds to wait after `attempts` failed ones at a service far away that gave no answer.
#[must_use]
pub fn far_wait_seconds(attempts: u32) -> i64 {
    wait_seconds(attempts).min(LONGEST_FAR_WAIT)
}

/// Seconds that a notice waits, alone, after it was refused so many times by a receiver that takes others; `None`:
/// it is set apart.
#[must_use]
pub fn wait_of_refused(refusals: u32) -> Option<i64> {
    (refusals < REFUSALS).then(|| wait_seconds(refusals))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_refused_waits_longer_each_time_and_is_set_apart_in_the_end() {
        let waits: Vec<Option<i64>> = [1, 2, 7, 8, 9].into_iter().map(wait_of_refused).collect();
        assert_eq!(waits, [Some(5), Some(10), Some(320), None, None]);
        assert_eq!([1, 3, 99].map(far_wait_seconds), [5, 5, 5]);
    }

    #[test]
    fn each_wait_is_twice_as_long_up_to_the_longest() {
        let waits: Vec<i64> = [0, 1, 2, 3, 7, 8, 9, u32::MAX].into_iter().map(wait_seconds).collect();
        assert_eq!(waits, [5, 5, 10, 20, 320, 640, 900, 900]);
    }
}
