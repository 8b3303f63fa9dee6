//! Who is assigned to which slot, as it is listed.

use domain::{CentreId, ExamId, SlotId, Timestamp, UserId};
use uuid::Uuid;

use crate::{Arg, Page, Result, Row, Tx, args, sql};

/// Somebody who is assigned to a slot.
#[derive(Clone, Debug)]
pub struct ListedAssignment {
    /// Its id.
    pub id: Uuid,
    /// Who.
    pub operator_id: UserId,
    /// The name they log in with.
    pub username: String,
    /// Their name.
    pub name: String,
    /// To which slot.
    pub slot_id: SlotId,
    /// Its name.
    pub slot_name: String,
    /// Of which exam.
    pub exam_id: ExamId,
    /// At which centre.
    pub centre_id: CentreId,
    /// When.
    pub assigned_at: Timestamp,
    /// By whom.
    pub assigned_by: UserId,
}

fn listed(row: &Row) -> Result<ListedAssignment> {
    Ok(ListedAssignment {
        id: row.get("id")?,
        operator_id: row.id("operator_id")?,
        username: row.get("username")?,
        name: row.get("name")?,
        slot_id: row.id("slot_id")?,
        slot_name: row.get("slot_name")?,
        exam_id: row.id("exam_id")?,
        centre_id: row.id("centre_id")?,
        assigned_at: row.time("assigned_at")?,
        assigned_by: row.id("assigned_by")?,
    })
}

/// What a list is narrowed to.
#[derive(Clone, Copy, Debug, Default)]
pub struct AssignmentFilter {
    /// Of one exam.
    pub exam: Option<ExamId>,
    /// Of one centre's slots.
    pub centre: Option<CentreId>,
    /// Of one slot.
    pub slot: Option<SlotId>,
    /// Of one person.
    pub operator: Option<UserId>,
}

macro_rules! narrowed {
    ($rest:literal) => {
        concat!(
            "FROM operator_slot o JOIN slot s ON s.id = o.slot_id JOIN account a ON a.id = o.operator_id \
             WHERE o.revoked_at IS NULL AND (s.exam_id = $1 OR $2) AND (s.centre_id = $3 OR $4) \
             AND (o.slot_id = $5 OR $6) AND (o.operator_id = $7 OR $8)",
            $rest
        )
    };
}

fn filter_args(filter: &AssignmentFilter) -> Vec<Arg> {
    let f = filter;
    args![
        f.exam,
        f.exam.is_none(),
        f.centre,
        f.centre.is_none(),
        f.slot,
        f.slot.is_none(),
        f.operator,
        f.operator.is_none()
    ]
}

/// A page of the assignments in force, the oldest first.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn list(tx: &mut Tx, filter: &AssignmentFilter, page: Page) -> Result<Vec<ListedAssignment>> {
    let statement = sql!(concat!(
        "SELECT o.id, o.operator_id, a.username, a.name, o.slot_id, s.name AS slot_name, s.exam_id, s.centre_id, \
             o.assigned_at, o.assigned_by ",
        narrowed!(" AND o.id > $9 ORDER BY o.id LIMIT $10")
    ));
    let mut args = filter_args(filter);
    args.extend(args![page.after_id(), page.limit]);
    tx.list(statement, args, listed).await
}

/// How many there are in all.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn total(tx: &mut Tx, filter: &AssignmentFilter) -> Result<i64> {
    let statement = sql!(concat!("SELECT COUNT(*) AS n ", narrowed!("")));
    tx.one(statement, filter_args(filter)).await?.get("n")
}
