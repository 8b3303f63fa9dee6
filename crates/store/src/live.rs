//! The updates of an exam and the figures of the day, kept in the transaction that numbers entries.

use std::collections::BTreeMap;

use domain::{
    CentreId, ExamId, Role, SlotId, Timestamp, UserId,
    arrivals::minute_of_entry,
    event::{self, effect, rights_may_end},
    live::Counts,
};
use serde_json::{Value, json};

use crate::{
    Result, Row, Tx, args,
    arrivals::{self, Arrived},
    journal::{self, Entry},
    sql,
    tx::Inner,
};

/// The channel on which the copies of a server tell each other, with PostgreSQL.
pub const CHANNEL: &str = "mpa_live";

/// What came of a batch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct News {
    /// There are new updates.
    pub updates: bool,
    /// Sessions or rights may have ended.
    pub rights: bool,
}

impl News {
    /// As it is told to other copies.
    fn payload(self) -> &'static str {
        if self.rights { "rights" } else { "updates" }
    }

    /// What another copy told; whatever is not understood is all news.
    #[must_use]
    pub fn told(payload: &str) -> Self {
        Self { updates: true, rights: payload != "updates" }
    }

    /// Everything may be new: a line was down.
    #[must_use]
    pub fn all() -> Self {
        Self { updates: true, rights: true }
    }
}

/// What a batch changes, by whom it concerns.
#[derive(Default)]
struct Batch {
    exams: BTreeMap<ExamId, OfExam>,
    slots: BTreeMap<SlotId, Counts>,
    arrivals: BTreeMap<(SlotId, i64), Arrived>,
    centres: BTreeMap<(ExamId, CentreId), Timestamp>,
    at_centres: BTreeMap<(ExamId, CentreId), OfCentre>,
    operators: BTreeMap<(ExamId, UserId), Timestamp>,
    rights: bool,
}

#[derive(Default)]
struct OfExam {
    updates: Vec<i64>,
    conflicts: i64,
    alerts_open: i64,
}

#[derive(Default)]
struct OfCentre {
    conflicts: i64,
    alerts_open: i64,
    worked_at: Option<Timestamp>,
}

/// Whether an entry tells of work at its centre, or of a slot that is set to be worked in.
fn is_of_work(entry: &journal::Event) -> bool {
    matches!(entry.actor_role, Some(Role::Operator | Role::Supervisor)) || entry.action == "update_slot"
}

impl Batch {
    fn of(entries: &[Entry]) -> Self {
        let mut batch = Self::default();
        // Entries without a seal are older than this projection: the migration has counted them.
        for entry in entries.iter().filter(|entry| !entry.seal.is_empty()) {
            batch.rights |= rights_may_end(&entry.event.action);
            if let (Some(seq), Some(exam)) = (entry.seq, entry.event.exam_id) {
                batch.add(seq, exam, &entry.event);
            }
        }
        batch
    }

    fn add(&mut self, seq: i64, exam: ExamId, entry: &journal::Event) {
        // What is not known changes nothing: it is of another version.
        let told = event::read(&entry.action, &entry.outcome, &entry.data).ok();
        let effect = told.as_ref().map(|told| effect(told, entry.slot_id)).unwrap_or_default();
        if let Some(centre) = entry.centre_id {
            let at_centre = self.at_centres.entry((exam, centre)).or_default();
            at_centre.conflicts += effect.conflicts;
            at_centre.alerts_open += effect.alerts_open;
            at_centre.worked_at = at_centre.worked_at.max(is_of_work(entry).then_some(entry.occurred_at));
        }
        let minute = minute_of_entry(entry.occurred_at, told.as_ref().and_then(|told| told.offline.as_ref()));
        if effect.event.is_some() {
            let of_exam = self.exams.entry(exam).or_default();
            of_exam.updates.push(seq);
            of_exam.conflicts += effect.conflicts;
            of_exam.alerts_open += effect.alerts_open;
        }
        for (slot, counts) in effect.slots {
            if counts.present != 0 || counts.completed != 0 {
                let arrived = self.arrivals.entry((slot, minute)).or_default();
                arrived.present += counts.present;
                arrived.completed += counts.completed;
            }
            *self.slots.entry(slot).or_default() += counts;
        }
        let Some(actor) = entry.actor_id else { return };
        let at = entry.occurred_at;
        let latest = |known: &mut Timestamp| *known = at.max(*known);
        if entry.actor_role == Some(Role::Operator) {
            self.operators.entry((exam, actor)).and_modify(latest).or_insert(at);
        }
        if let Some(centre) = entry.centre_id {
            self.centres.entry((exam, centre)).and_modify(latest).or_insert(at);
        }
    }
}

/// Keeps what newly numbered entries mean, and tells the other copies, once for all of them.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn project(tx: &mut Tx, entries: &[Entry]) -> Result<News> {
    let batch = Batch::of(entries);
    let news = News { updates: !batch.exams.is_empty(), rights: batch.rights };
    if news.updates {
        add_updates(tx, &batch.exams).await?;
    }
    add_counts(tx, &batch.slots).await?;
    arrivals::add(tx, &batch.arrivals).await?;
    add_at_centres(tx, &batch.at_centres).await?;
    add_activity(tx, &batch).await?;
    if news != News::default() && matches!(tx.inner, Inner::Postgres(_)) {
        let statement = sql!(sqlite: "SELECT $1 AS told", postgres: "SELECT pg_notify('mpa_live', $1)::text AS told");
        tx.execute(statement, args![news.payload()]).await?;
    }
    Ok(news)
}

async fn add_updates(tx: &mut Tx, exams: &BTreeMap<ExamId, OfExam>) -> Result<()> {
    let grown = exams.iter().map(|(exam, of)| {
        json!({ "exam": exam, "updates": of.updates.len(), "conflicts": of.conflicts, "alerts": of.alerts_open })
    });
    macro_rules! text {
        ($select:literal) => {
            concat!(
                "INSERT INTO exam_live (exam_id, seq, conflicts, alerts_open) ",
                $select,
                " WHERE TRUE ON CONFLICT (exam_id) DO UPDATE SET seq = exam_live.seq + excluded.seq,
                      conflicts = exam_live.conflicts + excluded.conflicts,
                      alerts_open = exam_live.alerts_open + excluded.alerts_open
                  RETURNING exam_id, seq"
            )
        };
    }
    let statement = sql!(
        sqlite: text!("SELECT unhex(value ->> 'exam', '-'), value ->> 'updates', value ->> 'conflicts', value ->> 'alerts'
                       FROM json_each($1)"),
        postgres: text!("SELECT (value ->> 'exam')::uuid, (value ->> 'updates')::bigint, (value ->> 'conflicts')::bigint,
                             (value ->> 'alerts')::bigint
                         FROM jsonb_array_elements($1)")
    );
    let read = |row: &Row| Ok((row.id::<ExamId>("exam_id")?, row.get::<i64>("seq")?));
    let last: Vec<(ExamId, i64)> = tx.list(statement, args![grown.collect::<Value>()], read).await?;
    let mut updates = Vec::new();
    for (exam, last) in last {
        let Some(of) = exams.get(&exam) else { continue };
        for (seq, journal) in (1..=last).rev().zip(of.updates.iter().rev()) {
            updates.push(json!({ "exam": exam, "seq": seq, "journal": journal }));
        }
    }
    let statement = sql!(
        sqlite: "INSERT INTO exam_update (exam_id, seq, journal_seq)
                 SELECT unhex(value ->> 'exam', '-'), value ->> 'seq', value ->> 'journal' FROM json_each($1)",
        postgres: "INSERT INTO exam_update (exam_id, seq, journal_seq)
                   SELECT (value ->> 'exam')::uuid, (value ->> 'seq')::bigint, (value ->> 'journal')::bigint
                   FROM jsonb_array_elements($1)"
    );
    tx.execute(statement, args![Value::Array(updates)]).await.map(drop)
}

async fn add_counts(tx: &mut Tx, slots: &BTreeMap<SlotId, Counts>) -> Result<()> {
    if slots.is_empty() {
        return Ok(());
    }
    let changes = slots.iter().map(|(slot, by)| {
        json!([
            slot,
            by.candidates,
            by.present,
            by.face_verified,
            by.face_mismatched,
            by.fingerprints,
            by.omr_bound,
            by.completed
        ])
    });
    macro_rules! text {
        ($select:literal) => {
            concat!(
                "INSERT INTO slot_count (slot_id, candidates, present, face_verified, face_mismatched, fingerprints, omr_bound,
                     completed) ",
                $select,
                " WHERE TRUE ON CONFLICT (slot_id) DO UPDATE SET candidates = slot_count.candidates + excluded.candidates,
                      present = slot_count.present + excluded.present,
                      face_verified = slot_count.face_verified + excluded.face_verified,
                      face_mismatched = slot_count.face_mismatched + excluded.face_mismatched,
                      fingerprints = slot_count.fingerprints + excluded.fingerprints,
                      omr_bound = slot_count.omr_bound + excluded.omr_bound,
                      completed = slot_count.completed + excluded.completed"
            )
        };
    }
    let statement = sql!(
        sqlite: text!("SELECT unhex(value ->> 0, '-'), value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5,
                           value ->> 6, value ->> 7
                       FROM json_each($1)"),
        postgres: text!("SELECT (value ->> 0)::uuid, (value ->> 1)::bigint, (value ->> 2)::bigint, (value ->> 3)::bigint,
                             (value ->> 4)::bigint, (value ->> 5)::bigint, (value ->> 6)::bigint, (value ->> 7)::bigint
                         FROM jsonb_array_elements($1)")
    );
    tx.execute(statement, args![changes.collect::<Value>()]).await.map(drop)
}

async fn add_at_centres(tx: &mut Tx, centres: &BTreeMap<(ExamId, CentreId), OfCentre>) -> Result<()> {
    let told = centres.iter().filter(|(_, of)| of.conflicts != 0 || of.alerts_open != 0 || of.worked_at.is_some());
    let list: Vec<Value> = told
        .map(|((exam, id), of)| json!([exam, id, of.conflicts, of.alerts_open, of.worked_at.map(|at| at.0)]))
        .collect();
    if list.is_empty() {
        return Ok(());
    }
    macro_rules! text {
        ($select:literal, $latest:literal) => {
            concat!(
                "INSERT INTO centre_live (exam_id, centre_id, conflicts, alerts_open, worked_at) ",
                $select,
                " WHERE TRUE ON CONFLICT (exam_id, centre_id) DO UPDATE SET
                      conflicts = centre_live.conflicts + excluded.conflicts,
                      alerts_open = centre_live.alerts_open + excluded.alerts_open,
                      worked_at = ",
                $latest
            )
        };
    }
    // Of nothing and something, the latest is something in PostgreSQL and nothing in SQLite.
    let statement = sql!(
        sqlite: text!(
            "SELECT unhex(value ->> 0, '-'), unhex(value ->> 1, '-'), value ->> 2, value ->> 3, value ->> 4 FROM json_each($1)",
            "COALESCE(MAX(centre_live.worked_at, excluded.worked_at), centre_live.worked_at, excluded.worked_at)"
        ),
        postgres: text!(
            "SELECT (value ->> 0)::uuid, (value ->> 1)::uuid, (value ->> 2)::bigint, (value ->> 3)::bigint,
                 (value ->> 4)::bigint FROM jsonb_array_elements($1)",
            "GREATEST(centre_live.worked_at, excluded.worked_at)"
        )
    );
    tx.execute(statement, args![Value::Array(list)]).await.map(drop)
}

async fn add_activity(tx: &mut Tx, batch: &Batch) -> Result<()> {
    if !batch.centres.is_empty() {
        let list: Value = batch.centres.iter().map(|((exam, id), at)| json!([exam, id, at.0])).collect();
        let statement = sql!(
            sqlite: "INSERT INTO centre_activity (exam_id, centre_id, last_at)
                     SELECT unhex(value ->> 0, '-'), unhex(value ->> 1, '-'), value ->> 2 FROM json_each($1) WHERE TRUE
                     ON CONFLICT (exam_id, centre_id) DO UPDATE SET last_at = MAX(centre_activity.last_at, excluded.last_at)",
            postgres: "INSERT INTO centre_activity (exam_id, centre_id, last_at)
                       SELECT (value ->> 0)::uuid, (value ->> 1)::uuid, (value ->> 2)::bigint FROM jsonb_array_elements($1)
                       ON CONFLICT (exam_id, centre_id)
                       DO UPDATE SET last_at = GREATEST(centre_activity.last_at, excluded.last_at)"
        );
        tx.execute(statement, args![list]).await?;
    }
    if !batch.operators.is_empty() {
        let list: Value = batch.operators.iter().map(|((exam, id), at)| json!([exam, id, at.0])).collect();
        let statement = sql!(
            sqlite: "INSERT INTO operator_activity (exam_id, operator_id, last_at)
                     SELECT unhex(value ->> 0, '-'), unhex(value ->> 1, '-'), value ->> 2 FROM json_each($1) WHERE TRUE
                     ON CONFLICT (exam_id, operator_id)
                     DO UPDATE SET last_at = MAX(operator_activity.last_at, excluded.last_at)",
            postgres: "INSERT INTO operator_activity (exam_id, operator_id, last_at)
                       SELECT (value ->> 0)::uuid, (value ->> 1)::uuid, (value ->> 2)::bigint FROM jsonb_array_elements($1)
                       ON CONFLICT (exam_id, operator_id)
                       DO UPDATE SET last_at = GREATEST(operator_activity.last_at, excluded.last_at)"
        );
        tx.execute(statement, args![list]).await?;
    }
    Ok(())
}

/// The number of an exam's last update, 0 when there is none, and of the first that is still kept.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn bounds(tx: &mut Tx, exam: ExamId) -> Result<(i64, Option<i64>)> {
    let statement = sql!(
        "SELECT COALESCE((SELECT seq FROM exam_live WHERE exam_id = $1), 0) AS last,
             (SELECT MIN(seq) FROM exam_update WHERE exam_id = $1) AS first"
    );
    let row = tx.one(statement, args![exam]).await?;
    Ok((row.get("last")?, row.opt("first")?))
}

/// The updates of an exam after `after`, in order, each with its number and its entry.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn updates(tx: &mut Tx, exam: ExamId, after: i64, limit: i64) -> Result<Vec<(i64, Entry)>> {
    let statement = sql!(
        "SELECT u.seq AS update_seq, j.* FROM exam_update u JOIN journal j ON j.seq = u.journal_seq
          WHERE u.exam_id = $1 AND u.seq > $2 ORDER BY u.seq LIMIT $3"
    );
    tx.list(statement, args![exam, after, limit], |row| Ok((row.get("update_seq")?, journal::entry(row)?))).await
}

/// Forgets all but the last `keep` updates of each exam.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn purge(tx: &mut Tx, keep: i64) -> Result<()> {
    let long = sql!("SELECT exam_id, seq FROM exam_live WHERE seq > $1");
    let read = |row: &Row| Ok((row.id::<ExamId>("exam_id")?, row.get::<i64>("seq")?));
    for (exam, last) in tx.list(long, args![keep], read).await? {
        let statement = sql!("DELETE FROM exam_update WHERE exam_id = $1 AND seq <= $2");
        tx.execute(statement, args![exam, last - keep]).await?;
    }
    Ok(())
}
