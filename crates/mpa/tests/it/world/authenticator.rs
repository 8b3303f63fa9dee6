//! What an authenticator does: it keeps a secret, and shows a code of it for each half a minute.

use domain::Timestamp;
use serde_json::json;
use totp_rs::{Builder, Secret};

use super::{Caller, PASSWORD, World, text};

impl World {
    /// The code of a secret, some steps of time from now.
    pub(crate) fn code(&self, secret: &str, steps: i64) -> String {
        code_at(secret, self.now().plus_seconds(30 * steps))
    }

    /// Turns a second factor of whoever calls on with the code of now, and gives its secret.
    #[track_caller]
    pub(crate) fn second_factor(&self, who: &Caller<'_>) -> String {
        let shown = who.post("/api/auth/second-factor", json!({ "password": PASSWORD })).created();
        let secret = text(&shown["secret"]);
        who.post("/api/auth/second-factor/confirm", json!({ "code": self.code(&secret, 0) })).ok();
        secret
    }
}

/// The code of a secret at a moment.
pub(crate) fn code_at(secret: &str, now: Timestamp) -> String {
    let codes = Builder::new().with_secret(Secret::try_from_base32(secret).unwrap()).build().unwrap();
    codes.generate(u64::try_from(now.0 / 1_000_000).unwrap()).to_string()
}
