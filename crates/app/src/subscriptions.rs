//! What a client asks of the store: who it is, which part of an exam is open to it, what it has missed.

use std::{net::IpAddr, sync::Arc};

use domain::{ExamId, Refusal, SessionId, scope::Scope};
use store::{exams, journal::Event, live, rights::Standing};

use crate::{
    error::{Error, Result},
    live::{LIVE_PAGE, Opened, Update, standings},
    state::App,
};

/// Who stands behind an access token now; none when it is not good, or its session has ended.
///
/// # Errors
/// When the store fails.
pub async fn standing(app: &App, token: &str) -> Result<Option<Standing>> {
    let now = app.clock.now();
    let Some(session) = app.tokens.verify(token, now) else { return Ok(None) };
    Ok(standings(&mut app.journal.read().await?, &[session], now).await?.remove(&session))
}

/// An exam as a client begins to watch it.
#[derive(Debug)]
pub struct Subscribed {
    /// The client's part of it.
    pub scope: Scope,
    /// The last update there is.
    pub last: i64,
    /// The first update that is still kept.
    pub first: Option<i64>,
}

impl Subscribed {
    /// Whether everything after the update `since` is still there.
    #[must_use]
    pub fn has_all_after(&self, since: i64) -> bool {
        since <= self.last && (since == self.last || self.first.is_some_and(|first| first <= since + 1))
    }
}

/// Opens an exam to the client of a session.
///
/// # Errors
/// `EXAM_NOT_FOUND`, and the refusals of [`Standing::scope`]; [`Error::Unauthenticated`] when the session is over.
pub async fn open(app: &App, session: SessionId, exam: ExamId) -> Result<Subscribed> {
    let mut tx = app.journal.read().await?;
    if exams::get(&mut tx, exam).await?.is_none() {
        return Err(Refusal::ExamNotFound.into());
    }
    let mut standing = standings(&mut tx, &[session], app.clock.now()).await?;
    let standing = standing.remove(&session).ok_or(Error::Unauthenticated)?;
    let scope = standing.scope(exam)?;
    let (last, first) = live::bounds(&mut tx, exam).await?;
    Ok(Subscribed { scope, last, first })
}

/// Writes down that a client may not watch an exam.
///
/// # Errors
/// When the store fails: what cannot be written down is not told either.
pub async fn record_refusal(
    app: &App,
    standing: &Standing,
    address: IpAddr,
    exam: ExamId,
    refusal: Refusal,
) -> Result<()> {
    let now = app.clock.now();
    let event = Event {
        code: Some(refusal.code().to_owned()),
        exam_id: Some(exam),
        centre_id: standing.actor.centre_id,
        actor_id: Some(standing.actor.user_id),
        actor_role: Some(standing.actor.role),
        session_id: Some(standing.actor.session_id),
        address: Some(address.to_string()),
        ..Event::new(app.ids.next(now).into(), now, "subscribe", "refused")
    };
    let mut unit = app.journal.begin().await?;
    unit.append(event).await?;
    Ok(unit.commit().await?)
}

/// Reads the next updates after a place that are no longer in memory.
///
/// # Errors
/// When the store fails.
pub async fn replay(app: &App, exam: ExamId, place: i64) -> Result<Vec<Arc<Update>>> {
    let page = live::updates(&mut app.journal.read().await?, exam, place, LIVE_PAGE as i64).await?;
    Ok(page.iter().map(|(seq, entry)| Arc::new(Update::of(exam, *seq, entry))).collect())
}

/// Lists a client, and gives it the line on which it is told of its standing.
#[must_use]
pub fn list(app: &App, standing: Standing) -> Opened {
    app.live.list(&app.metrics, standing)
}
