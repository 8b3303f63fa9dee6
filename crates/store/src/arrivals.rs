//! Who came when: counted minute by minute in the transaction that numbers entries, only added up here.

use std::collections::BTreeMap;

use domain::{
    CentreId, ExamId, SlotId, Timestamp,
    arrivals::{GateCount, Hours},
    text::Line,
};
use serde_json::{Value, json};

use crate::{Arg, Result, Row, Statement, Tx, args, sql};

/// What is counted of a minute, or of several.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Arrived {
    /// Who came, less the marks that were taken back.
    pub present: i64,
    /// Stations that were closed.
    pub completed: i64,
}

/// Adds what came, by slot and minute, and by the slot's shift.
///
/// # Errors
/// [`crate::StoreError`].
pub(crate) async fn add(tx: &mut Tx, counts: &BTreeMap<(SlotId, i64), Arrived>) -> Result<()> {
    if counts.is_empty() {
        return Ok(());
    }
    let list: Value = counts.iter().map(|((slot, at), by)| json!([slot, at, by.present, by.completed])).collect();
    let statement = sql!(
        sqlite: "INSERT INTO slot_arrival (slot_id, minute, present, completed)
                 SELECT unhex(value ->> 0, '-'), value ->> 1, value ->> 2, value ->> 3 FROM json_each($1) WHERE TRUE
                 ON CONFLICT (slot_id, minute) DO UPDATE SET present = slot_arrival.present + excluded.present,
                     completed = slot_arrival.completed + excluded.completed",
        postgres: "INSERT INTO slot_arrival (slot_id, minute, present, completed)
                   SELECT (value ->> 0)::uuid, (value ->> 1)::bigint, (value ->> 2)::bigint, (value ->> 3)::bigint
                   FROM jsonb_array_elements($1)
                   ON CONFLICT (slot_id, minute) DO UPDATE SET present = slot_arrival.present + excluded.present,
                       completed = slot_arrival.completed + excluded.completed"
    );
    tx.execute(statement, args![list.clone()]).await?;
    let statement = sql!(
        sqlite: "INSERT INTO shift_arrival (exam_id, slot_name, minute, present, completed)
                 SELECT s.exam_id, s.name, l.value ->> 1, SUM(l.value ->> 2), SUM(l.value ->> 3)
                 FROM json_each($1) l JOIN slot s ON s.id = unhex(l.value ->> 0, '-') GROUP BY 1, 2, 3
                 ON CONFLICT (exam_id, slot_name, minute) DO UPDATE SET
                     present = shift_arrival.present + excluded.present,
                     completed = shift_arrival.completed + excluded.completed",
        postgres: "INSERT INTO shift_arrival (exam_id, slot_name, minute, present, completed)
                   SELECT s.exam_id, s.name, (l.value ->> 1)::bigint, SUM((l.value ->> 2)::bigint)::bigint,
                       SUM((l.value ->> 3)::bigint)::bigint
                   FROM jsonb_array_elements($1) l JOIN slot s ON s.id = (l.value ->> 0)::uuid GROUP BY 1, 2, 3
                   ON CONFLICT (exam_id, slot_name, minute) DO UPDATE SET
                       present = shift_arrival.present + excluded.present,
                       completed = shift_arrival.completed + excluded.completed"
    );
    tx.execute(statement, args![list]).await.map(drop)
}

/// Which slots of an exam: all of them, or what they are narrowed to.
#[derive(Clone, Debug)]
pub struct SlotChoice {
    /// The exam.
    pub exam: ExamId,
    /// Those of one centre.
    pub centre: Option<CentreId>,
    /// One.
    pub slot: Option<SlotId>,
    /// Those of one name: a shift.
    pub name: Option<Line>,
}

// $1 the exam; $2 a centre, $3 any; $4 a slot, $5 any; $6 a name, $7 any.
macro_rules! chosen {
    () => {
        "s.exam_id = $1 AND (s.centre_id = $2 OR $3) AND (s.id = $4 OR $5) AND (s.name = $6 OR $7)"
    };
}
pub(crate) use chosen;

impl SlotChoice {
    /// Whether it is not the whole exam.
    #[must_use]
    pub fn is_narrow(&self) -> bool {
        self.centre.is_some() || self.slot.is_some() || self.name.is_some()
    }

    /// The first seven parameters.
    pub(crate) fn args(&self) -> Vec<Arg> {
        args![
            self.exam,
            self.centre,
            self.centre.is_none(),
            self.slot,
            self.slot.is_none(),
            self.name.as_ref().map(|name| name.as_str().to_owned()),
            self.name.is_none()
        ]
    }

    /// Whether there is such a slot.
    ///
    /// # Errors
    /// [`crate::StoreError`].
    pub async fn is_any(&self, tx: &mut Tx) -> Result<bool> {
        let statement = sql!(concat!("SELECT 1 AS one FROM slot s WHERE ", chosen!(), " LIMIT 1"));
        Ok(tx.optional(statement, self.args()).await?.is_some())
    }
}

/// The gates of slots that open and close at the same time.
#[derive(Clone, Copy, Debug)]
pub struct Gates {
    /// When they open and close.
    pub hours: Hours,
    /// The candidates of the slots.
    pub expected: i64,
    /// Those of them who are present.
    pub present: i64,
}

/// The gates of the slots, by when they open and close, in this order; those of which it is not said come anywhere.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn gates(tx: &mut Tx, choice: &SlotChoice) -> Result<Vec<Gates>> {
    let statement = sql!(concat!(
        "SELECT s.gate_opens, s.gate_closes, CAST(COALESCE(SUM(n.candidates), 0) AS BIGINT) AS expected,
             CAST(COALESCE(SUM(n.present), 0) AS BIGINT) AS present
         FROM slot s LEFT JOIN slot_count n ON n.slot_id = s.id WHERE ",
        chosen!(),
        " GROUP BY s.gate_opens, s.gate_closes ORDER BY s.gate_opens, s.gate_closes"
    ));
    let read = |row: &Row| {
        Ok(Gates {
            hours: (row.opt_time("gate_opens")?, row.opt_time("gate_closes")?),
            expected: row.get("expected")?,
            present: row.get("present")?,
        })
    };
    tx.list(statement, choice.args(), read).await
}

/// What is counted of each gate that closes after `now`, with its centre, and of the minutes from `first` on, before
/// `last`, since it opened.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn open_gates(
    tx: &mut Tx,
    choice: &SlotChoice,
    now: Timestamp,
    (first, last): (i64, i64),
) -> Result<Vec<(CentreId, GateCount)>> {
    let statement = sql!(concat!(
        "SELECT s.centre_id, s.gate_opens, s.gate_closes, COALESCE(n.candidates, 0) AS expected, COALESCE(n.present, 0) AS present,              CAST(COALESCE((SELECT SUM(a.present) FROM slot_arrival a WHERE a.slot_id = s.id AND a.minute >= $9                  AND a.minute < $10 AND (s.gate_opens IS NULL OR a.minute >= s.gate_opens / 60000000)), 0) AS BIGINT)              AS lately          FROM slot s LEFT JOIN slot_count n ON n.slot_id = s.id WHERE s.gate_closes > $8 AND ",
        chosen!()
    ));
    let read = |row: &Row| {
        let gate = GateCount {
            opens: row.opt_time("gate_opens")?,
            closes: row.opt_time("gate_closes")?,
            expected: row.get("expected")?,
            present: row.get("present")?,
            lately: row.get("lately")?,
        };
        Ok((row.id("centre_id")?, gate))
    };
    let mut args = choice.args();
    args.extend(args![now, first, last]);
    tx.list(statement, args, read).await
}

/// What came in buckets of so many minutes, the last `most` of them, in order: the first minute of each. Buckets in which
/// nothing came are not among them.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn points(tx: &mut Tx, choice: &SlotChoice, bucket: i64, most: i64) -> Result<Vec<(i64, Arrived)>> {
    macro_rules! text {
        ($from:expr) => {
            concat!(
                "SELECT a.minute / $8 * $8 AS at, CAST(SUM(a.present) AS BIGINT) AS present,                      CAST(SUM(a.completed) AS BIGINT) AS completed ",
                $from,
                " GROUP BY a.minute / $8 * $8 ORDER BY a.minute / $8 * $8 DESC LIMIT $9"
            )
        };
    }
    // The sums of the shifts, where they say the same: one row a minute instead of one a slot.
    let statement: &'static Statement = if choice.centre.is_none() && choice.slot.is_none() {
        sql!(text!(
            "FROM shift_arrival a WHERE a.exam_id = $1 AND ($2 = a.exam_id OR $3) AND ($4 = a.exam_id OR $5)              AND (a.slot_name = $6 OR $7)"
        ))
    } else {
        sql!(text!(concat!("FROM slot s JOIN slot_arrival a ON a.slot_id = s.id WHERE ", chosen!())))
    };
    let mut args = choice.args();
    args.extend(args![bucket, most]);
    let read =
        |row: &Row| Ok((row.get("at")?, Arrived { present: row.get("present")?, completed: row.get("completed")? }));
    let mut points = tx.list(statement, args, read).await?;
    points.reverse();
    Ok(points)
}
