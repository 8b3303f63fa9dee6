//! What runs beside the clients: reading what was numbered, hearing other copies, watching sessions.

use std::{collections::HashSet, sync::Arc, time::Duration};

use domain::SessionId;
use store::live;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use super::{locked, standings, update::Update};
use crate::{
    app::App,
    config::limits::{LIVE_CLIENTS, LIVE_PAGE},
};

/// How often the store is looked at when nobody tells of news.
const LOOK: Duration = Duration::from_secs(1);
/// How long the clients have to take the close when the server stops.
const FAREWELL: Duration = Duration::from_secs(5);

/// Starts them.
pub fn start(app: &App, stop: &CancellationToken, tracker: &TaskTracker) {
    tracker.spawn(follow(app.clone(), stop.clone()));
    tracker.spawn(watch_sessions(app.clone(), stop.clone()));
    tracker.spawn(say_goodbye(app.clone(), stop.clone()));
    if app.db.engine() == "postgres" {
        tracker.spawn(hear_copies(app.clone(), stop.clone()));
    }
}

/// Reads what was numbered, for all who watch.
async fn follow(app: App, stop: CancellationToken) {
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            () = app.live.news.notified() => {}
            () = tokio::time::sleep(LOOK) => {}
        }
        if let Err(error) = publish(&app).await {
            tracing::warn!(%error, "new updates could not be read; it is tried again");
        }
    }
}

async fn publish(app: &App) -> store::Result<()> {
    let feeds = app.live.watched();
    if feeds.is_empty() {
        return Ok(());
    }
    let mut tx = app.db.read().await?;
    for feed in feeds {
        loop {
            let page = live::updates(&mut tx, feed.exam, feed.last(), LIVE_PAGE as i64).await?;
            let read = page.len();
            let updates = page.iter().map(|(seq, entry)| Arc::new(Update::of(feed.exam, *seq, entry)));
            feed.push(updates.collect());
            if read > 0 {
                app.live.published.send_modify(|times| *times += 1);
            }
            if read < LIVE_PAGE {
                break;
            }
        }
    }
    Ok(())
}

/// Hears what other copies have numbered.
async fn hear_copies(app: App, stop: CancellationToken) {
    loop {
        let heard = tokio::select! {
            () = stop.cancelled() => return,
            heard = hear(&app) => heard,
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

async fn hear(app: &App) -> store::Result<()> {
    let Some(mut listener) = app.db.listen().await? else { return Ok(()) };
    app.live.told(live::News::all()); // what was told before is not heard any more
    loop {
        app.live.told(listener.next().await?);
    }
}

/// Tells clients whose session or rights have changed; one look for all of them.
async fn watch_sessions(app: App, stop: CancellationToken) {
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            () = app.live.rights.notified() => {}
            () = tokio::time::sleep(app.live.pace().check) => {}
        }
        if let Err(error) = check_sessions(&app).await {
            tracing::warn!(%error, "sessions could not be checked; it is tried again");
        }
    }
}

async fn check_sessions(app: &App) -> store::Result<()> {
    let sessions: HashSet<SessionId> = locked(&app.live.clients).values().map(|(session, _)| *session).collect();
    if sessions.is_empty() {
        return Ok(());
    }
    let sessions: Vec<SessionId> = sessions.into_iter().collect();
    let standing = standings(app, &mut app.db.read().await?, &sessions).await?;
    for (session, told) in locked(&app.live.clients).values().filter(|(session, _)| sessions.contains(session)) {
        told.send_if_modified(|known| {
            let now = standing.get(session);
            let changed = known.as_deref() != now;
            if changed {
                *known = now.cloned().map(Arc::new);
            }
            changed
        });
    }
    Ok(())
}

/// When the server stops, every client is told.
async fn say_goodbye(app: App, stop: CancellationToken) {
    stop.cancelled().await;
    app.live.closing.cancel();
    let all = u32::try_from(LIVE_CLIENTS).unwrap_or(u32::MAX);
    let gone = tokio::time::timeout(FAREWELL, app.live.places.acquire_many(all)).await;
    if gone.is_err() {
        tracing::warn!("some clients did not take the close in time");
    }
}
