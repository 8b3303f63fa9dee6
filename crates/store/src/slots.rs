//! Slots and who works in them.

use std::collections::HashMap;

use domain::{
    CentreId, ExamId, SlotId, Timestamp, UserId,
    exam::ExamSettings,
    slot::{Slot, SlotFrame, SlotStatus, Turn, status_at},
    text::Line,
};
use serde_json::Value;
use uuid::Uuid;

use crate::{Ask, Page, Result, Row, Tx, args, sql, sync_records::ids_json};

/// `status` is what was set by hand; [`domain::slot::status_at`] moves it on by time.
pub(crate) fn slot(row: &Row) -> Result<Slot> {
    Ok(Slot {
        id: row.id("id")?,
        exam_id: row.id("exam_id")?,
        centre_id: row.id("centre_id")?,
        slot_name: row.parse("name")?,
        start_time: row.opt_time("start_time")?,
        end_time: row.opt_time("end_time")?,
        gate_opens: row.opt_time("gate_opens")?,
        gate_closes: row.opt_time("gate_closes")?,
        max_candidates: row.opt("max_candidates")?,
        current_count: row.get("current_count")?,
        status: row.parse("status")?,
    })
}

macro_rules! text {
    ($rest:literal) => {
        concat!(
            "SELECT s.*, (SELECT COUNT(*) FROM candidate c WHERE c.slot_id = s.id) AS current_count FROM slot s ",
            $rest
        )
    };
}

/// Adds a slot; false when its centre has one of that name in the exam.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn insert(tx: &mut Tx, slot: &Slot, now: Timestamp) -> Result<bool> {
    let added = tx
        .execute(
            sql!("INSERT INTO slot (id, exam_id, centre_id, name, start_time, end_time, max_candidates, status, created_at,
                      gate_opens, gate_closes)
                  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (exam_id, centre_id, name) DO NOTHING"),
            args![
                slot.id, slot.exam_id, slot.centre_id, &slot.slot_name, slot.start_time, slot.end_time,
                slot.max_candidates, slot.status, now, slot.gate_opens, slot.gate_closes
            ],
        )
        .await?;
    Ok(added == 1)
}

/// One slot.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn get(tx: &mut Tx, id: SlotId) -> Result<Option<Slot>> {
    tx.find(sql!(text!("WHERE s.id = $1")), args![id], slot).await
}

/// One slot, held until the commit.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn get_for_update(tx: &mut Tx, id: SlotId) -> Result<Option<Slot>> {
    let statement = sql!(sqlite: text!("WHERE s.id = $1"), postgres: text!("WHERE s.id = $1 FOR UPDATE OF s"));
    tx.find(statement, args![id], slot).await
}

/// These slots, held until the commit, in the order of their ids.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn hold_all(tx: &mut Tx, ids: impl Iterator<Item = SlotId>) -> Result<Vec<Slot>> {
    let statement = sql!(
        sqlite: text!("WHERE s.id IN (SELECT unhex(value, '-') FROM json_each($1)) ORDER BY s.id"),
        postgres: text!(
            "WHERE s.id IN (SELECT value::uuid FROM jsonb_array_elements_text($1)) ORDER BY s.id FOR UPDATE OF s"
        )
    );
    let ids: Value = ids.map(|id| Value::from(id.to_string())).collect();
    tx.list(statement, args![ids], slot).await
}

/// Where slots are: exam, centre, slot.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn places(tx: &mut Tx, ids: impl Iterator<Item = SlotId>) -> Result<Vec<(ExamId, CentreId, SlotId)>> {
    let statement = sql!(
        sqlite: "SELECT id, exam_id, centre_id FROM slot WHERE id IN (SELECT unhex(value, '-') FROM json_each($1))",
        postgres: "SELECT id, exam_id, centre_id FROM slot
                    WHERE id IN (SELECT value::uuid FROM jsonb_array_elements_text($1))"
    );
    let ids: Value = ids.map(|id| Value::from(id.to_string())).collect();
    let read = |row: &Row| Ok((row.id("exam_id")?, row.id("centre_id")?, row.id("id")?));
    tx.list(statement, args![ids], read).await
}

/// The slots of that name in an exam, by their centres; at most `limit`.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn named(tx: &mut Tx, exam: ExamId, name: &Line, limit: i64) -> Result<Vec<(CentreId, SlotId)>> {
    let statement = sql!("SELECT id, centre_id FROM slot WHERE exam_id = $1 AND name = $2 ORDER BY id LIMIT $3");
    tx.list(statement, args![exam, name, limit], |row| Ok((row.id("centre_id")?, row.id("id")?))).await
}

/// The slot of that name at a centre.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn by_name(tx: &mut Tx, exam: ExamId, centre: CentreId, name: &Line) -> Result<Option<Slot>> {
    let statement = sql!(text!("WHERE s.exam_id = $1 AND s.centre_id = $2 AND s.name = $3"));
    tx.find(statement, args![exam, centre, name], slot).await
}

/// A page of slots, of one exam or of all, by id.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn list(tx: &mut Tx, exam: Option<ExamId>, page: Page) -> Result<Vec<Slot>> {
    match exam {
        Some(exam) => {
            let statement = sql!(text!("WHERE s.exam_id = $1 AND s.id > $2 ORDER BY s.id LIMIT $3"));
            tx.list(statement, args![exam, page.after_id(), page.limit], slot).await
        }
        None => {
            let statement = sql!(text!("WHERE s.id > $1 ORDER BY s.id LIMIT $2"));
            tx.list(statement, args![page.after_id(), page.limit], slot).await
        }
    }
}

/// The slots of an exam at a centre.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn at_centre(tx: &mut Tx, exam: ExamId, centre: CentreId) -> Result<Vec<Slot>> {
    let statement = sql!(text!("WHERE s.exam_id = $1 AND s.centre_id = $2 ORDER BY s.id"));
    tx.list(statement, args![exam, centre], slot).await
}

/// Whether a centre has slots in an exam: one row where it has.
#[must_use]
pub fn ask_any_at(exam: ExamId, centre: CentreId) -> Ask<SlotId> {
    let statement = sql!("SELECT id FROM slot WHERE exam_id = $1 AND centre_id = $2 ORDER BY id LIMIT 1");
    Ask::new(statement, args![exam, centre], |row| row.id("id"))
}

/// The names of the slots of an exam, each once.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn names(tx: &mut Tx, exam: ExamId) -> Result<Vec<String>> {
    let statement = sql!("SELECT DISTINCT name FROM slot WHERE exam_id = $1 ORDER BY name");
    tx.list(statement, args![exam], |row| row.get("name")).await
}

/// Changes the times of a slot and the most candidates that it may hold.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn set_frame(tx: &mut Tx, id: SlotId, frame: &SlotFrame) -> Result<()> {
    let statement = sql!(
        "UPDATE slot SET start_time = $2, end_time = $3, max_candidates = $4, gate_opens = $5, gate_closes = $6
          WHERE id = $1"
    );
    let SlotFrame { start_time, end_time, gate_opens, gate_closes, max_candidates } = *frame;
    tx.execute(statement, args![id, start_time, end_time, max_candidates, gate_opens, gate_closes]).await.map(drop)
}

/// Sets the status by hand.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn set_status(tx: &mut Tx, id: SlotId, status: SlotStatus) -> Result<()> {
    tx.execute(sql!("UPDATE slot SET status = $2 WHERE id = $1"), args![id, status]).await.map(drop)
}

/// What was set by hand on a slot since `since`, the oldest first, as the journal tells it.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn turns(tx: &mut Tx, slot: SlotId, since: Timestamp) -> Result<Vec<Turn>> {
    Ok(turns_of(tx, std::iter::once(slot), since).await?.remove(&slot).unwrap_or_default())
}

/// The same of several slots; the caller bounds the list.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn turns_of(
    tx: &mut Tx,
    slots: impl Iterator<Item = SlotId>,
    since: Timestamp,
) -> Result<HashMap<SlotId, Vec<Turn>>> {
    macro_rules! text {
        ($list:literal) => {
            concat!(
                "SELECT slot_id, occurred_at, data FROM journal
                  WHERE slot_id IN (",
                $list,
                ") AND action = 'update_slot' AND occurred_at >= $2 AND outcome = 'done'
                  ORDER BY occurred_at, id"
            )
        };
    }
    let statement = sql!(
        sqlite: text!("SELECT unhex(value, '-') FROM json_each($1)"),
        postgres: text!("SELECT value::uuid FROM jsonb_array_elements_text($1)")
    );
    let read = |row: &Row| Ok((row.id("slot_id")?, row.time("occurred_at")?, row.get::<String>("data")?));
    let list: Vec<(SlotId, Timestamp, String)> =
        tx.list(statement, args![ids_json(slots.map(|id| id.0)), since], read).await?;
    let mut turns: HashMap<SlotId, Vec<Turn>> = HashMap::new();
    for (slot, at, data) in list {
        let from = serde_json::from_str(&data).ok().and_then(|data: Value| data["from"].as_str()?.parse().ok());
        turns.entry(slot).or_default().extend(from.map(|from| Turn { at, from }));
    }
    Ok(turns)
}

/// Whether any slot of an exam is active now.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn any_active(tx: &mut Tx, exam: ExamId, settings: &ExamSettings, now: Timestamp) -> Result<bool> {
    let slots = tx
        .list(
            sql!("SELECT DISTINCT status, start_time, end_time FROM slot WHERE exam_id = $1 AND status <> 'completed'"),
            args![exam],
            |row| Ok((row.parse("status")?, row.opt_time("start_time")?, row.opt_time("end_time")?)),
        )
        .await?;
    Ok(slots.into_iter().any(|(set, start, end)| status_at(set, start, end, settings, now) == SlotStatus::Active))
}

/// The slots of an exam that an operator is assigned to, with their status now.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn assigned(
    tx: &mut Tx,
    operator: UserId,
    exam: ExamId,
    settings: &ExamSettings,
    now: Timestamp,
) -> Result<Vec<(SlotId, CentreId, SlotStatus)>> {
    let slots = ask_assigned(operator, exam).list(tx).await?;
    Ok(slots.iter().map(|slot| slot.at(settings, now)).collect())
}

/// A slot that an operator has.
#[derive(Clone, Copy, Debug)]
pub struct Assigned {
    id: SlotId,
    centre_id: CentreId,
    set: SlotStatus,
    times: (Option<Timestamp>, Option<Timestamp>),
}

impl Assigned {
    /// The slot, its centre, and how it stands at `now`.
    #[must_use]
    pub fn at(&self, settings: &ExamSettings, now: Timestamp) -> (SlotId, CentreId, SlotStatus) {
        (self.id, self.centre_id, status_at(self.set, self.times.0, self.times.1, settings, now))
    }
}

/// The question of [`assigned`].
#[must_use]
pub fn ask_assigned(operator: UserId, exam: ExamId) -> Ask<Assigned> {
    Ask::new(
        sql!(
            "SELECT s.id, s.centre_id, s.status, s.start_time, s.end_time
              FROM operator_slot o JOIN slot s ON s.id = o.slot_id
              WHERE o.operator_id = $1 AND s.exam_id = $2 AND o.revoked_at IS NULL ORDER BY s.id"
        ),
        args![operator, exam],
        |row| {
            let times = (row.opt_time("start_time")?, row.opt_time("end_time")?);
            Ok(Assigned { id: row.id("id")?, centre_id: row.id("centre_id")?, set: row.parse("status")?, times })
        },
    )
}

/// Assigns an operator; false when they are assigned already.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn assign(tx: &mut Tx, id: Uuid, operator: UserId, slot: SlotId, by: UserId, now: Timestamp) -> Result<bool> {
    let added = tx
        .execute(
            sql!(
                "INSERT INTO operator_slot (id, operator_id, slot_id, assigned_at, assigned_by)
                  VALUES ($1, $2, $3, $4, $5) ON CONFLICT (operator_id, slot_id) WHERE revoked_at IS NULL DO NOTHING"
            ),
            args![id, operator, slot, now, by],
        )
        .await?;
    Ok(added == 1)
}

/// Takes an operator off a slot; false when they were not on it. The time they had it is kept.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn revoke(tx: &mut Tx, operator: UserId, slot: SlotId, by: UserId, now: Timestamp) -> Result<bool> {
    let changed = tx
        .execute(
            sql!(
                "UPDATE operator_slot SET revoked_at = $3, revoked_by = $4
                  WHERE operator_id = $1 AND slot_id = $2 AND revoked_at IS NULL"
            ),
            args![operator, slot, now, by],
        )
        .await?;
    Ok(changed == 1)
}
