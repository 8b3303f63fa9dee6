/// Why an image cannot be taken as a fingerprint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FingerprintError {
    /// Not PNG, BMP or WSQ.
    #[error("the image is neither PNG, BMP nor WSQ")]
    Unsupported,
    /// The file is damaged, breaks off, or uses what we do not read.
    #[error("the image cannot be decoded")]
    Unreadable,
    /// More bytes or pixels than [`Limits`](crate::Limits) allows.
    #[error("the image is too large")]
    TooLarge,
    /// Fewer pixels than a finger needs.
    #[error("the image is too small for a fingerprint")]
    TooSmall,
}
