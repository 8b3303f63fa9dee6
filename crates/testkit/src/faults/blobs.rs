//! A store of files that fails on demand.

use std::{ops::Range, sync::Arc, time::SystemTime};

use adapters::{
    Answered, BlobKey, BlobStore, Blobs,
    blobs::{Aged, Marked, Met, Opened, Source, Walking},
};

use super::{Faults, Operation};

/// A real store, and the faults to come. A call that fails does not reach the store.
pub struct FailingBlobs {
    inner: Blobs,
    faults: Faults,
}

impl FailingBlobs {
    /// A store that fails as `faults` says.
    #[must_use]
    pub fn over(inner: Blobs, faults: &Faults) -> Blobs {
        Arc::new(Self { inner, faults: faults.clone() })
    }
}

impl BlobStore for FailingBlobs {
    fn kind(&self) -> &'static str {
        self.inner.kind()
    }

    // No test lets the marks of a store fail: the store itself has them.
    fn marked(&self) -> Option<&dyn Marked> {
        self.inner.marked()
    }

    fn put(&self, key: BlobKey, source: Source) -> Answered<'_, ()> {
        Box::pin(async move {
            self.faults.meet(Operation::Put)?;
            self.inner.put(key, source).await
        })
    }

    fn open(&self, key: BlobKey, range: Range<u64>) -> Answered<'_, Opened> {
        Box::pin(async move {
            self.faults.meet(Operation::Open)?;
            self.inner.open(key, range).await
        })
    }

    fn try_write(&self) -> Answered<'_, ()> {
        Box::pin(async move {
            self.faults.meet(Operation::Put)?;
            self.inner.try_write().await
        })
    }

    fn delete(&self, key: BlobKey) -> Answered<'_, bool> {
        Box::pin(async move {
            self.faults.meet(Operation::Delete)?;
            self.inner.delete(key).await
        })
    }

    fn walk(&self, older_than: SystemTime) -> Answered<'_, Box<dyn Walking>> {
        Box::pin(async move {
            self.faults.meet(Operation::List)?;
            let inner = self.inner.walk(older_than).await?;
            Ok(Box::new(FailingWalk { inner, faults: self.faults.clone() }) as Box<dyn Walking>)
        })
    }

    fn remove(&self, aged: Aged) -> Answered<'_, u64> {
        Box::pin(async move {
            self.faults.meet(Operation::Remove)?;
            self.inner.remove(aged).await
        })
    }
}

struct FailingWalk {
    inner: Box<dyn Walking>,
    faults: Faults,
}

impl Walking for FailingWalk {
    fn next(&mut self) -> Answered<'_, Option<Aged>> {
        Box::pin(async {
            self.faults.meet(Operation::List)?;
            self.inner.next().await
        })
    }

    fn met(&self) -> Met {
        self.inner.met()
    }
}
