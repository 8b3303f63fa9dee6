//! Faces that are compared, kept and searched outside of the program: Rekognition. Without it the local engine does all
//! of it by itself; with it, it still reads every picture.

use std::sync::{Mutex, PoisonError};

use aws::{Indexed, ListedFaces, Rekognition, SeenFace};
use uuid::Uuid;

use crate::{Class, Fault};

/// The name that is kept with a score of its own.
pub const REKOGNITION: &str = "rekognition";
/// How many faces a search gives at most.
const SEEN: i32 = 10;
/// Similarity from which a face that was indexed under the same id is the same picture.
const SAME_PICTURE: f32 = 99.0;

/// An engine of faces outside of the program, with a collection an exam. It remembers how the last call ended.
#[derive(Debug)]
pub struct DistantFaces {
    client: Rekognition,
    last: Mutex<Option<Class>>,
}

/// What became of a picture that was to be indexed.
pub type IndexedFace = Indexed;

/// The collection of an exam.
#[must_use]
pub fn collection_of(exam: Uuid) -> String {
    format!("exam-{exam}")
}

impl DistantFaces {
    /// By this client.
    #[must_use]
    pub fn new(client: Rekognition) -> Self {
        Self { client, last: Mutex::default() }
    }

    /// Whether the last call was answered; true before the first. What is wrong with a picture is an answer.
    #[must_use]
    pub fn answers(&self) -> bool {
        let last = *self.last.lock().unwrap_or_else(PoisonError::into_inner);
        !matches!(last, Some(Class::Unavailable | Class::Denied))
    }

    fn heard<T>(&self, answer: Result<T, aws::Failure>) -> Result<T, Fault> {
        let answer = answer.map_err(Fault::from);
        let class = answer.as_ref().err().map(|fault| fault.class);
        *self.last.lock().unwrap_or_else(PoisonError::into_inner) = class;
        answer
    }

    /// The similarity of the faces of two portraits, in percent, rounded down to two decimals; `None` when no face is
    /// found in the live one.
    ///
    /// # Errors
    /// [`Fault`]; `Invalid` when no face is found in the enrolled one.
    pub async fn compare(&self, enrolled: Vec<u8>, live: Vec<u8>) -> Result<Option<f64>, Fault> {
        let similarity = self.heard(self.client.compare(enrolled, live).await)?;
        Ok(similarity.map(two_decimals))
    }

    /// Makes the collection of an exam; one that is there stays.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn make_collection(&self, exam: Uuid) -> Result<(), Fault> {
        self.heard(self.client.create_collection(&collection_of(exam)).await)
    }

    /// Puts a candidate's portrait into the exam's collection. After a failure it may be there all the same: see
    /// [`DistantFaces::indexed_before`].
    ///
    /// # Errors
    /// [`Fault`]; `Missing` without the collection.
    pub async fn index(&self, exam: Uuid, candidate: Uuid, portrait: Vec<u8>) -> Result<IndexedFace, Fault> {
        self.heard(self.client.index(&collection_of(exam), &candidate.to_string(), portrait).await)
    }

    /// The FaceIds under which this very portrait of the candidate lies in the collection already.
    ///
    /// # Errors
    /// [`Fault`]; `Missing` without the collection.
    pub async fn indexed_before(&self, exam: Uuid, candidate: Uuid, portrait: Vec<u8>) -> Result<Vec<String>, Fault> {
        let seen = self.heard(self.client.search(&collection_of(exam), portrait, SAME_PICTURE, SEEN).await)?;
        let own = candidate.to_string();
        Ok(seen.into_iter().filter(|face| face.external_id == own).map(|face| face.face_id).collect())
    }

    /// Who of the exam's collection is at least so similar to a portrait: candidates with the similarity in percent, the
    /// likeliest first, at most ten.
    ///
    /// # Errors
    /// [`Fault`]; `Missing` without the collection.
    pub async fn search(&self, exam: Uuid, portrait: Vec<u8>, at_least: f32) -> Result<Vec<(Uuid, f64)>, Fault> {
        let seen = self.heard(self.client.search(&collection_of(exam), portrait, at_least, SEEN).await)?;
        let candidate = |face: SeenFace| Some((face.external_id.parse().ok()?, two_decimals(face.similarity)));
        Ok(seen.into_iter().filter_map(candidate).collect())
    }

    /// Takes faces out of the exam's collection; those that are not in it, and a collection that is gone, are fine.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn remove(&self, exam: Uuid, faces: Vec<String>) -> Result<(), Fault> {
        match self.heard(self.client.delete(&collection_of(exam), faces).await) {
            Err(fault) if fault.class != Class::Missing => Err(fault),
            _ => Ok(()),
        }
    }

    /// A page of the exam's collection, from `next` on.
    ///
    /// # Errors
    /// [`Fault`]; `Missing` without the collection.
    pub async fn list(&self, exam: Uuid, next: Option<String>) -> Result<ListedFaces, Fault> {
        self.heard(self.client.list(&collection_of(exam), next).await)
    }

    /// How many faces the exam's collection says that it has.
    ///
    /// # Errors
    /// [`Fault`]; `Missing` without the collection.
    pub async fn count(&self, exam: Uuid) -> Result<u64, Fault> {
        self.heard(self.client.count(&collection_of(exam)).await)
    }
}

/// Rounded down, so that a similarity under a threshold never shows as the threshold. A single-precision number of
/// Rekognition's is taken for the decimals that it stands for: 96.5 is not 96.49.
fn two_decimals(similarity: f64) -> f64 {
    ((similarity * 100.0 + 1e-3).floor() / 100.0).clamp(0.0, 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_similarity_is_rounded_down() {
        for (given, told) in
            [(96.499, 96.49), (f64::from(96.5_f32), 96.5), (f64::from(99.99_f32), 99.99), (100.0, 100.0)]
        {
            assert_eq!(two_decimals(given), told, "{given}");
        }
    }

    #[test]
    fn a_collection_is_named_after_its_exam() {
        let name = collection_of(Uuid::nil());
        assert_eq!(name, "exam-00000000-0000-0000-0000-000000000000");
        assert!(name.len() <= 255 && name.chars().all(|c| c.is_ascii_alphanumeric() || "_.-".contains(c)));
    }
}
