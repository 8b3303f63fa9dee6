//! One client: it says who it is, what it wants, and is sent what comes after its places.

use std::{net::IpAddr, sync::Arc, time::Duration};

use axum::extract::ws::{CloseFrame, Message, WebSocket};
use domain::{ExamId, Refusal, Role, SessionId, live::may_read, scope::Scope};
use futures_util::SinkExt as _;
use serde_json::json;
use store::{journal::Event, live, rights::Standing};
use tokio::{
    sync::watch,
    time::{Instant, timeout},
};

use super::{
    Pace, Place, Registration,
    feed::{Feed, Next},
    message::{self, Close, Said, answer},
    standings,
    update::Update,
};
use crate::{
    app::App,
    config::limits::{LIVE_EXAMS, LIVE_FAULTS, LIVE_PAGE},
    http::Failure,
};

/// How long a client has to take the close, and then to confirm it.
const PARTING: Duration = Duration::from_secs(2);

/// An exam that a client watches.
struct Subscription {
    feed: Arc<Feed>,
    scope: Scope,
    /// The last update that it has had.
    place: i64,
}

struct Client {
    app: App,
    socket: WebSocket,
    standing: watch::Receiver<Option<Arc<Standing>>>,
    session: SessionId,
    role: Role,
    address: IpAddr,
    subscriptions: Vec<Subscription>,
    faults: u32,
    pace: Pace,
    heard: Instant,
    pinged: Instant,
}

/// What a client does next: go on, or part with it. `None`: it is gone already.
type Step = Result<(), Option<Close>>;

/// Serves a client until either side has enough.
pub async fn run(app: App, mut socket: WebSocket, address: IpAddr, mut place: Place) {
    let pace = app.live.pace();
    let known = tokio::select! {
        () = app.live.closing.cancelled() => return part(socket, message::STOPPING).await,
        known = timeout(pace.auth, authenticate(&app, &mut socket)) => known.ok().flatten(),
    };
    drop(place.stranger.take());
    let Some(standing) = known else {
        app.outsiders.count(address, "UNAUTHENTICATED");
        return part(socket, message::UNAUTHENTICATED).await;
    };
    let (session, role) = (standing.actor.session_id, standing.actor.role);
    let (_registered, standing) = Registration::of(&app, standing);
    let now = Instant::now();
    let mut client = Client {
        app,
        socket,
        standing,
        session,
        role,
        address,
        subscriptions: Vec::new(),
        faults: 0,
        pace,
        heard: now,
        pinged: now,
    };
    if let Some(close) = client.serve().await {
        part(client.socket, close).await;
    }
}

/// The first message: whose access token is it?
async fn authenticate(app: &App, socket: &mut WebSocket) -> Option<Standing> {
    let said = loop {
        match socket.recv().await?.ok()? {
            Message::Text(text) => break Said::of(&text)?,
            Message::Ping(_) | Message::Pong(_) => {}
            Message::Binary(_) | Message::Close(_) => return None,
        }
    };
    let Said::Auth { token } = said else { return None };
    let now = app.clock.now();
    let session = app.tokens.verify(&token, now)?;
    let found = async { standings(app, &mut app.db.read().await?, &[session]).await };
    match found.await {
        Ok(mut standing) => standing.remove(&session),
        Err(error) => {
            tracing::warn!(%error, "a client could not be looked up");
            None
        }
    }
}

/// Says why, waits a moment for the answer, and ends the connection.
async fn part(mut socket: WebSocket, (code, reason): Close) {
    let close = Message::Close(Some(CloseFrame { code, reason: reason.into() }));
    if !matches!(timeout(PARTING, socket.send(close)).await, Ok(Ok(()))) {
        return;
    }
    let confirmed = async { while let Some(Ok(_)) = socket.recv().await {} };
    drop(timeout(PARTING, confirmed).await);
}

impl Client {
    /// Until there is a reason to part; `None`: the client is gone.
    async fn serve(&mut self) -> Option<Close> {
        let mut published = self.app.live.published.subscribe();
        let closing = self.app.live.closing.clone();
        let mut ticks = tokio::time::interval(self.pace.ping / 4);
        ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            let behind = self.subscriptions.iter().any(|one| one.place < one.feed.last());
            let step = tokio::select! {
                biased;
                () = closing.cancelled() => Err(Some(message::STOPPING)),
                _ = self.standing.changed() => self.stand(),
                said = self.socket.recv() => self.hear(said).await,
                _ = ticks.tick() => self.tick().await,
                () = std::future::ready(()), if behind => self.deliver().await,
                _ = published.changed(), if !behind => Ok(()),
            };
            if let Err(close) = step {
                return close;
            }
        }
    }

    /// Takes note of changed rights.
    fn stand(&mut self) -> Step {
        let standing = self.standing.borrow_and_update().clone().ok_or(Some(message::UNAUTHENTICATED))?;
        self.role = standing.actor.role;
        for one in &mut self.subscriptions {
            one.scope = standing.scope(one.feed.exam).map_err(|_| Some(message::UNAUTHENTICATED))?;
        }
        Ok(())
    }

    async fn hear(&mut self, said: Option<Result<Message, axum::Error>>) -> Step {
        let Some(Ok(message)) = said else { return Err(None) };
        self.heard = Instant::now();
        match message {
            Message::Ping(_) | Message::Pong(_) => Ok(()),
            Message::Close(_) => Err(None),
            Message::Binary(_) => self.fault("must be text").await,
            Message::Text(text) => match Said::of(&text) {
                None => self.fault("must be a message of the contract").await,
                Some(Said::Auth { .. }) => self.fault("is the first one only").await,
                Some(Said::Ping) => self.say(&json!({ "type": "pong" })).await,
                Some(Said::Subscribe { exam_id, since }) => self.subscribe(exam_id, since).await,
                Some(Said::Unsubscribe { exam_id }) => {
                    self.subscriptions.retain(|one| one.feed.exam != exam_id);
                    Ok(())
                }
            },
        }
    }

    async fn fault(&mut self, why: &str) -> Step {
        self.faults += 1;
        if self.faults > LIVE_FAULTS {
            return Err(Some(message::SENSELESS));
        }
        self.say(&message::senseless(&format!("A message {why}."))).await
    }

    async fn say(&mut self, value: &serde_json::Value) -> Step {
        self.send(answer(value)).await
    }

    async fn send(&mut self, message: Message) -> Step {
        match timeout(self.pace.send, self.socket.send(message)).await {
            Ok(sent) => sent.map_err(|_| None),
            Err(_) => Err(Some(message::SLOW)),
        }
    }

    async fn tick(&mut self) -> Step {
        if self.heard.elapsed() > self.pace.silent {
            return Err(Some(message::SLOW));
        }
        if self.pinged.elapsed() < self.pace.ping {
            return Ok(());
        }
        self.pinged = Instant::now();
        self.faults = 0;
        self.send(Message::Ping(axum::body::Bytes::new())).await
    }

    async fn subscribe(&mut self, exam: ExamId, since: Option<i64>) -> Step {
        self.subscriptions.retain(|one| one.feed.exam != exam);
        if self.subscriptions.len() >= LIVE_EXAMS {
            return self.fault("may ask for 16 exams at most").await;
        }
        let (scope, last, first) = match self.open(exam).await {
            Ok(Ok(opened)) => opened,
            Ok(Err(refusal)) => return self.refuse(exam, refusal).await,
            Err(failure) => return self.say(&message::failed(exam, &failure)).await,
        };
        let whole = |since: i64| since <= last && (since == last || first.is_some_and(|first| first <= since + 1));
        let kind = if since.is_none_or(whole) { "subscribed" } else { "reset" };
        let place = since.filter(|since| whole(*since)).unwrap_or(last);
        self.subscriptions.push(Subscription { feed: self.app.live.feed(exam, last), scope, place });
        self.say(&json!({ "type": kind, "examId": exam, "seq": last })).await
    }

    /// A refusal goes into the journal, as those of calls do, and counts as a fault: it costs a write.
    async fn refuse(&mut self, exam: ExamId, refusal: Refusal) -> Step {
        self.faults += 1;
        if self.faults > LIVE_FAULTS {
            return Err(Some(message::SENSELESS));
        }
        if let Err(error) = self.record(exam, refusal).await {
            tracing::warn!(%error, "a refusal could not be written down");
            return Err(Some(message::FAILED)); // what cannot be written down is not told either
        }
        self.say(&message::refused(exam, refusal)).await
    }

    async fn record(&mut self, exam: ExamId, refusal: Refusal) -> store::Result<()> {
        let Some(standing) = self.standing.borrow().clone() else { return Ok(()) };
        let (app, now) = (&self.app, self.app.clock.now());
        let event = Event {
            code: Some(refusal.code().to_owned()),
            exam_id: Some(exam),
            centre_id: standing.actor.centre_id,
            actor_id: Some(standing.actor.user_id),
            actor_role: Some(standing.actor.role),
            session_id: Some(self.session),
            address: Some(self.address.to_string()),
            ..Event::new(app.ids.next(now).into(), now, "subscribe", "refused")
        };
        let mut tx = app.db.begin().await?;
        app.journal.append(&mut tx, event).await?;
        tx.commit().await?;
        app.journal.wake();
        Ok(())
    }

    /// The client's part of an exam as it is now, the last update, and the first that is kept.
    async fn open(&mut self, exam: ExamId) -> Result<Result<(Scope, i64, Option<i64>), Refusal>, Failure> {
        let mut tx = self.app.db.read().await?;
        if store::exams::get(&mut tx, exam).await?.is_none() {
            return Ok(Err(Refusal::ExamNotFound));
        }
        let standing = standings(&self.app, &mut tx, &[self.session]).await?;
        let Some(standing) = standing.get(&self.session) else { return Err(Failure::unauthenticated()) };
        let scope = match standing.scope(exam) {
            Ok(scope) => scope,
            Err(refusal) => return Ok(Err(refusal)),
        };
        let (last, first) = live::bounds(&mut tx, exam).await?;
        Ok(Ok((scope, last, first)))
    }

    /// Sends the next updates of every exam of which there are some.
    async fn deliver(&mut self) -> Step {
        for index in 0..self.subscriptions.len() {
            let (feed, place) = (Arc::clone(&self.subscriptions[index].feed), self.subscriptions[index].place);
            let updates = match feed.after(place, LIVE_PAGE) {
                Next::Nothing => continue,
                Next::Updates(updates) => updates,
                Next::Missed => self.replay(feed.exam, place).await?,
            };
            if updates.first().is_none_or(|first| first.seq != place + 1) {
                // What comes next is no longer kept: the client was too far behind.
                let last = feed.last();
                self.subscriptions[index].place = last;
                self.say(&json!({ "type": "reset", "examId": feed.exam, "seq": last })).await?;
                continue;
            }
            for update in updates {
                let one = &mut self.subscriptions[index];
                one.place = update.seq;
                if may_read(update.event, self.role, &one.scope, update.centre, update.slot) {
                    let fed = timeout(self.pace.send, self.socket.feed(Message::Text(update.frame.clone()))).await;
                    fed.map_err(|_| Some(message::SLOW))?.map_err(|_| None)?;
                }
            }
        }
        let flushed = timeout(self.pace.send, self.socket.flush()).await;
        flushed.map_err(|_| Some(message::SLOW))?.map_err(|_| None)
    }

    /// Reads what is no longer in memory; only a few clients do so at a time.
    async fn replay(&mut self, exam: ExamId, place: i64) -> Result<Vec<Arc<Update>>, Option<Close>> {
        let _turn = self.app.live.replays.acquire().await.map_err(|_| Some(message::FAILED))?;
        let page = async { live::updates(&mut self.app.db.read().await?, exam, place, LIVE_PAGE as i64).await };
        let page = page.await.map_err(|error| {
            tracing::warn!(%error, "missed updates could not be read");
            Some(message::FAILED)
        })?;
        Ok(page.iter().map(|(seq, entry)| Arc::new(Update::of(exam, *seq, entry))).collect())
    }
}
