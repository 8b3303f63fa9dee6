//! Offline sync: each sentence of its contract, through the public interface.

mod clocks;
mod conflicts;
mod crowd;
mod faces;
mod kill;
mod proof;
mod queue;
mod rules;
mod shape;
mod shuffles;
mod together;
mod totals;
mod waiting;

use base64::{Engine as _, prelude::BASE64_STANDARD};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::world::{Answer, Caller, Day, count, rows};

/// An id that a device makes.
pub(crate) fn fresh(day: &Day) -> String {
    day.app.ids.next(day.now()).to_string()
}

/// An image as JSON carries it.
pub(crate) fn base64(bytes: &[u8]) -> String {
    BASE64_STANDARD.encode(bytes)
}

impl Day {
    /// A record of a candidate, captured now.
    pub(crate) fn record(&self, kind: &str, roll: &str, data: Value) -> Value {
        self.record_at(kind, roll, data, 0)
    }

    /// A record of a candidate, captured so many seconds from now.
    pub(crate) fn record_at(&self, kind: &str, roll: &str, data: Value, seconds: i64) -> Value {
        json!({
            "id": fresh(self), "entityType": kind, "rollNumber": roll, "capturedAt": self.at(seconds), "data": data
        })
    }

    pub(crate) fn batch(&self, device: &str, records: &[Value]) -> Value {
        json!({ "examId": self.exam, "deviceId": device, "deviceTime": self.at(0), "records": records })
    }

    pub(crate) fn upload(&self, who: &Caller<'_>, records: &[Value]) -> Answer {
        who.post("/api/sync/upload", self.batch("tablet-1", records))
    }

    /// The results of a batch that was taken.
    #[track_caller]
    pub(crate) fn sync(&self, who: &Caller<'_>, records: &[Value]) -> Vec<Value> {
        let results = self.upload(who, records).ok()["results"].as_array().unwrap().clone();
        assert_eq!(results.len(), records.len());
        results
    }

    /// The result of one record.
    #[track_caller]
    pub(crate) fn sync_one(&self, who: &Caller<'_>, record: &Value) -> Value {
        self.sync(who, std::slice::from_ref(record)).remove(0)
    }

    /// A record with the capture token of somebody.
    pub(crate) fn by_token(&self, person: &crate::world::Person, mut record: Value) -> Value {
        let exam = self.exam.parse().unwrap();
        let token = self.app.tokens().issue_capture(person.user_id, exam, self.now()).unwrap();
        record["captureToken"] = json!(token);
        record
    }

    /// A day's records of a candidate who is enrolled as Obama and comes as he is.
    pub(crate) fn whole(&self, roll: &str, barcode: &str, picture: &[u8]) -> Vec<Value> {
        vec![
            self.record("attendance", roll, json!({ "status": "completed" })),
            self.record_at("face", roll, json!({ "image": base64(picture) }), 1),
            self.record_at("fingerprint", roll, json!({ "exceptionReason": "bandaged" }), 2),
            self.record_at("omr", roll, json!({ "barcode": barcode }), 3),
            self.record_at("biometric", roll, json!({}), 9),
        ]
    }

    pub(crate) fn conflicts(&self, who: &Caller<'_>) -> Vec<Value> {
        let list = who.get(format!("/api/sync/conflicts/{}?resolved=false", self.exam)).ok();
        list["items"].as_array().unwrap().clone()
    }

    pub(crate) fn resolve(&self, who: &Caller<'_>, conflict: &str, resolution: &str) -> Answer {
        let body = json!({ "resolution": resolution, "reason": "looked at both" });
        who.post(format!("/api/sync/resolve/{conflict}"), body)
    }

    /// How many alerts of a kind there are, that came with a record.
    pub(crate) fn alerts(&self, kind: &str) -> i64 {
        count(self, &format!("alert WHERE kind = '{kind}' AND mode = 'offline'"))
    }

    /// Waits until the server has judged what came online.
    #[track_caller]
    pub(crate) fn until(&self, what: &str, done: impl Fn() -> bool) {
        for _ in 0..200 {
            if done() {
                return;
            }
            std::thread::sleep(std::time::Duration::from_millis(50)); // the job follows the journal
        }
        panic!("it did not come: {what}");
    }
}

/// Status and code of each result.
pub(crate) fn told(results: &[Value]) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    results.iter().map(|result| (text(&result["status"]), text(&result["code"]))).collect()
}

#[track_caller]
pub(crate) fn is(result: &Value, status: &str, code: &str) {
    let found = (result["status"].as_str().unwrap_or_default(), result["code"].as_str().unwrap_or_default());
    assert_eq!(found, (status, code), "{result}");
}

/// One column of the rows of a statement, as text.
pub(crate) fn texts(day: &Day, statement: &str) -> Vec<String> {
    rows(&day.app.db, statement, Vec::new()).iter().map(|row| row.get::<String>("t").unwrap()).collect()
}

pub(crate) fn id(value: &Value) -> Uuid {
    value.as_str().unwrap().parse().unwrap()
}

/// The facts of the newest entry of an action.
pub(crate) fn facts(day: &Day, action: &str) -> Value {
    let text = format!("SELECT data AS t FROM journal WHERE action = '{action}' AND outcome = 'done' ORDER BY id");
    serde_json::from_str(texts(day, &text).last().unwrap()).unwrap()
}
