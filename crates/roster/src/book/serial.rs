use jiff::civil::{Date, DateTime, Time};
use jiff::{SignedDuration, Unit};

/// A spreadsheet's day number as a date and time, to the second.
///
/// Days count from 1899-12-31 with a 29 February 1900 that never was (day 60), or from
/// 1904-01-01. Source: ECMA-376 part 1, 18.17.4.
pub(super) fn moment(serial: f64, since_1904: bool) -> Option<DateTime> {
    const LAST: f64 = 2_958_466.0; // 10000-01-01
    if !(0.0..LAST).contains(&serial) || (!since_1904 && serial.floor() == 60.0) {
        return None;
    }
    let first = match (since_1904, serial < 60.0) {
        (true, _) => Date::constant(1904, 1, 1),
        (false, true) => Date::constant(1899, 12, 31),
        (false, false) => Date::constant(1899, 12, 30),
    };
    let seconds = SignedDuration::try_from_secs_f64(serial * 86_400.0).ok()?;
    let seconds = seconds.round(Unit::Second).ok()?;
    first.to_datetime(Time::midnight()).checked_add(seconds).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::datetime;

    #[test]
    fn days_of_both_epochs() {
        let cases = [
            (1.0, false, datetime(1900, 1, 1, 0, 0, 0, 0)),
            (59.0, false, datetime(1900, 2, 28, 0, 0, 0, 0)),
            (61.0, false, datetime(1900, 3, 1, 0, 0, 0, 0)),
            (45_943.541, false, datetime(2025, 10, 13, 12, 59, 2, 0)),
            (0.0, true, datetime(1904, 1, 1, 0, 0, 0, 0)),
            (36_526.375, false, datetime(2000, 1, 1, 9, 0, 0, 0)),
        ];
        for (serial, since_1904, expected) in cases {
            assert_eq!(moment(serial, since_1904), Some(expected), "{serial}");
        }
        for serial in [60.0, 60.5, -1.0, 1e300, f64::NAN, f64::INFINITY] {
            assert_eq!(moment(serial, false), None, "{serial}");
        }
    }
}
