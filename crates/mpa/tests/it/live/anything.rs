//! Whatever is done, in whatever order: what the entries of the journal say adds up to what SQL counts.

use std::collections::BTreeMap;

use proptest::{
    collection::vec,
    prelude::*,
    test_runner::{Config, TestRunner},
};
use serde_json::{Value, json};

use super::figures::{Board, counted, settle, stats};
use crate::world::{Day, Store, pictures, rows, text};

/// Something that somebody does; much of it is refused, which must change nothing.
#[derive(Clone, Copy, Debug)]
enum Step {
    Mark(usize),
    Skip(usize),
    Undo(usize),
    Verify(usize, bool),
    NoFinger(usize),
    Scan(usize),
    Bind(usize, usize),
    Void(usize),
    Close(usize),
    Override(usize),
    Move(usize, bool),
    Offline(usize, usize, i64),
    Resolve(bool),
    Review,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let (who, sheet) = (0..3_usize, 0..3_usize);
    let step = prop_oneof![
        4 => who.clone().prop_map(Step::Mark),
        1 => who.clone().prop_map(Step::Skip),
        2 => who.clone().prop_map(Step::Undo),
        1 => (who.clone(), any::<bool>()).prop_map(|(who, same)| Step::Verify(who, same)),
        2 => who.clone().prop_map(Step::NoFinger),
        2 => sheet.clone().prop_map(Step::Scan),
        3 => (sheet.clone(), who.clone()).prop_map(|(sheet, who)| Step::Bind(sheet, who)),
        1 => sheet.clone().prop_map(Step::Void),
        1 => who.clone().prop_map(Step::Close),
        2 => who.clone().prop_map(Step::Override),
        1 => (who.clone(), any::<bool>()).prop_map(|(who, noon)| Step::Move(who, noon)),
        6 => (who, 0..5_usize, -40..40_i64).prop_map(|(who, kind, at)| Step::Offline(who, kind, at)),
        3 => any::<bool>().prop_map(Step::Resolve),
        1 => Just(Step::Review),
    ];
    vec(step, 20..60)
}

fn roll(who: usize) -> String {
    format!("HM-{}", who + 1)
}

fn barcode(sheet: usize) -> String {
    format!("OMR-{sheet}")
}

/// Does it; whether it was taken does not matter, only that the server did not fail.
fn run(day: &Day, step: Step, marks: &mut BTreeMap<usize, String>) {
    let (operator, supervisor) = (day.operator(), day.supervisor());
    let answer = match step {
        Step::Mark(who) => {
            let answer = day.mark(&operator, &roll(who));
            if answer.status == 201 {
                marks.insert(who, text(&answer.body["data"]["id"]));
            }
            answer
        }
        Step::Skip(who) => day.skip(&operator, &roll(who)),
        Step::Undo(who) => match marks.get(&who) {
            Some(mark) => day.undo(&operator, mark),
            None => return,
        },
        Step::Verify(who, same) => {
            let picture = if same { pictures::obama2() } else { pictures::biden() };
            day.verify(&operator, &roll(who), picture)
        }
        Step::NoFinger(who) => day.no_finger(&operator, &roll(who)),
        Step::Scan(sheet) => day.scan(&operator, &barcode(sheet)),
        Step::Bind(sheet, who) => day.bind(&operator, &barcode(sheet), &roll(who)),
        Step::Void(sheet) => day.void(&day.head(), &barcode(sheet)),
        Step::Close(who) => day.close(&operator, &roll(who)),
        Step::Override(who) => {
            let decision = json!({ "reason": "no camera", "noAttemptReason": "no camera" });
            day.override_close(&supervisor, &roll(who), decision)
        }
        Step::Move(who, noon) => {
            let slot = &day.slots[if noon { "HN" } else { "HM" }];
            let path = format!("/api/candidates/{}/{}", day.exam, day.id(&roll(who)));
            day.head().patch(path, json!({ "slotId": slot, "reason": "asked to" }))
        }
        Step::Offline(who, kind, at) => {
            let (kind, data) = match kind {
                0 => ("attendance", json!({ "status": "completed" })),
                1 => ("attendance", json!({ "status": "skipped" })),
                2 => ("fingerprint", json!({ "exceptionReason": format!("bandage {at}") })),
                3 => ("omr", json!({ "barcode": barcode(at.unsigned_abs() as usize % 3) })),
                _ => ("biometric", json!({})),
            };
            let record = day.record_at(kind, &roll(who), data, at);
            let by = if at % 2 == 0 { operator } else { day.colleague() };
            day.upload(&by, &[record])
        }
        Step::Resolve(new) => match day.conflicts(&supervisor).first() {
            Some(conflict) => {
                let choice = if new { "use_new" } else { "keep_existing" };
                day.resolve(&supervisor, &text(&conflict["conflictId"]), choice)
            }
            None => return,
        },
        Step::Review => {
            let list = day.head().get(format!("/api/alerts/{}?status=open", day.exam)).ok();
            let Some(alert) = list["items"].as_array().and_then(|items| items.first()) else { return };
            let path = format!("/api/alerts/{}", text(&alert["id"]));
            day.head().patch(path, json!({ "status": "reviewed", "note": "seen" }))
        }
    };
    assert!(answer.status < 500, "{step:?}: {} {}", answer.status, answer.body);
}

/// What the entries of the journal add up to.
fn said(day: &Day) -> BTreeMap<String, i64> {
    let entries = "SELECT action, outcome, data, slot_id FROM journal WHERE exam_id = $1";
    let exam: uuid::Uuid = day.exam.parse().unwrap();
    let mut sum = BTreeMap::new();
    let mut add = |name: &str, by: i64| *sum.entry(name.to_owned()).or_default() += by;
    for row in rows(&day.app.db, entries, vec![exam.into()]) {
        let (action, outcome): (String, String) = (row.get("action").unwrap(), row.get("outcome").unwrap());
        let data: String = row.get("data").unwrap();
        let told = domain::event::read(&action, &outcome, &data).unwrap_or_else(|_| panic!("{action} {data}"));
        let slot = row.opt::<uuid::Uuid>("slot_id").unwrap().map(Into::into);
        let effect = domain::event::effect(&told, slot);
        add("conflicts", effect.conflicts);
        add("alertsOpen", effect.alerts_open);
        for (_, counts) in effect.slots {
            let Value::Object(counts) = json!(counts) else { unreachable!() };
            counts.iter().for_each(|(name, by)| add(name, by.as_i64().unwrap()));
        }
    }
    sum
}

#[test]
fn the_effects_of_all_entries_are_what_sql_counts() {
    let config = Config { cases: 6, max_shrink_iters: 40, failure_persistence: None, ..Config::default() };
    let held = TestRunner::new(config).run(&steps(), |steps| {
        let day = Day::with(Store::Sqlite, json!({ "operatorRule": "assigned" }));
        day.enrol("HM-1", pictures::obama()).created();
        let mut marks = BTreeMap::new();
        steps.iter().for_each(|step| run(&day, *step, &mut marks));
        settle(&day);
        let counted = counted(&day, &day.exam);
        let said = said(&day);
        let of_journal: BTreeMap<String, i64> =
            counted.keys().map(|name| (name.clone(), said.get(name).copied().unwrap_or_default())).collect();
        prop_assert_eq!(&of_journal, &counted, "the journal, and SQL");
        prop_assert_eq!(&Board::of(&stats(&day.head(), &day.exam)).figures, &counted, "the dashboard, and SQL");
        Ok(())
    });
    held.unwrap();
}
