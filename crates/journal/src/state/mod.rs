//! What the journal says of the state, held against the state. The entries are read once, in their order; what they
//! say of rows, and the rows themselves, are sorted by row outside of memory; then row after row is compared.

mod cells;
mod rosters;
mod row;
mod spill;

use std::{collections::HashSet, io, path::Path};

use domain::event::{self, Key, Subject, Table, is_of_state};
use rosters::Rosters;
use row::{Known, Rules, Voice};
pub use spill::SORTED_AT_ONCE;
use spill::{Record, Spill};
use store::{
    StoreError, Tx,
    journal::Event,
    state_rows::{self, Place},
};
use strum::IntoEnumIterator as _;
use uuid::Uuid;

use crate::{Compared, Fault, Stop, What};

/// Rows of the state that a verification holds at a time.
pub const ROWS_AT_ONCE: i64 = 1000;

/// The step of the row itself, behind all that entries say of it.
const STANDS: u8 = u8::MAX;
/// Bytes of the head of a record behind the name of its row: the step, and the voice.
const TAIL: usize = 9;

/// Who acted first, and whether the log tells how that account came to be.
#[derive(Debug)]
enum First {
    /// Nobody has acted yet; these accounts were created.
    Nobody(HashSet<Uuid>),
    /// This account, and no entry tells of its creation.
    Beside(Uuid),
    /// An account that the log knows.
    Known,
}

/// What the entries say of rows.
pub(crate) struct State {
    spill: Spill,
    first: First,
    rosters: Rosters,
    unknown: Option<Voice>,
}

impl State {
    /// Begins with no entry; files without names lie in `scratch`.
    pub(crate) fn new(scratch: &Path) -> Self {
        Self {
            spill: Spill::new(scratch, SORTED_AT_ONCE),
            first: First::Nobody(HashSet::new()),
            rosters: Rosters::default(),
            unknown: None,
        }
    }

    /// Takes the entry with this number; the entries come in order.
    pub(crate) fn numbered(&mut self, number: i64, event: &Event) -> io::Result<()> {
        self.take(Voice::numbered(number), event)
    }

    /// Takes an entry that waits for its number, in its place behind all that have one.
    pub(crate) fn waiting(&mut self, place: i64, event: &Event) -> io::Result<()> {
        self.take(Voice::waiting(place), event)
    }

    fn take(&mut self, voice: Voice, event: &Event) -> io::Result<()> {
        if event.outcome != "done" {
            return Ok(());
        }
        self.first.acts(event);
        if !is_of_state(&event.action) {
            return Ok(());
        }
        let Ok(told) = event::read(&event.action, &event.outcome, &event.data) else {
            self.unknown.get_or_insert(voice);
            return Ok(());
        };
        if let (Some(fact), Some(exam)) = (&told.fact, event.exam_id) {
            self.rosters.says(voice, exam, fact);
        }
        for said in event::state(&told, &subject(event)) {
            let head = head(said.table, &said.key, said.step, voice);
            let body = [vec![u8::from(said.there)], cells::bytes(&said.cells)].concat();
            self.spill.push(&head, &body)?;
        }
        Ok(())
    }

    /// Compares them with the rows of the store.
    ///
    /// # Errors
    /// The first row, in the order of the tables and of the names in them, that is not as the entries say.
    pub(crate) async fn compare(mut self, tx: &mut Tx) -> Result<Compared, Stop> {
        if let Some(voice) = self.unknown {
            return Ok(Compared::Unknown(voice.number()));
        }
        let mut rows = 0;
        for table in Table::iter() {
            rows += self.load(tx, table).await?;
        }
        let rules = Rules { accounts_beside: matches!(self.first, First::Beside(_)) };
        let mut sorted = self.spill.sorted()?;
        let mut open: Option<(Vec<u8>, Known)> = None;
        while let Some(record) = sorted.next()? {
            let name = &record.head[..record.head.len() - TAIL];
            if open.as_ref().is_none_or(|(current, _)| current != name) {
                settle(open.take(), &self.rosters, rules)?;
                open = known(name).map(|known| (name.to_vec(), known));
            }
            if let Some((_, known)) = &mut open {
                take(known, &record);
            }
        }
        settle(open, &self.rosters, rules)?;
        self.rosters.fault().map_or(Ok(()), Err)?;
        Ok(Compared::Rows(rows))
    }

    async fn load(&mut self, tx: &mut Tx, table: Table) -> Result<u64, Stop> {
        let (mut count, mut place) = (0, Place::default());
        loop {
            let (rows, next) = state_rows::page(tx, table, place, ROWS_AT_ONCE).await.map_err(|error| match error {
                StoreError::Corrupt { column } => {
                    let why = format!("{column} of a row holds what no row of the program holds");
                    Stop::from(Fault::of(table.to_string(), What::Changed, why))
                }
                other => other.into(),
            })?;
            for row in &rows {
                if table == Table::Candidate {
                    self.rosters.stands(&row.cells);
                }
                let head = head(table, &row.key, STANDS, Voice(u64::MAX));
                self.spill.push(&head, &cells::bytes(&row.cells))?;
                count += 1;
            }
            if i64::try_from(rows.len()).is_ok_and(|rows| rows < ROWS_AT_ONCE) {
                return Ok(count);
            }
            place = next;
        }
    }
}

impl First {
    fn acts(&mut self, event: &Event) {
        let subject = || event.subject_id.as_deref().and_then(|id| id.parse::<Uuid>().ok());
        let created = if event.action == "create_operator" { subject() } else { None };
        match self {
            Self::Nobody(accounts) => {
                accounts.extend(created);
                if let Some(actor) = event.actor_id {
                    *self = if accounts.contains(&actor.0) { Self::Known } else { Self::Beside(actor.0) };
                }
            }
            Self::Beside(actor) if created == Some(*actor) => *self = Self::Known,
            Self::Beside(_) | Self::Known => {}
        }
    }
}

fn subject(event: &Event) -> Subject<'_> {
    Subject {
        exam: event.exam_id,
        centre: event.centre_id,
        slot: event.slot_id,
        candidate: event.candidate_id,
        subject: event.subject_id.as_deref(),
        actor: event.actor_id,
        device: event.device_id.as_deref(),
    }
}

fn head(table: Table, key: &Key, step: u8, voice: Voice) -> Vec<u8> {
    [&[table as u8], key.as_bytes(), &[step], &voice.0.to_be_bytes()].concat()
}

/// The row of that name, of which nothing is known yet.
fn known(name: &[u8]) -> Option<Known> {
    let (table, key) = name.split_first()?;
    Some(Known::new(Table::from_repr(*table)?, Key::from_bytes(key)))
}

fn take(known: &mut Known, record: &Record) {
    let Some((_, tail)) = record.head.split_last_chunk::<TAIL>() else { return };
    let [step, voice @ ..] = *tail;
    match record.body.split_first() {
        _ if step == STANDS => known.stands(cells::read(&record.body)),
        Some((there, cells)) => known.says(Voice(u64::from_be_bytes(voice)), *there == 1, cells::read(cells)),
        None => {}
    }
}

fn settle(row: Option<(Vec<u8>, Known)>, rosters: &Rosters, rules: Rules) -> Result<(), Fault> {
    let Some((_, mut known)) = row else { return Ok(()) };
    rosters.blur(&mut known);
    known.fault(rules).map_or(Ok(()), Err)
}
