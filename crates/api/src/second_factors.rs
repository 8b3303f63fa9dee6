//! The second factor of an account.

use domain::{
    second_factor::{CODE_DIGITS, STEP_SECONDS},
    text::Username,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::address::encoded;

/// As whose an authenticator shows the codes.
const ISSUER: &str = "MPA";

/// Whoever sets a second factor up shows that the account is theirs.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SetUpSecondFactor {
    /// The account's password.
    #[schema(max_length = 128)]
    pub password: String,
}

/// The secret of a second factor, shown this once. A login needs a code of it as soon as a first one was confirmed.
#[derive(Serialize, ToSchema)]
pub struct SecondFactorSecret {
    /// In base32, to be typed into an authenticator.
    pub secret: String,
    /// `otpauth://totp/…`, to be shown to an authenticator as a QR code.
    pub uri: String,
}

impl SecondFactorSecret {
    /// Of an account; `secret` in base32.
    #[must_use]
    pub fn of(username: &Username, secret: String) -> Self {
        let account = encoded(username.as_str());
        let how = format!("issuer={ISSUER}&algorithm=SHA1&digits={CODE_DIGITS}&period={STEP_SECONDS}");
        let uri = format!("otpauth://totp/{ISSUER}:{account}?secret={secret}&{how}");
        Self { secret, uri }
    }
}

/// A first code, which turns a second factor on.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ConfirmSecondFactor {
    /// Six digits, as the authenticator shows them.
    #[schema(max_length = 16)]
    pub code: String,
}

/// Whoever turns a second factor off shows both.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RemoveSecondFactor {
    /// The account's password.
    #[schema(max_length = 128)]
    pub password: String,
    /// A code that was not used yet.
    #[schema(max_length = 16)]
    pub code: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_authenticator_reads_whose_codes_it_shows() {
        let shown = SecondFactorSecret::of(&"north/head.1".parse().unwrap(), "GEZDGNBV".to_owned());
        assert_eq!(
            shown.uri,
            "otpauth://totp/MPA:north%2Fhead.1?secret=GEZDGNBV&issuer=MPA&algorithm=SHA1&digits=6&period=30"
        );
    }
}
