//! When a notice that did not go out is tried again.

/// Seconds after the first failure.
const FIRST_WAIT: i64 = 5;
/// The longest wait, in seconds: a receiver that is back is told within a quarter of an hour.
const LONGEST_WAIT: i64 = 900;

/// Seconds to wait after `attempts` failed ones: twice as long each time, up to a quarter of an hour.
/// It is tried for ever.
#[must_use]
pub fn wait_seconds(attempts: u32) -> i64 {
    let doublings = attempts.saturating_sub(1).min(20);
    (FIRST_WAIT << doublings).min(LONGEST_WAIT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_wait_is_twice_as_long_up_to_the_longest() {
        let waits: Vec<i64> = [0, 1, 2, 3, 7, 8, 9, u32::MAX].into_iter().map(wait_seconds).collect();
        assert_eq!(waits, [5, 5, 10, 20, 320, 640, 900, 900]);
    }
}
