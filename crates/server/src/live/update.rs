//! An update as it is sent, made from its entry of the journal when it is needed.

use std::collections::BTreeMap;

use axum::extract::ws::Utf8Bytes;
use domain::{
    CentreId, ExamId, SlotId,
    live::{Counts, Effect, LiveEvent, effect, status_after},
};
use serde_json::{Map, Value, json};
use store::journal::{Entry, Event};

/// An update: who may read it is decided by the first fields.
#[derive(Debug)]
pub struct Update {
    /// Its number in its exam.
    pub seq: i64,
    /// Its kind.
    pub event: LiveEvent,
    /// Where it happened.
    pub centre: Option<CentreId>,
    /// In which slot.
    pub slot: Option<SlotId>,
    /// The message.
    pub frame: Utf8Bytes,
}

impl Update {
    /// The update that an entry is; what is no update any more is told as an empty change.
    pub fn of(exam: ExamId, seq: i64, entry: &Entry) -> Self {
        let facts = entry.event.facts();
        let effect = effect(&entry.event.action, true, entry.event.slot_id, &facts);
        let event = effect.event.unwrap_or(LiveEvent::StatusChange);
        let message = json!({
            "type": "update", "examId": exam, "seq": seq, "timestamp": entry.event.occurred_at,
            "data": { "event": event, "data": data(&entry.event, facts, &effect) },
        });
        let frame = message.to_string().into();
        Self { seq, event, centre: entry.event.centre_id, slot: entry.event.slot_id, frame }
    }
}

/// The facts of the entry, the ids that it is about, and what it changes in the figures.
fn data(entry: &Event, facts: Value, effect: &Effect) -> Value {
    let status = status_after(&entry.action, &facts);
    let mut data = match facts {
        Value::Object(facts) => facts,
        _ => Map::new(),
    };
    data.remove("slots"); // `counts` says the same
    let ids = [
        ("candidateId", json!(entry.candidate_id)),
        ("centreId", json!(entry.centre_id)),
        ("slotId", json!(entry.slot_id)),
        ("operatorId", json!(entry.actor_id)),
        ("candidateStatus", json!(status)),
        (subject(&entry.action), json!(entry.subject_id)),
    ];
    data.extend(ids.into_iter().filter(|(_, id)| !id.is_null()).map(|(name, id)| (name.to_owned(), id)));
    data.insert("action".to_owned(), json!(entry.action));
    if let Some(counts) = counts(effect) {
        data.insert("counts".to_owned(), counts);
    }
    Value::Object(data)
}

fn subject(action: &str) -> &'static str {
    match action {
        "alert" | "review_alert" => "alertId",
        "sync_conflict" | "resolve_conflict" => "conflictId",
        "mark_attendance" | "undo_attendance" | "hand_over_attendance" => "attendanceId",
        _ => "subjectId",
    }
}

/// What is added to the figures: by slot, and for the whole exam.
fn counts(effect: &Effect) -> Option<Value> {
    let mut counts = Map::new();
    if !effect.slots.is_empty() {
        let slots: BTreeMap<String, Counts> = effect.slots.iter().map(|(slot, by)| (slot.to_string(), *by)).collect();
        counts.insert("slots".to_owned(), json!(slots));
    }
    for (name, by) in [("conflicts", effect.conflicts), ("alertsOpen", effect.alerts_open)] {
        if by != 0 {
            counts.insert(name.to_owned(), json!(by));
        }
    }
    (!counts.is_empty()).then_some(Value::Object(counts))
}
