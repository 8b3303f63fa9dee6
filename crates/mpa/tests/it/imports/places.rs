//! Centres and slots that an import makes, finds, takes for one another, and times.

use serde_json::{Value, json};

use super::{HEAD, Office};
use crate::world::{Form, Store};

const TIMED: &str = "Roll No,Name,Father Name,DOB,Centre Code,Slot,Slot Start,Slot End\n";

impl Office {
    /// The slots of the exam that is imported into.
    fn slots(&self) -> Vec<Value> {
        let list = self.day.head().get(format!("/api/slots?examId={}", self.exam)).ok();
        list["items"].as_array().unwrap().clone()
    }
}

#[test]
fn what_is_made_is_named_and_doubles_are_bad_rows() {
    for store in Store::BOTH {
        let office = Office::open(store);
        let file = format!(
            "{HEAD}1,Asha,Ram,2001-02-03,A1,Shift 1\n2,Ravi,Ram,2001-02-03,A1,Shift\u{A0}\u{200B}1\n\
             3,Lata,Ram,2001-02-03,B2,Shift 1\n"
        );
        for dry in ["true", "false"] {
            let done = office.send(Form::default().text("dryRun", dry).file("file", &file)).ok();
            assert_eq!((&done["centresCreated"], &done["slotsCreated"]), (&json!(["A1", "B2"]), &json!(["Shift 1"])));
        }
        assert_eq!(office.slots().len(), 2);
        let one = |centre: &str, slot: &str| format!("{HEAD}9,Uma,Ram,2001-02-03,{centre},{slot}\n");
        office.refused(one("A1", "SHIFT-1"), &[(2, "Slot")]);
        office.refused(one("C3", "shift 1"), &[(2, "Slot")]);
        office.refused(one("a-1", "Shift 1"), &[(2, "Centre Code")]);
        let head = office.day.head();
        let centre = &office.slots()[0]["centreId"];
        let slot = |name: &str| {
            head.post("/api/slots", json!({ "examId": office.exam, "centreId": centre, "slotName": name }))
        };
        slot("SHIFT 1").refused(409, "SLOT_EXISTS");
        slot("????").refused(400, "VALIDATION");
        assert_eq!(slot("Shift\u{3000}2\u{FEFF}").created()["slotName"], "Shift 2");
        head.post("/api/centres", json!({ "code": "a1", "name": "Other" })).refused(409, "CODE_EXISTS");
    }
}

#[test]
fn times_follow_the_file_and_the_call() {
    for store in Store::BOTH {
        let office = Office::open(store);
        let file = |start: &str, end: &str| format!("{TIMED}1,Asha,Ram,2001-02-03,A1,Noon,{start},{end}\n");
        office.import(file("2027-01-02 09:00", "2027-01-02 12:00")).ok();
        let done = office.import(file("2027-01-02 10:00", "")).ok();
        assert_eq!((&done["slotsUpdated"], &done["unchanged"]), (&json!(["Noon"]), &json!(1)));
        office.refused(file("2027-01-02 13:00", ""), &[(2, "Slot End")]);
        let slot = office.slots()[0].clone();
        assert_eq!(
            (&slot["startTime"], &slot["endTime"]),
            (&"2027-01-02T04:30:00Z".into(), &"2027-01-02T06:30:00Z".into())
        );
        let head = office.day.head();
        let patch = |body: Value| head.patch(format!("/api/slots/{}", slot["id"].as_str().unwrap()), body);
        let changed = patch(json!({ "endTime": "2027-01-02T07:00:00Z", "startTime": null, "maxCandidates": 1 })).ok();
        assert_eq!((&changed["endTime"], changed.get("startTime")), (&"2027-01-02T07:00:00Z".into(), None));
        patch(json!({ "startTime": "2027-01-02T07:00:00Z" })).refused(400, "VALIDATION");
        patch(json!({})).refused(400, "VALIDATION");
        office.import(format!("{HEAD}2,Ravi,Ram,2001-02-03,A1,Noon\n")).refused(422, "IMPORT_REJECTED");
        patch(json!({ "maxCandidates": null })).ok();
        office.import(format!("{HEAD}2,Ravi,Ram,2001-02-03,A1,Noon\n")).ok();
        patch(json!({ "maxCandidates": 1 })).refused(409, "SLOT_FULL");
    }
}
