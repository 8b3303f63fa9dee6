//! What head office reads over HTTP.

use base64::{Engine as _, prelude::BASE64_STANDARD};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use tlog::VerifierKey;

use super::settle;
use crate::world::{Day, Store, text};

/// All pages of a list.
fn pages(day: &Day, path: &str, limit: usize) -> Vec<Value> {
    let (mut all, mut cursor) = (Vec::new(), String::new());
    loop {
        let join = if path.contains('?') { '&' } else { '?' };
        let page = day.head().get(format!("{path}{join}limit={limit}{cursor}")).ok();
        let items = page["items"].as_array().unwrap();
        assert!(items.len() <= limit);
        all.extend(items.iter().cloned());
        match page["nextCursor"].as_str() {
            Some(next) => cursor = format!("&cursor={next}"),
            None => return all,
        }
    }
}

#[test]
fn the_log_is_read_in_order_and_to_its_end() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        day.present("HM-1");
        day.mark(&day.operator(), "HM-1").refused(409, "ATTENDANCE_EXISTS");
        settle(&day);
        // Each page is written down itself; the pages end all the same.
        let all = pages(&day, "/api/audit", 1);
        let numbers: Vec<i64> = all.iter().map(|entry| entry["seq"].as_i64().unwrap()).collect();
        assert_eq!(numbers, (1..=all.len() as i64).collect::<Vec<_>>());
        settle(&day);
        let again = pages(&day, "/api/audit", 7);
        assert_eq!(again[..all.len()], all[..]);
        assert!(again.len() >= 2 * all.len(), "each page that was read is in the log");
        let page = |path: &str| day.head().get(path).ok();
        let newest = page("/api/audit?order=desc&limit=2");
        let [first, second] = [0, 1].map(|place| newest["items"][place]["seq"].as_i64().unwrap());
        assert_eq!(second, first - 1);
        let rest = page(&format!("/api/audit?order=desc&limit=1000&cursor={}", text(&newest["nextCursor"])));
        let numbers: Vec<i64> = rest["items"].as_array().unwrap().iter().map(|e| e["seq"].as_i64().unwrap()).collect();
        assert_eq!(numbers, (1..second).rev().collect::<Vec<_>>());
        let reads = again.iter().filter(|entry| entry["action"] == "read_audit").count();
        assert_eq!(reads, all.len());
        let of_exam = pages(&day, &format!("/api/audit/{}", day.exam), 1000);
        assert!(!of_exam.is_empty() && of_exam.iter().all(|entry| entry["examId"] == day.exam.as_str()));
        assert_eq!(of_exam, again.iter().filter(|e| e["examId"] == day.exam.as_str()).cloned().collect::<Vec<_>>());
        let marked = of_exam.iter().find(|entry| entry["action"] == "mark_attendance").unwrap();
        assert_eq!(marked["actorId"], day.operator.id.as_str());
        assert_eq!(marked["candidateId"], day.id("HM-1"));
        assert_eq!((&marked["outcome"], &marked["code"]), (&json!("done"), &Value::Null));
        assert_eq!((&marked["address"], &marked["deviceId"]), (&json!("127.0.0.1"), &json!("desk-7")));
        assert_eq!(marked["actorRole"], "operator");
        assert!(marked["data"].is_object() && marked["sessionId"].is_string() && marked["id"].is_string());
    }
}

#[test]
fn the_log_is_narrowed() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        day.present("HM-1");
        day.pass(60);
        day.present("HM-2");
        day.mark(&day.operator(), "HM-2").refused(409, "ATTENDANCE_EXISTS");
        settle(&day);
        let found = |query: &str| pages(&day, &format!("/api/audit/{}?{query}", day.exam), 1000).len();
        assert_eq!(found("action=mark_attendance"), 3);
        assert_eq!(found("action=mark_attendance&outcome=refused"), 1);
        assert_eq!(found(&format!("action=mark_attendance&candidateId={}", day.id("HM-2"))), 2);
        assert_eq!(found(&format!("action=mark_attendance&actorId={}", day.operator.id)), 3);
        assert_eq!(found(&format!("action=mark_attendance&actorId={}", day.colleague.id)), 0);
        assert_eq!(found(&format!("action=mark_attendance&from={}", day.at(0))), 2);
        assert_eq!(found(&format!("action=mark_attendance&to={}", day.at(0))), 1);
        let head = day.head();
        head.get(format!("/api/audit/{}", day.slots["HM"])).refused(404, "EXAM_NOT_FOUND");
        head.get("/api/audit?cursor=ffffffffffffffffffffffffffffffff").refused(400, "VALIDATION");
        head.get("/api/audit?outcome=maybe").refused(400, "VALIDATION");
        head.get("/api/audit?limit=0").refused(400, "VALIDATION");
        head.get(format!("/api/audit?action={}", "x".repeat(65))).refused(400, "VALIDATION");
        day.operator().get("/api/audit").refused(403, "FORBIDDEN");
        day.supervisor().get(format!("/api/audit/{}", day.exam)).refused(403, "FORBIDDEN");
    }
}

fn sha256(parts: &[&[u8]]) -> Vec<u8> {
    let mut hasher = Sha256::new();
    parts.iter().for_each(|part| hasher.update(part));
    hasher.finalize().to_vec()
}

fn bytes(value: &Value) -> Vec<u8> {
    BASE64_STANDARD.decode(text(value)).unwrap()
}

/// RFC 9162, section 2.1.3.2, written anew.
fn root(mut number: u64, size: u64, leaf: &[u8], hashes: &[Vec<u8>]) -> Vec<u8> {
    let (mut last, mut node) = (size - 1, sha256(&[&[0], leaf]));
    for hash in hashes {
        if number % 2 == 1 || number == last {
            node = sha256(&[&[1], hash, &node]);
            while number > 0 && number.is_multiple_of(2) {
                (number, last) = (number / 2, last / 2);
            }
        } else {
            node = sha256(&[&[1], &node, hash]);
        }
        (number, last) = (number / 2, last / 2);
    }
    assert_eq!(last, 0);
    node
}

#[test]
fn an_entry_is_proven_with_nothing_but_the_answer() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        super::write(&day.app, 600);
        day.present("HM-1");
        settle(&day);
        let newest = day.head().get("/api/audit/checkpoint").ok();
        let key: VerifierKey = text(&newest["publicKey"]).parse().unwrap();
        let path = format!("/api/audit/{}", day.exam);
        for entry in pages(&day, &path, 1000) {
            let id = text(&entry["id"]);
            let proof = day.head().get(format!("{path}/{id}/proof")).ok();
            let signed = VerifierKey::open(&text(&proof["checkpoint"]), std::slice::from_ref(&key)).unwrap();
            let (index, size) = (proof["leafIndex"].as_u64().unwrap(), proof["treeSize"].as_u64().unwrap());
            assert_eq!((index as i64 + 1, size), (entry["seq"].as_i64().unwrap(), signed.size));
            let leaf = bytes(&proof["leaf"]);
            let hashes: Vec<Vec<u8>> = proof["hashes"].as_array().unwrap().iter().map(bytes).collect();
            assert_eq!(root(index, size, &leaf, &hashes), signed.root.0);
            assert_eq!(bytes(&proof["leafHash"]), sha256(&[&[0], &leaf]));
            let leaf: Value = serde_json::from_slice(&leaf).unwrap();
            assert_eq!((&leaf["id"], &leaf["action"]), (&entry["id"], &entry["action"]));
            assert!(leaf.get("seq").is_none());
        }
        assert!(newest["size"].as_i64().unwrap() > 600);
        let (other, _) = day.second_exam();
        let event = super::first_event(&day);
        day.head().get(format!("/api/audit/{other}/{event}/proof")).refused(404, "EVENT_NOT_FOUND");
        day.head().get(format!("/api/audit/{}/{event}/proof", day.slots["HM"])).refused(404, "EXAM_NOT_FOUND");
        day.operator().get(format!("{path}/{event}/proof")).refused(403, "FORBIDDEN");
        day.operator().get("/api/audit/checkpoint").refused(403, "FORBIDDEN");
    }
}
