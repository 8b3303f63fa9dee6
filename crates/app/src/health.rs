//! Whether the program can do its work: each dependency with its state. To read is not enough, so each is written to.

use std::{io::Write as _, path::Path, time::Duration};

use adapters::REKOGNITION;
use api::health::{DependencyHealth, Health};

use crate::state::App;

/// How long each has to take a write.
const PATIENCE: Duration = Duration::from_secs(2);
/// Bytes that are written where uploads are spooled.
const TRIED_BYTES: usize = 64 << 10;

/// Each dependency with its state, and whether all of them are up. Tried at most once a second, whoever asks.
pub async fn ready(app: &App) -> (Health, bool) {
    let mut last = app.readiness.last().await;
    let now = app.clock.now();
    if let Some(told) = last.still_true(now) {
        return told;
    }
    let told = look(app).await;
    last.keep(now, told.clone());
    told
}

async fn look(app: &App) -> (Health, bool) {
    let (database, blobs, scratch) = tokio::join!(
        up("database", app.journal.try_write()),
        up("files", app.vault.try_write()),
        up("scratch", spooled(&app.settings.scratch_dir)),
    );
    let files = blobs && scratch;
    let state = |up| if up { "up" } else { "down" };
    let mut dependencies = vec![
        DependencyHealth { name: "database", kind: app.journal.engine(), state: state(database) },
        DependencyHealth { name: "files", kind: app.vault.kind_of_store(), state: state(files) },
        DependencyHealth { name: "faces", kind: app.engine.name(), state: "up" },
    ];
    // Known from the last calls. Without the tables all but downloads goes on, so that nobody is turned away.
    dependencies.extend(app.records.as_ref().map(|records| DependencyHealth {
        name: "records",
        kind: records.kind(),
        state: state(records.answers()),
    }));
    // Known from the last call. It is not needed: without it the other exams go on, and of its own all but the score.
    let distant = app.distant_faces.as_ref();
    dependencies.extend(distant.map(|distant| DependencyHealth {
        name: REKOGNITION,
        kind: "aws",
        state: state(distant.answers()),
    }));
    // Keys in memory go on without their provider, up to their hard age: nobody is turned away because of it.
    if let Some(answers) = app.vault.key_provider_answers() {
        dependencies.push(DependencyHealth { name: "keys", kind: "kms", state: state(answers) });
    }
    // Known from the last calls. No request waits for it, and what it does not take now goes out later.
    if app.notices.is_far() {
        dependencies.push(DependencyHealth {
            name: "notices",
            kind: app.notices.kind(),
            state: state(app.notices.is_up()),
        });
    }
    let all = database && files;
    (Health { status: state(all), dependencies }, all)
}

async fn up<E: std::fmt::Display>(name: &str, tried: impl Future<Output = Result<(), E>>) -> bool {
    match tokio::time::timeout(PATIENCE, tried).await {
        Ok(Ok(())) => return true,
        Ok(Err(error)) => tracing::warn!(%error, "not ready: {name}"),
        Err(_) => tracing::warn!("not ready: {name} gives no answer"),
    }
    false
}

async fn spooled(folder: &Path) -> std::io::Result<()> {
    let folder = folder.to_owned();
    // A file without a name: nothing is left of it.
    let write = move || tempfile::tempfile_in(folder)?.write_all(&[0; TRIED_BYTES]);
    tokio::task::spawn_blocking(write).await.unwrap_or_else(|error| Err(std::io::Error::other(error)))
}
