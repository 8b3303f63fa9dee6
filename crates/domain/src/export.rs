//! The lists of an exam that people take along.

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr, VariantArray};
use utoipa::ToSchema;

use crate::{Role, policy::Action};

/// What is taken along.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema, EnumString, IntoStaticStr, VariantArray,
)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
pub enum ExportKind {
    /// All candidates, and how far they are.
    Candidates,
    /// Who came, by room and seat, and who did not.
    Attendance,
    /// The alerts, with what came of them.
    Alerts,
    /// Records of which only one could stand, and how that was decided.
    Conflicts,
    /// The sheets: bound, free and void.
    Sheets,
    /// What each account did.
    Activity,
    /// The entries of the audit log: the number of each, what was asked for, by whom, when and with which outcome.
    Log,
}

impl ExportKind {
    /// Whether somebody who takes lists along may take this one: the log as it is read, by head office alone.
    #[must_use]
    pub fn is_for(self, role: Role) -> bool {
        self != Self::Log || Action::ReadAudit.allows(role)
    }
}

/// The name of an action in words: `mark_attendance` is `Mark attendance`.
#[must_use]
pub fn in_words(action: &str) -> String {
    let words = action.replace('_', " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| format!("{}{}", first.to_uppercase(), letters.as_str()))
}

/// As what it is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema, IntoStaticStr)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
pub enum ExportFormat {
    /// Values between commas, in UTF-8.
    #[default]
    Csv,
    /// A workbook.
    Xlsx,
}

/// A cell as it may stand in a file that a spreadsheet opens: what it would take for a formula begins with an apostrophe.
/// A tab or a line break before the sign does not hide it.
#[must_use]
pub fn disarmed(text: &str) -> std::borrow::Cow<'_, str> {
    let first = text.trim_start_matches(|c: char| c.is_whitespace() || c.is_control()).chars().next();
    // Full-width signs are taken for the others where they are typed.
    let armed = first.is_some_and(|c| "=+-@\u{FF1D}\u{FF0B}\u{FF0D}\u{FF20}".contains(c))
        || text.starts_with(['\t', '\r', '\n']);
    if armed { format!("'{text}").into() } else { text.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn actions_are_words() {
        assert_eq!(in_words("mark_attendance"), "Mark attendance");
        assert_eq!(in_words("bind_sheet"), "Bind sheet");
        assert_eq!(in_words(""), "");
    }

    #[test]
    fn the_log_is_head_offices() {
        for kind in ExportKind::VARIANTS {
            assert!(kind.is_for(Role::Admin));
            assert_eq!(kind.is_for(Role::Supervisor), *kind != ExportKind::Log);
        }
    }

    #[test]
    fn no_cell_is_a_formula() {
        for (text, written) in [
            ("=1+1", "'=1+1"),
            ("+91 98", "'+91 98"),
            ("-3", "'-3"),
            ("@SUM(A1)", "'@SUM(A1)"),
            (" =1", "' =1"),
            ("\t=1", "'\t=1"),
            ("\u{FF1D}1", "'\u{FF1D}1"),
            ("Asha", "Asha"),
            ("1-2", "1-2"),
            ("", ""),
            ("आशा", "आशा"),
        ] {
            assert_eq!(disarmed(text), written);
        }
    }
}
