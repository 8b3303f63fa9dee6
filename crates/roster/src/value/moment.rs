use super::date::{number, parse_date};
use super::{shown, text::not_a_value};
use crate::{error::Wrong, raw::RawCell};
use domain::{cell::CellFault, text::tidy};
use jiff::civil::{DateTime, Time};
use jiff::{Timestamp, tz::Offset};

/// The start or end of a slot, in microseconds since the Unix epoch, UTC.
///
/// RFC 3339, or `YYYY-MM-DD HH:MM`, `DD/MM/YYYY HH:MM` (seconds allowed) or a spreadsheet's
/// date and time; what names no zone is `utc_offset_minutes` east of UTC.
pub(crate) fn instant(cell: &RawCell, utc_offset_minutes: i16) -> Result<i64, Wrong> {
    let local = match cell {
        RawCell::Moment(moment) => *moment,
        RawCell::Text(text) => match parse(&tidy::place(text)) {
            Some(Parsed::Utc(instant)) => return in_range(instant),
            Some(Parsed::Local(local)) => local,
            None => {
                let seen = shown(text);
                let message = format!("\u{201C}{seen}\u{201D} is not a date and time; write it as YYYY-MM-DD HH:MM.");
                return Err(Wrong::new(CellFault::TimeUnreadable, message));
            }
        },
        RawCell::Number(_) => {
            return Err(Wrong::new(CellFault::TimeIsNumber, "This is a plain number; write it as YYYY-MM-DD HH:MM."));
        }
        other => return Err(not_a_value(other)),
    };
    Offset::from_seconds(i32::from(utc_offset_minutes) * 60)
        .and_then(|offset| offset.to_timestamp(local))
        .map_err(|_| Wrong::new(CellFault::TimeImplausible, "This time cannot be right; write it as YYYY-MM-DD HH:MM."))
        .and_then(in_range)
}

/// A slot outside these years is a slip of the keyboard.
fn in_range(instant: Timestamp) -> Result<i64, Wrong> {
    const FIRST: i64 = 946_684_800; // 2000-01-01
    const LAST: i64 = 4_133_980_800; // 2101-01-01
    if (FIRST..LAST).contains(&instant.as_second()) {
        Ok(instant.as_microsecond())
    } else {
        let message = "The year cannot be right; write the time as YYYY-MM-DD HH:MM.";
        Err(Wrong::new(CellFault::YearImplausible, message))
    }
}

enum Parsed {
    Utc(Timestamp),
    Local(DateTime),
}

fn parse(text: &str) -> Option<Parsed> {
    if let Some(local) = parse_local(text) {
        return Some(Parsed::Local(local));
    }
    // jiff also reads forms that are not RFC 3339, such as an annotated zone.
    let strict = text.len() >= 20 && text.len() <= 40 && !text.contains('[');
    if strict { text.parse().ok().map(Parsed::Utc) } else { None }
}

fn parse_local(text: &str) -> Option<DateTime> {
    let (date, time) = text.split_once([' ', 'T'])?;
    let mut parts = time.trim_start().split(':');
    let hour = i8::try_from(number(parts.next()?, 2)?).ok()?;
    let minute = i8::try_from(number(parts.next()?, 2)?).ok()?;
    let second = match parts.next() {
        Some(second) => i8::try_from(number(second, 2)?).ok()?,
        None => 0,
    };
    if parts.next().is_some() {
        return None;
    }
    Some(parse_date(date)?.to_datetime(Time::new(hour, minute, second, 0).ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_with_and_without_a_zone() {
        let nine_ist = 1_772_422_200_000_000; // 2026-03-02T09:00:00+05:30
        for good in [
            "2026-03-02T09:00:00+05:30",
            "2026-03-02T03:30:00Z",
            "2026-03-02 09:00",
            "2026-03-02T09:00:00",
            "02/03/2026 09:00",
            "02-03-2026 9:00:00",
        ] {
            assert_eq!(instant(&RawCell::Text(good.into()), 330), Ok(nine_ist), "{good}");
        }
        for bad in ["2026-03-02", "09:00", "2026-03-02 25:00", "1926-03-02 09:00", "x", " "] {
            assert!(instant(&RawCell::Text(bad.into()), 330).is_err(), "{bad}");
        }
        assert!(instant(&RawCell::Text("2026-03-02 09:00".into()), i16::MAX).is_err());
    }
}
