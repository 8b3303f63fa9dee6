//! Live: figures that are kept as they change, updates over the WebSocket, devices that are heard of.

mod anything;
mod contract;
mod copies;
mod devices;
mod ends;
pub(crate) mod figures;
mod roles;
mod slow;
mod socket;
mod stats;

use domain::SlotId;
use serde_json::{Value, json};
use store::{Arg, Statement, journal::Event};

use crate::world::{Day, World, runtime};

/// Appends entries of a slot, made from their numbers, as many at once as fit into a transaction well.
fn append(world: &World, day: &Day, entries: i64, action: &str, facts: impl Fn(i64) -> Value) {
    let app = &world.app;
    let slot: SlotId = day.slots["HM"].parse().unwrap();
    runtime().block_on(async {
        for first in (0..entries).step_by(1000) {
            let mut tx = app.journal().begin().await.unwrap();
            for number in first..entries.min(first + 1000) {
                let now = app.clock.now();
                let event = Event {
                    exam_id: Some(day.exam.parse().unwrap()),
                    centre_id: Some(day.here.parse().unwrap()),
                    slot_id: Some(slot),
                    actor_id: Some(day.operator.user_id),
                    actor_role: Some(domain::Role::Operator),
                    data: facts(number).to_string(),
                    ..Event::new(app.ids.next(now).into(), now, action, "done")
                };
                tx.append(event).await.unwrap();
            }
            tx.commit().await.unwrap();
        }
    });
}

/// A candidate comes, the next is verified, and so on: every figure of a slot moves.
fn busy(number: i64) -> Value {
    match number % 3 {
        0 => json!({ "status": "completed", "was": null }),
        1 => json!({ "status": "completed", "was": "skipped" }),
        _ => json!({ "status": "skipped", "was": null }),
    }
}

/// Changes rows behind the program's back, and tells how many.
pub(crate) fn change(world: &World, text: &str, args: Vec<Arg>) -> u64 {
    let text: &'static str = Box::leak(text.to_owned().into_boxed_str());
    let statement = Box::leak(Box::new(Statement { sqlite: text, postgres: text, file: file!(), line: line!() }));
    runtime().block_on(async {
        let mut tx = world.app.db.begin().await.unwrap();
        let changed = tx.execute(statement, args).await.unwrap();
        tx.commit().await.unwrap();
        changed
    })
}
