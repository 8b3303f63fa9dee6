//! One client: it says who it is, what it wants, and is sent what comes after its places.

use std::{net::IpAddr, sync::Arc, time::Duration};

use api::{
    error::ErrorCode,
    socket::{ClientMessage, ServerMessage},
};
use app::{
    live::{Feed, LIVE_PAGE, Next, Standing, Stranger, Update},
    subscriptions,
};
use axum::extract::ws::{CloseFrame, Message, WebSocket};
use domain::{ExamId, Refusal, Role, SessionId, UserId, live::may_read, scope::Scope};
use futures_util::SinkExt as _;
use tokio::{
    sync::watch,
    time::{Instant, timeout},
};

use super::close::{self, Close};
use crate::{pace::Pace, state::State};

/// Messages of a client between two pings that make no sense or are refused; then it is closed with 4400.
pub(crate) const LIVE_FAULTS: u32 = 10;
/// Messages of a client between two pings; then it is closed with 4400.
pub(crate) const LIVE_MESSAGES: u32 = 120;
/// Exams that a client may watch at a time; more is an error message.
pub(crate) const LIVE_EXAMS: usize = 16;
/// How long a client has to take the close, and then to confirm it.
const PARTING: Duration = Duration::from_secs(2);

/// An exam that a client watches.
struct Subscription {
    feed: Arc<Feed>,
    scope: Scope,
    /// The last update that it has had.
    place: i64,
}

/// On which a client is told of its standing; `None` when its session has ended.
type Standings = watch::Receiver<Option<Arc<Standing>>>;

struct Client {
    state: State,
    socket: WebSocket,
    standing: Standings,
    session: SessionId,
    role: Role,
    address: IpAddr,
    subscriptions: Vec<Subscription>,
    faults: u32,
    messages: u32,
    pace: Pace,
    heard: Instant,
    pinged: Instant,
}

/// What a client does next: go on, or part with it. `None`: it is gone already.
type Step = Result<(), Option<Close>>;

/// Serves a client until either side has enough.
pub(crate) async fn run(state: State, mut socket: WebSocket, address: IpAddr, stranger: Stranger) {
    let pace = state.pace();
    let (closing, leave) = (state.app.live().closing(), stranger.leave());
    let known = tokio::select! {
        () = closing.cancelled() => return part(socket, close::STOPPING).await,
        () = leave.cancelled() => return part(socket, close::UNAUTHENTICATED).await,
        known = timeout(pace.auth, authenticate(&state, &mut socket)) => known.ok().flatten(),
    };
    drop(stranger);
    let Some(standing) = known else {
        state.app.outsiders().count(address, "UNAUTHENTICATED");
        return part(socket, close::UNAUTHENTICATED).await;
    };
    let Some(_place) = state.app.live().place(standing.actor.user_id) else {
        state.app.outsiders().count(address, "BUSY");
        return part(socket, close::FULL).await;
    };
    let (session, role) = (standing.actor.session_id, standing.actor.role);
    let (_listed, standing) = subscriptions::list(&state.app, standing);
    let now = Instant::now();
    let mut client = Client {
        state,
        socket,
        standing,
        session,
        role,
        address,
        subscriptions: Vec::new(),
        faults: 0,
        messages: 0,
        pace,
        heard: now,
        pinged: now,
    };
    if let Some(close) = client.serve().await {
        part(client.socket, close).await;
    }
}

/// The first message: whose access token is it?
async fn authenticate(state: &State, socket: &mut WebSocket) -> Option<Standing> {
    let said = loop {
        match socket.recv().await?.ok()? {
            Message::Ping(_) | Message::Pong(_) => {}
            Message::Close(_) => return None,
            said => break ClientMessage::read(text(&said)?)?,
        }
    };
    let ClientMessage::Auth { token } = said else { return None };
    match subscriptions::standing(&state.app, &token).await {
        Ok(standing) => standing,
        Err(error) => {
            tracing::warn!(code = error.code().as_str(), "a client could not be looked up");
            None
        }
    }
}

/// Opens an exam, in turn with the account's other clients.
async fn opened(
    state: &State,
    session: SessionId,
    account: UserId,
    exam: ExamId,
) -> app::Result<subscriptions::Subscribed> {
    let _turn = state.app.live().opening_turn(account).await?;
    subscriptions::open(&state.app, session, exam).await
}

/// The text of a message; some clients send it in binary frames.
fn text(message: &Message) -> Option<&str> {
    match message {
        Message::Text(text) => Some(text),
        Message::Binary(bytes) => std::str::from_utf8(bytes).ok(),
        _ => None,
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
        let mut published = self.state.app.live().published();
        let closing = self.state.app.live().closing();
        let mut ticks = tokio::time::interval(self.pace.ping / 4);
        ticks.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            let behind = self.subscriptions.iter().any(|one| one.place < one.feed.last());
            let step = tokio::select! {
                biased;
                () = closing.cancelled() => Err(Some(close::STOPPING)),
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
        let standing = self.standing.borrow_and_update().clone().ok_or(Some(close::UNAUTHENTICATED))?;
        self.role = standing.actor.role;
        for one in &mut self.subscriptions {
            one.scope = standing.scope(one.feed.exam).map_err(|_| Some(close::UNAUTHENTICATED))?;
        }
        Ok(())
    }

    async fn hear(&mut self, said: Option<Result<Message, axum::Error>>) -> Step {
        let Some(Ok(message)) = said else { return Err(None) };
        self.heard = Instant::now();
        self.messages += 1;
        if self.messages > LIVE_MESSAGES {
            return Err(Some(close::SENSELESS));
        }
        match message {
            Message::Ping(_) | Message::Pong(_) => Ok(()),
            Message::Close(_) => Err(None),
            said => match text(&said).and_then(ClientMessage::read) {
                None => self.fault("must be a message of the contract").await,
                Some(ClientMessage::Auth { .. }) => self.fault("is the first one only").await,
                Some(ClientMessage::Ping) => self.say(&ServerMessage::Pong).await,
                Some(ClientMessage::Subscribe { exam_id, since }) => self.subscribe(exam_id, since).await,
                Some(ClientMessage::Unsubscribe { exam_id }) => {
                    self.subscriptions.retain(|one| one.feed.exam != exam_id);
                    Ok(())
                }
            },
        }
    }

    async fn fault(&mut self, why: &str) -> Step {
        self.faults += 1;
        if self.faults > LIVE_FAULTS {
            return Err(Some(close::SENSELESS));
        }
        let error = format!("A message {why}.");
        self.say(&ServerMessage::Error { exam_id: None, code: ErrorCode::Validation, error }).await
    }

    async fn say(&mut self, message: &ServerMessage) -> Step {
        let text = serde_json::to_string(message).map_err(|_| Some(close::FAILED))?;
        self.send(Message::Text(text.into())).await
    }

    async fn send(&mut self, message: Message) -> Step {
        match timeout(self.pace.send, self.socket.send(message)).await {
            Ok(sent) => sent.map_err(|_| None),
            Err(_) => Err(Some(close::SLOW)),
        }
    }

    async fn tick(&mut self) -> Step {
        if self.heard.elapsed() > self.pace.silent {
            return Err(Some(close::SLOW));
        }
        if self.pinged.elapsed() < self.pace.ping {
            return Ok(());
        }
        self.pinged = Instant::now();
        (self.faults, self.messages) = (0, 0);
        self.send(Message::Ping(axum::body::Bytes::new())).await
    }

    async fn subscribe(&mut self, exam: ExamId, since: Option<i64>) -> Step {
        self.subscriptions.retain(|one| one.feed.exam != exam);
        if self.subscriptions.len() >= LIVE_EXAMS {
            return self.fault("may ask for 16 exams at most").await;
        }
        let account = self.standing.borrow().as_ref().map(|standing| standing.actor.user_id);
        let account = account.ok_or(Some(close::UNAUTHENTICATED))?;
        let opened = match opened(&self.state, self.session, account, exam).await {
            Ok(opened) => opened,
            Err(error) => {
                return match error.refusal() {
                    Some(refusal) => self.refuse(exam, refusal).await,
                    None => {
                        let (code, error) = (error.code(), error.sentence());
                        self.say(&ServerMessage::Error { exam_id: Some(exam), code, error }).await
                    }
                };
            }
        };
        let whole = since.is_none_or(|since| opened.has_all_after(since));
        let last = opened.last;
        let place = since.filter(|_| whole).unwrap_or(last);
        let feed = self.state.app.live().feed(exam, last);
        self.subscriptions.push(Subscription { feed, scope: opened.scope, place });
        let answer = if whole {
            ServerMessage::Subscribed { exam_id: exam, seq: last }
        } else {
            ServerMessage::Reset { exam_id: exam, seq: last }
        };
        self.say(&answer).await
    }

    /// A refusal goes into the journal, as those of calls do, and counts as a fault: it costs a write.
    async fn refuse(&mut self, exam: ExamId, refusal: Refusal) -> Step {
        self.faults += 1;
        if self.faults > LIVE_FAULTS {
            return Err(Some(close::SENSELESS));
        }
        let standing = self.standing.borrow().clone();
        if let Some(standing) = standing {
            let recorded = subscriptions::record_refusal(&self.state.app, &standing, self.address, exam, refusal).await;
            recorded.map_err(|_| Some(close::FAILED))?; // what cannot be written down is not told either
        }
        let (code, error) = (refusal.into(), refusal.sentence().to_owned());
        self.say(&ServerMessage::Error { exam_id: Some(exam), code, error }).await
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
                self.say(&ServerMessage::Reset { exam_id: feed.exam, seq: last }).await?;
                continue;
            }
            for update in updates {
                let one = &mut self.subscriptions[index];
                one.place = update.seq;
                if may_read(update.event, self.role, &one.scope, update.centre, update.slot) {
                    let fed =
                        timeout(self.pace.send, self.socket.feed(Message::Text(update.frame.as_ref().into()))).await;
                    fed.map_err(|_| Some(close::SLOW))?.map_err(|_| None)?;
                }
            }
        }
        let flushed = timeout(self.pace.send, self.socket.flush()).await;
        flushed.map_err(|_| Some(close::SLOW))?.map_err(|_| None)
    }

    /// Reads what is no longer in memory; only a few clients do so at a time.
    async fn replay(&mut self, exam: ExamId, place: i64) -> Result<Vec<Arc<Update>>, Option<Close>> {
        let app = &self.state.app;
        let _turn = app.live().replay_turn().await.ok_or(Some(close::FAILED))?;
        let page = subscriptions::replay(app, exam, place).await;
        page.map_err(|error| {
            tracing::warn!(code = error.code().as_str(), "missed updates could not be read");
            Some(close::FAILED)
        })
    }
}
