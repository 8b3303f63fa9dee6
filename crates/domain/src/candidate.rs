//! A candidate of one exam.

use jiff::{ToSpan as _, civil::Date};
use serde::{Deserialize, Serialize};
use strum::{Display, EnumString, IntoStaticStr};
use utoipa::ToSchema;

/// How far a candidate is. `Absent` is derived: nothing stores it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema, Display, EnumString, IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum CandidateStatus {
    /// On the roster.
    Registered,
    /// Station 1 is done.
    AttendanceCompleted,
    /// Station 2 is closed.
    BiometricCompleted,
    /// The slot has ended without an attendance.
    Absent,
}

/// The youngest and the oldest, in years, that a candidate can be.
const AGES: (i64, i64) = (5, 110);

/// What is wrong with a date of birth on the day `today`, as the end of a sentence about it; none for somebody who can
/// sit an exam.
#[must_use]
pub fn implausible_birth(born: Date, today: Date) -> Option<&'static str> {
    let years_ago = |years: i64| today.saturating_sub(years.years());
    if born > today {
        Some("is in the future")
    } else if born > years_ago(AGES.0) {
        Some("makes the candidate younger than 5 years")
    } else if born < years_ago(AGES.1) {
        Some("makes the candidate older than 110 years")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_can_sit_an_exam() {
        let today = Date::constant(2026, 2, 28);
        for (born, fits) in [
            (Date::constant(2004, 2, 29), true),
            (Date::constant(2021, 2, 28), true),
            (Date::constant(2021, 3, 1), false),
            (Date::constant(2026, 3, 1), false),
            (Date::constant(1916, 2, 28), true),
            (Date::constant(1916, 2, 27), false),
        ] {
            assert_eq!(implausible_birth(born, today).is_none(), fits, "{born}");
        }
    }
}
