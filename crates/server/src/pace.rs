//! How long a socket may take.

use std::time::Duration;

/// How long things may take between the server and its clients.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// Until a new client has said who it is.
    pub auth: Duration,
    /// Between two pings.
    pub ping: Duration,
    /// Without a sign of life, until a client is cut off.
    pub silent: Duration,
    /// For a client to take a message, until it is cut off.
    pub send: Duration,
    /// Between two looks at sessions and rights.
    pub check: Duration,
}

impl Default for Pace {
    fn default() -> Self {
        let seconds = Duration::from_secs;
        Self { auth: seconds(5), ping: seconds(20), silent: seconds(40), send: seconds(10), check: seconds(3) }
    }
}
