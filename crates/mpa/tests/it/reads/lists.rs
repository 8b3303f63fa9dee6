//! Lists: exams, centres, slots, accounts, candidates, alerts.

use domain::Role;
use serde_json::json;

use super::{NOBODY, listed, walked};
use crate::world::{Day, Store, import, text};

/// Another exam, at another centre, which is nothing to anybody but head office.
fn elsewhere(day: &Day) -> (String, String) {
    let exam = crate::world::new_exam(&day.head(), "E-ELSE", json!({}));
    let roster = "Roll No,Name,Father Name,DOB,Centre Code,Slot\nX-1,Anil,Rao,2001-02-03,C-ELSE,Dawn\n";
    import(&day.head(), &exam, roster).ok();
    let centres = day.head().get("/api/centres?sort=code").ok();
    let centre = centres["items"].as_array().unwrap().iter().find(|one| one["code"] == "C-ELSE").unwrap();
    (exam, text(&centre["id"]))
}

#[test]
fn everybody_reads_the_frame_of_their_own_day() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        let (exam, centre) = elsewhere(&day);
        let of_day = [
            (&day.supervisor, vec!["C-HERE"], vec!["Morning", "Noon"]),
            (&day.operator, vec!["C-HERE"], vec!["Morning"]),
            (&day.far_operator, vec!["C-THERE"], vec!["Morning"]),
            (&day.observer, vec!["C-HERE", "C-THERE"], vec!["Morning", "Morning", "Noon", "Noon"]),
        ];
        for (person, centres, slots) in of_day {
            let who = day.by(person);
            assert_eq!(listed(&who, "/api/exams", "code"), ["E-2026"]);
            assert_eq!(listed(&who, "/api/centres?sort=code", "code"), centres);
            assert_eq!(listed(&who, "/api/slots?sort=slotName", "slotName"), slots);
            assert_eq!(listed(&who, &format!("/api/slots?examId={}", day.exam), "slotName").len(), slots.len());
            assert_eq!(text(&who.get(format!("/api/exams/{}", day.exam)).ok()["code"]), "E-2026");
            for nobodys in [exam.as_str(), NOBODY] {
                who.get(format!("/api/exams/{nobodys}")).refused(404, "EXAM_NOT_FOUND");
                who.get(format!("/api/slots?examId={nobodys}")).refused(404, "EXAM_NOT_FOUND");
            }
            who.get(format!("/api/slots?centreId={centre}")).refused(404, "CENTRE_NOT_FOUND");
        }
        let idle = day.by(&day.idle);
        assert_eq!(listed(&idle, "/api/exams", "code"), [""; 0]);
        assert_eq!(listed(&idle, "/api/centres", "code"), ["C-HERE"]);
        assert_eq!(listed(&day.head(), "/api/exams?sort=code", "code"), ["E-2026", "E-ELSE"]);
        assert_eq!(listed(&day.head(), "/api/centres?sort=code", "code"), ["C-ELSE", "C-HERE", "C-THERE"]);
        // Whether it is active or not: a shift is prepared the day before.
        day.head().patch(format!("/api/slots/{}", day.slots["HM"]), json!({ "status": "completed" })).ok();
        assert_eq!(listed(&day.operator(), "/api/slots", "slotName"), ["Morning"]);
        let unassign = format!("/api/slot/assign?operatorId={}&slotId={}", day.operator.id, day.slots["HM"]);
        day.head().delete(unassign).ok();
        assert_eq!(listed(&day.operator(), "/api/exams", "code"), [""; 0]);
    }
}

#[test]
fn an_operator_is_told_what_a_station_needs_of_an_exam() {
    let day = Day::begin(Store::Sqlite);
    let path = format!("/api/exams/{}", day.exam);
    let (whole, brief) = (day.head().get(&path).ok(), day.operator().get(&path).ok());
    assert_eq!(whole["createdBy"], json!(day.head.id));
    assert_eq!(whole["settings"]["retentionDays"], 365);
    assert!(brief.get("createdBy").is_none());
    for absent in ["retentionDays", "minVerificationSeconds", "faceEngine", "faceFallback"] {
        assert!(brief["settings"].get(absent).is_none(), "{brief}");
    }
    for told in ["faceThreshold", "maxFaceAttempts", "operatorRule", "requireOmr", "requireFingerprint"] {
        assert_eq!(brief["settings"][told], whole["settings"][told]);
    }
}

#[test]
fn a_supervisor_reads_the_accounts_of_the_centre() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        let path = "/api/operators?sort=username";
        let here = ["colleague", "idle", "neighbour", "operator", "supervisor"];
        assert_eq!(listed(&day.supervisor(), path, "username"), here);
        assert_eq!(listed(&day.supervisor(), &format!("{path}&centreId={}", day.here), "username"), here);
        let there = format!("{path}&centreId={}", day.there);
        day.supervisor().get(&there).refused(404, "CENTRE_NOT_FOUND");
        assert_eq!(listed(&day.head(), &there, "username"), ["far.operator", "far.supervisor"]);
        // Who is assigned to a slot of the centre works there.
        let guest = day.hire("guest", Role::Operator, None, &[]);
        day.assign(&guest, &day.slots["TN"]).created();
        assert_eq!(listed(&day.by(&day.far_supervisor), path, "username"), ["far.operator", "far.supervisor", "guest"]);
        let all = day.head().get(path).ok();
        let of =
            |name: &str| all["items"].as_array().unwrap().iter().find(|one| one["username"] == name).unwrap().clone();
        assert_eq!((&of("guest")["examIds"], &of("observer")["examIds"]), (&json!([day.exam]), &json!([day.exam])));
        assert_eq!(of("idle")["examIds"], json!([]));
        day.operator().get(path).refused(403, "FORBIDDEN");
        day.by(&day.observer).get(path).refused(403, "FORBIDDEN");
    }
}

#[test]
fn accounts_are_found_by_name_and_by_role() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        let head = day.head();
        for (username, name) in [("R.Das_7", "Étienne Das"), ("asha", "आशा राव")] {
            let person = json!({ "username": username, "password": "a first password", "name": name,
                "role": "operator", "centreId": day.there });
            head.post("/api/operators", person).created();
        }
        let found = |q: &str| listed(&head, &format!("/api/operators?sort=username&q={q}"), "username");
        for (q, username) in [
            ("%C3%89TIENNE", "R.Das_7"),
            ("e%CC%81tienne%20d", "R.Das_7"),
            ("r.das_", "R.Das_7"),
            ("%E0%A4%86%E0%A4%B6%E0%A4%BE", "asha"),
            ("SHA", "asha"),
        ] {
            assert_eq!(found(q), [username], "{q}");
        }
        for nothing in ["%25", "_7_", "!", "nobody%20of%20this%20name"] {
            assert_eq!(found(nothing), [""; 0], "{nothing}");
        }
        let operators = head.get("/api/operators?role=operator&limit=2").ok();
        assert_eq!((operators["items"].as_array().unwrap().len(), &operators["total"]), (2, &json!(7)));
        assert_eq!(walked(&head, "/api/operators?role=operator&sort=name", "username").len(), 7);
        assert_eq!(listed(&head, "/api/operators?role=supervisor&q=FAR", "username"), ["far.supervisor"]);
        // A supervisor finds nobody of another centre.
        assert_eq!(listed(&day.supervisor(), "/api/operators?q=asha", "username"), [""; 0]);
        // Another name is found at once, the old one no more.
        let id = text(&head.get("/api/operators?q=asha").ok()["items"][0]["id"]);
        head.patch(format!("/api/operators/{id}"), json!({ "name": "Meena Rao" })).ok();
        assert_eq!((found("meena"), found("%E0%A4%86%E0%A4%B6%E0%A4%BE").len()), (vec!["asha".to_owned()], 0));
        head.get("/api/operators?role=king").refused(400, "VALIDATION");
        head.get(format!("/api/operators?q={}", "x".repeat(101))).refused(400, "VALIDATION");
    }
}

#[test]
fn every_list_goes_both_ways_page_by_page() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        elsewhere(&day);
        day.mark(&day.operator(), "HN-1").refused(404, "CANDIDATE_NOT_FOUND");
        for roll in ["HM-1", "HM-2"] {
            day.no_finger(&day.operator(), roll).refused(403, "ATTENDANCE_REQUIRED");
        }
        day.scan(&day.operator(), "OMR-1").created();
        day.scan(&day.operator(), "OMR-1").refused(409, "BARCODE_EXISTS");
        let head = day.head();
        let candidates = format!("/api/candidates/{}", day.exam);
        let alerts = format!("/api/alerts/{}", day.exam);
        let lists: [(&str, &[&str], &str); 6] = [
            ("/api/exams", &["createdAt", "code", "name"], "id"),
            ("/api/centres", &["createdAt", "code", "name"], "id"),
            ("/api/slots", &["createdAt", "slotName", "centreCode", "startTime"], "id"),
            ("/api/operators", &["createdAt", "username", "name", "role"], "id"),
            (&candidates, &["createdAt", "rollNumber", "name"], "id"),
            (&alerts, &["occurredAt", "severity"], "id"),
        ];
        for (path, sorts, field) in lists {
            for sort in sorts {
                let up = walked(&head, &format!("{path}?sort={sort}&order=asc"), field);
                let mut down = walked(&head, &format!("{path}?sort={sort}&order=desc"), field);
                down.reverse();
                assert_eq!(up, down, "{path} {sort}");
                assert!(up.len() >= 2, "{path}");
            }
            head.get(format!("{path}?sort=boredom")).refused(400, "VALIDATION");
            head.get(format!("{path}?order=sideways")).refused(400, "VALIDATION");
        }
        let severities = walked(&head, &format!("{alerts}?sort=severity"), "severity");
        let ranks: Vec<_> =
            severities.iter().map(|one| ["high", "medium", "low"].iter().position(|it| it == one)).collect();
        assert!(ranks.is_sorted() && severities.len() >= 4, "{severities:?}");
    }
}

#[test]
fn candidates_are_narrowed_to_a_centre() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        let path = format!("/api/candidates/{}?sort=rollNumber", day.exam);
        let there = format!("{path}&centreId={}", day.there);
        assert_eq!(listed(&day.head(), &there, "rollNumber").len(), 12);
        assert_eq!(day.head().get(format!("{there}&limit=5&q=TN")).ok()["total"], 6);
        assert_eq!(day.head().get(format!("{there}&status=registered&limit=1")).ok()["total"], 12);
        assert_eq!(day.head().get(format!("{there}&status=absent&limit=1")).ok()["total"], 0);
        day.supervisor().get(&there).refused(404, "CENTRE_NOT_FOUND");
        day.operator().get(&there).refused(404, "CENTRE_NOT_FOUND");
        assert_eq!(listed(&day.operator(), &format!("{path}&centreId={}", day.here), "rollNumber").len(), 6);
        assert_eq!(day.operator().get(&path).ok()["total"], 6);
    }
}
