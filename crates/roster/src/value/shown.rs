//! Values as a message may show them.

use domain::text::tidy::is_invisible;

/// As much of a value as a message may echo: 40 characters, printable.
pub(crate) fn shown(value: &str) -> String {
    let printed = |c: char| if c.is_control() || is_invisible(c) { '\u{FFFD}' } else { c };
    let mut echo: String = value.chars().take(40).map(printed).collect();
    if value.chars().nth(40).is_some() {
        echo.push('\u{2026}');
    }
    echo
}
