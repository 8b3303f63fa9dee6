//! A provider of keys that fails on demand.

use std::sync::Arc;

use adapters::{Answered, KeyContext, KeyProvider, Keys, Wrapped};
use zeroize::Zeroizing;

use super::{Faults, Operation};

/// A real provider, and the faults to come. A call that fails does not reach the provider.
pub struct FailingKeys {
    inner: Keys,
    faults: Faults,
}

impl FailingKeys {
    /// A provider that fails as `faults` says.
    #[must_use]
    pub fn over(inner: Keys, faults: &Faults) -> Keys {
        Arc::new(Self { inner, faults: faults.clone() })
    }
}

impl KeyProvider for FailingKeys {
    fn wrap<'a>(&'a self, context: &'a KeyContext, plaintext: &'a [u8]) -> Answered<'a, Wrapped> {
        Box::pin(async move {
            self.faults.meet(Operation::Wrap)?;
            self.inner.wrap(context, plaintext).await
        })
    }

    fn unwrap<'a>(&'a self, context: &'a KeyContext, wrapped: &'a Wrapped) -> Answered<'a, Zeroizing<Vec<u8>>> {
        Box::pin(async move {
            self.faults.meet(Operation::Unwrap)?;
            self.inner.unwrap(context, wrapped).await
        })
    }

    /// A key that is made is one that is wrapped.
    fn new_key<'a>(&'a self, context: &'a KeyContext) -> Answered<'a, (Zeroizing<Vec<u8>>, Wrapped)> {
        Box::pin(async move {
            self.faults.meet(Operation::Wrap)?;
            self.inner.new_key(context).await
        })
    }

    fn answers(&self) -> Option<bool> {
        self.inner.answers()
    }
}
