//! Whether the collections hold what the database says, and nothing else: `mpa aws check`.

use std::{collections::HashSet, fmt};

use adapters::{Class, DistantFaces};
use domain::{CandidateId, ExamId, FaceId};
use journal::Journal;
use store::face_index::{self, Naming};
use uuid::Uuid;
use vault::Clock;

/// Rows of the database that are read at a time.
const READ_AT_ONCE: i64 = 1000;
/// Faces that are taken out in one call: Rekognition's own limit is 4096.
const REMOVED_AT_ONCE: usize = 1000;

/// What was found of the collection of one exam.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CollectionCheck {
    /// The exam.
    pub exam: ExamId,
    /// Faces in the collection that nobody names: of a photograph that was replaced, or indexed twice.
    pub surplus: usize,
    /// Faces that the database says are there and are not.
    pub missing: usize,
    /// Faces that wait to be put in or taken out.
    pub waiting: u32,
    /// Faces whose pictures are not taken; no difference.
    pub set_apart: u32,
    /// Faces in the collection.
    pub faces: usize,
}

impl CollectionCheck {
    /// How many faces lie otherwise than the database says.
    #[must_use]
    pub fn differences(&self) -> usize {
        self.surplus + self.missing + self.waiting as usize
    }
}

impl fmt::Display for CollectionCheck {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { exam, surplus, missing, waiting, set_apart, faces } = self;
        write!(
            f,
            "collection exam-{exam}: {} differences ({surplus} surplus, {missing} missing, {waiting} waiting; {faces} \
             faces, {set_apart} set apart)",
            self.differences()
        )
    }
}

/// Compares every collection with the database, face by face. With `repair` what nobody names is taken out, and what is
/// not there is put in again by the servers that run. It may run beside them: a face that is on its way is no surplus.
///
/// # Errors
/// When the store or Rekognition fails.
pub async fn check(
    journal: &Journal,
    distant: &DistantFaces,
    clock: &Clock,
    repair: bool,
) -> anyhow::Result<Vec<CollectionCheck>> {
    let checker = Checker { journal, distant, clock, repair };
    let collections = face_index::collections(&mut journal.read().await?).await?;
    let mut checks = Vec::new();
    for collection in collections {
        checks.push(checker.check(collection.exam_id, collection.made).await?);
    }
    Ok(checks)
}

struct Checker<'a> {
    journal: &'a Journal,
    distant: &'a DistantFaces,
    clock: &'a Clock,
    repair: bool,
}

impl Checker<'_> {
    async fn check(&self, exam: ExamId, made: bool) -> anyhow::Result<CollectionCheck> {
        // What the database says is read first: what is indexed meanwhile is then in the collection, and not missed.
        let said = self.said(exam).await?;
        let (mut there, mut surplus) = (HashSet::new(), Vec::new());
        let mut next = None;
        loop {
            let page = match self.distant.list(exam.0, next).await {
                Ok(page) => page,
                Err(fault) if fault.class == Class::Missing => break self.gone(exam, made).await?,
                Err(fault) => return Err(fault.into()),
            };
            for face in page.faces {
                let candidate = face.external_id.parse::<Uuid>().ok().map(CandidateId);
                let mut tx = self.journal.read().await?;
                match face_index::naming(&mut tx, exam, &face.face_id, candidate).await? {
                    Naming::Nobody => surplus.push(face.face_id),
                    Naming::Named | Naming::Underway => drop(there.insert(face.face_id)),
                }
            }
            next = page.next;
            if next.is_none() {
                break;
            }
        }
        let missing: Vec<FaceId> =
            said.into_iter().filter(|(_, face)| !there.contains(face)).map(|(id, _)| id).collect();
        if self.repair {
            self.mend(exam, &surplus, &missing).await?;
        }
        let tally = face_index::tally(&mut self.journal.read().await?, Some(exam)).await?;
        let repaired = if self.repair { missing.len() } else { 0 };
        Ok(CollectionCheck {
            exam,
            surplus: surplus.len(),
            missing: missing.len(),
            waiting: tally.waiting.saturating_sub(u32::try_from(repaired).unwrap_or(u32::MAX)),
            set_apart: tally.set_apart,
            faces: there.len() + surplus.len(),
        })
    }

    async fn said(&self, exam: ExamId) -> anyhow::Result<Vec<(FaceId, String)>> {
        let (mut said, mut after) = (Vec::new(), FaceId(Uuid::nil()));
        loop {
            let mut tx = self.journal.read().await?;
            let page = face_index::indexed_after(&mut tx, exam, after, READ_AT_ONCE).await?;
            let Some((last, _)) = page.last() else { return Ok(said) };
            after = *last;
            said.extend(page);
        }
    }

    /// A collection that was made and is gone is made again with the next face.
    async fn gone(&self, exam: ExamId, made: bool) -> anyhow::Result<()> {
        if made && self.repair {
            let mut tx = self.journal.begin().await?;
            face_index::set_made(&mut tx, exam, None).await?;
            tx.commit().await?;
        }
        Ok(())
    }

    async fn mend(&self, exam: ExamId, surplus: &[String], missing: &[FaceId]) -> anyhow::Result<()> {
        for some in surplus.chunks(REMOVED_AT_ONCE) {
            self.distant.remove(exam.0, some.to_vec()).await?;
        }
        for enrolment in missing {
            let mut tx = self.journal.begin().await?;
            face_index::again(&mut tx, *enrolment, self.clock.now()).await?;
            tx.commit().await?;
        }
        Ok(())
    }
}
