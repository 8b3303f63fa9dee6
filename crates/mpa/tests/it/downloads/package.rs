//! What is in a package: the candidates of one's own slots, each once, as they were at one moment.

use std::io::Cursor;

use serde_json::{Value, json};

use super::{fetch, give, unpack, whole};
use crate::world::{Day, Person, Store, count, import, pictures, rows, text};

fn rolls(places: &[&str]) -> Vec<String> {
    places.iter().flat_map(|place| (1..=6).map(move |number| format!("{place}-{number}"))).collect()
}

fn package(day: &Day, who: &Person) -> super::Package {
    unpack(&whole(fetch(&day.by(who), &give(day, who))))
}

#[test]
fn it_holds_exactly_ones_own_candidates() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        day.second_exam();
        assert_eq!(package(&day, &day.operator).rolls(), rolls(&["HM"]));
        assert_eq!(package(&day, &day.neighbour).rolls(), rolls(&["HN"]));
        assert_eq!(package(&day, &day.supervisor).rolls(), rolls(&["HM", "HN"]));
        assert_eq!(package(&day, &day.far_supervisor).rolls(), rolls(&["TM", "TN"]));
        // A slot that has not begun counts; one that is over does not.
        for (slot, status) in [("HN", "scheduled"), ("TM", "completed")] {
            day.assign(&day.operator, &day.slots[slot]).created();
            day.head().patch(format!("/api/slots/{}", day.slots[slot]), json!({ "status": status })).ok();
        }
        let both = package(&day, &day.operator);
        assert_eq!(both.rolls(), rolls(&["HM", "HN"]));
        let slots: Vec<&Value> = both.exam["slots"].as_array().unwrap().iter().map(|slot| &slot["status"]).collect();
        assert_eq!(slots, ["active", "scheduled"]);
    }
}

#[test]
fn it_says_everything_that_a_station_needs_offline() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        let csv = "Roll No,Name,Father Name,DOB,Gender,Centre Code,Slot,OMR No\n\
                   HM-7,Zubeida Seven,Yashwant,1999-12-31,F,C-HERE,Morning,OMR-77\n";
        import(&day.head(), &day.exam, csv).ok();
        day.enrol("HM-1", pictures::obama()).created();
        day.enrol("HM-2", pictures::biden()).created();
        let jpeg = {
            let mut bytes = Cursor::new(Vec::new());
            let picture = image::load_from_memory(pictures::obama2()).unwrap().to_rgb8();
            picture.write_to(&mut bytes, image::ImageFormat::Jpeg).unwrap();
            bytes.into_inner()
        };
        day.enrol("HM-3", &jpeg).created();
        let attendance = day.present("HM-1");
        day.verify(&day.operator(), "HM-1", pictures::obama2()).ok();
        day.scan(&day.operator(), "OMR-1").created();
        day.bind(&day.operator(), "OMR-1", "HM-1").ok();
        let package = package(&day, &day.operator);
        let id = |roll: &str| day.id(roll).to_owned();
        let photos = [
            (format!("photos/{}.png", id("HM-1")), pictures::obama(), "HM-1"),
            (format!("photos/{}.png", id("HM-2")), pictures::biden(), "HM-2"),
            (format!("photos/{}.jpg", id("HM-3")), &*jpeg, "HM-3"),
        ];
        for (name, picture, roll) in &photos {
            assert_eq!(package.entries[name], *picture, "{name}");
            assert_eq!(package.of(roll)["photo"], **name);
            assert_eq!(
                package.of(roll)["photoSha256"],
                base16ct::lower::encode_string(&<sha2::Sha256 as sha2::Digest>::digest(picture))
            );
        }
        assert_eq!(package.entries.len(), 2 + 3);
        let counts = ["candidates", "photos", "photosMissing"].map(|name| package.manifest[name].as_i64().unwrap());
        assert_eq!(counts, [7, 3, 0]);
        let first = package.of("HM-1");
        assert_eq!(
            (&first["status"], &first["attendance"]["id"]),
            (&json!("attendance_completed"), &json!(attendance))
        );
        assert_eq!((&first["face"]["verified"], &first["omr"]["barcode"]), (&json!(true), &json!("OMR-1")));
        let last = package.of("HM-7");
        let expected = json!({ "id": last["id"], "examId": day.exam, "rollNumber": "HM-7", "name": "Zubeida Seven",
            "fatherName": "Yashwant", "dob": "1999-12-31", "gender": "F", "centreId": day.here,
            "slotId": day.slots["HM"], "status": "registered", "faceEnrolled": false, "omrNumber": "OMR-77" });
        assert_eq!(*last, expected);
        about_the_exam(&day, &package.exam);
        told_of(&day);
    }
}

fn about_the_exam(day: &Day, exam: &Value) {
    assert_eq!((&exam["format"], &exam["exam"]["id"]), (&json!("mpa-package/1"), &json!(day.exam)));
    assert_eq!(exam["exam"]["settings"]["faceThreshold"], 96.5);
    assert_eq!((&exam["serverTime"], &exam["operatorId"]), (&json!(day.at(0)), &json!(day.operator.id)));
    assert_eq!(exam["slots"].as_array().unwrap().len(), 1);
    assert_eq!((&exam["slots"][0]["id"], &exam["centres"][0]["code"]), (&json!(day.slots["HM"]), &json!("C-HERE")));
    let capture = day.app.tokens().verify_capture(&text(&exam["captureToken"])).unwrap();
    assert_eq!((capture.operator, capture.exam.to_string()), (day.operator.user_id, day.exam.clone()));
    assert_eq!(capture.expires_at.to_string(), text(&exam["captureTokenExpiresAt"]));
}

/// The fetch is in the journal, with numbers and without names.
fn told_of(day: &Day) {
    let told = rows(&day.app.db, "SELECT data FROM journal WHERE action = 'download_package'", Vec::new());
    let data: Vec<Value> = told.iter().map(|row| row.get::<String>("data").unwrap().parse().unwrap()).collect();
    let size = data[0]["of"].clone();
    let expected = json!({ "candidates": 7, "photos": 3, "status": 200, "from": 0, "bytes": size, "of": size });
    assert_eq!(data, [expected]);
}

#[test]
fn it_stays_the_same_whatever_happens_meanwhile() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        day.enrol("HM-1", pictures::obama()).created();
        let given = give(&day, &day.operator);
        let first = fetch(&day.operator(), &given);
        day.present("HM-2");
        day.enrol("HM-1", pictures::obama3()).created();
        day.pass(600);
        let again = fetch(&day.operator(), &given);
        assert_eq!((first.header("etag"), &first.bytes), (again.header("etag"), &again.bytes));
        let package = unpack(&whole(again));
        assert_eq!(package.of("HM-2")["status"], "registered");
        let newer = unpack(&whole(fetch(&day.operator(), &give(&day, &day.operator))));
        assert_eq!(newer.of("HM-2")["status"], "attendance_completed");
    }
}

/// One bad record stops nothing.
#[test]
fn a_photograph_that_cannot_be_read_is_left_out_and_counted() {
    let day = Day::begin(Store::Sqlite);
    day.enrol("HM-1", pictures::obama()).created();
    day.enrol("HM-2", pictures::biden()).created();
    let row = &rows(&day.app.db, "SELECT blob_id FROM enrolled_face ORDER BY candidate_id LIMIT 1", Vec::new())[0];
    let blob: uuid::Uuid = row.get("blob_id").unwrap();
    let exam = day.exam.parse().unwrap();
    let location = vault::Vault::location(Some(exam), adapters::BlobKind::FaceEnrolled, blob.into());
    std::fs::write(day.data_dir().join(location), b"rubbish").unwrap();
    let package = package(&day, &day.operator);
    let counts = ["candidates", "photos", "photosMissing"].map(|name| package.manifest[name].as_i64().unwrap());
    assert_eq!(counts, [6, 1, 1]);
    let broken = package.of("HM-1");
    assert!(broken["faceEnrolled"] == true && broken["photo"].is_null(), "{broken}");
}

#[test]
fn it_is_gone_when_its_time_is_over() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        let given = give(&day, &day.operator);
        whole(fetch(&day.operator(), &given));
        let files = || crate::world::blob_files(day.data_dir()).0.len();
        assert_eq!((files(), count(&day, "blob")), (1, 1));
        let end = || crate::world::runtime().block_on(app::jobs::end_downloads(&day.app)).unwrap();
        end();
        assert_eq!((files(), count(&day, "blob")), (1, 1));
        day.pass(6 * 3600);
        end();
        assert_eq!((files(), count(&day, "blob"), count(&day, "download WHERE state = 'ended'")), (0, 0, 1));
        fetch(&day.operator(), &given).refused(403, "INVALID_DOWNLOAD_TOKEN");
    }
}
