//! The likeliest few of many.

/// A face that may be alike.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Near {
    /// Whose face: the id that it was added with.
    pub id: u128,
    /// The cosine is at most this, and at least this minus twice [`super::Gallery::ERROR`].
    pub at_most: f32,
}

/// At most so many, the likeliest.
#[derive(Debug)]
pub(super) struct Top {
    most: usize,
    kept: Vec<Near>,
}

impl Top {
    pub(super) fn new(most: usize) -> Self {
        Self { most, kept: Vec::new() }
    }

    pub(super) fn offer(&mut self, near: Near) {
        self.kept.push(near);
        // Thinned out at twice as many, so that one more costs next to nothing.
        if self.kept.len() >= 2 * self.most.max(1) {
            self.thin();
        }
    }

    fn thin(&mut self) {
        self.kept.sort_by(|a, b| b.at_most.total_cmp(&a.at_most).then(a.id.cmp(&b.id)));
        self.kept.truncate(self.most);
    }

    pub(super) fn into_sorted(mut self) -> Vec<Near> {
        self.thin();
        self.kept
    }
}
