//! The limits that are no options: what happens at them is written in `limits.md`, what they are stands in the modules
//! that keep them.

use std::collections::BTreeMap;

const TABLE: &str = include_str!("limits.md");

/// The table, with the numbers of the program.
pub(super) fn limits() -> String {
    filled(TABLE, &values())
}

fn values() -> BTreeMap<&'static str, u64> {
    let others = [
        ("BUNDLE_LINE_BYTES", journal::bundle::BUNDLE_LINE_BYTES),
        ("DATABASE_WAIT_SECONDS", store::PoolLimits::default().wait.as_secs()),
        ("FACE_PIXELS", face::QualityLimits::default().min_width_px as u64),
        ("PAGE_ITEMS", api::PAGE_ITEMS.unsigned_abs()),
        ("PASSWORD_QUEUE", vault::PASSWORD_QUEUE as u64),
        ("REPORTS", telemetry::REPORTS as u64),
        ("SPANS", telemetry::SPANS as u64),
    ];
    app::limits::limits().into_iter().chain(server::limits()).chain(others).collect()
}

/// `{NAME}` is a number, `{NAME_BYTES}` a number of bytes; what is not known stays as it is.
fn filled(template: &str, values: &BTreeMap<&'static str, u64>) -> String {
    values.iter().fold(template.to_owned(), |text, (name, value)| {
        let shown = if name.ends_with("_BYTES") { bytes(*value) } else { thousands(*value) };
        text.replace(&format!("{{{name}}}"), &shown)
    })
}

fn bytes(value: u64) -> String {
    match value {
        _ if value.is_multiple_of(1 << 20) => format!("{} MiB", thousands(value >> 20)),
        _ if value.is_multiple_of(1 << 10) => format!("{} KiB", thousands(value >> 10)),
        _ => format!("{} bytes", thousands(value)),
    }
}

fn thousands(value: u64) -> String {
    match value {
        0..1000 => value.to_string(),
        _ => format!("{},{:03}", thousands(value / 1000), value % 1000),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_limit_is_told_and_every_name_known() {
        let untold: Vec<_> = values().into_keys().filter(|name| !TABLE.contains(&format!("{{{name}}}"))).collect();
        assert!(untold.is_empty(), "not in limits.md: {untold:?}");
        let told = limits();
        assert!(!told.contains('{'), "limits.md names a limit that is not there:\n{told}");
    }

    #[test]
    fn numbers_are_shown_as_people_write_them() {
        assert_eq!([thousands(999), thousands(1_000), thousands(1_002_030)], ["999", "1,000", "1,002,030"]);
        assert_eq!([bytes(8 << 10), bytes(32 << 20), bytes(1500)], ["8 KiB", "32 MiB", "1,500 bytes"]);
    }
}
