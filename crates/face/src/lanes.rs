use std::sync::{Arc, Mutex, PoisonError};

use rten::ThreadPool;

/// Pools of one thread each, one for every call under way: a call then uses one core however
/// many the machine has, and two calls do not wait for each other's thread. There are never more
/// than the caller has threads.
#[derive(Default)]
pub(crate) struct Lanes {
    free: Mutex<Vec<Arc<ThreadPool>>>,
}

impl Lanes {
    /// Runs `work` with a lane of its own.
    pub(crate) fn with<T>(&self, work: impl FnOnce(Arc<ThreadPool>) -> T) -> T {
        let taken = self.free.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let lane = taken.unwrap_or_else(|| Arc::new(ThreadPool::with_num_threads(1)));
        let result = work(Arc::clone(&lane));
        self.free.lock().unwrap_or_else(PoisonError::into_inner).push(lane);
        result
    }
}
