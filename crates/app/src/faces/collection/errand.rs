//! One enrolled face, put into the collection or taken out of it.

use super::indexer::Indexer;
use crate::{error::Result, faces::scorer, records::face_placed};
use adapters::{Class, Fault, IndexedFace};
use domain::notice::wait_seconds;
use store::face_index::{self, Errand};
use vault::ReadableKind;

/// How long a face waits that could not be indexed because nobody answered.
const AGAIN_SECONDS: i64 = 5;

/// What came of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Done {
    /// There was nothing to do.
    Idle,
    /// Something was done.
    Worked,
    /// The other side did not answer, or does not allow it.
    Unanswered,
}

impl Done {
    /// Both of two: that nobody answers is what is told first.
    pub(super) fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::Unanswered, _) | (_, Self::Unanswered) => Self::Unanswered,
            (Self::Worked, _) | (_, Self::Worked) => Self::Worked,
            _ => Self::Idle,
        }
    }
}

/// Makes an errand and notes what came of it.
///
/// # Errors
/// When the store or the files fail; the errand is made again when its lease is over.
pub(super) async fn make(indexer: &Indexer, errand: Errand) -> Result<Done> {
    let made = if errand.leaves { leave(indexer, &errand).await? } else { enter(indexer, &errand).await? };
    let Err(fault) = made else { return Ok(Done::Worked) };
    note(indexer, &errand, &fault).await?;
    Ok(if matches!(fault.class, Class::Unavailable | Class::Denied) { Done::Unanswered } else { Done::Worked })
}

type Made = Result<std::result::Result<(), Fault>>;

/// Takes out what another photograph took the place of.
async fn leave(indexer: &Indexer, errand: &Errand) -> Made {
    // One whose answer never came has no FaceId: where it lies in the collection all the same, the check finds it.
    if let Some(face) = errand.face_id.clone()
        && let Err(fault) = indexer.distant.remove(errand.exam_id.0, vec![face]).await
    {
        return Ok(Err(fault));
    }
    let mut tx = indexer.app.journal.begin().await?;
    face_index::left(&mut tx, errand.enrolment_id).await?;
    tx.commit().await?;
    Ok(Ok(()))
}

async fn enter(indexer: &Indexer, errand: &Errand) -> Made {
    let (app, exam, candidate) = (&indexer.app, errand.exam_id, errand.candidate_id);
    let mut tx = app.journal.read().await?;
    let photograph = face_index::photograph(&mut tx, exam, candidate, errand.enrolment_id).await?;
    let made = face_index::is_made(&mut tx, exam).await?;
    drop(tx);
    let Some(photograph) = photograph else {
        return Ok(Ok(())); // another photograph took its place, whose row will see to it
    };
    let portrait = match scorer::portrait(app, exam, ReadableKind::FaceEnrolled, photograph).await {
        Ok(Some(portrait)) => portrait,
        Ok(None) => return set_apart(indexer, errand, "the local engine takes the picture no more").await,
        Err(failure) if failure.is_passing() => return Err(failure),
        Err(_) => return set_apart(indexer, errand, "the picture cannot be opened").await,
    };
    if !made {
        if let Err(fault) = indexer.distant.make_collection(exam.0).await {
            return Ok(Err(fault));
        }
        let mut tx = app.journal.begin().await?;
        face_index::set_made(&mut tx, exam, Some(app.clock.now())).await?;
        tx.commit().await?;
    }
    if errand.attempts > 1 {
        // It was sent before, and nobody knows what came of it.
        match indexer.distant.indexed_before(exam.0, candidate.0, portrait.clone()).await {
            Ok(found) if !found.is_empty() => return adopt(indexer, errand, found).await,
            Err(fault) if fault.class != Class::Invalid => return Ok(Err(fault)),
            _ => {} // nor does a picture lie there that is not taken
        }
    }
    match indexer.distant.index(exam.0, candidate.0, portrait).await {
        Ok(IndexedFace::As(face)) => adopt(indexer, errand, vec![face]).await,
        Ok(IndexedFace::Not(reasons)) => set_apart(indexer, errand, &reasons).await,
        Err(fault) if fault.class == Class::Invalid => set_apart(indexer, errand, &fault.to_string()).await,
        Err(fault) => Ok(Err(fault)),
    }
}

/// Notes under which FaceId a face lies in the collection; what lies there beyond that is taken out.
async fn adopt(indexer: &Indexer, errand: &Errand, mut faces: Vec<String>) -> Made {
    let further = faces.split_off(1);
    let mut surplus = further;
    let mut tx = indexer.app.journal.begin().await?;
    let known = match faces.first() {
        Some(face) => face_index::indexed(&mut tx, errand.enrolment_id, face).await?,
        None => true,
    };
    tx.commit().await?;
    if let Some(records) = indexer.app.records.as_ref().filter(|_| known) {
        face_placed(&indexer.app.journal, records, errand.exam_id, errand.candidate_id).await;
    }
    if !known {
        surplus.append(&mut faces); // the row went meanwhile, with nothing to take out
    }
    if surplus.is_empty() {
        return Ok(Ok(()));
    }
    Ok(indexer.distant.remove(errand.exam_id.0, surplus).await)
}

async fn set_apart(indexer: &Indexer, errand: &Errand, code: &str) -> Made {
    tracing::warn!(exam = %errand.exam_id, candidate = %errand.candidate_id, code, "a face is not indexed");
    let mut tx = indexer.app.journal.begin().await?;
    face_index::set_apart(&mut tx, errand.enrolment_id, code).await?;
    tx.commit().await?;
    Ok(Ok(()))
}

/// Notes why it was not done, and when it is tried again. A collection that is gone is made again.
async fn note(indexer: &Indexer, errand: &Errand, fault: &Fault) -> Result<()> {
    tracing::warn!(exam = %errand.exam_id, %fault, "a face could not be indexed; it is tried again");
    let now = indexer.app.clock.now();
    let mut tx = indexer.app.journal.begin().await?;
    if fault.class == Class::Missing {
        face_index::set_made(&mut tx, errand.exam_id, None).await?;
    }
    let wait = match fault.class {
        Class::Missing => 0,
        Class::Unavailable => AGAIN_SECONDS, // nothing is gained by waiting longer: the whole queue pauses
        _ => wait_seconds(errand.attempts),
    };
    let due = now.plus_seconds(wait);
    face_index::failed(&mut tx, errand.enrolment_id, fault.class.as_str(), due).await?;
    Ok(tx.commit().await?)
}

#[cfg(test)]
mod tests {
    use super::Done::{Idle, Unanswered, Worked};

    #[test]
    fn that_nobody_answers_is_told_first() {
        assert_eq!([Idle.or(Idle), Idle.or(Worked), Worked.or(Idle)], [Idle, Worked, Worked]);
        assert_eq!([Worked.or(Unanswered), Unanswered.or(Idle)], [Unanswered, Unanswered]);
    }
}
