//! The queue of a station whose line does not come back, carried to somebody who has one.

use std::io::Write as _;

use age::{Encryptor, x25519::Recipient};
use serde_json::{Value, json};

use super::{base64, is, told};
use crate::{
    downloads::{fetch, give, unpack, whole},
    world::{Answer, Caller, Day, Form, Store, count, pictures, text as text_of},
};

/// The recipient that the package of an operator carries.
fn recipient(day: &Day) -> String {
    let package = unpack(&whole(fetch(&day.operator(), &give(day, &day.operator))));
    text_of(&package.exam["exportRecipient"])
}

fn sealed(recipient: &str, text: &[u8]) -> Vec<u8> {
    let recipient: Recipient = recipient.parse().unwrap();
    let mut out = Vec::new();
    let mut writer =
        Encryptor::with_recipients(std::iter::once(&recipient as _)).unwrap().wrap_output(&mut out).unwrap();
    writer.write_all(text).unwrap();
    writer.finish().unwrap();
    out
}

/// A file as a station writes it, of lines that may be anything.
fn text(day: &Day, lines: &[Vec<u8>]) -> Vec<u8> {
    let first = json!({
        "format": "mpa-queue/1", "examId": day.exam, "deviceId": "tablet-1", "deviceTime": day.at(-7200),
        "records": lines.len(),
    });
    let mut text = format!("{first}\n").into_bytes();
    for line in lines {
        text.extend_from_slice(line);
        text.push(b'\n');
    }
    text
}

fn lines(records: &[Value]) -> Vec<Vec<u8>> {
    records.iter().map(|record| record.to_string().into_bytes()).collect()
}

fn send(who: &Caller<'_>, file: &[u8]) -> Answer {
    who.form("/api/sync/import", &Form::default().file("file", file))
}

#[test]
fn a_queue_is_handed_over_by_a_supervisor_as_the_station_would_have_done_it() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        day.enrol("HM-1", pictures::obama()).created();
        let to = recipient(&day);
        let records: Vec<Value> = day
            .whole("HM-1", "OMR-1", pictures::obama2())
            .into_iter()
            .map(|record| day.by_token(&day.operator, record))
            .collect();
        let file = sealed(&to, &text(&day, &lines(&records)));
        let results = send(&day.supervisor(), &file).ok()["results"].as_array().unwrap().clone();
        assert!(results.iter().all(|result| result["status"] == "synced"), "{results:?}");
        assert_eq!(
            results.iter().map(|one| &one["id"]).collect::<Vec<_>>(),
            records.iter().map(|one| &one["id"]).collect::<Vec<_>>()
        );
        assert_eq!((&results[1]["verified"], &results[1]["attemptsLeft"]), (&json!(true), &json!(2)));
        // Each is the work of who captured it, whoever carried the file, whose clock nobody knows.
        let operator = &day.operator.id;
        let listed = day.supervisor().get(format!("/api/sync/records/{}?operatorId={operator}", day.exam)).ok();
        assert_eq!((&listed["total"], &listed["items"][0]["proved"]), (&json!(5), &json!(true)));
        assert_eq!(day.alerts("clock_tampering"), 0);
        assert_eq!(super::facts(&day, "import_records")["records"], 5);
        assert_eq!(super::facts(&day, "upload_records")["synced"], 5);

        // Head office may, too, and the station, when its line is back after all: nothing changes.
        let again = send(&day.head(), &file).ok();
        assert!(told(again["results"].as_array().unwrap()).iter().all(|(status, _)| status == "duplicate"), "{again}");
        assert!(told(&day.sync(&day.operator(), &records)).iter().all(|(status, _)| status == "duplicate"));
        send(&day.operator(), &file).refused(403, "FORBIDDEN");
        assert_eq!(count(&day, "biometric WHERE verified"), 1);
    }
}

#[test]
fn it_is_a_body_of_its_own_as_well_and_its_exam_may_be_named() {
    let day = Day::begin(Store::Sqlite);
    let record = day.by_token(&day.operator, day.record("attendance", "HM-1", json!({ "status": "completed" })));
    let file = sealed(&recipient(&day), &text(&day, &lines(&[record])));
    let path = format!("/api/sync/import?examId={}", day.exam);
    let results = day.supervisor().send("POST", &path, Some("application/octet-stream"), file.clone()).ok();
    is(&results["results"][0], "synced", "");
    let other = "/api/sync/import?examId=01990000-0000-7000-8000-00000000dead";
    day.supervisor().send("POST", other, Some("application/octet-stream"), file.clone()).refused(404, "EXAM_NOT_FOUND");
    day.supervisor().send("POST", &path, Some("text/plain"), file.clone()).refused(415, "UNSUPPORTED_MEDIA_TYPE");
    day.supervisor().form(&path, &Form::default().text("note", "x")).refused(400, "VALIDATION");
}

#[test]
fn what_is_not_whole_or_of_somebody_else_is_refused_and_nothing_is_kept() {
    let day = Day::begin(Store::Sqlite);
    let to = recipient(&day);
    let record = day.record("attendance", "HM-1", json!({ "status": "completed" }));
    let picture = day.record("face", "HM-1", json!({ "image": base64(pictures::obama2()) }));
    let plain = text(&day, &lines(&[record, picture]));
    let good = sealed(&to, &plain);
    let strange = age::x25519::Identity::generate().to_public().to_string();
    let mut changed = good.clone();
    let middle = changed.len() / 2;
    changed[middle] ^= 1;
    let said = |from: &str, to: &str| String::from_utf8(plain.clone()).unwrap().replacen(from, to, 1).into_bytes();
    let many = format!("age-encryption.org/v1\n{}", "-> X25519 AAAA\nAAAA\n".repeat(1000)).into_bytes();
    let files = [
        b"".to_vec(),
        b"age-encryption.org/v1\n".to_vec(),
        plain.clone(),
        good[..good.len() - 1].to_vec(),
        good[..300].to_vec(),
        changed,
        many,
        sealed(&strange, &plain),
        sealed(&to, b""),
        sealed(&to, b"{}\n"),
        sealed(&to, &said("mpa-queue/1", "mpa-queue/2")),
        sealed(&to, &said("\"records\":2", "\"records\":3")),
        sealed(&to, &said("\"records\":2", "\"records\":1")),
        sealed(&to, &said(&day.exam, "01990000-0000-7000-8000-00000000dead")),
    ];
    for (number, file) in files.iter().enumerate() {
        let answer = day.supervisor().send("POST", "/api/sync/import", Some("application/octet-stream"), file.clone());
        assert_eq!((answer.status, answer.code()), (422, "QUEUE_UNREADABLE"), "{number}: {answer:?}");
    }
    let too_many = sealed(&to, &said("\"records\":2", "\"records\":20001"));
    send(&day.supervisor(), &too_many).refused(400, "VALIDATION");
    assert_eq!((count(&day, "sync_record"), count(&day, "sync_unread"), count(&day, "attendance")), (0, 0, 0));
    send(&day.supervisor(), &good).ok();
}

#[test]
fn a_record_that_cannot_be_read_stops_no_other() {
    let day = Day::begin(Store::Sqlite);
    let good = |roll: &str| {
        let record = day.record("attendance", roll, json!({ "status": "completed" }));
        day.by_token(&day.operator, record).to_string().into_bytes()
    };
    let two = [good("HM-2"), b",".to_vec(), good("HM-3")].concat();
    let all = [
        b"no json".to_vec(),
        good("HM-1"),
        two,
        b"[1,2]".to_vec(),
        b"\xFF\xFE".to_vec(),
        b"{\"id\":\"x\"}".to_vec(),
        good("HM-4"),
    ];
    let file = sealed(&recipient(&day), &text(&day, &all));
    let answer = send(&day.supervisor(), &file).ok();
    let results = answer["results"].as_array().unwrap();
    let statuses: Vec<_> = told(results).into_iter().map(|(status, _)| status).collect();
    assert_eq!(statuses, ["failed", "synced", "failed", "failed", "failed", "failed", "synced"]);
    assert_eq!(count(&day, "sync_unread"), 5);
}

#[test]
fn a_long_queue_comes_in_batches() {
    let day = Day::begin(Store::Sqlite);
    let record = |_| {
        let record = day.record("attendance", "XX-404", json!({ "status": "completed" }));
        day.by_token(&day.operator, record)
    };
    let records: Vec<Value> = (0..1100).map(record).collect();
    let file = sealed(&recipient(&day), &text(&day, &lines(&records)));
    let answer = send(&day.supervisor(), &file).ok();
    let results = answer["results"].as_array().unwrap();
    assert!(results.len() == 1100 && results.iter().zip(&records).all(|(one, record)| one["id"] == record["id"]));
    assert_eq!(count(&day, "journal WHERE action = 'upload_records'"), 3);
}
