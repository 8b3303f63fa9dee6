//! What comes of a comparison.

/// What came of a comparison.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Agreement {
    /// Rows that were compared.
    pub rows: u64,
    /// Differences that are left.
    pub differences: u64,
    /// Differences that were mended.
    pub mended: u64,
    /// Passwords that were won and for which no download was given: typing them again gives it.
    pub unfinished: u64,
}

impl Agreement {
    /// Both together.
    pub(super) fn and(self, other: Self) -> Self {
        Self {
            rows: self.rows + other.rows,
            differences: self.differences + other.differences,
            mended: self.mended + other.mended,
            unfinished: self.unfinished + other.unfinished,
        }
    }
}
