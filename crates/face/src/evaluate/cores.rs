//! Work that is divided among all cores, with a result that does not depend on how many there are.

use std::sync::atomic::{AtomicUsize, Ordering};

/// Threads that work at a time: one a core.
pub(super) fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// Does `work` to every number under `items` on a tally of its thread, which begins as `T::default()`, and
/// puts the tallies together by `add`, in any order: both have to be of a kind that does not mind.
pub(super) fn tally<T: Default + Send>(
    items: usize,
    work: impl Fn(&mut T, usize) + Sync,
    mut add: impl FnMut(&mut T, T),
) -> T {
    let next = AtomicUsize::new(0);
    let one = || {
        let mut own = T::default();
        // From the last on: of every two things the later ones have most before them.
        while let Some(item) = items.checked_sub(1 + next.fetch_add(1, Ordering::Relaxed)) {
            work(&mut own, item);
        }
        own
    };
    std::thread::scope(|scope| {
        let others: Vec<_> = (1..cores()).map(|_| scope.spawn(one)).collect();
        let mut all = one();
        for other in others {
            match other.join() {
                Ok(tally) => add(&mut all, tally),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        all
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_is_done_once() {
        let add = |all: &mut Vec<usize>, more: Vec<usize>| all.extend(more);
        let mut done = tally(1000, |own: &mut Vec<usize>, item| own.push(item), add);
        done.sort_unstable();
        assert_eq!(done, (0..1000).collect::<Vec<_>>());
        assert!(tally(0, |own: &mut Vec<usize>, item| own.push(item), add).is_empty());
    }
}
