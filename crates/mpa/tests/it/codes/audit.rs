//! The audit log.

use std::collections::BTreeSet;

use domain::Role;

use crate::world::{Day, Store, World};

/// What is told on the day, and what can be told only before anything was written.
pub(super) fn tell(day: &Day) -> BTreeSet<String> {
    let nobody = "01990000-0000-7000-8000-00000000dead";
    day.head().get(format!("/api/audit/{}/{nobody}/proof", day.exam)).refused(404, "EVENT_NOT_FOUND");
    let world = World::start(Store::Sqlite);
    let head = world.hire("head", Role::Admin, None, &[]);
    world.meddled(); // hired without an entry, and nobody acts
    world.by(&head).get("/api/audit/checkpoint").refused(404, "CHECKPOINT_NOT_FOUND");
    world.codes()
}
