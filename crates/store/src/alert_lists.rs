//! Alerts as they are listed.

use domain::{
    CandidateId, CentreId, ExamId, Timestamp,
    alert::{AlertKind, AlertStatus, Severity},
    order::{AlertSort, Sorting},
};

use crate::{
    Arg, Page, Result, Statement, Tx,
    alerts::{Alert, alert, alert_text},
    args, sql,
};

// '' and TRUE: any.
macro_rules! narrowed {
    () => {
        "($1 = '' OR a.status = $1) AND ($2 = '' OR a.kind = $2) AND ($3 = '' OR a.severity = $3) \
         AND (a.centre_id = $4 OR $5) AND ((a.candidate_id = $6 AND (c.centre_id = $7 OR $8)) OR $9) \
         AND a.occurred_at >= $10 AND a.occurred_at < $11 "
    };
}

// $12: an exam; else all of them, and none.
macro_rules! of_exam {
    () => {
        "AND a.exam_id = $12 "
    };
}
macro_rules! of_any {
    () => {
        "AND $12 "
    };
}

macro_rules! rank {
    ($alert:literal) => {
        concat!("CASE ", $alert, ".severity WHEN 'high' THEN 3 WHEN 'medium' THEN 2 ELSE 1 END")
    };
}

// $13 the first page, $14 the last of the page before, $15 the most.
macro_rules! by_time {
    ($of:ident, $beyond:literal, $way:literal) => {
        alert_text!(concat!(
            "WHERE ",
            narrowed!(),
            $of!(),
            "AND ($13 OR a.id ",
            $beyond,
            " $14) ORDER BY a.id",
            $way,
            " LIMIT $15"
        ))
    };
}
macro_rules! by_severity {
    ($of:ident, $beyond:literal, $way:literal) => {
        alert_text!(concat!(
            "WHERE ",
            narrowed!(),
            $of!(),
            "AND ($13 OR (",
            rank!("a"),
            ", a.id) ",
            $beyond,
            " (SELECT ",
            rank!("x"),
            ", x.id FROM alert x WHERE x.id = $14)) ORDER BY ",
            rank!("a"),
            $way,
            ", a.id",
            $way,
            " LIMIT $15"
        ))
    };
}
macro_rules! counted {
    ($of:ident) => {
        concat!(
            "SELECT COUNT(*) AS n FROM alert a LEFT JOIN candidate c ON c.exam_id = a.exam_id AND c.id = a.candidate_id WHERE ",
            narrowed!(),
            $of!()
        )
    };
}
macro_rules! of {
    ($exam:expr, $name:ident $(, $text:literal)*) => {
        if $exam.is_some() { sql!($name!(of_exam $(, $text)*)) } else { sql!($name!(of_any $(, $text)*)) }
    };
}

/// What a list is narrowed to.
#[derive(Clone, Copy, Debug, Default)]
pub struct AlertFilter {
    /// Of one exam.
    pub exam: Option<ExamId>,
    /// Open or reviewed.
    pub status: Option<AlertStatus>,
    /// Of one kind.
    pub kind: Option<AlertKind>,
    /// Of one severity.
    pub severity: Option<Severity>,
    /// At one centre.
    pub centre: Option<CentreId>,
    /// Where a candidate is asked for, one who is at this centre now.
    pub candidate_centre: Option<CentreId>,
    /// About one candidate.
    pub candidate: Option<CandidateId>,
    /// Not before.
    pub from: Option<Timestamp>,
    /// Before.
    pub to: Option<Timestamp>,
}

impl AlertFilter {
    fn args(&self) -> Vec<Arg> {
        let mut args = args![
            self.status.map_or("", <&str>::from),
            self.kind.map_or("", <&str>::from),
            self.severity.map_or("", <&str>::from),
            self.centre,
            self.centre.is_none(),
            self.candidate,
            self.candidate_centre,
            self.candidate_centre.is_none(),
            self.candidate.is_none(),
            self.from.map_or(i64::MIN, |from| from.0),
            self.to.map_or(i64::MAX, |to| to.0)
        ];
        args.push(self.exam.map_or_else(|| true.into(), Arg::from));
        args
    }
}

/// A page of alerts; `page.after` is the last one of the page before.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn list(tx: &mut Tx, filter: &AlertFilter, sorting: Sorting<AlertSort>, page: Page) -> Result<Vec<Alert>> {
    let mut args = filter.args();
    args.extend(args![page.after.is_none(), page.after, page.limit]);
    let statement: &'static Statement = match (sorting.by, sorting.descending) {
        (AlertSort::OccurredAt, true) => of!(filter.exam, by_time, "<", " DESC"),
        (AlertSort::OccurredAt, false) => of!(filter.exam, by_time, ">", " ASC"),
        (AlertSort::Severity, true) => of!(filter.exam, by_severity, "<", " DESC"),
        (AlertSort::Severity, false) => of!(filter.exam, by_severity, ">", " ASC"),
    };
    tx.list(statement, args, alert).await
}

/// How many there are in all.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn total(tx: &mut Tx, filter: &AlertFilter) -> Result<i64> {
    let statement: &'static Statement = of!(filter.exam, counted);
    tx.one(statement, filter.args()).await?.get("n")
}
