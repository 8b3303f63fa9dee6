//! Calls about many things at once: one result each, a few hundred in a unit of work, so that none holds others up.

use api::{Answer, error::ErrorCode};
use serde::Serialize;

use crate::{
    call::Call,
    error::{Error, Result},
};

/// Things of a bulk call that are done in one unit of work.
pub(crate) const BULK_UNIT: usize = 200;

/// The results so far. What a fault of ours stops is told of each thing that was not done, once anything was.
pub(crate) struct Bulk<R> {
    results: Vec<R>,
    fault: Option<Error>,
}

impl<R> Bulk<R> {
    /// Nothing yet.
    pub(crate) fn new() -> Self {
        Self { results: Vec::new(), fault: None }
    }

    /// Whether there is no use in going on.
    pub(crate) fn is_stopped(&self) -> bool {
        self.fault.is_some()
    }

    /// Adds what a unit of work did, or that it failed: with what its things are told then.
    ///
    /// # Errors
    /// The fault, where nothing was done before: then it is the answer of the call.
    pub(crate) fn add<T>(&mut self, done: Result<Vec<R>>, of: &[T], failed: impl Fn(&T, ErrorCode) -> R) -> Result<()> {
        match done {
            Ok(done) => self.results.extend(done),
            Err(fault) if self.results.is_empty() => return Err(fault),
            Err(fault) => {
                self.results.extend(of.iter().map(|one| failed(one, fault.code())));
                self.fault = Some(fault);
            }
        }
        Ok(())
    }

    /// Adds things that are not tried any more.
    pub(crate) fn give_up<T>(&mut self, of: &[T], failed: impl Fn(&T, ErrorCode) -> R) {
        let code = self.fault.as_ref().map_or(ErrorCode::Busy, Error::code);
        self.results.extend(of.iter().map(|one| failed(one, code)));
    }

    /// Answers with all results; they are kept for the Idempotency-Key of the call, unless a fault stopped it.
    ///
    /// # Errors
    /// When they cannot be kept.
    pub(crate) async fn tell<T: Serialize>(self, call: &Call, whole: impl FnOnce(Vec<R>) -> T) -> Result<Answer<T>> {
        let answer = Answer::ok(whole(self.results));
        if call.once.is_none() || self.fault.is_some() {
            return Ok(answer);
        }
        call.commit(call.begin().await?, answer).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_is_the_answer_until_something_was_done() {
        let failed = |one: &u8, code: ErrorCode| (*one, code.as_str());
        let mut bulk = Bulk::new();
        assert!(bulk.add(Err(Error::busy()), &[1, 2], failed).is_err());
        let mut bulk = Bulk::new();
        bulk.add(Ok(vec![(1, "done")]), &[1], failed).unwrap();
        bulk.add(Err(Error::busy()), &[2, 3], failed).unwrap();
        assert!(bulk.is_stopped());
        bulk.give_up(&[4], failed);
        assert_eq!(bulk.results, [(1, "done"), (2, "BUSY"), (3, "BUSY"), (4, "BUSY")]);
    }
}
