//! Values as a message may show them.

/// As much of a value as a message may echo: 40 characters, printable.
pub(crate) fn shown(value: &str) -> String {
    let mut echo: String =
        value.chars().take(40).map(|c| if c.is_control() || is_format_control(c) { '\u{FFFD}' } else { c }).collect();
    if value.chars().nth(40).is_some() {
        echo.push('\u{2026}');
    }
    echo
}

/// Characters that turn or hide text. Joiners stay: Hindi needs them.
pub(super) fn is_format_control(c: char) -> bool {
    matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'
        | '\u{2028}' | '\u{2029}' | '\u{FEFF}')
}
