//! What a cell must hold, column by column. Refusals are sentences for the person who made
//! the list.

mod date;
mod moment;
mod text;

pub(crate) use date::date_of_birth;
pub(crate) use moment::instant;
pub(crate) use text::{code, words};

/// As much of a value as a message may echo: 40 characters, printable.
pub(crate) fn shown(value: &str) -> String {
    let mut echo: String = value
        .chars()
        .take(40)
        .map(|c| if c.is_control() || text::is_format_control(c) { '\u{FFFD}' } else { c })
        .collect();
    if value.chars().nth(40).is_some() {
        echo.push('\u{2026}');
    }
    echo
}
