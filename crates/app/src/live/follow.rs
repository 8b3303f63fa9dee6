//! What runs beside the clients: reading what was numbered, hearing other copies, watching sessions.

use std::{collections::HashMap, sync::Arc, time::Duration};

use domain::{SessionId, Timestamp};
use journal::Journal;
use store::{
    Tx, live,
    rights::{self, Standing},
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use vault::{Clock, REFRESH_SECONDS};

use super::{clients::Live, feed::LIVE_PAGE, update::Update};

/// How often the store is looked at when nobody tells of news.
const LOOK: Duration = Duration::from_secs(1);

/// What these tasks need of the program.
#[derive(Clone)]
pub(crate) struct Watching {
    pub(crate) journal: Journal,
    pub(crate) live: Arc<Live>,
    pub(crate) clock: Clock,
}

/// Who stands behind sessions now; those that have ended are left out.
pub(crate) async fn standings(
    tx: &mut Tx,
    sessions: &[SessionId],
    now: Timestamp,
) -> store::Result<HashMap<SessionId, Standing>> {
    rights::of(tx, sessions, now, now.plus_seconds(-REFRESH_SECONDS)).await
}

/// Starts them.
pub(crate) fn start(watching: &Watching, stop: &CancellationToken, tracker: &TaskTracker) {
    tracker.spawn(follow(watching.clone(), stop.clone()));
    tracker.spawn(watch_sessions(watching.clone(), stop.clone()));
    tracker.spawn(say_goodbye(Arc::clone(&watching.live), stop.clone()));
    if watching.journal.engine() == "postgres" {
        tracker.spawn(hear_copies(watching.clone(), stop.clone()));
    }
}

/// Reads what was numbered, for all who watch.
async fn follow(watching: Watching, stop: CancellationToken) {
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            () = watching.live.news.notified() => {}
            () = tokio::time::sleep(LOOK) => {}
        }
        if let Err(error) = publish(&watching).await {
            tracing::warn!(%error, "new updates could not be read; it is tried again");
        }
    }
}

async fn publish(watching: &Watching) -> store::Result<()> {
    let feeds = watching.live.watched();
    if feeds.is_empty() {
        return Ok(());
    }
    let mut tx = watching.journal.read().await?;
    for feed in feeds {
        loop {
            let page = live::updates(&mut tx, feed.exam, feed.last(), LIVE_PAGE as i64).await?;
            let read = page.len();
            let updates = page.iter().map(|(seq, entry)| Arc::new(Update::of(feed.exam, *seq, entry)));
            feed.push(updates.collect());
            if read > 0 {
                watching.live.publish();
            }
            if read < LIVE_PAGE {
                break;
            }
        }
    }
    Ok(())
}

/// Hears what other copies have numbered.
async fn hear_copies(watching: Watching, stop: CancellationToken) {
    loop {
        let heard = tokio::select! {
            () = stop.cancelled() => return,
            heard = hear(&watching) => heard,
        };
        if let Err(error) = heard {
            tracing::warn!(%error, "the line to the other copies is down; the store is looked at meanwhile");
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(LOOK) => {}
        }
    }
}

async fn hear(watching: &Watching) -> store::Result<()> {
    let Some(mut listener) = watching.journal.listen().await? else { return Ok(()) };
    watching.live.told(live::News::all()); // what was told before is not heard any more
    loop {
        watching.live.told(listener.next().await?);
    }
}

/// Tells clients whose session or rights have changed; one look for all of them.
async fn watch_sessions(watching: Watching, stop: CancellationToken) {
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            () = watching.live.rights.notified() => {}
            () = tokio::time::sleep(watching.live.check_period()) => {}
        }
        if let Err(error) = check_sessions(&watching).await {
            tracing::warn!(%error, "sessions could not be checked; it is tried again");
        }
    }
}

async fn check_sessions(watching: &Watching) -> store::Result<()> {
    let sessions = watching.live.sessions();
    if sessions.is_empty() {
        return Ok(());
    }
    let mut tx = watching.journal.read().await?;
    let standing = standings(&mut tx, &sessions, watching.clock.now()).await?;
    watching.live.tell(&sessions, &standing);
    Ok(())
}

/// When the server stops, every client is told.
async fn say_goodbye(live: Arc<Live>, stop: CancellationToken) {
    stop.cancelled().await;
    live.close().await;
}
