//! All or nothing, again and again.

use serde_json::json;

use super::{HEAD, Office};
use crate::world::{Answer, Form, Store, count};

fn told(imported: u64, updated: u64, unchanged: u64) -> serde_json::Value {
    json!({ "imported": imported, "updated": updated, "unchanged": unchanged, "hiddenRows": 0,
            "photos": { "enrolled": 0, "rejected": [] } })
}

/// What an import says that it did to candidates.
fn counted(done: Answer) -> serde_json::Value {
    let mut done = done.ok();
    for places in ["centresCreated", "slotsCreated", "slotsUpdated", "slotTimes"] {
        assert!(done.as_object_mut().unwrap().remove(places).unwrap().is_array(), "{places}");
    }
    assert_eq!(done.as_object_mut().unwrap().remove("utcOffsetMinutes"), Some(json!(330)));
    done
}

#[test]
fn a_list_goes_in_and_again_changes_only_what_differs() {
    for store in Store::BOTH {
        let office = Office::open(store);
        let first = format!(
            "{HEAD}1,Asha,Ram,2001-02-03,A1,Morning\n2,Ravi,Ram,03/02/2001,A1,Noon\n3,Lata,Ram,03-02-2001,A2,Morning\n"
        );
        assert_eq!(counted(office.import(&first)), told(3, 0, 0));
        assert_eq!(counted(office.import(&first)), told(0, 0, 3));
        let dates: Vec<_> = office.candidates().iter().map(|candidate| candidate["dob"].clone()).collect();
        assert_eq!(dates, ["2001-02-03"; 3]);
        let second = first.replace("Ravi", "Ravinder") + "4,New,One,2001-01-01,A2,Evening\n";
        assert_eq!(counted(office.import(&second)), told(1, 1, 2));
        assert_eq!(office.candidates().len(), 4);
        // Who is not in a file stays.
        assert_eq!(counted(office.import(format!("{HEAD}4,New,One,2001-01-01,A2,Evening\n"))), told(0, 0, 1));
        assert_eq!(office.candidates().len(), 4);
    }
}

#[test]
fn every_bad_row_is_named_and_nothing_goes_in() {
    for store in Store::BOTH {
        let office = Office::open(store);
        let file = format!(
            "{HEAD}1,Asha,Ram,2001-02-03,A1,Morning\n\
             two words,Ravi,Ram,2001-02-03,A1,Morning\n\
             3,,Ram,2001-02-03,A1,Morning\n\
             4,Lata,Ram,2001-02-30,A1,\n\
             1,Asha,Ram,2001-02-03,A1,Morning\n\
             6,Good,Ram,2001-02-03,A9,Night\n"
        );
        office.refused(&file, &[(3, "Roll No"), (4, "Name"), (5, "DOB"), (5, "Slot"), (6, "Roll No")]);
        let details = office.import(&file).refused(422, "IMPORT_REJECTED");
        let of =
            |name: &str| details["rows"].as_array().unwrap().iter().map(|bad| bad[name].clone()).collect::<Vec<_>>();
        assert_eq!(of("code"), ["wrong_character", "empty", "date_unreadable", "empty", "repeated"]);
        assert_eq!(of("otherRow"), [json!(null), json!(null), json!(null), json!(null), json!(2)]);
        office.refused("Roll No,Name\n1,Asha\n", &[(1, "Father Name"), (1, "DOB"), (1, "Centre Code"), (1, "Slot")]);
        assert!(office.candidates().is_empty());
    }
}

#[test]
fn a_dry_run_says_the_same_and_writes_nothing() {
    let office = Office::open(Store::Sqlite);
    let before = office.rows();
    let file = format!("{HEAD}1,Asha,Ram,2001-02-03,A1,Morning\n");
    let dry = |value: &str| office.send(Form::default().text("dryRun", value).file("file", &file));
    assert_eq!(counted(dry("true")), told(1, 0, 0));
    assert_eq!(office.rows(), before);
    for unclear in ["perhaps", ""] {
        dry(unclear).refused(400, "VALIDATION");
    }
    let bad = office.send(Form::default().text("dryRun", "true").file("file", "Roll No\n"));
    bad.refused(422, "IMPORT_REJECTED");
    assert_eq!(counted(dry("false")), told(1, 0, 0));
    assert_eq!(counted(dry("true")), told(0, 0, 1));
    // What a part is, is told by its name: a file needs no file name, and another name is no file of this form.
    assert_eq!(counted(office.send(Form::default().text("dryRun", "true").text("file", &file))), told(0, 0, 1));
    office.send(Form::default().text("dryRun", "true")).refused(400, "VALIDATION");
    office.send(Form::default().file("file", &file).file("more", &file)).refused(400, "VALIDATION");
}

#[test]
fn an_existing_centre_keeps_its_name_and_a_full_slot_is_a_bad_row() {
    for store in Store::BOTH {
        let office = Office::open(store);
        let head = office.day.head();
        let centre = head.post("/api/centres", json!({ "code": "A1", "name": "City College" })).created()["id"].clone();
        let slot = json!({ "examId": office.exam, "centreId": centre, "slotName": "Morning", "maxCandidates": 2 });
        head.post("/api/slots", slot).created();
        let head_line = "Roll No,Name,Father Name,DOB,Centre Code,Centre Name,Slot\n";
        let line = |roll: u32, slot: &str| format!("{roll},Asha,Ram,2001-02-03,A1,Another Name,{slot}\n");
        let all =
            |slots: [&str; 3]| format!("{head_line}{}{}{}", line(1, slots[0]), line(2, slots[1]), line(3, slots[2]));
        office.refused(all(["Morning"; 3]), &[(4, "Slot")]);
        assert_eq!(counted(office.import(all(["Morning", "Morning", "Noon"]))), told(3, 0, 0));
        let centres = head.get("/api/centres").ok();
        let kept = centres["items"].as_array().unwrap().iter().find(|one| one["code"] == "A1").unwrap().clone();
        assert_eq!(kept["name"], "City College");
        // One leaves and one comes in the same file.
        assert_eq!(counted(office.import(all(["Noon", "Morning", "Morning"]))), told(0, 2, 1));
        office.refused(format!("{head_line}{}", line(4, "Morning")), &[(2, "Slot")]);
    }
}

#[test]
fn after_attendance_a_row_stays_as_it_was() {
    let office = Office::open(Store::Sqlite);
    let (day, exam) = (&office.day, &office.day.exam);
    day.present("HM-1");
    let head = day.head();
    let send = |csv: String| crate::world::import(&head, exam, &csv);
    let roster = crate::world::roster(0);
    assert_eq!(counted(send(roster.clone())), told(0, 0, 24));
    let details = send(roster.replace("Zubeida HM1", "Other")).refused(422, "IMPORT_REJECTED");
    assert_eq!(details["rows"][0]["row"], 2);
    assert_eq!(counted(send(roster.replace("Zubeida HM2", "Other"))), told(0, 1, 23));
}

#[test]
fn twenty_thousand_rows_go_in_at_once() {
    let office = Office::open(Store::Sqlite);
    let mut csv = HEAD.to_owned();
    for number in 0..20_000 {
        let (centre, slot) = (number % 40, ["Morning", "Noon"][number % 2]);
        csv.push_str(&format!("R{number},Name {number},Father {number},2001-02-03,K{centre},{slot}\n"));
    }
    assert_eq!(counted(office.import(&csv)), told(20_000, 0, 0));
    assert_eq!(count(&office.day, "candidate c JOIN exam e ON e.id = c.exam_id WHERE e.code = 'IMPORT'"), 20_000);
    assert_eq!(counted(office.import(&csv)), told(0, 0, 20_000));
    assert_eq!(count(&office.day, "slot s JOIN exam e ON e.id = s.exam_id WHERE e.code = 'IMPORT'"), 40);
}
