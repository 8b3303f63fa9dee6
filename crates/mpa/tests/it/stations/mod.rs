//! What happens at the two stations, in order and out of order.

mod candidates;
mod close;
mod crash;
mod faces;
mod hours;
mod people;
mod settings;
mod sheets;
mod trips;
mod whole_day;

use crate::world::{Day, count};

/// How many alerts of a kind were raised.
pub(crate) fn alerts(day: &Day, kind: &str) -> i64 {
    count(day, &format!("alert WHERE kind = '{kind}'"))
}
