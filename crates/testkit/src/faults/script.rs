//! Which calls fail, and how.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use adapters::{Class, Fault};
use strum::VariantArray;

/// A call to a store of files or a provider of keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, VariantArray)]
pub enum Operation {
    /// A blob is stored.
    Put,
    /// A blob, or a range of it, is opened.
    Open,
    /// A blob is deleted.
    Delete,
    /// A page of what is old is listed; the beginning of a walk counts as one.
    List,
    /// What a walk has found is removed.
    Remove,
    /// A key is wrapped.
    Wrap,
    /// A key is unwrapped.
    Unwrap,
}

/// What becomes of the calls of one operation.
#[derive(Debug, Default)]
struct Script {
    /// The class of the faults, and how many are left.
    failing: Option<(Class, u64)>,
    calls: u64,
}

/// The faults to come. Its clones are the same: one stays with the test, one goes into the program.
#[derive(Debug, Clone, Default)]
pub struct Faults(Arc<Mutex<HashMap<Operation, Script>>>);

impl Faults {
    /// No faults until there are some to come.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// The next `count` calls of an operation fail, the later ones do not.
    pub fn fail_next(&self, operation: Operation, count: u64, class: Class) {
        self.scripts().entry(operation).or_default().failing = Some((class, count));
    }

    /// The next `count` calls of each operation fail, the later ones do not.
    pub fn fail_next_of_each(&self, count: u64, class: Class) {
        for &operation in Operation::VARIANTS {
            self.fail_next(operation, count, class);
        }
    }

    /// All calls of an operation fail, until [`Faults::mend`].
    pub fn fail_until_mended(&self, operation: Operation, class: Class) {
        self.fail_next(operation, u64::MAX, class);
    }

    /// No call fails any more.
    pub fn mend(&self) {
        self.scripts().values_mut().for_each(|script| script.failing = None);
    }

    /// How often an operation was called, with the calls that failed.
    #[must_use]
    pub fn calls(&self, operation: Operation) -> u64 {
        self.scripts().get(&operation).map_or(0, |script| script.calls)
    }

    /// Counts a call, which fails if it is its turn.
    pub(super) fn meet(&self, operation: Operation) -> Result<(), Fault> {
        let mut scripts = self.scripts();
        let script = scripts.entry(operation).or_default();
        script.calls += 1;
        match &mut script.failing {
            Some((class, left)) if *left > 0 => {
                *left -= 1;
                Err(Fault::new(*class, format!("a test lets this call fail: {operation:?}")))
            }
            _ => Ok(()),
        }
    }

    fn scripts(&self) -> MutexGuard<'_, HashMap<Operation, Script>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn so_many_calls_fail_and_no_more() {
        let faults = Faults::none();
        let other = faults.clone();
        faults.fail_next(Operation::Put, 2, Class::Unavailable);
        faults.fail_until_mended(Operation::Wrap, Class::Denied);
        let outcomes: Vec<bool> = (0..4).map(|_| other.meet(Operation::Put).is_ok()).collect();
        assert_eq!(outcomes, [false, false, true, true]);
        assert!((0..100).all(|_| other.meet(Operation::Wrap).is_err_and(|fault| fault.class == Class::Denied)));
        assert!(other.meet(Operation::Open).is_ok());
        faults.mend();
        assert!(other.meet(Operation::Wrap).is_ok());
        assert_eq!((faults.calls(Operation::Put), faults.calls(Operation::Wrap)), (4, 101));
    }
}
