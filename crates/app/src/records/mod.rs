//! The tables of DynamoDB that follow the journal, where they are configured: written as far as the journal is read,
//! compared with the database, mended.

mod agreement;
mod check;
mod follow;
mod passwords;
mod placed;
mod rows;

use adapters::{Class, Fault, records::Followed};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

pub use agreement::Agreement;
pub use check::Checking;
pub(crate) use passwords::KEPT_SECONDS;
pub(crate) use placed::face_placed;
pub(crate) use rows::twin;

use crate::{
    error::{Dependency, Error},
    state::App,
};

/// Starts to follow the journal, where tables are configured.
pub(crate) fn start(app: &App, stop: &CancellationToken, tracker: &TaskTracker) {
    let Some(records) = &app.records else { return };
    for &of in Followed::ALL {
        let follower = follow::Follower {
            of,
            journal: app.journal.clone(),
            records: records.clone(),
            clock: app.clock.clone(),
            metrics: std::sync::Arc::clone(&app.metrics),
            me: app.ids.next(app.clock.now()),
        };
        tracker.spawn(follower.run(stop.clone()));
    }
}

/// What a call is told of tables that gave no answer, or one that somebody has to mend.
pub(crate) fn unanswered(fault: &Fault) -> Error {
    match fault.class {
        Class::Unavailable => tracing::warn!(%fault, "DynamoDB gives no answer"),
        Class::Denied | Class::Missing => tracing::error!(%fault, "DynamoDB: see `mpa aws init` and the rights"),
        Class::Conflict | Class::Invalid | Class::Tampered => return Error::internal(fault),
    }
    Error::Unavailable { dependency: Dependency::Records }
}
