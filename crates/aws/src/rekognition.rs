//! Rekognition: what the program asks of it. Pictures go as bytes, since what lies in our stores is encrypted before it
//! gets there.

use aws_config::{SdkConfig, retry::RetryConfig, timeout::TimeoutConfig};
use aws_sdk_rekognition::{
    Client, config,
    primitives::Blob,
    types::{BoundingBox, Face, Image, QualityFilter},
};

use crate::{Aws, Failure, Kind, Service, rate::Rate, settings::OPERATION};

/// Faces that are listed in one answer at most: Rekognition's own limit.
const LISTED: i32 = 4096;

/// Collections of faces, and comparisons of two.
#[derive(Debug, Clone)]
pub struct Rekognition {
    client: Client,
    /// The same, for what must not be sent twice: one attempt, which has the whole time.
    once: Client,
    rate: std::sync::Arc<Rate>,
}

/// What came of a picture that was to be indexed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Indexed {
    /// It is in the collection, under this FaceId.
    As(String),
    /// It is not: no face was found, or none good enough. Why, in Rekognition's words.
    Not(String),
}

/// A face that a search found.
#[derive(Debug, Clone, PartialEq)]
pub struct SeenFace {
    /// Its FaceId.
    pub face_id: String,
    /// The ExternalImageId that it was indexed under.
    pub external_id: String,
    /// Similarity in percent.
    pub similarity: f64,
}

/// A face that lies in a collection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedFace {
    /// Its FaceId.
    pub face_id: String,
    /// The ExternalImageId that it was indexed under; empty where it has none.
    pub external_id: String,
}

/// A page of a collection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedFaces {
    /// Its faces.
    pub faces: Vec<ListedFace>,
    /// Where the next page begins; `None` after the last.
    pub next: Option<String>,
}

fn image(jpeg: Vec<u8>) -> Image {
    Image::builder().bytes(Blob::new(jpeg)).build()
}

/// The part of the picture that a face takes.
fn area(bounds: Option<&BoundingBox>) -> f32 {
    let side = |side: Option<f32>| side.unwrap_or_default();
    bounds.map_or(0.0, |bounds| side(bounds.width()) * side(bounds.height()))
}

impl Rekognition {
    /// A client that makes at most so many calls a second. What is tried again within a call waits by the back-off of
    /// the SDK, and is not counted.
    #[must_use]
    pub fn new(aws: &Aws, calls_a_second: u32) -> Self {
        let shared: SdkConfig = aws.of(Service::Rekognition);
        let patient =
            TimeoutConfig::builder().operation_timeout(OPERATION).operation_attempt_timeout(OPERATION).build();
        let once = config::Builder::from(&shared).retry_config(RetryConfig::disabled()).timeout_config(patient).build();
        Self {
            client: Client::new(&shared),
            once: Client::from_conf(once),
            rate: std::sync::Arc::new(Rate::of(calls_a_second)),
        }
    }

    async fn my_turn(&self, operation: &'static str) -> Result<(), Failure> {
        let turn = self.rate.standing().await;
        turn.then_some(()).ok_or_else(|| Failure::new(Kind::Unavailable, operation, "the rate is used up"))
    }

    /// The similarity of the one face of `source` and the largest of `target`, in percent; `None` when there is no face
    /// in `target`. `SimilarityThreshold` is 0, so that the real figure comes back. No quality filter: both faces were
    /// judged before they were sent, and a face that the filter leaves out would read as a mismatch.
    ///
    /// # Errors
    /// [`Failure`]; `Invalid` also when there is no face in `source`.
    pub async fn compare(&self, source: Vec<u8>, target: Vec<u8>) -> Result<Option<f64>, Failure> {
        const OPERATION: &str = "CompareFaces";
        self.my_turn(OPERATION).await?;
        let call = self.client.compare_faces().source_image(image(source)).target_image(image(target));
        let call = call.similarity_threshold(0.0).quality_filter(QualityFilter::None);
        let answer = call.send().await.map_err(|error| Failure::of(OPERATION, &error))?;
        let matched = answer.face_matches().iter().map(|found| {
            let bounds = found.face().and_then(|face| face.bounding_box());
            (area(bounds), found.similarity().unwrap_or_default())
        });
        let unmatched = answer.unmatched_faces().iter().map(|face| (area(face.bounding_box()), 0.0));
        let largest = matched.chain(unmatched).max_by(|a, b| a.0.total_cmp(&b.0));
        Ok(largest.map(|(_, similarity)| f64::from(similarity)))
    }

    /// Makes a collection; one that is there already stays as it is.
    ///
    /// # Errors
    /// [`Failure`].
    pub async fn create_collection(&self, id: &str) -> Result<(), Failure> {
        const OPERATION: &str = "CreateCollection";
        self.rate.patient().await;
        let made = self.client.create_collection().collection_id(id).send().await;
        match made.map_err(|error| Failure::of(OPERATION, &error)) {
            Err(failure) if failure.kind != Kind::Conflict => Err(failure),
            _ => Ok(()),
        }
    }

    /// Puts the one face of a picture into a collection, under an id of ours. It is sent once: a failure does not say
    /// whether it is there, and [`Rekognition::search`] does.
    ///
    /// # Errors
    /// [`Failure`]; `Missing` without the collection.
    pub async fn index(&self, collection: &str, external_id: &str, jpeg: Vec<u8>) -> Result<Indexed, Failure> {
        const OPERATION: &str = "IndexFaces";
        self.rate.patient().await;
        let call = self.once.index_faces().collection_id(collection).external_image_id(external_id);
        let call = call.image(image(jpeg)).max_faces(1).quality_filter(QualityFilter::Auto);
        let answer = call.send().await.map_err(|error| Failure::of(OPERATION, &error))?;
        let face = answer.face_records().first().and_then(|record| record.face()).and_then(Face::face_id);
        Ok(match face {
            Some(face) => Indexed::As(face.to_owned()),
            None => {
                let reasons = answer.unindexed_faces().iter().flat_map(|face| face.reasons());
                let reasons: Vec<&str> = reasons.map(|reason| reason.as_str()).collect();
                Indexed::Not(if reasons.is_empty() { "NO_FACE".to_owned() } else { reasons.join(",") })
            }
        })
    }

    /// The faces of a collection that are at least so similar to the largest of a picture, in percent, the likeliest
    /// first.
    ///
    /// # Errors
    /// [`Failure`]; `Missing` without the collection, `Invalid` without a face in the picture.
    pub async fn search(
        &self,
        collection: &str,
        jpeg: Vec<u8>,
        at_least: f32,
        most: i32,
    ) -> Result<Vec<SeenFace>, Failure> {
        const OPERATION: &str = "SearchFacesByImage";
        self.rate.patient().await;
        let call = self.client.search_faces_by_image().collection_id(collection).image(image(jpeg));
        let call = call.face_match_threshold(at_least).max_faces(most).quality_filter(QualityFilter::None);
        let answer = call.send().await.map_err(|error| Failure::of(OPERATION, &error))?;
        let seen = answer.face_matches().iter().filter_map(|found| {
            let face = found.face()?;
            Some(SeenFace {
                face_id: face.face_id()?.to_owned(),
                external_id: face.external_image_id().unwrap_or_default().to_owned(),
                similarity: f64::from(found.similarity().unwrap_or_default()),
            })
        });
        Ok(seen.collect())
    }

    /// Takes faces out of a collection; those that are not in it are passed over.
    ///
    /// # Errors
    /// [`Failure`]; `Missing` without the collection.
    pub async fn delete(&self, collection: &str, faces: Vec<String>) -> Result<(), Failure> {
        const OPERATION: &str = "DeleteFaces";
        self.rate.patient().await;
        let call = self.client.delete_faces().collection_id(collection).set_face_ids(Some(faces));
        call.send().await.map(drop).map_err(|error| Failure::of(OPERATION, &error))
    }

    /// A page of a collection, from `next` on.
    ///
    /// # Errors
    /// [`Failure`]; `Missing` without the collection.
    pub async fn list(&self, collection: &str, next: Option<String>) -> Result<ListedFaces, Failure> {
        const OPERATION: &str = "ListFaces";
        self.rate.patient().await;
        let call = self.client.list_faces().collection_id(collection).max_results(LISTED).set_next_token(next);
        let answer = call.send().await.map_err(|error| Failure::of(OPERATION, &error))?;
        let faces = answer.faces().iter().filter_map(|face| {
            let external_id = face.external_image_id().unwrap_or_default().to_owned();
            Some(ListedFace { face_id: face.face_id()?.to_owned(), external_id })
        });
        Ok(ListedFaces { faces: faces.collect(), next: answer.next_token().map(ToOwned::to_owned) })
    }

    /// How many faces a collection has.
    ///
    /// # Errors
    /// [`Failure`]; `Missing` without the collection.
    pub async fn count(&self, collection: &str) -> Result<u64, Failure> {
        const OPERATION: &str = "DescribeCollection";
        self.rate.patient().await;
        let call = self.client.describe_collection().collection_id(collection);
        let answer = call.send().await.map_err(|error| Failure::of(OPERATION, &error))?;
        Ok(u64::try_from(answer.face_count().unwrap_or_default()).unwrap_or_default())
    }
}
