//! How a day's candidates arrive, and how many will be outside when the gates close.

use crate::{Timestamp, event::Offline};

/// Microseconds of a minute, by which arrivals are counted.
const MINUTE: i64 = 60_000_000;

/// Whole minutes over which the rate of a gate is measured.
pub const RATE_MINUTES: i64 = 10;

/// Seconds that a capture may lie before its receipt to be counted at the device's time.
const BELIEVED_SECONDS: i64 = 24 * 3600;

/// The minute of a moment, since the epoch.
#[must_use]
pub fn minute_of(at: Timestamp) -> i64 {
    at.0.div_euclid(MINUTE)
}

/// The beginning of a minute since the epoch.
#[must_use]
pub fn begin_of(minute: i64) -> Timestamp {
    Timestamp(minute.saturating_mul(MINUTE))
}

/// The minute in which an entry is counted: when it was decided; of what was captured offline when the device says it
/// was, unless that is after its receipt or more than a day before it.
#[must_use]
pub fn minute_of_entry(decided: Timestamp, offline: Option<&Offline>) -> i64 {
    let captured = offline.map(|offline| offline.captured_at);
    let believed = captured.filter(|at| *at <= decided && decided.seconds_since(*at) <= BELIEVED_SECONDS);
    minute_of(believed.unwrap_or(decided))
}

/// What is counted of one slot's gate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GateCount {
    /// When it opens.
    pub opens: Option<Timestamp>,
    /// When it closes.
    pub closes: Option<Timestamp>,
    /// Candidates of the slot.
    pub expected: i64,
    /// Those who are present.
    pub present: i64,
    /// Those who came in the whole minutes over which the rate is measured; see [`measured_from`].
    pub lately: i64,
}

/// When a gate opens and when it closes, each as far as it is said.
pub type Hours = (Option<Timestamp>, Option<Timestamp>);

/// When the gates open and close that concern people at `now`, taken together: those that are open; where none is, those
/// that open next; where none is to come, all of them.
///
/// Two shifts of a day are not one gate that is open from the first morning to the last evening.
#[must_use]
pub fn hours_of(gates: &[Hours], now: Timestamp) -> Hours {
    let opened = |(opens, _): &&Hours| opens.is_none_or(|opens| opens <= now);
    let closed = |(_, closes): &&Hours| closes.is_none_or(|closes| closes <= now);
    let next = gates.iter().filter(|gate| !opened(gate)).filter_map(|(opens, _)| *opens).min();
    let mut chosen: Vec<&Hours> = gates.iter().filter(|gate| opened(gate) && !closed(gate)).collect();
    if chosen.is_empty() {
        chosen = gates.iter().filter(|(opens, _)| next.is_none() || *opens == next).collect();
    }
    (chosen.iter().filter_map(|(opens, _)| *opens).min(), chosen.iter().filter_map(|(_, closes)| *closes).max())
}

/// The whole minutes before `now` over which a gate's rate is measured: the last [`RATE_MINUTES`], and none in which it was
/// closed. The first of them, and how many; none in its first minute, and when it is not open.
#[must_use]
pub fn measured_from(opens: Option<Timestamp>, closes: Option<Timestamp>, now: Timestamp) -> Option<(i64, i64)> {
    closes.filter(|closes| now < *closes)?;
    let last = minute_of(now);
    let first = opens.map_or(i64::MIN, minute_of).max(last - RATE_MINUTES);
    (first < last).then_some((first, last - first))
}

/// What the gates that are open come to, at the rate of the last minutes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outlook {
    /// Candidates a minute, through all of these gates.
    pub rate: f64,
    /// Candidates inside when their gate closes.
    pub inside: i64,
    /// Candidates outside then.
    pub outside: i64,
}

/// What becomes of the gates that are open at `now`; none where there is none, or none of them has been open for a whole
/// minute.
///
/// Gate by gate, because one that everybody has passed helps no other one:
///
/// ```text
/// m       = whole minutes measured, at most 10, since the gate opened
/// rate    = max(0, arrivals in these m minutes) / m                        candidates a minute
/// left    = (closes − now) in minutes
/// inside  = min(expected, present + ⌊rate · left⌋)
/// outside = expected − inside
/// ```
///
/// The answer is the sum over the gates. Nothing else goes into it: neither how long the queue is, which nobody counts, nor
/// how the crowd of another day came.
#[must_use]
pub fn outlook(gates: &[GateCount], now: Timestamp) -> Option<Outlook> {
    let mut sum: Option<Outlook> = None;
    for gate in gates {
        let Some((_, minutes)) = measured_from(gate.opens, gate.closes, now) else { continue };
        let Some(closes) = gate.closes else { continue };
        let rate = to_float(gate.lately.max(0)) / to_float(minutes);
        let left = to_float(closes.0 - now.0) / to_float(MINUTE);
        #[allow(clippy::cast_possible_truncation)] // far fewer than 2^53 candidates
        let coming = (rate * left).floor() as i64;
        let inside = gate.expected.min(gate.present.saturating_add(coming)).max(0);
        let so_far = sum.unwrap_or(Outlook { rate: 0.0, inside: 0, outside: 0 });
        sum = Some(Outlook {
            rate: so_far.rate + rate,
            inside: so_far.inside + inside,
            outside: so_far.outside + (gate.expected - inside).max(0),
        });
    }
    sum
}

#[allow(clippy::cast_precision_loss)] // counts of people and microseconds of a day
fn to_float(number: i64) -> f64 {
    number as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    const OPENS: Timestamp = Timestamp(1_000 * MINUTE);

    fn after(minutes: i64) -> Timestamp {
        OPENS.plus_seconds(minutes * 60)
    }

    fn gate(expected: i64, present: i64, lately: i64) -> GateCount {
        GateCount { opens: Some(OPENS), closes: Some(after(60)), expected, present, lately }
    }

    #[test]
    fn the_hours_are_those_of_the_shift() {
        let shift = |opens: i64, closes: i64| (Some(after(opens)), Some(after(closes)));
        let day = [shift(0, 60), shift(5, 65), shift(240, 300), (None, None)];
        assert_eq!(hours_of(&day, after(-30)), shift(0, 60));
        assert_eq!(hours_of(&day, after(2)), shift(0, 60));
        assert_eq!(hours_of(&day, after(10)), shift(0, 65));
        assert_eq!(hours_of(&day, after(62)), shift(5, 65));
        assert_eq!(hours_of(&day, after(65)), shift(240, 300));
        assert_eq!(hours_of(&day, after(250)), shift(240, 300));
        assert_eq!(hours_of(&day, after(300)), shift(0, 300));
        assert_eq!(hours_of(&[(None, None)], after(0)), (None, None));
        assert_eq!(hours_of(&[], after(0)), (None, None));
        assert_eq!(hours_of(&[(None, Some(after(9)))], after(0)), (None, Some(after(9))));
    }

    #[test]
    fn at_this_rate_so_many_are_outside() {
        // 20 minutes open, 100 came, 50 of them in the last ten: 5 a minute for 40 minutes are 200 more.
        let outlook_of = |gates: &[GateCount], now| outlook(gates, now).map(|it| (it.rate, it.inside, it.outside));
        assert_eq!(outlook_of(&[gate(400, 100, 50)], after(20)), Some((5.0, 300, 100)));
        assert_eq!(outlook_of(&[gate(250, 100, 50)], after(20)), Some((5.0, 250, 0)));
        assert_eq!(outlook_of(&[gate(400, 100, 0)], after(20)), Some((0.0, 100, 300)));
        assert_eq!(outlook_of(&[gate(400, 100, -3)], after(20)), Some((0.0, 100, 300)));
        // Who is through early helps no other gate.
        let both = [gate(10, 10, 10), gate(400, 100, 50)];
        assert_eq!(outlook_of(&both, after(20)), Some((6.0, 310, 100)));
        // After four minutes it is measured over four.
        assert_eq!(outlook_of(&[gate(400, 20, 20)], after(4)), Some((5.0, 300, 100)));
    }

    #[test]
    fn only_an_open_gate_has_an_outlook() {
        let open = gate(400, 0, 0);
        for (gate, now) in [
            (open, OPENS),
            (open, OPENS.plus_seconds(59)),
            (open, after(-1)),
            (open, after(60)),
            (GateCount { closes: None, ..open }, after(20)),
        ] {
            assert_eq!(outlook(&[gate], now), None, "{now}");
        }
        assert!(outlook(&[open], OPENS.plus_seconds(60)).is_some());
        assert_eq!(measured_from(None, Some(after(60)), after(20)), Some((1_010, 10)));
        assert_eq!(outlook(&[], after(20)), None);
    }

    #[test]
    fn what_was_captured_offline_is_counted_when_it_happened() {
        let offline = |captured_at| Offline {
            record_id: uuid::Uuid::nil(),
            captured_at,
            uploaded_by: uuid::Uuid::nil().into(),
            replaces: None,
            decided_by: None,
        };
        let decided = after(600);
        assert_eq!(minute_of_entry(decided, None), 1_600);
        assert_eq!(minute_of_entry(decided, Some(&offline(after(5)))), 1_005);
        assert_eq!(minute_of_entry(decided, Some(&offline(after(601)))), 1_600);
        assert_eq!(minute_of_entry(after(3_000), Some(&offline(after(0)))), 4_000);
        assert_eq!(minute_of(begin_of(7)), 7);
    }
}
