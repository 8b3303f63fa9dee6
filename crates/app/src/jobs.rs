//! What is done beside the calls, until the server stops. Each job has the few handles that it uses.

use std::{sync::Arc, time::Duration};

use journal::{Journal, checkpoint, sequence};
use store::live;
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use vault::{Clock, MARK_SECONDS, Vault};

use crate::{
    candidates::searchable,
    downloads,
    faces::{collection, duplicates},
    idempotency,
    live::Watching,
    metrics::Metrics,
    notices, sessions,
    state::App,
    sync::{follow, scoring},
    witness,
};

/// The last updates of an exam that can be asked for with `since`; for older ones the answer is `reset`.
pub const LIVE_KEPT: i64 = 1_000_000;

/// Up to how many entries that wait for a number are counted.
const UNNUMBERED_COUNTED: i64 = 100_000;

/// How soon a job that failed is tried again: what it tidies away may be the room that is missing.
const AGAIN: Duration = Duration::from_secs(10);

/// Starts the jobs; the tracker is empty when they have ended.
pub fn start(app: &App, stop: &CancellationToken) -> TaskTracker {
    let tracker = TaskTracker::new();
    let live = Arc::clone(&app.live);
    tracker.spawn(sequence::run(app.journal.clone(), move |news| live.told(news), stop.clone()));
    tracker.spawn(checkpoint::every_second(Arc::clone(&app.log), stop.clone()));
    let watching = Watching { journal: app.journal.clone(), live: Arc::clone(&app.live), clock: app.clock.clone() };
    crate::live::start(&watching, stop, &tracker);
    tracker.spawn(search_duplicates(app.clone(), stop.clone()));
    if let Some(indexer) = collection::Indexer::of(app) {
        tracker.spawn(collection::run(indexer, stop.clone()));
    }
    tracker.spawn(notices::run(outbox(app), stop.clone()));
    tracker.spawn(follow::follow(app.clone(), stop.clone()));
    tracker.spawn(scoring::run(app.clone(), stop.clone()));
    crate::records::start(app, stop, &tracker);
    let (journal, stopped) = (app.journal.clone(), stop.clone());
    tracker.spawn(repeat(600, stop.clone(), move || searchable::make(journal.clone(), stopped.clone())));
    if let Some(bucket) = app.checkpoint_bucket.clone() {
        let keeping = witness::Keeping { journal: app.journal.clone(), bucket, kept: Arc::default() };
        tracker.spawn(repeat(witness::EVERY_SECONDS, stop.clone(), move || keeping.clone().keep_newest()));
    }
    let program = app.clone();
    tracker.spawn(repeat(5, stop.clone(), move || {
        let program = program.clone();
        async move { tell_of_the_journal(&program).await }
    }));
    let program = app.clone();
    tracker.spawn(repeat(60, stop.clone(), move || count_outsiders(program.clone())));
    let keeper = Keeper { journal: app.journal.clone(), vault: Arc::clone(&app.vault), clock: app.clock.clone() };
    let purging = keeper.clone();
    tracker.spawn(repeat(600, stop.clone(), move || purge(purging.clone())));
    let marking = keeper.clone();
    tracker.spawn(repeat(MARK_SECONDS, stop.clone(), move || mark(marking.clone())));
    // A sweep at the start clears what a crash left; then as often as files grow old.
    let (after, metrics) = (app.settings.sweep_after, Arc::clone(&app.metrics));
    let every = u64::try_from(after).unwrap_or(3600).clamp(1, 3600);
    tracker.spawn(repeat(every, stop.clone(), move || sweep(keeper.clone(), after, Arc::clone(&metrics))));
    back_up(app, stop, &tracker);
    tracker
}

/// What is left to be done when all calls and jobs have ended: the last entries get their numbers, and the tree
/// its checkpoint.
///
/// # Errors
/// When the store fails.
pub async fn finish(app: &App) -> anyhow::Result<()> {
    app.outsiders.flush(&app.journal, &app.ids, app.clock.now()).await?;
    sequence::number_all(&app.journal, &|news| app.live.told(news)).await;
    checkpoint::at_once(&app.log).await;
    app.journal.close().await;
    Ok(())
}

/// How far the journal's numbers and checkpoints are behind.
///
/// # Errors
/// When the store fails; then only the checkpoints are told of.
pub async fn tell_of_the_journal(app: &App) -> anyhow::Result<()> {
    app.metrics.checkpoint_behind.set(app.log.seconds_behind());
    let waiting = store::journal::unnumbered(&mut app.journal.read().await?, UNNUMBERED_COUNTED).await?;
    app.metrics.journal_waiting.set(waiting.entries);
    let now = app.clock.now();
    app.metrics.journal_oldest.set(waiting.oldest.map_or(0, |oldest| now.seconds_since(oldest).max(0)));
    Ok(())
}

/// Searches faces among the enrolled ones until the server stops.
pub async fn search_duplicates(app: App, stop: CancellationToken) {
    duplicates::run(searcher(&app), stop).await;
}

/// Ends the downloads whose time is over, and removes their packages.
///
/// # Errors
/// When the store or the files fail; what was ended stays ended.
pub async fn end_downloads(app: &App) -> anyhow::Result<()> {
    downloads::end::run(&app.journal, &app.vault, &app.clock).await
}

fn searcher(app: &App) -> duplicates::Searcher {
    duplicates::Searcher {
        journal: app.journal.clone(),
        vault: Arc::clone(&app.vault),
        engine: Arc::clone(&app.engine),
        metrics: Arc::clone(&app.metrics),
        clock: app.clock.clone(),
        ids: app.ids.clone(),
        faces_in_memory: app.settings.faces_in_memory,
        asks_distant: app.distant_faces.is_some(),
    }
}

fn outbox(app: &App) -> notices::Outbox {
    notices::Outbox {
        journal: app.journal.clone(),
        clock: app.clock.clone(),
        notifier: Arc::clone(&app.notices),
        metrics: Arc::clone(&app.metrics),
    }
}

async fn repeat<F: Future<Output = anyhow::Result<()>>>(seconds: u64, stop: CancellationToken, job: impl Fn() -> F) {
    let mut ticks = tokio::time::interval(Duration::from_secs(seconds));
    ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            _ = ticks.tick() => {
                if let Err(error) = job().await {
                    tracing::error!(error = format!("{error:#}"), "a job failed; it runs again");
                    ticks.reset_after(Duration::from_secs(seconds).min(AGAIN));
                }
            }
        }
    }
}

/// Backups by themselves, where they are wanted, and the age of the last good one.
fn back_up(app: &App, stop: &CancellationToken, tracker: &TaskTracker) {
    let Some(schedule) = app.backups.clone() else { return };
    let (aging, metrics) = (schedule.clone(), Arc::clone(&app.metrics));
    let age = move || {
        let (aging, metrics) = (aging.clone(), Arc::clone(&metrics));
        async move {
            metrics.backup_age.set(aging.age().await?);
            anyhow::Ok(())
        }
    };
    tracker.spawn(repeat(30, stop.clone(), age));
    let (stopped, metrics) = (stop.clone(), Arc::clone(&app.metrics));
    let make = move || {
        let (schedule, stopped, metrics) = (schedule.clone(), stopped.clone(), Arc::clone(&metrics));
        async move {
            let made = schedule.tick(&stopped).await;
            if made.is_err() && !stopped.is_cancelled() {
                metrics.backups_failed.inc();
            }
            made.map(drop)
        }
    };
    tracker.spawn(repeat(60, stop.clone(), make));
}

async fn count_outsiders(app: App) -> anyhow::Result<()> {
    Ok(app.outsiders.flush(&app.journal, &app.ids, app.clock.now()).await?)
}

/// What tidying up needs of the program.
#[derive(Clone)]
struct Keeper {
    journal: Journal,
    vault: Arc<Vault>,
    clock: Clock,
}

/// Forgets what has lost its use: packages, old answers, ended tokens, old login failures.
async fn purge(keeper: Keeper) -> anyhow::Result<()> {
    downloads::end::run(&keeper.journal, &keeper.vault, &keeper.clock).await?;
    let now = keeper.clock.now();
    let mut unit = keeper.journal.begin().await?;
    store::idempotency::purge(&mut unit, now.plus_seconds(-idempotency::KEPT_SECONDS)).await?;
    store::sessions::purge(&mut unit, now.plus_seconds(-24 * 3600)).await?;
    let devices = now.plus_seconds(-sessions::KNOWN_DEVICE_SECONDS);
    store::logins::purge(&mut unit, now.plus_seconds(-3600), devices).await?;
    live::purge(&mut unit, LIVE_KEPT).await?;
    store::notices::purge(&mut unit, now.plus_seconds(-notices::KEPT_SECONDS)).await?;
    Ok(unit.commit().await?)
}

/// Has the store of files know that this database is the one that wrote last.
async fn mark(keeper: Keeper) -> anyhow::Result<()> {
    Ok(keeper.vault.custodian().keep_marked(keeper.clock.now()).await?)
}

/// Removes files that no row names: what was written for a change that never came.
async fn sweep(keeper: Keeper, after: i64, metrics: Arc<Metrics>) -> anyhow::Result<()> {
    let report = keeper.vault.sweep(after, keeper.clock.now()).await?;
    metrics.swept.inc_by(report.removed);
    if report.removed > 0 {
        tracing::info!(removed = report.removed, seen = report.met.seen, "files without a row were removed");
    }
    Ok(())
}
