//! An update as it is sent, made from its entry of the journal when it is needed.

use std::{collections::BTreeMap, sync::Arc};

use api::socket::{Change, ServerMessage};
use domain::{
    CentreId, ExamId, SlotId,
    event::{Told, effect, read},
    live::{Counts, Effect, LiveEvent},
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
    pub frame: Arc<str>,
}

impl Update {
    /// The update that an entry is; what is no update any more is told as an empty change.
    pub fn of(exam: ExamId, seq: i64, entry: &Entry) -> Self {
        let event = &entry.event;
        // What is not known is of another version: it is told as an empty change.
        let told = read(&event.action, &event.outcome, &event.data).unwrap_or(Told { fact: None, offline: None });
        let effect = effect(&told, event.slot_id);
        let facts = event.facts();
        let kind = effect.event.unwrap_or(LiveEvent::StatusChange);
        let message = ServerMessage::Update {
            exam_id: exam,
            seq,
            data: Change { event: kind, data: data(&entry.event, facts, &effect) },
            timestamp: entry.event.occurred_at,
        };
        let frame = serde_json::to_string(&message).unwrap_or_default().into();
        Self { seq, event: kind, centre: entry.event.centre_id, slot: entry.event.slot_id, frame }
    }
}

/// The facts of the entry, the ids that it is about, and what it changes in the figures.
fn data(entry: &Event, facts: Value, effect: &Effect) -> Map<String, Value> {
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
        ("candidateStatus", json!(effect.reached)),
        (subject(&entry.action), json!(entry.subject_id)),
    ];
    data.extend(ids.into_iter().filter(|(_, id)| !id.is_null()).map(|(name, id)| (name.to_owned(), id)));
    data.insert("action".to_owned(), json!(entry.action));
    if let Some(counts) = counts(effect) {
        data.insert("counts".to_owned(), counts);
    }
    data
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
