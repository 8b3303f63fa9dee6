//! Notices in a file: whole lines, on the disk, whatever was there before; and real faults.
#![allow(clippy::unwrap_used, clippy::panic)]

use adapters::{Class, Fault, Notice, Notices};
use serde_json::{Value, json};
use uuid::Uuid;

fn notice(number: u128) -> Notice {
    Notice { notice_id: Uuid::from_u128(number), kind: "alert".into(), data: json!({ "number": number }) }
}

fn lines(path: &std::path::Path) -> Vec<Result<Value, String>> {
    let text = std::fs::read_to_string(path).unwrap();
    text.lines().map(|line| serde_json::from_str(line).map_err(|_| line.to_owned())).collect()
}

/// Hands one over.
async fn send(notices: &Notices, number: u128) -> Result<(), Fault> {
    notices.send(&[notice(number)]).await.remove(0)
}

#[tokio::test]
async fn each_is_a_line_and_a_torn_one_spoils_no_other() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("notices.jsonl");
    let notices = Notices::of(path.to_str().unwrap());
    let results = notices.send(&[notice(1), notice(2)]).await;
    assert!(results.len() == 2 && results.iter().all(Result::is_ok));
    let whole = std::fs::read(&path).unwrap();
    std::fs::write(&path, &whole[..whole.len() - 9]).unwrap(); // a power cut in the middle of the second
    send(&notices, 3).await.unwrap();
    let lines = lines(&path);
    assert_eq!(lines.len(), 3);
    assert_eq!(lines[0].as_ref().unwrap()["data"]["number"], 1);
    assert!(lines[1].is_err());
    let last = lines[2].as_ref().unwrap();
    assert_eq!((&last["data"]["number"], &last["noticeId"]), (&json!(3), &json!(Uuid::from_u128(3))));
}

#[tokio::test]
async fn a_fault_has_a_class_and_is_over_when_its_cause_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("notices.jsonl");
    let notices = Notices::of(path.to_str().unwrap());
    std::fs::create_dir(&path).unwrap();
    assert_eq!(send(&notices, 1).await.unwrap_err().class, Class::Unavailable);
    std::fs::remove_dir(&path).unwrap();
    send(&notices, 1).await.unwrap();
    assert_eq!(lines(&path).len(), 1);
    let nowhere = Notices::of(folder.path().join("none/notices.jsonl").to_str().unwrap());
    assert_eq!(send(&nowhere, 1).await.unwrap_err().class, Class::Missing);
    send(&Notices::of("log"), 1).await.unwrap();
}
