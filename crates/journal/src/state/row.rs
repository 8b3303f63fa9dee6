//! One row: what the entries say of it, one after the other, and what stands in its table.

use std::collections::BTreeMap;

use domain::{
    event::{Cell, Column, Key, Table},
    slot::SlotStatus,
};

use crate::{Fault, What};

/// The longest text that is shown of a column.
const SHOWN: usize = 80;

/// Which entry says something: its number, or its place behind all numbers while it waits for one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Voice(pub(super) u64);

/// From here on voices are those of entries that wait.
const WAITING: u64 = 1 << 62;

impl Voice {
    /// Of the entry with this number.
    pub(super) fn numbered(number: i64) -> Self {
        Self(u64::try_from(number).unwrap_or_default())
    }

    /// Of the entry so far back in the queue for numbers.
    pub(super) fn waiting(place: i64) -> Self {
        Self(WAITING | Self::numbered(place).0)
    }

    /// Its number, if it has one.
    pub(super) fn number(self) -> Option<i64> {
        i64::try_from(self.0).ok().filter(|_| self.0 < WAITING)
    }
}

impl std::fmt::Display for Voice {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.number() {
            Some(number) => write!(f, "entry {number}"),
            None => f.write_str("an entry that waits for its number"),
        }
    }
}

/// How a log and its store stand to each other.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Rules {
    /// The log does not tell how the accounts came to be, as that of a demo of an earlier release: those that it
    /// does not know, who works where, and slots set by hand are then not compared.
    pub accounts_beside: bool,
}

/// What is known of a row.
#[derive(Debug)]
pub(super) struct Known {
    table: Table,
    key: Key,
    /// What the newest entry says: that the row is there, or gone.
    there: Option<(bool, Voice)>,
    said: BTreeMap<Column, (Cell, Voice)>,
    stands: Option<Vec<(Column, Cell)>>,
    twice: bool,
}

impl Known {
    pub(super) fn new(table: Table, key: Key) -> Self {
        Self { table, key, there: None, said: BTreeMap::new(), stands: None, twice: false }
    }

    /// Takes what an entry says; the entries of a row come in order.
    pub(super) fn says(&mut self, voice: Voice, there: bool, cells: Vec<(Column, Cell)>) {
        self.there = Some((there, voice));
        if !there {
            self.said.clear();
        }
        self.said.extend(cells.into_iter().map(|(column, cell)| (column, (cell, voice))));
    }

    /// Takes the row itself.
    pub(super) fn stands(&mut self, cells: Vec<(Column, Cell)>) {
        self.twice = self.stands.replace(cells).is_some();
    }

    /// Says no more of a column: it may have changed without an entry of its own.
    pub(super) fn forget(&mut self, column: Column) {
        self.said.remove(&column);
    }

    /// What the entries say of a column, and which one says it.
    pub(super) fn said(&self, column: Column) -> Option<&(Cell, Voice)> {
        self.said.get(&column)
    }

    /// Whether an import may change the row.
    pub(super) fn of_roster(&self) -> bool {
        matches!(self.table, Table::Candidate | Table::EnrolledFace)
    }

    /// Whether a row is there only with an entry that tells of it.
    fn told_of(&self, rules: Rules) -> bool {
        match self.table {
            // A roster makes slots, candidates and their faces, and its entries only count them.
            Table::Slot | Table::Candidate | Table::EnrolledFace => false,
            Table::Account | Table::OperatorSlot => !rules.accounts_beside,
            _ => true,
        }
    }

    /// A slot is scheduled until somebody sets it by hand, also one that a roster made.
    fn set_by_nobody(&self, cells: &[(Column, Cell)], rules: Rules) -> Option<String> {
        if self.table != Table::Slot || self.said.contains_key(&Column::Status) || rules.accounts_beside {
            return None;
        }
        let scheduled = Cell::Text(<&str>::from(SlotStatus::Scheduled).to_owned());
        let (column, status) = cells.iter().find(|(column, cell)| *column == Column::Status && *cell != scheduled)?;
        Some(format!("{column} is {status}; no entry says so"))
    }

    /// Holds the row against the entries.
    pub(super) fn fault(&self, rules: Rules) -> Option<Fault> {
        let fault = |what, voice: Option<Voice>, why: String| {
            let number = voice.and_then(Voice::number);
            Some(Fault { number, id: None, place: Some(self.key.row_of(self.table)), what, why })
        };
        match (&self.stands, self.there) {
            (None, Some((true, voice))) => {
                fault(What::Missing, Some(voice), format!("it is gone; {voice} tells of it"))
            }
            (Some(_), Some((false, voice))) => {
                fault(What::Inserted, Some(voice), format!("it is there; {voice} took it away"))
            }
            (Some(_), None) if self.told_of(rules) => fault(What::Inserted, None, "no entry tells of it".to_owned()),
            (Some(_), _) if self.twice => fault(What::Inserted, None, "it is there twice".to_owned()),
            (Some(cells), _) => {
                if let Some(why) = self.set_by_nobody(cells, rules) {
                    return fault(What::Changed, None, why);
                }
                let (column, cell, said) = cells.iter().find_map(|(column, cell)| {
                    let said = self.said.get(column)?;
                    (!said.0.agrees(cell)).then_some((column, cell, said))
                })?;
                let (wanted, voice) = said;
                fault(What::Changed, Some(*voice), differs(*column, cell, wanted, *voice))
            }
            (None, _) => None,
        }
    }
}

fn differs(column: Column, cell: &Cell, wanted: &Cell, voice: Voice) -> String {
    let (is, should) = (cell.to_string(), wanted.to_string());
    if is.len().max(should.len()) > SHOWN {
        return format!("{column} is not what {voice} says");
    }
    format!("{column} is {is}; {voice} says {should}")
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn status(text: &str) -> Vec<(Column, Cell)> {
        vec![(Column::Status, Cell::Text(text.to_owned()))]
    }

    /// What is found of an attendance after these entries, when it stands like this.
    fn after(entries: &[(i64, Option<&str>)], stands: Option<&str>) -> Option<(What, Option<i64>, String)> {
        let mut known = Known::new(Table::Attendance, Key::id(Uuid::from_u128(1)));
        for (number, says) in entries {
            known.says(Voice::numbered(*number), says.is_some(), says.map(status).unwrap_or_default());
        }
        if let Some(stands) = stands {
            known.stands(status(stands));
        }
        known.fault(Rules::default()).map(|fault| (fault.what, fault.number, fault.why))
    }

    #[test]
    fn a_row_is_what_its_newest_entry_says() {
        let (skipped, completed) = (Some("skipped"), Some("completed"));
        let is = |what, number, why: &str| Some((what, number, why.to_owned()));
        for (entries, stands, found) in [
            (&[(3, skipped), (7, completed)][..], completed, None),
            (&[(3, skipped), (7, None)], None, None),
            (&[], None, None),
            (&[(3, skipped)], completed, is(What::Changed, Some(3), "status is completed; entry 3 says skipped")),
            (&[(3, skipped), (7, completed)], None, is(What::Missing, Some(7), "it is gone; entry 7 tells of it")),
            (&[(3, skipped), (7, None)], skipped, is(What::Inserted, Some(7), "it is there; entry 7 took it away")),
            (&[], completed, is(What::Inserted, None, "no entry tells of it")),
        ] {
            assert_eq!(after(entries, stands), found, "{entries:?} {stands:?}");
        }
    }

    #[test]
    fn what_a_roster_makes_needs_no_entry_but_is_set_by_nobody() {
        for (table, held, beside, fault) in [
            (Table::Slot, "scheduled", false, false),
            (Table::Slot, "active", false, true),
            (Table::Slot, "active", true, false),
            (Table::Candidate, "", false, false),
            (Table::Account, "", false, true),
            (Table::Account, "", true, false),
            (Table::OperatorSlot, "", true, false),
            (Table::Alert, "open", true, true),
        ] {
            let mut known = Known::new(table, Key::id(Uuid::from_u128(1)));
            known.stands(status(held));
            let found = known.fault(Rules { accounts_beside: beside });
            assert_eq!(found.is_some(), fault, "{table} {held} {beside}: {found:?}");
        }
    }

    #[test]
    fn an_entry_that_waits_comes_after_all_numbers() {
        assert!(Voice::waiting(0) > Voice::numbered(i64::from(u32::MAX)));
        assert_eq!((Voice::waiting(3).number(), Voice::numbered(3).number()), (None, Some(3)));
    }
}
