//! Slots as they are listed.

use domain::{
    CentreId, ExamId,
    order::{SlotSort, Sorting},
    scope::Reach,
    slot::Slot,
};

use crate::{Arg, Page, Result, Statement, Tx, args, reach::reach_args, slots::slot, sql};

// $1 to $4: what somebody may read of; $5 the exam, $6 any; $7 the centre, $8 any.
macro_rules! wanted {
    () => {
        "($1 OR s.centre_id = $2 OR s.id IN (SELECT o.slot_id FROM operator_slot o \
              WHERE o.operator_id = $3 AND o.revoked_at IS NULL) \
          OR s.exam_id IN (SELECT h.exam_id FROM account_exam h WHERE h.account_id = $4)) \
         AND (s.exam_id = $5 OR $6) AND (s.centre_id = $7 OR $8)"
    };
}

// $9: by what. Names and times are compared one after the other, because the engines do not mix them.
macro_rules! key {
    ($slot:literal, $way:literal) => {
        concat!(
            "CASE $9 WHEN 'SlotName' THEN ",
            $slot,
            ".name WHEN 'CentreCode' THEN (SELECT k.code FROM centre k WHERE k.id = ",
            $slot,
            ".centre_id) ELSE '' END",
            $way,
            ", CASE $9 WHEN 'StartTime' THEN COALESCE(",
            $slot,
            ".start_time, 0) ELSE 0 END",
            $way,
            ", ",
            $slot,
            ".id",
            $way
        )
    };
}

// $10: the first page, $11: the last of the page before, $12: the most.
macro_rules! page_text {
    ($beyond:literal, $way:literal) => {
        concat!(
            "SELECT s.*, (SELECT COUNT(*) FROM candidate c WHERE c.slot_id = s.id) AS current_count FROM slot s WHERE ",
            wanted!(),
            " AND ($10 OR (",
            key!("s", ""),
            ") ",
            $beyond,
            " (SELECT ",
            key!("x", ""),
            " FROM slot x WHERE x.id = $11)) ORDER BY ",
            key!("s", $way),
            " LIMIT $12"
        )
    };
}

/// What a list is narrowed to.
#[derive(Clone, Copy, Debug, Default)]
pub struct SlotFilter {
    /// Of one exam.
    pub exam: Option<ExamId>,
    /// At one centre.
    pub centre: Option<CentreId>,
}

fn wanted_args(reach: Reach, filter: SlotFilter) -> Vec<Arg> {
    let mut args = reach_args(reach);
    args.extend(args![filter.exam, filter.exam.is_none(), filter.centre, filter.centre.is_none()]);
    args
}

/// A page of the slots that somebody may read of.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn list(
    tx: &mut Tx,
    reach: Reach,
    filter: SlotFilter,
    sorting: Sorting<SlotSort>,
    page: Page,
) -> Result<Vec<Slot>> {
    let mut args = wanted_args(reach, filter);
    args.extend(args![<&str>::from(sorting.by), page.after.is_none(), page.after, page.limit]);
    let statement: &'static Statement =
        if sorting.descending { sql!(page_text!("<", " DESC")) } else { sql!(page_text!(">", " ASC")) };
    tx.list(statement, args, slot).await
}

/// How many there are in all.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn total(tx: &mut Tx, reach: Reach, filter: SlotFilter) -> Result<i64> {
    let statement = sql!(concat!("SELECT COUNT(*) AS n FROM slot s WHERE ", wanted!()));
    tx.one(statement, wanted_args(reach, filter)).await?.get("n")
}
