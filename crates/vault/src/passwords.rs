//! Passwords: argon2id on a bounded pool of its own.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use argon2::{
    Algorithm, Argon2, Params, Version,
    password_hash::{PasswordHasher as _, PasswordVerifier as _, phc::PasswordHash},
};
use zeroize::Zeroizing;

use crate::{clock::Ids, error::VaultError, pool::Pool};

/// Passwords hashed at a time, 19 MiB each.
pub const PASSWORD_WORKERS: usize = 2;
/// Passwords that wait to be hashed; more is 503 `BUSY`.
pub const PASSWORD_QUEUE: usize = 256;

/// Hashing of passwords: 19 MiB, two passes, one lane (OWASP's first recommendation).
#[derive(Clone, Debug)]
pub struct Passwords {
    pool: Pool,
    ids: Ids,
    verified: Arc<AtomicU64>,
}

/// A hash of nothing that anybody knows: verified against for a user who does not exist.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$\
                      3C2q5bpGoX8sBDFrCJXjB0VNbzDoJ1W2d0vyd0MwMhE";

/// Argon2 in its least form.
const LEAST: &str = "$argon2id$v=19$m=8,t=1,p=1$";

/// Of a secret that was drawn at random, and is therefore as long to guess whatever each guess costs: thousands of
/// them are hashed in a moment. Blocking, for some ten microseconds.
///
/// # Errors
/// As [`hash_blocking`].
pub fn hash_drawn(secret: &str, ids: &Ids) -> Result<String, VaultError> {
    let crypto = |error: &dyn std::fmt::Display| VaultError::Crypto(error.to_string());
    let least = Params::new(Params::MIN_M_COST, 1, 1, None).map_err(|error| crypto(&error))?;
    let mut salt = [0; 16];
    ids.fill(&mut salt);
    let hasher = Argon2::new(Algorithm::Argon2id, Version::V0x13, least);
    let hash = hasher.hash_password_with_salt(secret.as_bytes(), &salt).map_err(|error| crypto(&error))?;
    Ok(hash.to_string())
}

fn hasher() -> Argon2<'static> {
    Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::DEFAULT)
}

/// The PHC string of a password; blocking.
///
/// # Errors
/// When the salt or the password is refused by the library.
pub fn hash_blocking(password: &str, ids: &Ids) -> Result<String, argon2::password_hash::Error> {
    let mut salt = [0; 16];
    ids.fill(&mut salt);
    Ok(hasher().hash_password_with_salt(password.as_bytes(), &salt)?.to_string())
}

impl Passwords {
    /// On a bounded pool of its own.
    #[must_use]
    pub fn new(ids: Ids) -> Self {
        Self { pool: Pool::new(PASSWORD_WORKERS, PASSWORD_QUEUE), ids, verified: Arc::default() }
    }

    /// The PHC string of a new password.
    ///
    /// # Errors
    /// [`VaultError::Busy`] when too many wait.
    pub async fn hash(&self, password: String) -> Result<String, VaultError> {
        let (password, ids) = (Zeroizing::new(password), self.ids.clone());
        let hashed = self.pool.run(move || hash_blocking(&password, &ids)).await?;
        hashed.map_err(|error| VaultError::Crypto(error.to_string()))
    }

    /// Whether a password belongs to a hash; as much work when there is none to compare with.
    ///
    /// # Errors
    /// [`VaultError::Busy`] when too many wait.
    pub async fn verify(&self, password: String, phc: Option<String>) -> Result<bool, VaultError> {
        let password = Zeroizing::new(password);
        let known = phc.is_some();
        let phc = phc.unwrap_or_else(|| NOBODY.to_owned());
        let fits = move || {
            let fits = |phc: &str| {
                PasswordHash::new(phc).is_ok_and(|hash| hasher().verify_password(password.as_bytes(), &hash).is_ok())
            };
            // How long it takes does not tell which kind of hash is kept.
            let kept = fits(&phc);
            kept & !(phc.starts_with(LEAST) && fits(NOBODY))
        };
        self.verified.fetch_add(1, Ordering::Relaxed);
        Ok(self.pool.run(fits).await? && known)
    }

    /// How many were verified since the start, with those that nobody has.
    #[must_use]
    pub fn verified(&self) -> u64 {
        self.verified.load(Ordering::Relaxed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn both_kinds_of_hash_fit_their_own_password_alone() {
        let ids = Ids::default();
        let passwords = Passwords::new(ids.clone());
        let drawn = hash_drawn("0123-4567-89AB-CDEF", &ids).unwrap();
        assert!(drawn.starts_with(LEAST), "{drawn}");
        let chosen = passwords.hash("correct horse 9".to_owned()).await.unwrap();
        for (password, phc, fits) in [
            ("0123-4567-89AB-CDEF", &drawn, true),
            ("0123-4567-89AB-CDEG", &drawn, false),
            ("correct horse 9", &chosen, true),
            ("0123-4567-89AB-CDEF", &chosen, false),
        ] {
            assert_eq!(passwords.verify(password.to_owned(), Some(phc.clone())).await.unwrap(), fits, "{phc}");
        }
    }
}
