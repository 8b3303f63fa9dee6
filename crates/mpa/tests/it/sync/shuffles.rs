//! A day's records in any order, any number of times, in any parts: the same end.

use serde_json::{Value, json};

use super::{base64, texts};
use crate::world::{Day, Store, pictures};

/// Numbers that look random and are the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }

    fn shuffle<T>(&mut self, list: &mut [T]) {
        for last in (1..list.len()).rev() {
            list.swap(last, self.below(last + 1));
        }
    }
}

/// The queues of three devices: the gate, the room, and one that does both. What one device captured
/// builds on what another did.
fn queues(day: &Day) -> [Vec<Value>; 3] {
    let (mut gate, mut room, mut both) = (Vec::new(), Vec::new(), Vec::new());
    for number in 1..=6_i64 {
        let roll = format!("HM-{number}");
        let at = 60 * number;
        if number % 3 == 0 {
            gate.push(day.record_at("attendance", &roll, json!({ "status": "skipped" }), at));
        }
        let marked = day.record_at("attendance", &roll, json!({ "status": "completed" }), at + 5);
        let rest = [
            day.record_at("face", &roll, json!({ "image": base64(picture(number)) }), at + 10),
            day.record_at("fingerprint", &roll, json!({ "exceptionReason": format!("bandage {number}") }), at + 15),
            day.record_at("omr", &roll, json!({ "barcode": format!("OMR-{number}") }), at + 20),
            day.record_at("biometric", &roll, json!({}), at + 30),
        ];
        if number <= 3 {
            gate.push(day.by_token(&day.operator, marked));
            room.extend(rest.map(|record| day.by_token(&day.colleague, record)));
        } else {
            both.push(day.by_token(&day.colleague, marked));
            both.extend(rest.map(|record| day.by_token(&day.colleague, record)));
        }
    }
    let gate = gate.into_iter().map(|record| day.by_token(&day.operator, record)).collect();
    [gate, room, both]
}

/// Numbers 1 and 4 are compared; 4 does not match.
fn picture(number: i64) -> &'static [u8] {
    match number {
        4 => pictures::biden(),
        1 => pictures::obama2(),
        _ => pictures::wall(),
    }
}

/// All that stands in the end, without what depends on the moment it arrived.
fn end(day: &Day) -> Vec<String> {
    let at = |column: &str| format!("CAST({column} - {} AS TEXT)", day.now().0);
    let mut rows = texts(
        day,
        &format!(
            "SELECT c.roll_number || ' ' || COALESCE(a.status, '-') || ' ' || COALESCE(u.username, '-') || ' '
                 || COALESCE({}, '-') || ' ' || COALESCE(f.exception_reason, '-') || ' ' || COALESCE(o.barcode, '-') || ' '
                 || COALESCE(CAST(b.verified AS TEXT), '-') || ' ' || COALESCE({}, '-') AS t
             FROM candidate c LEFT JOIN attendance a ON a.candidate_id = c.id LEFT JOIN account u ON u.id = a.operator_id
             LEFT JOIN fingerprint f ON f.candidate_id = c.id LEFT JOIN omr_sheet o ON o.candidate_id = c.id
             LEFT JOIN biometric b ON b.candidate_id = c.id ORDER BY c.roll_number",
            at("a.completed_at"),
            at("b.completed_at")
        ),
    );
    rows.extend(texts(
        day,
        "SELECT c.roll_number || ' ' || r.entity_type || ' ' || r.status || ' ' || COALESCE(r.code, '-') AS t
         FROM sync_record r JOIN candidate c ON c.id = r.candidate_id ORDER BY c.roll_number, r.entity_type, r.captured_at",
    ));
    rows
}

fn begin(store: Store) -> Day {
    let day = Day::with(store, json!({ "operatorRule": "assigned" }));
    for roll in ["HM-1", "HM-4"] {
        day.enrol(roll, pictures::obama()).created();
    }
    day
}

#[test]
fn every_order_ends_the_same() {
    for store in Store::BOTH {
        let day = begin(store);
        let in_order = queues(&day);
        for queue in &in_order {
            day.sync(&day.supervisor(), queue);
        }
        let expected = end(&day);
        assert!(expected.iter().any(|row| row.starts_with("HM-1 completed operator") && row.contains("OMR-1")));
        assert!(expected.iter().any(|row| row == "HM-4 biometric pending FACE_NOT_VERIFIED"), "{expected:#?}");
        for seed in 0..3 {
            let day = begin(store);
            let mut dice = Dice(seed);
            let mut parcels: Vec<(usize, Vec<Value>)> = Vec::new();
            for (device, mut queue) in queues(&day).into_iter().enumerate() {
                dice.shuffle(&mut queue);
                while !queue.is_empty() {
                    let size = 1 + dice.below(6.min(queue.len()));
                    let parcel: Vec<Value> = queue.drain(..size).collect();
                    for _ in 0..=dice.below(2) {
                        parcels.push((device, parcel.clone()));
                    }
                }
            }
            dice.shuffle(&mut parcels);
            for (device, parcel) in parcels {
                let who = [day.supervisor(), day.operator(), day.by(&day.idle)][dice.below(3)].clone();
                who.post("/api/sync/upload", day.batch(&format!("tablet-{device}"), &parcel)).ok();
            }
            assert_eq!(end(&day), expected, "seed {seed} on {}", day.engine);
        }
    }
}
