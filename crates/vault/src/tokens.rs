//! Access tokens (JWT, EdDSA over Ed25519, 15 minutes) and refresh tokens (opaque, only hashes kept).

use std::collections::HashMap;

use adapters::{KeyPurpose, Keys};
use anyhow::Context as _;
use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use domain::{ExamId, SessionId, Timestamp, UserId};
use ed25519_dalek::{SigningKey, pkcs8::EncodePrivateKey as _};
use hmac::{Hmac, KeyInit as _, Mac as _};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation, decode, decode_header, encode};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use store::{Db, keys};
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::{clock::Ids, error::VaultError, server_keys};

/// Seconds that an access token lives.
pub const ACCESS_SECONDS: i64 = 15 * 60;
/// Seconds that a refresh token lives.
pub const REFRESH_SECONDS: i64 = 24 * 3600;

/// Seconds in which records may be made with a capture token: the days of an exam.
pub const CAPTURE_SECONDS: i64 = 7 * 24 * 3600;

const ISSUER: &str = "mpa";
const CAPTURE_ISSUER: &str = "mpa-capture";
const SIGNING: KeyPurpose = KeyPurpose::TokenSigning;
const REFRESHING: KeyPurpose = KeyPurpose::RefreshChain;

#[derive(Debug, Serialize, Deserialize)]
struct Claims {
    iss: String,
    sub: Uuid,
    sid: Uuid,
    iat: i64,
    exp: i64,
}

/// Who captures, for which exam: what a device keeps with each record that it makes offline. It proves
/// who captured, whoever hands the record over, also after the session has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CaptureToken {
    /// The operator.
    pub operator: UserId,
    /// The exam.
    pub exam: ExamId,
    /// From when on records may have been made with it.
    pub issued_at: Timestamp,
    /// Until when.
    pub expires_at: Timestamp,
}

#[derive(Debug, Serialize, Deserialize)]
struct CaptureClaims {
    iss: String,
    sub: Uuid,
    exam: Uuid,
    iat: i64,
    exp: i64,
}

/// The keys of tokens.
pub struct TokenSigner {
    kid: String,
    signing: EncodingKey,
    verifying: HashMap<String, DecodingKey>,
    chain: Zeroizing<Vec<u8>>,
}

impl TokenSigner {
    /// Opens the keys of the store, making them when there are none.
    ///
    /// # Errors
    /// When the key provider cannot unwrap them.
    pub async fn open(db: &Db, provider: &Keys, ids: &Ids, now: Timestamp) -> anyhow::Result<Self> {
        let signing = server_keys::open_or_create(db, provider, ids, now, SIGNING).await?;
        let chain = server_keys::open_or_create(db, provider, ids, now, REFRESHING).await?;
        let (kid, seed) = signing.first().context("there is no signing key")?;
        let mut verifying = HashMap::new();
        for (kid, seed) in &signing {
            let public = signing_key(seed)?.verifying_key();
            verifying.insert(kid.clone(), DecodingKey::from_ed_der(public.as_bytes()));
        }
        let der = signing_key(seed)?.to_pkcs8_der()?;
        let chain = chain.into_iter().next().context("there is no refresh key")?.1;
        Ok(Self { kid: kid.clone(), signing: EncodingKey::from_ed_der(der.as_bytes()), verifying, chain })
    }

    /// An access token for a session.
    ///
    /// # Errors
    /// When it cannot be signed.
    pub fn issue(&self, user: UserId, session: SessionId, now: Timestamp) -> Result<String, VaultError> {
        let iat = now.0 / 1_000_000;
        let claims = Claims { iss: ISSUER.into(), sub: user.0, sid: session.0, iat, exp: iat + ACCESS_SECONDS };
        let header = Header { kid: Some(self.kid.clone()), ..Header::new(Algorithm::EdDSA) };
        encode(&header, &claims, &self.signing).map_err(|error| VaultError::Crypto(error.to_string()))
    }

    /// The session of an access token that is whole, ours and not over at `now`.
    #[must_use]
    pub fn verify(&self, token: &str, now: Timestamp) -> Option<SessionId> {
        let kid = decode_header(token).ok()?.kid?;
        let mut rules = Validation::new(Algorithm::EdDSA);
        rules.set_issuer(&[ISSUER]);
        rules.validate_exp = false; // judged by our clock, below
        let claims = decode::<Claims>(token, self.verifying.get(&kid)?, &rules).ok()?.claims;
        let seconds = now.0 / 1_000_000;
        (claims.exp > seconds && claims.iat <= seconds + 60).then_some(SessionId(claims.sid))
    }

    /// A capture token: an EdDSA JWT of its own issuer, so that it is never taken for an access token.
    ///
    /// # Errors
    /// When it cannot be signed.
    pub fn issue_capture(&self, operator: UserId, exam: ExamId, now: Timestamp) -> Result<String, VaultError> {
        let iat = now.0 / 1_000_000;
        let (iss, exp) = (CAPTURE_ISSUER.into(), iat + CAPTURE_SECONDS);
        let claims = CaptureClaims { iss, sub: operator.0, exam: exam.0, iat, exp };
        let header = Header { kid: Some(self.kid.clone()), ..Header::new(Algorithm::EdDSA) };
        encode(&header, &claims, &self.signing).map_err(|error| VaultError::Crypto(error.to_string()))
    }

    /// What a capture token says, if it is ours. When a record was made is judged by whoever reads it:
    /// it may arrive long after the token's time.
    #[must_use]
    pub fn verify_capture(&self, token: &str) -> Option<CaptureToken> {
        let kid = decode_header(token).ok()?.kid?;
        let mut rules = Validation::new(Algorithm::EdDSA);
        rules.set_issuer(&[CAPTURE_ISSUER]);
        rules.validate_exp = false;
        let claims = decode::<CaptureClaims>(token, self.verifying.get(&kid)?, &rules).ok()?.claims;
        Some(CaptureToken {
            operator: UserId(claims.sub),
            exam: ExamId(claims.exam),
            issued_at: Timestamp(claims.iat.saturating_mul(1_000_000)),
            expires_at: Timestamp(claims.exp.saturating_mul(1_000_000)),
        })
    }

    /// The refresh token that follows `token`: the same one each time it is asked for, so that a lost
    /// answer can be given again although only hashes are kept.
    #[must_use]
    pub fn successor(&self, token: &str) -> String {
        // HMAC takes a key of any length.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.chain) else { return String::new() };
        mac.update(token.as_bytes());
        BASE64_URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes())
    }
}

/// A first refresh token: 256 random bits.
#[must_use]
pub fn first_refresh(ids: &Ids) -> String {
    let mut secret = Zeroizing::new([0_u8; 32]);
    ids.fill(secret.as_mut());
    BASE64_URL_SAFE_NO_PAD.encode(secret.as_slice())
}

/// What is kept of a refresh token.
#[must_use]
pub fn hash(token: &str) -> Vec<u8> {
    Sha256::digest(token).to_vec()
}

/// Retires the signing key and makes another; tokens of the old one stay good until they are over.
///
/// # Errors
/// When the store or the key provider fails.
pub async fn rotate(db: &Db, provider: &Keys, ids: &Ids, now: Timestamp) -> anyhow::Result<String> {
    let key = server_keys::new(provider, ids, now, SIGNING).await?;
    let mut tx = db.begin().await?;
    keys::retire(&mut tx, SIGNING.as_str()).await?;
    keys::insert_server_key(&mut tx, &key).await?;
    tx.commit().await?;
    Ok(key.kid)
}

fn signing_key(seed: &[u8]) -> anyhow::Result<SigningKey> {
    Ok(SigningKey::from_bytes(seed.try_into().context("a signing key has the wrong length")?))
}
