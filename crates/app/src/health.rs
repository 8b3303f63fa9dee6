//! Whether the program can answer: each dependency with its state.

use std::time::Duration;

use api::health::{DependencyHealth, Health};

use crate::state::App;

/// How long the database has to give a sign of life.
const PATIENCE: Duration = Duration::from_secs(2);

/// Each dependency with its state, and whether all of them are up.
pub async fn ready(app: &App) -> (Health, bool) {
    let database = tokio::time::timeout(PATIENCE, app.journal.ping()).await.is_ok_and(|pinged| pinged.is_ok());
    let files = tokio::fs::metadata(&app.settings.scratch_dir).await.is_ok_and(|facts| facts.is_dir());
    let state = |up| if up { "up" } else { "down" };
    let dependencies = vec![
        DependencyHealth { name: "database", kind: app.journal.engine(), state: state(database) },
        DependencyHealth { name: "files", kind: "local", state: state(files) },
        DependencyHealth { name: "faces", kind: app.engine.name(), state: "up" },
    ];
    let up = database && files;
    (Health { status: state(up), dependencies }, up)
}
