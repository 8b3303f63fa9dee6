//! The tables in use, and whether they answer.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use aws::dynamo::Dynamo;

/// The tables in use.
#[derive(Debug, Clone)]
pub struct Records {
    pub(super) dynamo: Dynamo,
    prefix: Arc<str>,
    /// Whether the last call was answered.
    answers: Arc<AtomicBool>,
}

impl Records {
    /// The tables whose names begin with `prefix`. Nothing is asked yet.
    #[must_use]
    pub fn open(aws: &aws::Aws, prefix: &str) -> Self {
        Self { dynamo: Dynamo::new(aws), prefix: prefix.into(), answers: Arc::new(AtomicBool::new(true)) }
    }

    /// What kind of store it is, for people.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        "dynamodb"
    }

    /// Whether the last call was answered, be it with a no.
    #[must_use]
    pub fn answers(&self) -> bool {
        self.answers.load(Ordering::Relaxed)
    }

    /// The full name of a table.
    pub(super) fn table(&self, name: &str) -> String {
        format!("{}{name}", self.prefix)
    }

    /// Notes whether there was an answer, and gives what it was.
    pub(super) fn heard<T>(&self, answer: Result<T, aws::Failure>) -> Result<T, aws::Failure> {
        let lost =
            answer.as_ref().is_err_and(|failure| !matches!(failure.kind, aws::Kind::Conflict | aws::Kind::Invalid));
        self.answers.store(!lost, Ordering::Relaxed);
        answer
    }
}
