//! Alerts go out, at least once, whatever the receiver does meanwhile.

use std::path::Path;

use serde_json::{Value, json};

use super::{metric, of_type, until};
use crate::world::{Day, Store, World, count, rows};

/// What went out of one kind.
fn told_of(path: &Path, kind: &str) -> Vec<Value> {
    let text = std::fs::read_to_string(path).unwrap_or_default();
    let all = text.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    all.filter(|notice| notice["kind"] == kind).collect()
}

fn told(path: &Path) -> Vec<Value> {
    told_of(path, "alert")
}

/// Checkpoints too go out, so that a log that its host rewrote can be told.
#[test]
fn a_checkpoint_goes_out_once_a_minute() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("notices.jsonl");
    let day = day_telling(Store::Sqlite, &path);
    until("the first checkpoint", || !told_of(&path, "checkpoint").is_empty());
    day.pass(60);
    day.present("HM-1");
    until("the next one", || told_of(&path, "checkpoint").len() == 2);
    let note = told_of(&path, "checkpoint")[1]["data"]["checkpoint"].clone();
    let notes = "SELECT note FROM journal_checkpoint";
    let stored: Vec<String> = rows(&day.app.db, notes, Vec::new()).iter().map(|row| row.get("note").unwrap()).collect();
    assert!(stored.iter().any(|stored| note == stored.as_str()), "{note}");
}

/// A day whose notices go to a file of this path.
fn day_telling(store: Store, path: &Path) -> Day {
    let path = path.to_str().unwrap().to_owned();
    Day::in_world(World::with(store, |options| options.notices = Some(path)), json!({}))
}

#[test]
fn an_alert_goes_out_with_ids_and_nothing_of_anybody() {
    for store in Store::BOTH {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("notices.jsonl");
        let day = day_telling(store, &path);
        day.no_finger(&day.operator(), "HM-1").refused(403, "ATTENDANCE_REQUIRED");
        day.settings(json!({ "graceMinutes": 45 })).ok();
        until("two lines", || told(&path).len() == 2);
        let (notices, alert) = (told(&path), &of_type(&day, "workflow_violation")[0]);
        let data = &notices[0]["data"];
        assert_eq!(notices[0]["kind"], "alert");
        assert_eq!(
            [&data["alertId"], &data["type"], &data["severity"], &data["examId"], &data["candidateId"]],
            [&alert["id"], &json!("workflow_violation"), &json!("medium"), &json!(day.exam), &json!(day.id("HM-1"))]
        );
        assert_eq!(notices[1]["data"]["type"], "settings_loosened");
        assert_ne!(notices[0]["noticeId"], notices[1]["noticeId"]);
        let text = std::fs::read_to_string(&path).unwrap();
        for private in ["HM-1", "Zubeida", "head office decided"] {
            assert!(!text.contains(private), "{private}: {text}");
        }
        until("both are marked", || count(&day, "notice_outbox WHERE kind = 'alert' AND sent_at IS NOT NULL") == 2);
        // Nothing goes out twice, and nothing else does.
        day.present("HM-1");
        day.pass(3600);
        std::thread::sleep(std::time::Duration::from_millis(1500));
        assert_eq!(told(&path).len(), 2);
    }
}

#[test]
fn a_receiver_that_fails_holds_nobody_up_and_is_told_later() {
    for store in Store::BOTH {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("notices.jsonl");
        std::fs::create_dir(&path).unwrap(); // a folder where the file should be
        let day = day_telling(store, &path);
        // Tried so often, and put off by so many seconds from now.
        let tried = |times: i64, wait: i64| {
            let due = day.now().plus_seconds(wait).0;
            let put_off = format!("notice_outbox WHERE kind = 'alert' AND attempts = {times} AND due_at = {due}");
            until("it was tried and is put off", || count(&day, &put_off) == 1);
            assert_eq!(count(&day, "notice_outbox WHERE kind = 'alert' AND last_error = 'unavailable'"), 1);
        };
        day.no_finger(&day.operator(), "HM-1").refused(403, "ATTENDANCE_REQUIRED");
        tried(1, 5);
        until("it is counted", || metric(&day, "mpa_notices_waiting") >= Some(1.0));
        // Requests go on meanwhile; each wait is twice as long.
        day.present("HM-1");
        day.pass(5);
        tried(2, 10);
        day.pass(5);
        std::thread::sleep(std::time::Duration::from_millis(1200));
        tried(2, 5); // not yet
        day.pass(5);
        tried(3, 20);
        std::fs::remove_dir(&path).unwrap();
        day.pass(20);
        until("it went out", || told(&path).len() == 1);
        until("nothing waits", || metric(&day, "mpa_notices_waiting") == Some(0.0));
        let row = &rows(
            &day.app.db,
            "SELECT attempts, last_error, sent_at FROM notice_outbox WHERE kind = 'alert'",
            Vec::new(),
        )[0];
        assert_eq!(row.get::<i64>("attempts").unwrap(), 4);
        assert_eq!(row.opt::<String>("last_error").unwrap(), None);
        assert_eq!(row.time("sent_at").unwrap(), day.now());
    }
}
