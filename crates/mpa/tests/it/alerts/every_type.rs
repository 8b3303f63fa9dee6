//! Every type of alert that the server can know by now, caused through the public interface.
//! `clock_tampering` and `sync_conflict` come with records that were made offline: see the tests of sync.

use serde_json::{Value, json};

use super::{listed, searched};
use crate::world::{Day, Form, Person, Store, World, pictures};

/// Type, severity, the candidate it is about, who caused it.
type Expected<'d> = (&'static str, &'static str, Option<&'static str>, &'d Person);

/// What nobody may find in the details of an alert.
const PRIVATE: [&str; 8] =
    ["Zubeida", "Yashwant", "HM-", "HN-", "bandaged", "passport", "head office decided", "guess"];

fn at_the_stations(day: &Day) {
    let (operator, colleague) = (day.operator(), day.colleague());
    day.no_finger(&operator, "HM-2").refused(403, "ATTENDANCE_REQUIRED");
    day.present("HM-1");
    day.no_finger(&colleague, "HM-1").refused(403, "OPERATOR_MISMATCH");
    day.mark(&operator, "HN-1").refused(404, "CANDIDATE_NOT_FOUND");
    day.enrol("HM-1", pictures::obama()).created();
    day.enrol("HM-3", pictures::biden()).created();
    day.verify(&operator, "HM-1", pictures::wall()).refused(422, "FACE_NOT_DETECTED");
    day.verify(&operator, "HM-1", pictures::obama2()).ok();
    day.present("HM-3");
    day.verify(&operator, "HM-3", pictures::obama2()).refused(409, "DUPLICATE_IMAGE");
    // The impostor's own photograph is on another form.
    assert_eq!(day.verify(&operator, "HM-3", pictures::obama3()).ok()["verified"], false);
    let face = Form::default().file("faceImage", pictures::obama3());
    day.head().form(format!("/api/operators/{}/face", day.operator.id), &face).created();
    day.verify(&operator, "HM-3", &pictures::touched(pictures::obama2(), 1)).refused(422, "OPERATOR_FACE");
    day.no_finger(&operator, "HM-3").created();
    for _ in 0..2 {
        drop(day.scan(&operator, "OMR-3"));
    }
    day.bind(&operator, "OMR-3", "HM-3").ok();
    let decision = json!({ "reason": "the passport shows the same person" });
    day.override_close(&day.supervisor(), "HM-3", decision).created();
}

fn around_them(day: &Day) {
    let path = format!("/api/candidates/{}/{}", day.exam, day.id("HM-5"));
    (0..4).for_each(|_| drop(day.colleague().get(&path)));
    for _ in 0..10 {
        let guess = json!({ "username": "neighbour", "password": "guess" });
        day.anyone().post("/api/auth/login", guess).refused(401, "INVALID_CREDENTIALS");
    }
    day.settings(json!({ "maxFaceAttempts": 5 })).ok();
    day.pass(3 * 3600 + 30 * 60 + 1);
    day.mark(&day.operator(), "HM-4").created();
    searched(day);
}

fn expected(day: &Day) -> [Expected<'_>; 15] {
    [
        ("workflow_violation", "medium", Some("HM-2"), &day.operator),
        ("operator_mismatch", "medium", Some("HM-1"), &day.colleague),
        ("slot_violation", "medium", Some("HN-1"), &day.operator),
        ("invalid_photo", "low", Some("HM-1"), &day.operator),
        ("duplicate_image", "high", Some("HM-3"), &day.operator),
        ("operator_face", "high", Some("HM-3"), &day.operator),
        ("face_mismatch", "high", Some("HM-3"), &day.operator),
        ("mismatch_approved", "medium", Some("HM-3"), &day.supervisor),
        ("duplicate_face", "high", Some("HM-3"), &day.operator),
        ("rapid_verification", "low", Some("HM-3"), &day.supervisor),
        ("post_exam_activity", "medium", Some("HM-4"), &day.operator),
        ("duplicate_omr", "high", None, &day.operator),
        ("download_abuse", "high", None, &day.colleague),
        ("login_abuse", "medium", None, &day.neighbour),
        ("settings_loosened", "high", None, &day.head),
    ]
}

#[track_caller]
fn check(day: &Day, alert: &Value, (kind, severity, roll, person): Expected<'_>) {
    let told = |field: &str| alert[field].as_str().unwrap_or_default().to_owned();
    assert_eq!([told("severity"), told("mode"), told("status")], [severity, "online", "open"], "{alert}");
    let candidate = roll.map_or("", |roll| day.id(roll));
    assert_eq!(
        [told("candidateId"), told("rollNumber"), told("operatorId")],
        [candidate, roll.unwrap_or_default(), &person.id],
        "{kind}: {alert}"
    );
    let centre = if kind == "settings_loosened" { Value::Null } else { json!(day.here) };
    assert_eq!(alert["centreId"], centre, "{kind}: {alert}");
    let exam = if kind == "login_abuse" { Value::Null } else { json!(day.exam) };
    assert_eq!(alert["examId"], exam, "{kind}: {alert}");
    let device = if kind == "login_abuse" { Value::Null } else { json!("desk-7") };
    assert_eq!(alert["deviceId"], device, "{kind}: {alert}");
    let scored = matches!(kind, "face_mismatch" | "mismatch_approved" | "duplicate_face");
    assert_eq!(alert["matchPercentage"].is_number(), scored, "{kind}: {alert}");
    assert!(told("occurredAt") >= day.at(-24 * 3600) && told("occurredAt") <= day.at(0), "{alert}");
    let details = alert["details"].to_string();
    assert!(alert["details"].is_object() && !PRIVATE.iter().any(|text| details.contains(text)), "{kind}: {details}");
}

#[test]
fn each_is_raised_once_with_what_a_supervisor_needs_and_nothing_private() {
    for store in Store::BOTH {
        let world = World::with(store, |options| options.reads_per_hour = Some(2));
        let day = Day::in_world(world, json!({}));
        at_the_stations(&day);
        around_them(&day);
        for expected in expected(&day) {
            let kind = expected.0;
            let path = match kind {
                "login_abuse" => "/api/alerts?type=login_abuse".to_owned(),
                _ => format!("/api/alerts/{}?type={kind}", day.exam),
            };
            let found = listed(&day.head(), &path);
            assert_eq!(found.len(), 1, "{kind} on {}: {found:?}", day.engine);
            check(&day, &found[0], expected);
        }
        let reason = &listed(&day.head(), &format!("/api/alerts/{}?type=settings_loosened", day.exam))[0]["reason"];
        assert_eq!(*reason, "head office decided");
        let all = listed(&day.head(), "/api/alerts?limit=1000");
        assert_eq!(all.len(), 15, "{all:?}");
        let counted = |kind: &str| super::metric(&day, &format!("mpa_alerts_raised_total{{kind=\"{kind}\"}}"));
        super::until("the alerts are counted", || expected(&day).iter().all(|(kind, ..)| counted(kind) == Some(1.0)));
    }
}
