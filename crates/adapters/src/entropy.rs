//! Where random bytes come from. Everything that needs them takes an
//! [`Entropy`]; [`OsEntropy`] is the only ambient source.

/// The operating system had no random bytes to give.
#[derive(Debug, thiserror::Error)]
#[error("the operating system gives no random bytes: {0}")]
pub struct EntropyError(#[from] getrandom::Error);

/// A source of bytes fit for keys and nonces.
pub trait Entropy: Send + Sync {
    /// Fills `buffer` with unpredictable bytes.
    ///
    /// # Errors
    /// When the source fails; `buffer` must then not be used.
    fn fill(&self, buffer: &mut [u8]) -> Result<(), EntropyError>;
}

/// The operating system's generator, `getrandom(2)` on Linux.
#[derive(Debug, Clone, Copy, Default)]
pub struct OsEntropy;

impl Entropy for OsEntropy {
    fn fill(&self, buffer: &mut [u8]) -> Result<(), EntropyError> {
        Ok(getrandom::fill(buffer)?)
    }
}

/// An array of `N` random bytes.
pub(crate) fn array<const N: usize>(entropy: &dyn Entropy) -> Result<[u8; N], EntropyError> {
    let mut bytes = [0; N];
    entropy.fill(&mut bytes)?;
    Ok(bytes)
}
