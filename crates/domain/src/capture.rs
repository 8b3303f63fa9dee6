//! When something was captured: what a device says of it, and what the server can believe. Online the two
//! are the same moment, so that both roads are judged by the same rules.
//!
//! A device's clock proves nothing. What is certain is that a record was there when it came, and, where it
//! bears a capture token, that it was made after the token was issued. A time within these is believed as it
//! was given; one outside of them cannot be, and what is judged is the whole time between.

use crate::Timestamp;

/// Seconds that a clock may be wrong before somebody has to look at it; also the tolerance at the
/// beginning of an assignment. Nothing is allowed by it that would be refused online.
pub const CLOCK_TOLERANCE_SECONDS: i64 = 600;
/// Seconds before its slot from which a capture is implausible.
pub const EARLY_SECONDS: i64 = 2 * 24 * 3600;

/// What is known of the time of a capture.
#[derive(Clone, Copy, Debug)]
pub struct Stamp {
    /// As the device gave it.
    pub captured: Timestamp,
    /// Microseconds that the device's clock was ahead when it handed the record over.
    pub offset_micros: i64,
    /// When it came, by the server's clock.
    pub received: Timestamp,
    /// When its capture token was issued, where it bears one.
    pub token_issued: Option<Timestamp>,
}

/// The time in which a capture can have been, by the server's clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Believed {
    /// Not before.
    pub earliest: Timestamp,
    /// Not after.
    pub latest: Timestamp,
    /// When it most likely was: as given, within the tolerance of clocks, unless the device's clock was measured as wrong and its time is right once
    /// that is taken off; when it came, where neither can be.
    pub likely: Timestamp,
    /// When it was known to the server.
    pub received: Timestamp,
    /// Whether the time that was given can be right; else the two ends are all that is known.
    pub possible: bool,
    /// Whether a capture token, or the server itself, bears out that it was not made before `earliest`.
    pub proven: bool,
}

impl Believed {
    /// Of something that the server sees happen.
    #[must_use]
    pub fn seen(now: Timestamp) -> Self {
        Self { earliest: now, latest: now, likely: now, received: now, possible: true, proven: true }
    }

    /// Of a record. A moment counts as given and as the measured offset puts it, where these are possible.
    #[must_use]
    pub fn of(stamp: &Stamp) -> Self {
        let Stamp { captured, offset_micros, received, token_issued } = *stamp;
        // A token that was issued after the record had come says nothing about its time.
        let issued = token_issued.filter(|issued| *issued <= received);
        let corrected = Timestamp(captured.0.saturating_sub(offset_micros));
        let fits = |at: &Timestamp| *at <= received && issued.is_none_or(|issued| issued <= *at);
        let moments = || [captured, corrected].into_iter().filter(fits);
        let possible = moments().next().is_some();
        // Within the tolerance it stays as given, so that what was captured in order stays in order.
        let nearly = |at: &Timestamp| {
            *at <= received.plus_seconds(CLOCK_TOLERANCE_SECONDS)
                && issued.is_none_or(|issued| issued.plus_seconds(-CLOCK_TOLERANCE_SECONDS) <= *at)
        };
        let wrong = is_wrong_clock(offset_micros);
        let by_likelihood = if wrong { [corrected, captured] } else { [captured, corrected] };
        Self {
            earliest: moments().min().or(issued).unwrap_or(Timestamp(i64::MIN)),
            latest: moments().max().unwrap_or(received),
            likely: by_likelihood.into_iter().find(nearly).unwrap_or(received),
            received,
            possible,
            proven: issued.is_some(),
        }
    }

    /// Whether it can have been made before a moment, by what is certain or by what it says of itself.
    #[must_use]
    pub fn may_precede(&self, moment: Timestamp) -> bool {
        self.earliest.min(self.likely) < moment
    }
}

/// Whether work came in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Timely {
    /// It did.
    InTime,
    /// It came after the end with a time from before it, which nothing bears out.
    Unproven,
    /// It did not.
    Late,
}

/// Judges a capture against the moment after which nothing more is due.
#[must_use]
pub fn timely(believed: &Believed, due: Timestamp) -> Timely {
    let Believed { earliest, received, possible, proven, .. } = *believed;
    if received <= due {
        Timely::InTime
    } else if earliest > due || !(possible || proven) {
        Timely::Late
    } else if possible && proven {
        Timely::InTime
    } else {
        Timely::Unproven
    }
}

/// What is known when a record's time is doubted.
#[derive(Clone, Copy, Debug)]
pub struct Times {
    /// As the device gave it.
    pub captured: Timestamp,
    /// The device's clock at the upload.
    pub device: Timestamp,
    /// The time in which its capture token was good.
    pub token: Option<(Timestamp, Timestamp)>,
    /// When the candidate's slot begins.
    pub slot_start: Option<Timestamp>,
    /// When the exam was created.
    pub exam_created: Timestamp,
}

/// Why the time of a capture cannot be right, if it cannot.
#[must_use]
pub fn implausible(times: &Times) -> Option<&'static str> {
    let Times { captured, device, token, slot_start, exam_created } = *times;
    let tolerance = CLOCK_TOLERANCE_SECONDS;
    if captured > device.plus_seconds(tolerance) {
        Some("captured_in_the_future")
    } else if token.is_some_and(|(issued, _)| captured < issued.plus_seconds(-tolerance)) {
        Some("captured_before_its_token")
    } else if token.is_some_and(|(_, expires)| captured > expires.plus_seconds(tolerance)) {
        Some("captured_after_its_token")
    } else if slot_start.is_some_and(|start| captured < start.plus_seconds(-EARLY_SECONDS))
        || captured < exam_created.plus_seconds(-EARLY_SECONDS)
    {
        Some("captured_before_the_exam")
    } else {
        None
    }
}

/// Whether a device's clock is too wrong.
#[must_use]
pub fn is_wrong_clock(offset_micros: i64) -> bool {
    offset_micros.unsigned_abs() > CLOCK_TOLERANCE_SECONDS.unsigned_abs() * 1_000_000
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp(0).plus_seconds(seconds)
    }

    /// Captured, seconds that the clock was ahead, token issued; all came at 200.
    fn believed(captured: i64, ahead: i64, token: Option<i64>) -> Believed {
        let stamp = Stamp {
            captured: at(captured),
            offset_micros: ahead * 1_000_000,
            received: at(200),
            token_issued: token.map(at),
        };
        Believed::of(&stamp)
    }

    #[test]
    fn a_time_is_believed_between_the_token_and_the_receipt() {
        // captured, ahead, token; earliest, latest, likely, possible, proven
        let table = [
            (100, 0, None, at(100), 100, 100, true, false),
            (100, 0, Some(50), at(100), 100, 100, true, true),
            // The measured offset widens it, as far as that is possible.
            (100, 40, None, at(60), 100, 100, true, false),
            (100, -40, None, at(100), 140, 100, true, false),
            (100, -140, None, at(100), 100, 100, true, false),
            (100, 60, Some(50), at(100), 100, 100, true, true),
            // A clock that ran ahead all along.
            (900, 750, Some(50), at(150), 150, 150, true, true),
            // A clock that ran behind by so much that somebody has to look at it.
            (-900, -1000, None, at(-900), 100, 100, true, false),
            // Set right just before the upload: nothing but the two ends is known.
            (20, 0, Some(50), at(50), 200, 20, false, true),
            (900, 0, Some(50), at(50), 200, 200, false, true),
            (900, 0, None, Timestamp(i64::MIN), 200, 200, false, false),
            // A token from after the receipt proves nothing.
            (100, 0, Some(300), at(100), 100, 100, true, false),
        ];
        for (captured, ahead, token, earliest, latest, likely, possible, proven) in table {
            let expected =
                Believed { earliest, latest: at(latest), likely: at(likely), received: at(200), possible, proven };
            assert_eq!(believed(captured, ahead, token), expected, "{captured} {ahead} {token:?}");
        }
    }

    #[test]
    fn what_can_be_from_before_a_moment() {
        // captured, ahead, token, moment
        let table = [
            (100, 0, None, 101, true),
            (100, 0, None, 100, false),
            (100, 0, Some(50), 101, true),
            // A clock that was ahead: the measured offset puts it before.
            (100, 40, None, 80, true),
            // It says so itself, although its token is from after it; and what no token bounds can be from any time.
            (20, 0, Some(50), 40, true),
            (900, 0, None, 10, true),
            (900, 0, Some(50), 40, false),
        ];
        for (captured, ahead, token, moment, expected) in table {
            let found = believed(captured, ahead, token).may_precede(at(moment));
            assert_eq!(found, expected, "{captured} {ahead} {token:?} {moment}");
        }
    }

    #[test]
    fn what_came_after_the_end_needs_proof_to_be_in_time() {
        use Timely::{InTime, Late, Unproven};
        // captured, token, due
        let table = [
            (100, None, 200, InTime), // it came before the end, whatever it says
            (900, None, 200, InTime),
            (100, Some(50), 150, InTime),
            (100, None, 150, Unproven),
            (100, Some(300), 150, Unproven),
            (160, Some(50), 150, Late),
            (160, None, 150, Late),
            (20, Some(50), 150, Unproven),
            (20, Some(160), 150, Late),
            (900, Some(50), 150, Unproven),
            (900, None, 150, Late),
        ];
        for (captured, token, due, expected) in table {
            assert_eq!(timely(&believed(captured, 0, token), at(due)), expected, "{captured} {token:?} {due}");
        }
        assert_eq!(timely(&Believed::seen(at(150)), at(150)), InTime);
        assert_eq!(timely(&Believed::seen(at(151)), at(150)), Late);
    }

    #[test]
    fn a_clock_is_doubted_in_each_direction() {
        let now = at(1_000_000);
        let fine = Times { captured: now, device: now, token: None, slot_start: None, exam_created: now };
        assert_eq!(implausible(&fine), None);
        let future = Times { captured: now.plus_seconds(601), ..fine };
        assert_eq!(implausible(&future), Some("captured_in_the_future"));
        let token = Some((now.plus_seconds(601), now.plus_seconds(9000)));
        assert_eq!(implausible(&Times { token, ..fine }), Some("captured_before_its_token"));
        let token = Some((now.plus_seconds(-9000), now.plus_seconds(-601)));
        assert_eq!(implausible(&Times { token, ..fine }), Some("captured_after_its_token"));
        let early = Some(now.plus_seconds(EARLY_SECONDS + 1));
        assert_eq!(implausible(&Times { slot_start: early, ..fine }), Some("captured_before_the_exam"));
        assert!(is_wrong_clock(600_000_001) && is_wrong_clock(-600_000_001) && !is_wrong_clock(600_000_000));
    }
}
