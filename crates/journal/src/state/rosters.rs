//! What imports say. They count candidates and name none: so many came into each slot, so many were changed.

use std::collections::BTreeMap;

use domain::{
    ExamId, SlotId,
    event::{Cell, Column, Fact, ImportFact},
};

use super::row::{Known, Voice};
use crate::{Fault, What};

/// The imports of all exams, and the candidates of all slots.
#[derive(Debug, Default)]
pub(super) struct Rosters {
    exams: BTreeMap<ExamId, Imports>,
    slots: BTreeMap<(ExamId, SlotId), Seats>,
}

/// The imports of an exam.
#[derive(Debug, Default)]
struct Imports {
    /// The newest one that changed candidates.
    changed: Option<Voice>,
    /// The newest one that is over.
    over: Option<Voice>,
    /// Imports of which it is not told that they are over.
    open: u64,
    /// New candidates, in all.
    new: i64,
    /// What the slots gained of them.
    seated: i64,
}

/// How many candidates a slot has.
#[derive(Debug, Default)]
struct Seats {
    said: i64,
    newest: Option<Voice>,
    stand: i64,
}

impl Rosters {
    /// Takes what an entry says.
    pub(super) fn says(&mut self, voice: Voice, exam: ExamId, fact: &Fact) {
        match fact {
            Fact::ImportCandidates(import) => self.imports(voice, exam, import),
            Fact::UpdateCandidate { from, to, .. } if from != to => {
                self.seat(voice, exam, *from, -1);
                self.seat(voice, exam, *to, 1);
            }
            _ => {}
        }
    }

    fn imports(&mut self, voice: Voice, exam: ExamId, import: &ImportFact) {
        let imports = self.exams.entry(exam).or_default();
        match import {
            ImportFact::Rows { imported, updated, .. } => {
                imports.open += 1;
                imports.new += i64::try_from(*imported).unwrap_or(i64::MAX);
                if *updated > 0 {
                    imports.changed = Some(voice);
                }
            }
            ImportFact::Slots { slots } => {
                imports.seated += slots.values().sum::<i64>();
                for (slot, by) in slots {
                    self.seat(voice, exam, *slot, *by);
                }
            }
            ImportFact::Times { .. } => {} // times are no column that is compared
            ImportFact::Photos { .. } => {
                imports.open = imports.open.saturating_sub(1);
                imports.over = Some(voice);
            }
        }
    }

    fn seat(&mut self, voice: Voice, exam: ExamId, slot: SlotId, by: i64) {
        let seats = self.slots.entry((exam, slot)).or_default();
        seats.said += by;
        seats.newest = Some(voice);
    }

    /// Takes a candidate as they stand.
    pub(super) fn stands(&mut self, cells: &[(Column, Cell)]) {
        let id = |column| match cells.iter().find(|(name, _)| *name == column) {
            Some((_, Cell::Id(id))) => Some(*id),
            _ => None,
        };
        if let (Some(exam), Some(slot)) = (id(Column::ExamId), id(Column::SlotId)) {
            self.slots.entry((exam.into(), slot.into())).or_default().stand += 1;
        }
    }

    /// Takes back what an entry said of a row that an import may have changed since.
    pub(super) fn blur(&self, known: &mut Known) {
        let Some((Cell::Id(exam), _)) = known.said(Column::ExamId) else { return };
        let Some(imports) = self.exams.get(&ExamId(*exam)).filter(|_| known.of_roster()) else { return };
        let said = |column| known.said(column).map(|(_, voice)| *voice);
        let (slot, face) = (said(Column::SlotId), said(Column::Id));
        if slot.is_some_and(|voice| imports.changed > Some(voice)) {
            known.forget(Column::SlotId);
        }
        if face.is_some_and(|voice| imports.open > 0 || imports.over > Some(voice)) {
            known.forget(Column::Id);
        }
    }

    /// The first slot that has another number of candidates than the entries say. An exam whose imports did not
    /// tell of every candidate where they sit is left out.
    pub(super) fn fault(&self) -> Option<Fault> {
        let told = |exam: &ExamId| self.exams.get(exam).is_none_or(|imports| imports.new == imports.seated);
        let wrong = |((exam, _), seats): &(&(ExamId, SlotId), &Seats)| seats.said != seats.stand && told(exam);
        let ((_, slot), seats) = self.slots.iter().find(wrong)?;
        let (said, stand) = (seats.said, seats.stand);
        let until = seats
            .newest
            .map_or("no entry tells of any".to_owned(), |voice| format!("up to {voice} the entries say {said}"));
        Some(Fault {
            number: seats.newest.and_then(Voice::number),
            id: None,
            place: Some(format!("slot {slot}")),
            what: What::Changed,
            why: format!("it has {stand} candidates; {until}"),
        })
    }
}

#[cfg(test)]
mod tests {
    use domain::event::{Key, Table};
    use uuid::Uuid;

    use super::*;

    const EXAM: ExamId = ExamId(Uuid::from_u128(1));
    const SLOTS: [SlotId; 2] = [SlotId(Uuid::from_u128(2)), SlotId(Uuid::from_u128(3))];

    fn rows(imported: u64, updated: u64) -> Fact {
        Fact::ImportCandidates(ImportFact::Rows { imported, updated, unchanged: 0 })
    }

    fn seated(one: i64, other: i64) -> Fact {
        let slots = BTreeMap::from([(SLOTS[0], one), (SLOTS[1], other)]);
        Fact::ImportCandidates(ImportFact::Slots { slots })
    }

    fn over() -> Fact {
        Fact::ImportCandidates(ImportFact::Photos { photos_enrolled: 0, photos_rejected: 0 })
    }

    fn moved() -> Fact {
        let [from, to] = SLOTS;
        Fact::UpdateCandidate { fields: Vec::new(), from, to, reason_digest: String::new() }
    }

    fn told(facts: &[Fact]) -> Rosters {
        let mut rosters = Rosters::default();
        for (number, fact) in (1..).zip(facts) {
            rosters.says(Voice::numbered(number), EXAM, fact);
        }
        rosters
    }

    #[test]
    fn a_slot_has_as_many_candidates_as_the_entries_say() {
        for (facts, stand, fault) in [
            (&[rows(3, 0), seated(2, 1)][..], [2, 1], None),
            (&[rows(3, 0), seated(2, 1), moved()], [1, 2], None),
            (&[rows(3, 0), seated(2, 1), rows(0, 1), seated(-1, 1)], [1, 2], None),
            (&[rows(3, 0), seated(2, 1)], [3, 1], Some("it has 3 candidates; up to entry 2 the entries say 2")),
            (
                &[rows(3, 0), seated(2, 1), moved()],
                [2, 1],
                Some("it has 2 candidates; up to entry 3 the entries say 1"),
            ),
            (&[], [1, 0], Some("it has 1 candidates; no entry tells of any")),
            (&[rows(3, 0)], [2, 1], None), // an earlier release did not say where they sit
        ] {
            let mut rosters = told(facts);
            for (slot, count) in SLOTS.iter().zip(stand) {
                let cells = [(Column::ExamId, Cell::Id(EXAM.0)), (Column::SlotId, Cell::Id(slot.0))];
                (0..count).for_each(|_| rosters.stands(&cells));
            }
            assert_eq!(rosters.fault().map(|fault| fault.why).as_deref(), fault, "{facts:?}");
        }
    }

    #[test]
    fn what_an_import_may_have_changed_is_not_claimed() {
        let face = |facts: &[Fact], at: i64| {
            let mut known = Known::new(Table::EnrolledFace, Key::id(Uuid::from_u128(9)));
            let cells = vec![(Column::ExamId, Cell::Id(EXAM.0)), (Column::Id, Cell::Id(Uuid::from_u128(7)))];
            known.says(Voice::numbered(at), true, cells);
            told(facts).blur(&mut known);
            known.said(Column::Id).is_some()
        };
        let place = |facts: &[Fact], at: i64| {
            let mut known = Known::new(Table::Candidate, Key::id(Uuid::from_u128(9)));
            let cells = vec![(Column::ExamId, Cell::Id(EXAM.0)), (Column::SlotId, Cell::Id(SLOTS[0].0))];
            known.says(Voice::numbered(at), true, cells);
            told(facts).blur(&mut known);
            known.said(Column::SlotId).is_some()
        };
        let import = [rows(1, 1), over()];
        assert_eq!([face(&import, 3), face(&import, 1), face(&import[..1], 3)], [true, false, false]);
        assert_eq!([place(&import, 3), place(&import, 0), place(&[rows(5, 0)], 0)], [true, false, true]);
    }
}
