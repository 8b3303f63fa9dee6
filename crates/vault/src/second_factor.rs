//! The secrets of second factors, and the codes that are made of them (RFC 6238 over HMAC-SHA-1, the one algorithm that
//! every authenticator has).

use domain::{
    Timestamp, UserId,
    second_factor::{CODE_DIGITS, SKEW_STEPS, STEP_SECONDS},
};
use totp_rs::{Algorithm, Builder, Totp};
use zeroize::Zeroizing;

use crate::{clock::Ids, error::VaultError, scope::ScopeKey};

/// Bytes of a secret: as many as SHA-1 gives (RFC 4226, section 4).
const SECRET_LEN: usize = 20;

/// The secret of an account's second factor; wiped from memory when dropped.
pub struct FactorSecret(Totp);

impl FactorSecret {
    /// A new one, out of randomness.
    ///
    /// # Errors
    /// Never: it is long enough.
    pub fn draw(ids: &Ids) -> Result<Self, VaultError> {
        let mut secret = Zeroizing::new([0_u8; SECRET_LEN]);
        ids.fill(secret.as_mut());
        Self::of(secret.as_slice())
    }

    fn of(secret: &[u8]) -> Result<Self, VaultError> {
        let codes = Builder::new()
            .with_algorithm(Algorithm::SHA1)
            .with_digits(CODE_DIGITS)
            .with_skew(SKEW_STEPS)
            .with_step_duration(STEP_SECONDS)
            .with_secret(secret);
        codes.build().map(Self).map_err(|error| VaultError::Crypto(error.to_string()))
    }

    /// As an authenticator takes it: base32 (RFC 4648) without padding.
    #[must_use]
    pub fn to_base32(&self) -> String {
        self.0.secret().to_base32()
    }

    /// Sealed for its account, under the program's own data key.
    ///
    /// # Errors
    /// As [`ScopeKey::seal`].
    pub fn seal(&self, key: &ScopeKey, account: UserId) -> Result<Vec<u8>, VaultError> {
        key.seal(&context(account), self.0.secret().as_bytes())
    }

    /// Opens what was sealed for this account.
    ///
    /// # Errors
    /// As [`ScopeKey::open`].
    pub fn open(key: &ScopeKey, account: UserId, sealed: &[u8]) -> Result<Self, VaultError> {
        Self::of(&key.open(&context(account), sealed)?)
    }

    /// The step of time whose code this is, if it is the present one or one beside it. White space that people type does
    /// not count.
    #[must_use]
    pub fn step_of(&self, code: &str, now: Timestamp) -> Option<i64> {
        let code: String = code.split_ascii_whitespace().collect();
        let seconds = u64::try_from(now.0 / 1_000_000).ok()?;
        i64::try_from(self.0.check(&code, seconds)?).ok()
    }
}

impl std::fmt::Debug for FactorSecret {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("FactorSecret(…)")
    }
}

fn context(account: UserId) -> Vec<u8> {
    [b"second factor:".as_slice(), account.0.as_bytes()].concat()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use adapters::OsEntropy;
    use uuid::Uuid;

    use super::*;
    use crate::data_key::DataKey;

    fn at(seconds: i64) -> Timestamp {
        Timestamp(seconds * 1_000_000)
    }

    /// The secret of RFC 6238, appendix B.
    fn published() -> FactorSecret {
        FactorSecret::of(b"12345678901234567890").unwrap()
    }

    /// Appendix B has eight digits; six are the last ones of them.
    #[test]
    fn codes_are_those_of_the_rfc() {
        for (seconds, code, step) in [
            (59, "94287082", 1),
            (1_111_111_109, "07081804", 37_037_036),
            (1_111_111_111, "14050471", 37_037_037),
            (1_234_567_890, "89005924", 41_152_263),
            (2_000_000_000, "69279037", 66_666_666),
            (20_000_000_000, "65353130", 666_666_666),
        ] {
            assert_eq!(published().step_of(&code[2..], at(seconds)), Some(step), "{seconds}");
            assert_eq!(published().step_of(code, at(seconds)), None, "{seconds}");
        }
        assert_eq!(published().to_base32(), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    }

    #[test]
    fn a_code_is_one_of_its_own_step_and_of_those_beside_it() {
        // The step of 081804 begins at 1,111,111,080.
        for (seconds, is_one) in
            [(1_111_111_049, false), (1_111_111_050, true), (1_111_111_139, true), (1_111_111_140, false)]
        {
            let step = published().step_of("081804", at(seconds));
            assert_eq!(step, is_one.then_some(37_037_036), "{seconds}");
        }
    }

    #[test]
    fn a_code_is_six_digits_however_they_are_set_apart() {
        let step_of = |code: &str| published().step_of(code, at(1_111_111_109));
        for code in ["081804", "081 804", " 08 18 04\n"] {
            assert_eq!(step_of(code), Some(37_037_036), "{code:?}");
        }
        for code in ["", "81804", "+81804", "0818040", "081805", "०८१८०४", "08180x", "081-804"] {
            assert_eq!(step_of(code), None, "{code:?}");
        }
        assert_eq!(published().step_of("081804", at(-59)), None);
    }

    #[test]
    fn what_is_sealed_opens_for_its_own_account_alone_and_is_not_printed() {
        let key = ScopeKey { key: DataKey::from_bytes(&[7; 32]).unwrap(), entropy: Arc::new(OsEntropy) };
        let (one, other) = (UserId(Uuid::from_u128(1)), UserId(Uuid::from_u128(2)));
        let secret = FactorSecret::draw(&Ids::default()).unwrap();
        let sealed = secret.seal(&key, one).unwrap();
        assert_eq!(FactorSecret::open(&key, one, &sealed).unwrap().to_base32(), secret.to_base32());
        assert!(FactorSecret::open(&key, other, &sealed).is_err());
        assert_eq!((secret.to_base32().len(), format!("{secret:?}")), (32, "FactorSecret(…)".to_owned()));
        assert_ne!(FactorSecret::draw(&Ids::default()).unwrap().to_base32(), secret.to_base32());
    }
}
