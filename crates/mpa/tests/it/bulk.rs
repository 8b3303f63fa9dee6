//! Head office of thousands of centres does nothing one by one: lists of accounts, assignments and passwords, with one
//! result each. Shifts are in [`crate::shifts`].

use std::collections::BTreeSet;

use rust_xlsxwriter::Workbook;
use serde_json::{Value, json};

use crate::world::{Answer, Caller, Day, Form, PASSWORD, Store, count, text, text_of};

const NOBODY: &str = "01990000-0000-7000-8000-00000000dead";
const STAFF: &str = "/api/operators/import";

fn log_in(day: &Day, username: &str, password: &str) -> Answer {
    day.anyone().post("/api/auth/login", json!({ "username": username, "password": password }))
}

fn import(who: &Caller<'_>, list: impl AsRef<[u8]>) -> Answer {
    who.form(STAFF, &Form::default().file("file", list))
}

/// Of each result what a test compares.
pub(crate) fn told(data: &Value, fields: &[&str]) -> Vec<Vec<Value>> {
    let results = data["results"].as_array().unwrap();
    results.iter().map(|result| fields.iter().map(|field| result[*field].clone()).collect()).collect()
}

#[test]
fn a_list_of_accounts_gives_each_a_password_to_begin_with() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        let list = "user name;NAME;Role;Center code;Exams\n\
                    op.1;Asha Rao;;C-HERE;\n\
                    op.2;Ravi Das;operator;C-THERE;\n\
                    sup.1;Meena Khan;Supervisor;C-HERE;\n\
                    eye.1;Lata Roy;observer;;E-2026\n\
                    OP.1;Somebody Else;;C-HERE;\n\
                    sup.2;Arjun Roy;supervisor;;\n\
                    op.3;Imran Ali;operator;C-NOWHERE;\n\
                    eye.2;Ali Roy;observer;;E-1999\n\
                    operator;Person operator;operator;C-HERE;\n\
                    colleague;Another Name;operator;C-HERE;\n\
                    op 4;;king;C-HERE;\n";
        let data = import(&day.head(), list).ok();
        let (failed, validation) = (json!("failed"), json!("VALIDATION"));
        assert_eq!(
            told(&data, &["row", "status", "code"]),
            [
                [json!(2), json!("created"), Value::Null],
                [json!(3), json!("created"), Value::Null],
                [json!(4), json!("created"), Value::Null],
                [json!(5), json!("created"), Value::Null],
                [json!(6), failed.clone(), validation.clone()],
                [json!(7), failed.clone(), validation.clone()],
                [json!(8), failed.clone(), json!("CENTRE_NOT_FOUND")],
                [json!(9), failed.clone(), json!("EXAM_NOT_FOUND")],
                [json!(10), json!("unchanged"), Value::Null],
                [json!(11), failed.clone(), json!("CODE_EXISTS")],
                [json!(12), failed, validation],
            ]
        );
        assert_eq!([&data["created"], &data["unchanged"], &data["failed"]], [&json!(4), &json!(1), &json!(6)]);
        let last = data["results"][10]["cells"].as_array().unwrap();
        let columns: BTreeSet<&str> = last.iter().map(|cell| cell["column"].as_str().unwrap()).collect();
        assert_eq!(columns, BTreeSet::from(["Username", "Name", "Role"]));
        assert_eq!(data["results"][8]["operatorId"], json!(day.operator.id));
        // Each password is another, is kept only hashed, and is good for one thing: to choose another.
        let passwords: Vec<String> = (0..4).map(|row| text(&data["results"][row]["password"])).collect();
        assert_eq!(passwords.iter().collect::<BTreeSet<_>>().len(), 4);
        let kept = text_of(&day, "account") + &text_of(&day, "idempotency") + &text_of(&day, "journal");
        assert!(passwords.iter().all(|password| !kept.contains(password)), "a password is kept");
        begin(&day, "sup.1", &passwords[2]);
        let created = count(&day, "journal WHERE action = 'create_operator' AND outcome = 'done'");
        // The same list again makes nothing twice, and tells no password a second time.
        let again = import(&day.head().once("again"), list).ok();
        assert_eq!([&again["created"], &again["unchanged"], &again["failed"]], [&json!(0), &json!(5), &json!(6)]);
        assert!(told(&again, &["password"]).iter().all(|password| password[0].is_null()));
        assert_eq!(count(&day, "journal WHERE action = 'create_operator' AND outcome = 'done'"), created);
    }
}

#[test]
fn a_list_of_accounts_is_tried_before_anything_is_created() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        let list = "Username,Name,Role,Centre Code\n\
                    op.1,Asha Rao,,C-HERE\n\
                    op 2,Ravi Das,,C-THERE\n\
                    sup.1,Meena Khan,supervisor,\n\
                    operator,Person operator,,C-HERE\n\
                    op.3,Imran Ali,,C-NOWHERE\n";
        let before = [count(&day, "account"), count(&day, "journal WHERE action = 'create_operator'")];
        let form = |said: &str| Form::default().file("file", list).text("dryRun", said);
        let tried = day.head().form(STAFF, &form("true")).ok();
        let fields = ["row", "username", "name", "centreCode", "status"];
        let row = |row: u64, of: [&str; 4]| {
            let texts = of.map(|text| if text.is_empty() { Value::Null } else { json!(text) });
            [vec![json!(row)], texts.to_vec()].concat()
        };
        assert_eq!(
            told(&tried, &fields),
            [
                row(2, ["op.1", "Asha Rao", "C-HERE", "created"]),
                row(3, ["", "Ravi Das", "C-THERE", "failed"]),
                row(4, ["sup.1", "Meena Khan", "", "failed"]),
                row(5, ["operator", "Person operator", "C-HERE", "unchanged"]),
                row(6, ["op.3", "Imran Ali", "C-NOWHERE", "failed"]),
            ]
        );
        let columns: Vec<_> = [1, 2, 4].iter().map(|at| tried["results"][*at]["cells"][0]["column"].clone()).collect();
        assert_eq!(columns, ["Username", "Centre Code", "Centre Code"]);
        let codes: Vec<_> = [1, 2, 4].iter().map(|at| tried["results"][*at]["cells"][0]["code"].clone()).collect();
        assert_eq!(codes, ["wrong_character", "centre_needed", "centre_unknown"]);
        assert!(told(&tried, &["password"]).iter().all(|password| password[0].is_null()));
        assert!(tried["results"][0].get("operatorId").is_none());
        assert_eq!([count(&day, "account"), count(&day, "journal WHERE action = 'create_operator'")], before);
        // What is then done is what was told.
        let done = day.head().form(STAFF, &form("false")).ok();
        assert_eq!(told(&done, &fields), told(&tried, &fields));
        assert_eq!([&done["created"], &done["unchanged"], &done["failed"]], [&json!(1), &json!(1), &json!(3)]);
        assert_eq!(count(&day, "account"), before[0] + 1);
        for nothing in ["", "perhaps"] {
            day.head().form(STAFF, &form(nothing)).refused(400, "VALIDATION");
        }
    }
}

/// A first login with a password that was given: nothing is open before another is chosen.
fn begin(day: &Day, username: &str, given: &str) {
    let data = log_in(day, username, given).ok();
    assert_eq!(data["user"]["mustChangePassword"], true);
    let who = day.bearing(text(&data["accessToken"]));
    assert_eq!(who.get("/api/auth/me").ok()["mustChangePassword"], true);
    let list = format!("/api/candidates/{}", day.exam);
    who.get(&list).refused(403, "PASSWORD_CHANGE_REQUIRED");
    let own = json!({ "old": given, "new": "a password of my own" });
    who.post("/api/auth/password", own).ok();
    assert_eq!(who.get("/api/auth/me").ok()["mustChangePassword"], false);
    who.get(&list).ok();
    log_in(day, username, given).refused(401, "INVALID_CREDENTIALS");
    assert_eq!(log_in(day, username, "a password of my own").ok()["user"]["mustChangePassword"], false);
}

#[test]
fn a_list_of_accounts_is_read_from_a_workbook_and_what_is_none_is_refused() {
    let day = Day::begin(Store::Sqlite);
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, head) in (0..).zip(["Username", "Name", "Centre Code"]) {
        sheet.write(0, column, head).unwrap();
    }
    for (column, cell) in (0..).zip(["op.9", "Farida Thomas", "C-HERE"]) {
        sheet.write(1, column, cell).unwrap();
    }
    let data = import(&day.head(), book.save_to_buffer().unwrap()).ok();
    assert_eq!(told(&data, &["username", "status"]), [[json!("op.9"), json!("created")]]);
    let message = |answer: Answer| {
        let details = answer.refused(422, "IMPORT_REJECTED");
        text(&details["rows"][0]["message"])
    };
    assert!(message(import(&day.head(), b"%PDF-1.7 something")).contains("PDF"));
    for (list, column) in
        [("Name\nAsha\n", "Username"), ("Username,Name\n", ""), ("Username,Name,Username\na,b,c\n", "Username")]
    {
        let data = import(&day.head(), list).ok();
        assert_eq!(told(&data, &["status"]), [[json!("failed")]], "{list:?}");
        assert_eq!(data["results"][0]["cells"][0]["column"], column, "{list:?}");
    }
    day.head().form(STAFF, &Form::default().text("x", "y")).refused(400, "VALIDATION");
    let rows: String = (0..20_001).map(|row| format!("many.{row},Many Rows,C-HERE\n")).collect();
    import(&day.head(), format!("Username,Name,Centre Code\n{rows}")).refused(413, "PAYLOAD_TOO_LARGE");
    assert_eq!(count(&day, "account WHERE username LIKE 'many.%'"), 0);
}

#[test]
fn a_password_is_given_and_its_owner_chooses_another() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        let path = |id: &str| format!("/api/operators/{id}/password");
        let before = text(&log_in(&day, "operator", PASSWORD).ok()["accessToken"]);
        let data = day.supervisor().send("POST", &path(&day.operator.id), None, Vec::new()).ok();
        assert_eq!((&data["operatorId"], &data["sessionsEnded"]), (&json!(day.operator.id), &json!(2)));
        let given = text(&data["password"]);
        day.bearing(before).get("/api/auth/me").refused(401, "UNAUTHENTICATED");
        log_in(&day, "operator", PASSWORD).refused(401, "INVALID_CREDENTIALS");
        begin(&day, "operator", &given);
        // One of head office's choosing is not told again.
        let chosen = json!({ "password": "chosen by head office" });
        let data = day.head().post(path(&day.supervisor.id), chosen).ok();
        assert!(data.get("password").is_none(), "{data}");
        begin(&day, "supervisor", "chosen by head office");
        day.head().post(path(&day.operator.id), json!({ "password": "short" })).refused(400, "VALIDATION");
        day.head().post(path(&day.head.id), json!({})).refused(400, "VALIDATION");
        day.head().post(path(NOBODY), json!({})).refused(404, "OPERATOR_NOT_FOUND");
        // A supervisor's reach ends at the operators of their centre.
        let far = day.by(&day.far_supervisor);
        for other in [&day.operator, &day.supervisor, &day.head, &day.observer] {
            far.post(path(&other.id), json!({})).refused(404, "OPERATOR_NOT_FOUND");
        }
        assert_eq!(count(&day, "journal WHERE action = 'reset_password' AND outcome = 'done'"), 2);
        assert!(!text_of(&day, "journal").contains(&given));
    }
}

#[test]
fn operators_are_seated_in_one_call_and_nobody_twice() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        let wanted = json!({ "assignments": [
            { "operatorId": day.idle.id, "slotId": day.slots["HM"] },
            { "operatorId": day.idle.id, "slotId": day.slots["HN"] },
            { "operatorId": day.idle.id, "slotId": day.slots["HM"] },
            { "operatorId": day.operator.id, "slotId": day.slots["HM"] },
            { "operatorId": day.observer.id, "slotId": day.slots["HM"] },
            { "operatorId": day.idle.id, "slotId": NOBODY },
        ] });
        let keyed = day.head().once("seats");
        let first = keyed.post("/api/slot/assign/bulk", wanted.clone()).ok();
        let fields = ["status", "code"];
        assert_eq!(
            told(&first, &fields),
            [
                [json!("assigned"), Value::Null],
                [json!("assigned"), Value::Null],
                [json!("already_assigned"), Value::Null],
                [json!("already_assigned"), Value::Null],
                [json!("failed"), json!("OPERATOR_NOT_FOUND")],
                [json!("failed"), json!("SLOT_NOT_FOUND")],
            ]
        );
        assert_eq!(first["results"][1]["slotId"], json!(day.slots["HN"]));
        day.mark(&day.by(&day.idle), "HN-1").created();
        // The key gives the first answer again; without it the same list seats nobody twice.
        let again = keyed.post("/api/slot/assign/bulk", wanted.clone());
        assert_eq!((again.header("idempotent-replayed"), &again.body["data"]), ("true", &first));
        let anew = told(&day.head().post("/api/slot/assign/bulk", wanted).ok(), &fields);
        assert_eq!(anew[..2], [[json!("already_assigned"), Value::Null], [json!("already_assigned"), Value::Null]]);
        assert_eq!(count(&day, &format!("operator_slot WHERE operator_id = {}", day_id(&day, &day.idle.id))), 2);
        day.head().post("/api/slot/assign/bulk", json!({ "assignments": [] })).refused(400, "VALIDATION");
        let one = json!({ "operatorId": NOBODY, "slotId": NOBODY });
        let many = json!({ "assignments": vec![one; 2001] });
        day.head().post("/api/slot/assign/bulk", many).refused(400, "VALIDATION");
    }
}

/// An id as SQL of the day's engine has it.
fn day_id(day: &Day, id: &str) -> String {
    if day.engine == "sqlite" { format!("x'{}'", id.replace('-', "")) } else { format!("'{id}'") }
}

#[test]
fn passwords_of_a_shift_are_slips_that_each_open_one_download() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        let wanted = json!([day.operator.id, day.there, NOBODY, day.observer.id]);
        let body = json!({ "examId": day.exam, "for": wanted, "expiryMinutes": 60 });
        let path = "/api/admin/download/password/generate/bulk";
        let data = day.head().once("slips").post(path, body.clone()).ok();
        assert_eq!(
            told(&data, &["for", "label", "name", "code"]),
            [
                [json!(day.operator.id), json!("operator"), json!("Person operator"), Value::Null],
                [json!(day.there), json!("C-THERE"), data["results"][1]["name"].clone(), Value::Null],
                [json!(NOBODY), Value::Null, Value::Null, json!("OPERATOR_NOT_FOUND")],
                [json!(day.observer.id), Value::Null, Value::Null, json!("OPERATOR_NOT_FOUND")],
            ]
        );
        assert_eq!(data["results"][0]["expiresAt"], day.at(3600));
        let [own, far] = [0, 1].map(|slip| text(&data["results"][slip]["password"]));
        let verify = |who: &Caller<'_>, password: &str| {
            who.post("/api/admin/download/verify", json!({ "examId": day.exam, "password": password }))
        };
        // Each only for whom, and where, it is meant; once.
        verify(&day.colleague(), &own).refused(403, "INVALID_DOWNLOAD_PASSWORD");
        verify(&day.operator(), &far).refused(403, "INVALID_DOWNLOAD_PASSWORD");
        verify(&day.operator(), &own).ok();
        verify(&day.operator(), &own).refused(403, "INVALID_DOWNLOAD_PASSWORD");
        verify(&day.by(&day.far_operator), &far).ok();
        let kept = text_of(&day, "download_password") + &text_of(&day, "idempotency");
        assert!(!kept.contains(&own.replace('-', "")[6..19]) && !kept.contains(&own), "a password is kept");
        assert_eq!(count(&day, "journal WHERE action = 'generate_download_password' AND outcome = 'done'"), 2);
        // Asked for again, they are others.
        let anew = day.head().once("slips").post(path, body).ok();
        assert_ne!(anew["results"][0]["password"], data["results"][0]["password"]);
        for wrong in [json!([]), json!([day.there, day.there]), json!(["x"])] {
            day.head().post(path, json!({ "examId": day.exam, "for": wrong })).refused(400, "VALIDATION");
        }
        let body = json!({ "examId": NOBODY, "for": [day.there] });
        day.head().post(path, body).refused(404, "EXAM_NOT_FOUND");
        let body = json!({ "examId": day.exam, "for": [day.there], "expiryMinutes": 1441 });
        day.head().post(path, body).refused(400, "VALIDATION");
    }
}

/// A shift is longer than one unit of work, and an answer tells of all of it, up to the bound.
#[test]
fn passwords_of_many_centres_are_made_in_one_call() {
    let day = Day::begin(Store::Sqlite);
    let centres: Vec<String> = (0..500)
        .map(|number| {
            let body = json!({ "code": format!("B-{number}"), "name": format!("Centre {number}") });
            text(&day.head().post("/api/centres", body).created()["id"])
        })
        .collect();
    let body = json!({ "examId": day.exam, "for": centres });
    let data = day.head().post("/api/admin/download/password/generate/bulk", body).ok();
    let made: BTreeSet<String> = told(&data, &["password"]).iter().map(|slip| text(&slip[0])).collect();
    assert_eq!(made.len(), 500);
    let ids: Vec<String> = (0..5001).map(|number| format!("01990000-0000-7000-8000-{number:012}")).collect();
    let body = json!({ "examId": day.exam, "for": ids[..5000] });
    let data = day.head().post("/api/admin/download/password/generate/bulk", body).ok();
    assert_eq!(data["results"].as_array().unwrap().len(), 5000);
    let body = json!({ "examId": day.exam, "for": ids });
    day.head().post("/api/admin/download/password/generate/bulk", body).refused(400, "VALIDATION");
}
