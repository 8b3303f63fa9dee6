//! What is done beside the requests, until the server stops.

use std::time::Duration;

use tokio_util::{sync::CancellationToken, task::TaskTracker};

use crate::{
    app::App, audit::checkpoint, config::limits::LIVE_KEPT, duplicates, http::ctx::IDEMPOTENCY_SECONDS, journal, live,
    notices,
};

/// Starts the jobs; the tracker is empty when they have ended.
pub fn start(app: &App, stop: &CancellationToken) -> TaskTracker {
    let tracker = TaskTracker::new();
    tracker.spawn(journal::sequence(app.clone(), stop.clone()));
    tracker.spawn(checkpoint::every_second(app.clone(), stop.clone()));
    live::start(app, stop, &tracker);
    tracker.spawn(duplicates::run(app.clone(), stop.clone()));
    tracker.spawn(notices::run(app.clone(), stop.clone()));
    tracker.spawn(crate::ops::sync::follow::follow(app.clone(), stop.clone()));
    let every = |seconds, app: &App| (Duration::from_secs(seconds), app.clone(), stop.clone());
    let (period, program, ending) = every(60, app);
    tracker.spawn(repeat(period, ending, move || minute(program.clone())));
    let (period, program, ending) = every(600, app);
    tracker.spawn(repeat(period, ending, move || purge(program.clone())));
    // A sweep at the start clears what a crash left; then as often as files grow old.
    let seconds = u64::try_from(app.config.sweep_after).unwrap_or(3600).clamp(1, 3600);
    let (period, program, ending) = every(seconds, app);
    tracker.spawn(repeat(period, ending, move || sweep(program.clone())));
    tracker
}

async fn repeat<F: Future<Output = anyhow::Result<()>>>(
    period: Duration,
    stop: CancellationToken,
    job: impl Fn() -> F,
) {
    let mut ticks = tokio::time::interval(period);
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            _ = ticks.tick() => {
                if let Err(error) = job().await {
                    tracing::error!(error = format!("{error:#}"), "a job failed; it runs again");
                }
            }
        }
    }
}

async fn minute(app: App) -> anyhow::Result<()> {
    app.address_limit.forget_quiet();
    app.outsiders.flush(&app).await?;
    Ok(())
}

/// Forgets what has lost its use: packages, old answers, ended tokens, old login failures.
async fn purge(app: App) -> anyhow::Result<()> {
    crate::ops::end_downloads::run(&app).await?;
    let now = app.clock.now();
    let mut tx = app.db.begin().await?;
    store::idempotency::purge(&mut tx, now.plus_seconds(-IDEMPOTENCY_SECONDS)).await?;
    store::sessions::purge(&mut tx, now.plus_seconds(-24 * 3600)).await?;
    store::logins::purge(&mut tx, now.plus_seconds(-3600)).await?;
    store::live::purge(&mut tx, LIVE_KEPT).await?;
    store::notices::purge(&mut tx, now.plus_seconds(-notices::KEPT_SECONDS)).await?;
    Ok(tx.commit().await?)
}

/// Removes files that no row names: what was written for a change that never came.
async fn sweep(app: App) -> anyhow::Result<()> {
    let report = app.vault.sweep(app.config.sweep_after, app.clock.now()).await?;
    app.metrics.swept.inc_by(report.removed);
    if report.removed > 0 {
        tracing::info!(removed = report.removed, seen = report.seen, "files without a row were removed");
    }
    Ok(())
}
