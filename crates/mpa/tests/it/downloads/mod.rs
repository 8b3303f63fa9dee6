//! Downloading an exam: the password that is read out, the right that it gives, the package.

mod large;
mod package;
mod passwords;
mod ranges;
mod refusals;
mod rights;
mod withdrawn;

use base16ct::lower::encode_string;
use std::{
    collections::BTreeMap,
    io::{Cursor, Read as _},
};

use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};

use crate::world::{Answer, Caller, Day, Person, text};

const GENERATE: &str = "/api/admin/download/password/generate";
const VERIFY: &str = "/api/admin/download/verify";

/// Has a password made, with this in the body beside the exam.
fn generate(day: &Day, more: Value) -> Answer {
    let mut body = json!({ "examId": day.exam });
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    day.head().post(GENERATE, body)
}

fn password(day: &Day) -> String {
    text(&generate(day, json!({})).created()["password"])
}

fn verify(day: &Day, who: &Caller<'_>, password: &str) -> Answer {
    who.post(VERIFY, json!({ "examId": day.exam, "password": password }))
}

/// The right to fetch one package.
#[derive(Clone, Debug)]
pub(crate) struct Given {
    token: String,
    path: String,
}

impl Given {
    fn of(answer: Answer) -> Self {
        let given = answer.ok();
        Self { token: text(&given["downloadToken"]), path: text(&given["packageUrl"]) }
    }
}

pub(crate) fn give(day: &Day, who: &Person) -> Given {
    Given::of(verify(day, &day.by(who), &password(day)))
}

pub(crate) fn fetch(who: &Caller<'_>, given: &Given) -> Answer {
    who.clone().with("x-download-token", &given.token).get(&given.path)
}

fn fetch_range(who: &Caller<'_>, given: &Given, range: &str) -> Answer {
    who.clone().with("x-download-token", &given.token).with("range", range).get(&given.path)
}

/// The bytes of a package that came in whole.
#[track_caller]
pub(crate) fn whole(answer: Answer) -> Vec<u8> {
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.bytes
}

/// A package that was unpacked and found to be what its manifest says.
pub(crate) struct Package {
    entries: BTreeMap<String, Vec<u8>>,
    pub manifest: Value,
    pub exam: Value,
    candidates: Vec<Value>,
}

pub(crate) fn unpack(bytes: &[u8]) -> Package {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut entries = BTreeMap::new();
    for number in 0..archive.len() {
        let mut entry = archive.by_index(number).unwrap();
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).unwrap();
        assert!(entries.insert(entry.name().unwrap().to_string(), bytes).is_none(), "an entry comes twice");
    }
    let manifest: Value = serde_json::from_slice(&entries.remove("manifest.json").unwrap()).unwrap();
    let listed: BTreeMap<&str, (u64, &str)> = manifest["entries"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| {
            let sha256 = one["sha256"].as_str().unwrap();
            (one["name"].as_str().unwrap(), (one["bytes"].as_u64().unwrap(), sha256))
        })
        .collect();
    assert_eq!(listed.len(), entries.len());
    for (name, bytes) in &entries {
        assert_eq!(
            listed[name.as_str()],
            (bytes.len() as u64, encode_string(&Sha256::digest(bytes)).as_str()),
            "{name}"
        );
    }
    let lines = String::from_utf8(entries["candidates.jsonl"].clone()).unwrap();
    let candidates: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let exam = serde_json::from_slice(&entries["exam.json"]).unwrap();
    Package { entries, manifest, exam, candidates }
}

impl Package {
    fn rolls(&self) -> Vec<String> {
        let mut rolls: Vec<String> = self.candidates.iter().map(|one| text(&one["rollNumber"])).collect();
        rolls.sort();
        rolls
    }

    fn of(&self, roll: &str) -> &Value {
        self.candidates.iter().find(|one| one["rollNumber"] == roll).unwrap()
    }
}
