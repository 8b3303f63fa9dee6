//! Thousands of candidates with photographs, in a server of its own process: its memory stays flat, and
//! a kill in the middle of the building costs nothing but time.

use std::{collections::BTreeMap, path::PathBuf, thread, time::Duration};

use domain::{CandidateId, ExamId};
use mpa::{config::Options, wiring::Opened};
use serde_json::json;
use vault::Clock;

use crate::world::Program;
use sha2::{Digest as _, Sha256};
use store::{blobs, enrolments};

use super::{Given, unpack};
use crate::{
    kill::place::{Life, Place, prepare},
    world::{Answer, Call, Form, blob_files, blob_rows, models, runtime, text},
};

/// How many there are; the environment may ask for more (see `bench/download`).
fn people() -> usize {
    number("MPA_LARGE_PEOPLE", 2_000)
}

/// Bytes of a photograph; few enough that a server that was not optimised seals them in reasonable time.
fn photo_bytes() -> usize {
    number("MPA_LARGE_PHOTO_BYTES", 12_000)
}

fn number(name: &str, usual: usize) -> usize {
    std::env::var(name).map_or(usual, |text| text.parse().unwrap())
}

/// The bytes asked for at a time.
const STEP: usize = 4 << 20;

/// A JPEG to those who look at its beginning; bytes that cannot be compressed.
fn photo(number: usize) -> Vec<u8> {
    let mut state = number as u64 + 1;
    let noise = std::iter::repeat_with(move || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 56) as u8
    });
    [0xFF, 0xD8, 0xFF].into_iter().chain(noise).take(photo_bytes()).collect()
}

/// Photographs of all candidates, written beside a server that is not running.
fn enrol_all(place: &Place, exam: &str, people: &[String]) {
    let options = Options { data_dir: Some(place.data_dir().to_owned()), models: Some(models()), ..Options::default() };
    runtime().block_on(async {
        let config = options.resolve();
        let app = Program::of(Opened::of(&config).await.unwrap(), config, Clock::System).await;
        let (exam, now): (ExamId, _) = (exam.parse().unwrap(), app.clock.now());
        let mut tx = app.db.read().await.unwrap();
        let head = store::accounts::by_username(&mut tx, &"head".parse().unwrap()).await.unwrap().unwrap().user.id;
        drop(tx);
        for (number, batch) in people.chunks(500).enumerate() {
            let mut made = Vec::new();
            for (place, id) in batch.iter().enumerate() {
                let bytes = photo(number * 500 + place);
                let photo_sha256 = Sha256::digest(&bytes).to_vec();
                let blob_id = app.ids.next(now).into();
                let blob = app.vault().put(Some(exam), adapters::BlobKind::FaceEnrolled, blob_id, bytes, now).await;
                made.push((id.parse::<CandidateId>().unwrap(), blob.unwrap(), photo_sha256));
            }
            let mut tx = app.db.begin().await.unwrap();
            for (candidate_id, blob, photo_sha256) in made {
                blobs::insert(&mut tx, &blob).await.unwrap();
                let face = enrolments::Enrolment {
                    id: app.ids.next(now).into(),
                    exam_id: exam,
                    candidate_id,
                    blob_id: blob.id,
                    photo_sha256: photo_sha256.clone(),
                    embedding: vec![1],
                    likeness: None,
                    quality: json!({}),
                    engine: "none".into(),
                    model: "none".into(),
                    enrolled_at: now,
                    enrolled_by: head,
                };
                enrolments::put(&mut tx, &face, &photo_sha256).await.unwrap();
            }
            tx.commit().await.unwrap();
        }
        app.db.close().await;
    });
}

/// The most MiB that the process had in memory since the mark was reset.
fn high_water(life: &Life) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", life.serving.child.id())).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.trim().trim_end_matches(" kB").parse::<u64>().unwrap() / 1024
}

/// Resets the mark (proc(5), clear_refs) when nothing of the start goes on any more: loading the models takes more than
/// what stays, and on a busy machine it is not over when the server listens.
fn reset_high_water(life: &Life) {
    for _ in 0..60 {
        std::fs::write(format!("/proc/{}/clear_refs", life.serving.child.id()), "5").unwrap();
        let before = high_water(life);
        thread::sleep(Duration::from_millis(500));
        if high_water(life) == before {
            break;
        }
    }
}

fn give(life: &Life, head: &str, operator: &str, exam: &str) -> Given {
    let made = life.post(head, super::GENERATE, &json!({ "examId": exam })).unwrap().created();
    let body = json!({ "examId": exam, "password": made["password"] });
    Given::of(life.post(operator, super::VERIFY, &body).unwrap())
}

fn part(life: &Life, operator: &str, given: &Given, from: usize) -> Answer {
    let range = format!("bytes={from}-{}", from + STEP - 1);
    let headers = [("x-download-token", given.token.as_str()), ("range", &range)];
    let call = Call { base: &life.serving.url, token: Some(operator), headers: &headers };
    call.send(&life.agent, "GET", &given.path, None, Vec::new()).unwrap()
}

/// The whole package, in steps.
fn fetch_all(life: &Life, operator: &str, given: &Given) -> Vec<u8> {
    let (mut bytes, mut tries) = (Vec::new(), 20);
    loop {
        let answer = part(life, operator, given, bytes.len());
        if answer.status == 503 && tries > 0 {
            tries -= 1; // it is still being built: a slow machine
            continue;
        }
        assert_eq!(answer.status, 206, "{answer:?}");
        bytes.extend(&answer.bytes);
        let size: usize = answer.header("content-range").rsplit('/').next().unwrap().parse().unwrap();
        if bytes.len() == size {
            return bytes;
        }
    }
}

fn unfinished(place: &Place) -> Vec<PathBuf> {
    blob_files(place.data_dir()).1
}

#[test]
fn thousands_with_photographs_stay_small_in_memory_and_survive_a_kill() {
    let place = Place { folder: tempfile::tempdir().unwrap(), database: None };
    let exam = prepare(&place);
    let life = place.serve("3600");
    let head = life.log_in("head");
    let count = people();
    let more = count - exam.candidates.len();
    let lines: String = (0..more).map(|number| format!("L-{number},Asha,Ram,2001-02-03,C,Morning\n")).collect();
    let form = Form::default().file("file", format!("Roll No,Name,Father Name,DOB,Centre Code,Slot\n{lines}"));
    let path = format!("/api/exams/{}/candidates/import", exam.id);
    life.send(&head, "POST", &path, &form.content_type(), form.bytes()).unwrap().ok();
    let mut people: Vec<String> = Vec::new();
    let mut cursor = String::new();
    loop {
        let page = life.get(&head, &format!("/api/candidates/{}?limit=1000{cursor}", exam.id));
        people.extend(page["items"].as_array().unwrap().iter().map(|one| text(&one["id"])));
        let Some(next) = page["nextCursor"].as_str() else { break };
        cursor = format!("&cursor={next}");
    }
    assert_eq!(people.len(), count);
    life.kill();
    enrol_all(&place, &exam.id, &people);

    // Killed in the middle of the building.
    let life = place.serve("3600");
    let (head, operator) = (life.log_in("head"), life.log_in("operator"));
    let given = give(&life, &head, &operator, &exam.id);
    while unfinished(&place).is_empty() {
        thread::yield_now();
    }
    life.kill();
    assert_eq!(unfinished(&place).len(), 1, "it was built before the kill");

    // Built anew at the next fetch.
    let life = place.serve("3600");
    let operator = life.log_in("operator");
    reset_high_water(&life);
    let before = high_water(&life);
    let bytes = fetch_all(&life, &operator, &given);
    let grown = high_water(&life).saturating_sub(before);
    println!("{} MiB package, {before} MiB before, {grown} MiB more at most", bytes.len() >> 20);
    assert!(bytes.len() > count * photo_bytes());
    // A candidate takes two to three KiB while a package is built; a photograph takes none.
    assert!(grown < 16 + count as u64 / 250, "{grown} MiB");
    let package = unpack(&bytes);
    let ids: BTreeMap<String, usize> = people.into_iter().enumerate().map(|(number, id)| (id, number)).collect();
    assert_eq!((package.candidates.len(), package.manifest["photos"].as_u64()), (count, Some(count as u64)));
    for one in &package.candidates {
        let number = ids[one["id"].as_str().unwrap()];
        assert_eq!(package.entries[one["photo"].as_str().unwrap()], photo(number));
    }
    life.kill();

    // The sweep takes what the kill left, and nothing else.
    let db = place.open();
    let life = place.serve("0");
    for _ in 0..500 {
        if unfinished(&place).is_empty() {
            break;
        }
        thread::sleep(Duration::from_millis(20)); // another process is at work
    }
    assert_eq!((unfinished(&place), blob_files(place.data_dir()).0), (Vec::new(), blob_rows(&db)));
    runtime().block_on(db.close());
    life.kill();
}
