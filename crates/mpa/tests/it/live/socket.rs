//! A client of `/api/ws`.

#![allow(clippy::disallowed_methods, reason = "how long to wait for a thread, not what time it is")]

use std::{
    io::Read as _,
    net::TcpStream,
    time::{Duration, Instant},
};

use serde_json::{Value, json};
use tungstenite::{Error, Message, WebSocket, client::client};

use super::figures::settle;
use crate::world::{Caller, World};

/// How long a test waits for what must come.
const PATIENCE: Duration = Duration::from_secs(20);

pub(super) struct Socket(WebSocket<TcpStream>);

/// What came.
#[derive(Debug, PartialEq)]
pub(super) enum Came {
    Said(Value),
    /// With its code; 0 when the connection just ended.
    Closed(u16),
    Nothing,
}

impl Socket {
    /// A client that has not said who it is.
    pub(super) fn open(world: &World) -> Self {
        let stream = TcpStream::connect(world.address()).unwrap();
        stream.set_nodelay(true).unwrap();
        let (socket, _) = client(format!("ws://{}/api/ws", world.address()), stream).unwrap();
        Self(socket)
    }

    /// One that has.
    pub(super) fn of(caller: &Caller<'_>) -> Self {
        let mut socket = Self::open(caller.world);
        socket.say(json!({ "type": "auth", "token": caller.token.clone().unwrap() }));
        socket
    }

    /// One that watches an exam, from after what has happened so far.
    pub(super) fn watching(caller: &Caller<'_>, exam: &str) -> Self {
        settle(caller.world);
        let mut socket = Self::of(caller);
        let answer = socket.subscribe(exam, None);
        assert_eq!(answer["type"], "subscribed", "{answer}");
        socket
    }

    pub(super) fn say(&mut self, value: Value) {
        self.text(&value.to_string());
    }

    pub(super) fn text(&mut self, text: &str) {
        self.0.send(Message::text(text)).unwrap();
    }

    pub(super) fn binary(&mut self, bytes: &'static [u8]) {
        self.0.send(Message::binary(bytes)).unwrap();
    }

    pub(super) fn subscribe(&mut self, exam: &str, since: Option<i64>) -> Value {
        let mut message = json!({ "type": "subscribe", "examId": exam });
        if let Some(since) = since {
            message["since"] = json!(since);
        }
        self.say(message);
        self.next()
    }

    /// The next message, a close, or nothing until then.
    pub(super) fn within(&mut self, patience: Duration) -> Came {
        let until = Instant::now() + patience;
        loop {
            let left = until.saturating_duration_since(Instant::now()).max(Duration::from_millis(1));
            self.0.get_ref().set_read_timeout(Some(left)).unwrap();
            match self.0.read() {
                Ok(Message::Text(text)) => return Came::Said(serde_json::from_str(&text).unwrap()),
                Ok(Message::Close(frame)) => {
                    drop(self.0.flush());
                    return Came::Closed(frame.map_or(0, |frame| frame.code.into()));
                }
                Ok(_) => {}
                Err(Error::Io(error))
                    if matches!(error.kind(), std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut) =>
                {
                    if Instant::now() >= until {
                        return Came::Nothing;
                    }
                }
                Err(_) => return Came::Closed(0),
            }
        }
    }

    /// The next message.
    #[track_caller]
    pub(super) fn next(&mut self) -> Value {
        match self.within(PATIENCE) {
            Came::Said(value) => value,
            other => panic!("expected a message: {other:?}"),
        }
    }

    /// The data of the next update.
    #[track_caller]
    pub(super) fn update(&mut self) -> (i64, String, Value) {
        let update = self.next();
        assert_eq!(update["type"], "update", "{update}");
        let data = &update["data"];
        (update["seq"].as_i64().unwrap(), data["event"].as_str().unwrap().to_owned(), data["data"].clone())
    }

    /// The code with which the server closes, whatever comes before.
    #[track_caller]
    pub(super) fn closed(&mut self) -> u16 {
        let until = Instant::now() + PATIENCE;
        while Instant::now() < until {
            match self.within(PATIENCE) {
                Came::Closed(code) => return code,
                Came::Said(_) => {}
                Came::Nothing => break,
            }
        }
        panic!("the connection was not closed");
    }

    /// Answers nothing any more, and gives the code with which the server closes.
    pub(super) fn deaf(self) -> u16 {
        let (mut stream, mut bytes) = (self.0.get_ref(), Vec::new());
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        stream.read_to_end(&mut bytes).unwrap();
        let mut frames = bytes.as_slice();
        // A frame of the server's that is short: kind, length, payload; 0x88 is a close, which begins with the code.
        while let [kind, length, rest @ ..] = frames {
            if *kind == 0x88 {
                return u16::from_be_bytes([rest[0], rest[1]]);
            }
            frames = &rest[usize::from(*length)..];
        }
        panic!("no close among {bytes:?}");
    }

    /// Nothing but a pong comes.
    #[track_caller]
    pub(super) fn quiet(&mut self) {
        self.say(json!({ "type": "ping" }));
        assert_eq!(self.next(), json!({ "type": "pong" }));
    }
}
