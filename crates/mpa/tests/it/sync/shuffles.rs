//! A day's records in any order, any number of times, in any parts: the same end.

use proptest::{
    collection::vec,
    prelude::*,
    test_runner::{Config, TestRunner},
};
use serde_json::{Value, json};

use super::{base64, texts};
use crate::world::{Day, Store, pictures};

/// How the queues come in: each in an order of its own, cut into parcels, some of them twice, handed over by whom.
#[derive(Clone, Debug)]
struct Plan {
    orders: [Vec<usize>; 3],
    sizes: Vec<usize>,
    twice: Vec<bool>,
    places: Vec<u32>,
    hands: Vec<usize>,
}

/// Records of each queue.
const RECORDS: [usize; 3] = [5, 12, 15];
/// More than there can be parcels.
const PARCELS: usize = 2 * 32;

fn plans() -> impl Strategy<Value = Plan> {
    let order = |records: usize| Just((0..records).collect::<Vec<_>>()).prop_shuffle();
    let orders = RECORDS.map(order);
    let parcels =
        (vec(1..=6_usize, PARCELS), vec(any::<bool>(), PARCELS), vec(any::<u32>(), PARCELS), vec(0..3_usize, PARCELS));
    (orders, parcels).prop_map(|(orders, (sizes, twice, places, hands))| Plan { orders, sizes, twice, places, hands })
}

impl Plan {
    /// Device and records of each parcel, as they come.
    fn parcels(&self, queues: [Vec<Value>; 3]) -> Vec<(usize, Vec<Value>)> {
        let (mut parcels, mut cut) = (Vec::new(), self.sizes.iter().zip(&self.twice));
        for (device, (queue, order)) in queues.into_iter().zip(&self.orders).enumerate() {
            assert_eq!(queue.len(), order.len(), "RECORDS is what the queues hold");
            let mut left: Vec<Value> = order.iter().map(|at| queue[*at].clone()).collect();
            while !left.is_empty() {
                let (size, twice) = cut.next().unwrap();
                let parcel: Vec<Value> = left.drain(..(*size).min(left.len())).collect();
                parcels.extend(std::iter::repeat_n((device, parcel), 1 + usize::from(*twice)));
            }
        }
        let mut placed: Vec<_> = self.places.iter().zip(parcels).collect();
        placed.sort_by_key(|(place, _)| **place);
        placed.into_iter().map(|(_, parcel)| parcel).collect()
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
        for queue in &queues(&day) {
            day.sync(&day.supervisor(), queue);
        }
        let expected = end(&day);
        assert!(expected.iter().any(|row| row.starts_with("HM-1 completed operator") && row.contains("OMR-1")));
        assert!(expected.iter().any(|row| row == "HM-4 biometric pending FACE_NOT_VERIFIED"), "{expected:#?}");
        let config = Config { cases: 3, max_shrink_iters: 20, failure_persistence: None, ..Config::default() };
        let held = TestRunner::new(config).run(&plans(), |plan| {
            let day = begin(store);
            let hands = [day.supervisor(), day.operator(), day.by(&day.idle)];
            for ((device, parcel), hand) in plan.parcels(queues(&day)).into_iter().zip(&plan.hands) {
                hands[*hand].post("/api/sync/upload", day.batch(&format!("tablet-{device}"), &parcel)).ok();
            }
            prop_assert_eq!(end(&day), expected.clone(), "on {}", day.engine);
            Ok(())
        });
        held.unwrap();
    }
}
