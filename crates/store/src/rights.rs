//! Who stands behind many sessions at once, and what of each exam is open to them.

use std::collections::HashMap;

use domain::{
    Actor, ExamId, Refusal, SessionId, SlotId, Timestamp, UserId,
    exam::ExamSettings,
    scope::Scope,
    slot::{SlotStatus, status_at},
};
use serde_json::Value;

use crate::{Result, Row, Tx, args, sql};

/// The account behind a session, and the slots that an operator is assigned to, by exam.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Who.
    pub actor: Actor,
    /// Their slots, with their status now.
    pub slots: HashMap<ExamId, Vec<(SlotId, SlotStatus)>>,
}

impl Standing {
    /// The part of an exam that is open.
    ///
    /// # Errors
    /// As [`Scope::of`].
    pub fn scope(&self, exam: ExamId) -> std::result::Result<Scope, Refusal> {
        Scope::of(&self.actor, exam, self.slots.get(&exam).map_or(&[], Vec::as_slice))
    }
}

fn ids<I: std::fmt::Display>(ids: impl Iterator<Item = I>) -> Value {
    ids.map(|id| Value::String(id.to_string())).collect()
}

fn actor(row: &Row) -> Result<Actor> {
    Ok(Actor {
        user_id: row.id("id")?,
        role: row.parse("role")?,
        centre_id: row.opt_id("centre_id")?,
        exam_ids: Vec::new(),
        session_id: row.id("session_id")?,
    })
}

/// The standing of those of `sessions` that have not ended; three statements, however many they are.
/// One that began before `young` needs a refresh token that is not over: without one, nobody can go on
/// with it, though nobody has ended it. Whoever has to choose a password or to set a second factor up first
/// stands nowhere yet.
///
/// # Errors
/// [`crate::StoreError`].
pub async fn of(
    tx: &mut Tx,
    sessions: &[SessionId],
    now: Timestamp,
    young: Timestamp,
) -> Result<HashMap<SessionId, Standing>> {
    macro_rules! text {
        ($list:literal) => {
            concat!(
                "SELECT a.id, a.role, a.centre_id, s.id AS session_id FROM session s JOIN account a ON a.id = s.account_id \
                 WHERE s.ended_at IS NULL AND a.disabled = FALSE AND a.must_change_password = FALSE \
                     AND (a.factor_required = FALSE OR a.factor_confirmed_at IS NOT NULL) \
                     AND (s.created_at >= $3 OR EXISTS (SELECT 1 FROM refresh_token t \
                         WHERE t.session_id = s.id AND t.expires_at > $2)) AND s.id IN (",
                $list,
                ")"
            )
        };
    }
    let statement = sql!(
        sqlite: text!("SELECT unhex(value, '-') FROM json_each($1)"),
        postgres: text!("SELECT value::uuid FROM jsonb_array_elements_text($1)")
    );
    let actors = tx.list(statement, args![ids(sessions.iter()), now, young], actor).await?;
    let accounts = ids(actors.iter().map(|actor| actor.user_id));
    let exams = exams_of(tx, accounts.clone()).await?;
    let slots = slots_of(tx, accounts, now).await?;
    let standing = |mut actor: Actor| {
        if actor.role == domain::Role::Observer {
            actor.exam_ids = exams.get(&actor.user_id).cloned().unwrap_or_default();
        }
        let slots = slots.get(&actor.user_id).cloned().unwrap_or_default();
        (actor.session_id, Standing { actor, slots })
    };
    Ok(actors.into_iter().map(standing).collect())
}

async fn exams_of(tx: &mut Tx, accounts: Value) -> Result<HashMap<UserId, Vec<ExamId>>> {
    macro_rules! text {
        ($list:literal) => {
            concat!("SELECT account_id, exam_id FROM account_exam WHERE account_id IN (", $list, ")")
        };
    }
    let statement = sql!(
        sqlite: text!("SELECT unhex(value, '-') FROM json_each($1)"),
        postgres: text!("SELECT value::uuid FROM jsonb_array_elements_text($1)")
    );
    let read = |row: &Row| Ok((row.id::<UserId>("account_id")?, row.id::<ExamId>("exam_id")?));
    let mut exams: HashMap<_, Vec<_>> = HashMap::new();
    for (account, exam) in tx.list(statement, args![accounts], read).await? {
        exams.entry(account).or_default().push(exam);
    }
    Ok(exams)
}

type Slots = HashMap<ExamId, Vec<(SlotId, SlotStatus)>>;

async fn slots_of(tx: &mut Tx, accounts: Value, now: Timestamp) -> Result<HashMap<UserId, Slots>> {
    macro_rules! text {
        ($list:literal) => {
            concat!(
                "SELECT o.operator_id, s.exam_id, s.id, s.status, s.start_time, s.end_time, e.settings \
                 FROM operator_slot o JOIN slot s ON s.id = o.slot_id JOIN exam e ON e.id = s.exam_id \
                 WHERE o.revoked_at IS NULL AND s.status <> 'completed' AND o.operator_id IN (",
                $list,
                ") ORDER BY s.id"
            )
        };
    }
    let statement = sql!(
        sqlite: text!("SELECT unhex(value, '-') FROM json_each($1)"),
        postgres: text!("SELECT value::uuid FROM jsonb_array_elements_text($1)")
    );
    let mut found: HashMap<UserId, Slots> = HashMap::new();
    for row in tx.all(statement, args![accounts]).await? {
        let settings: ExamSettings = row.json("settings")?;
        let (start, end) = (row.opt_time("start_time")?, row.opt_time("end_time")?);
        let status = status_at(row.parse("status")?, start, end, &settings, now);
        let slots = found.entry(row.id("operator_id")?).or_default();
        slots.entry(row.id("exam_id")?).or_default().push((row.id("id")?, status));
    }
    Ok(found)
}
