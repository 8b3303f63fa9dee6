//! The last updates of an exam, rendered once for all who watch it.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use domain::ExamId;

use super::update::Update;

/// The last updates of an exam that are kept in memory for all clients; older ones are read from the store.
pub const LIVE_RECENT: usize = 2048;
/// Updates that are read or sent at once.
pub const LIVE_PAGE: usize = 256;

fn locked(recent: &Mutex<Recent>) -> MutexGuard<'_, Recent> {
    recent.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The last updates of an exam, without a gap.
#[derive(Debug)]
pub struct Feed {
    /// The exam.
    pub exam: ExamId,
    recent: Mutex<Recent>,
}

#[derive(Debug)]
struct Recent {
    last: i64,
    updates: VecDeque<Arc<Update>>,
}

/// What comes after a place.
#[derive(Debug)]
pub enum Next {
    /// Nothing yet.
    Nothing,
    /// These.
    Updates(Vec<Arc<Update>>),
    /// Something that is no longer in memory.
    Missed,
}

impl Feed {
    /// A feed that goes on after `last`.
    pub fn new(exam: ExamId, last: i64) -> Self {
        Self { exam, recent: Mutex::new(Recent { last, updates: VecDeque::new() }) }
    }

    /// The number of its last update.
    pub fn last(&self) -> i64 {
        locked(&self.recent).last
    }

    /// Adds the updates that follow.
    pub fn push(&self, updates: Vec<Arc<Update>>) {
        let mut recent = locked(&self.recent);
        for update in updates {
            if update.seq != recent.last + 1 {
                recent.updates.clear(); // it never has a gap
            }
            recent.last = update.seq;
            recent.updates.push_back(update);
        }
        let surplus = recent.updates.len().saturating_sub(LIVE_RECENT);
        recent.updates.drain(..surplus);
    }

    /// At most `limit` of what comes after a place.
    pub fn after(&self, place: i64, limit: usize) -> Next {
        let recent = locked(&self.recent);
        let Ok(behind) = usize::try_from(recent.last - place) else { return Next::Nothing };
        if behind == 0 {
            return Next::Nothing;
        }
        match recent.updates.len().checked_sub(behind) {
            Some(skipped) => Next::Updates(recent.updates.iter().skip(skipped).take(limit).cloned().collect()),
            None => Next::Missed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn update(seq: i64) -> Arc<Update> {
        let frame = seq.to_string().into();
        Arc::new(Update { seq, event: domain::live::LiveEvent::Alert, centre: None, slot: None, frame })
    }

    fn seqs(next: Next) -> Option<Vec<i64>> {
        match next {
            Next::Updates(updates) => Some(updates.iter().map(|update| update.seq).collect()),
            Next::Nothing => Some(Vec::new()),
            Next::Missed => None,
        }
    }

    #[test]
    fn a_place_is_followed_without_gap_and_memory_is_bounded() {
        let feed = Feed::new(uuid::Uuid::nil().into(), 10);
        assert_eq!(
            (seqs(feed.after(10, 5)), seqs(feed.after(11, 5)), seqs(feed.after(9, 5))),
            (Some(vec![]), Some(vec![]), None)
        );
        feed.push((11..=13).map(update).collect());
        assert_eq!((seqs(feed.after(10, 2)), seqs(feed.after(12, 2))), (Some(vec![11, 12]), Some(vec![13])));
        feed.push((14..14 + 2 * LIVE_RECENT as i64).map(update).collect());
        let last = feed.last();
        assert_eq!((last, seqs(feed.after(13, 1))), (13 + 2 * LIVE_RECENT as i64, None));
        assert_eq!(seqs(feed.after(last - LIVE_RECENT as i64, 1)), Some(vec![last - LIVE_RECENT as i64 + 1]));
        feed.push(vec![update(last + 7)]);
        assert_eq!((seqs(feed.after(last, 5)), seqs(feed.after(last + 6, 5))), (None, Some(vec![last + 7])));
    }
}
