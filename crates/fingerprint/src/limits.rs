use crate::error::FingerprintError;

/// What an image may cost. The defaults take any single finger at 500 or 1,000 dpi.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file. Default 20 MiB.
    pub bytes: usize,
    /// Pixels of the shorter side, at least. Default 64.
    pub min_side: u32,
    /// Pixels of the longer side, at most. Default 4,000.
    pub max_side: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self { bytes: 20 << 20, min_side: 64, max_side: 4_000 }
    }
}

impl Limits {
    /// Checks the sides that a header declares, before anything is reserved for them.
    pub(crate) fn check(&self, width: u64, height: u64) -> Result<(), FingerprintError> {
        if width.max(height) > u64::from(self.max_side) {
            Err(FingerprintError::TooLarge)
        } else if width.min(height) < u64::from(self.min_side) {
            Err(FingerprintError::TooSmall)
        } else {
            Ok(())
        }
    }
}
