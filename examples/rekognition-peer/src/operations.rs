//! The operations. Similarity is our own engine's match percentage: it tells people apart, and nothing about Amazon's.

use face::{Embedding, FaceBox, Picture};
use serde_json::{Value, json};

use crate::{
    Peer,
    answers::Refused,
    collections::Indexed,
    limits::{collection_id, invalid, is_seen, number, picture, quality_filter, text},
};

/// The pattern of an ExternalImageId, beside letters and digits.
const EXTERNAL: &str = "_.-:";
const MODEL_VERSION: &str = "7.0";

/// A face that Rekognition would see.
type Seen = (FaceBox, Embedding);

/// Does what is asked for.
pub(crate) fn perform(peer: &Peer, operation: &str, request: &Value) -> Result<Value, Refused> {
    match operation {
        "CompareFaces" => compare(peer, request),
        "CreateCollection" => create(peer, request),
        "DescribeCollection" => describe(peer, request),
        "IndexFaces" => index(peer, request),
        "SearchFacesByImage" => search(peer, request),
        "DeleteFaces" => delete(peer, request),
        "ListFaces" => list(peer, request),
        _ => Err(Refused { status: 400, code: "UnknownOperationException", message: operation.to_owned() }),
    }
}

fn faces(peer: &Peer, picture: &Picture) -> Result<Vec<Seen>, Refused> {
    let everybody = peer.engine.everybody(picture).map_err(|_| invalid("the image cannot be looked at"))?;
    let mut seen: Vec<Seen> = everybody.into_iter().filter(|(face, _)| is_seen(face, picture)).collect();
    seen.sort_by(|(a, _), (b, _)| (b.width * b.height).total_cmp(&(a.width * a.height)));
    Ok(seen)
}

#[allow(clippy::cast_precision_loss, reason = "sides are bounded")]
fn bounds(face: &FaceBox, picture: &Picture) -> Value {
    let (wide, high) = (picture.width() as f32, picture.height() as f32);
    json!({ "Width": face.width / wide, "Height": face.height / high, "Left": face.x / wide, "Top": face.y / high })
}

fn similarity(peer: &Peer, one: &Embedding, other: &Embedding) -> f64 {
    peer.engine.percentage(one.cosine(other))
}

fn compare(peer: &Peer, request: &Value) -> Result<Value, Refused> {
    let threshold = number(request, "SimilarityThreshold", 0.0..=100.0, 80.0)?;
    quality_filter(request)?;
    let (source, target) = (picture(&request["SourceImage"])?, picture(&request["TargetImage"])?);
    let sources = faces(peer, &source)?;
    let Some((face, embedding)) = sources.first() else {
        return Err(invalid("Request has invalid parameters: no face in the source image"));
    };
    let (mut matches, mut unmatched) = (Vec::new(), Vec::new());
    for (other, its) in faces(peer, &target)? {
        let compared = json!({ "BoundingBox": bounds(&other, &target), "Confidence": other.score * 100.0 });
        let similarity = similarity(peer, embedding, &its);
        if similarity >= threshold {
            matches.push((similarity, json!({ "Similarity": similarity, "Face": compared })));
        } else {
            unmatched.push(compared);
        }
    }
    matches.sort_by(|a, b| b.0.total_cmp(&a.0));
    let matches: Vec<Value> = matches.into_iter().map(|(_, found)| found).collect();
    Ok(json!({
        "SourceImageFace": { "BoundingBox": bounds(face, &source), "Confidence": face.score * 100.0 },
        "FaceMatches": matches, "UnmatchedFaces": unmatched,
    }))
}

/// The faces of a collection.
fn with<T>(peer: &Peer, id: &str, use_of: impl FnOnce(&mut Vec<Indexed>) -> T) -> Result<T, Refused> {
    let mut collections = peer.collections.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    match collections.by_id.get_mut(id) {
        Some(faces) => Ok(use_of(faces)),
        None => Err(Refused {
            status: 400,
            code: "ResourceNotFoundException",
            message: format!("The collection id: {id} does not exist"),
        }),
    }
}

fn create(peer: &Peer, request: &Value) -> Result<Value, Refused> {
    let id = collection_id(request)?;
    let mut collections = peer.collections.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    if collections.by_id.contains_key(&id) {
        let message = format!("The collection id: {id} already exists");
        return Err(Refused { status: 400, code: "ResourceAlreadyExistsException", message });
    }
    let arn = format!("aws:rekognition:eu-central-1:000000000000:collection/{id}");
    collections.by_id.insert(id, Vec::new());
    Ok(json!({ "StatusCode": 200, "CollectionArn": arn, "FaceModelVersion": MODEL_VERSION }))
}

fn describe(peer: &Peer, request: &Value) -> Result<Value, Refused> {
    let count = with(peer, &collection_id(request)?, |faces| faces.len())?;
    Ok(json!({ "FaceCount": count, "FaceModelVersion": MODEL_VERSION }))
}

fn index(peer: &Peer, request: &Value) -> Result<Value, Refused> {
    let id = collection_id(request)?;
    let external_id = match &request["ExternalImageId"] {
        Value::Null => None,
        _ => Some(text(request, "ExternalImageId", EXTERNAL, 255)?),
    };
    let most = number(request, "MaxFaces", 1.0..=f64::from(i32::MAX), f64::from(i32::MAX))?;
    quality_filter(request)?;
    with(peer, &id, |_| ())?;
    let picture = picture(&request["Image"])?;
    let (mut records, mut unindexed) = (Vec::new(), Vec::new());
    for (number, (face, embedding)) in faces(peer, &picture)?.into_iter().enumerate() {
        if number as f64 >= most {
            unindexed.push(json!({ "Reasons": ["EXCEEDS_MAX_FACES"] }));
            continue;
        }
        let mut collections = peer.collections.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let face_id = collections.fresh_id();
        if let Some(faces) = collections.by_id.get_mut(&id) {
            faces.push(Indexed { face_id: face_id.clone(), external_id: external_id.clone(), embedding });
        }
        let known = json!({ "FaceId": face_id, "BoundingBox": bounds(&face, &picture), "ExternalImageId": external_id,
                            "Confidence": face.score * 100.0 });
        records.push(json!({ "Face": known }));
    }
    Ok(json!({ "FaceRecords": records, "UnindexedFaces": unindexed, "FaceModelVersion": MODEL_VERSION }))
}

fn listed(face: &Indexed) -> Value {
    json!({ "FaceId": face.face_id, "ExternalImageId": face.external_id })
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within its range")]
fn search(peer: &Peer, request: &Value) -> Result<Value, Refused> {
    let id = collection_id(request)?;
    let threshold = number(request, "FaceMatchThreshold", 0.0..=100.0, 80.0)?;
    let most = number(request, "MaxFaces", 1.0..=4096.0, 5.0)? as usize;
    quality_filter(request)?;
    with(peer, &id, |_| ())?;
    let picture = picture(&request["Image"])?;
    let seen = faces(peer, &picture)?;
    let Some((face, embedding)) = seen.first() else {
        return Err(invalid("There are no faces in the image. Should be at least 1."));
    };
    let mut matches = with(peer, &id, |faces| {
        let all = faces.iter().map(|known| (similarity(peer, embedding, &known.embedding), listed(known)));
        all.filter(|(similarity, _)| *similarity >= threshold).collect::<Vec<_>>()
    })?;
    matches.sort_by(|a, b| b.0.total_cmp(&a.0));
    let matches: Vec<Value> = matches
        .into_iter()
        .take(most)
        .map(|(similarity, face)| json!({ "Similarity": similarity, "Face": face }))
        .collect();
    Ok(json!({ "SearchedFaceBoundingBox": bounds(face, &picture), "SearchedFaceConfidence": face.score * 100.0,
               "FaceMatches": matches, "FaceModelVersion": MODEL_VERSION }))
}

fn delete(peer: &Peer, request: &Value) -> Result<Value, Refused> {
    let id = collection_id(request)?;
    let ids: Vec<&str> = request["FaceIds"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    if ids.is_empty() || ids.len() > 4096 {
        return Err(invalid("FaceIds has 1 to 4096 items"));
    }
    let deleted = with(peer, &id, |faces| {
        let gone = faces.iter().filter(|face| ids.contains(&face.face_id.as_str()));
        let gone: Vec<String> = gone.map(|face| face.face_id.clone()).collect();
        faces.retain(|face| !gone.contains(&face.face_id));
        gone
    })?;
    Ok(json!({ "DeletedFaces": deleted }))
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "within its range")]
fn list(peer: &Peer, request: &Value) -> Result<Value, Refused> {
    let id = collection_id(request)?;
    let most = number(request, "MaxResults", 0.0..=4096.0, 4096.0)? as usize;
    let from = match request["NextToken"].as_str() {
        None => 0,
        Some(token) => token.parse().map_err(|_| Refused {
            status: 400,
            code: "InvalidPaginationTokenException",
            message: "NextToken is not valid".to_owned(),
        })?,
    };
    let (faces, count) =
        with(peer, &id, |faces| (faces.iter().skip(from).take(most).map(listed).collect::<Vec<_>>(), faces.len()))?;
    let next = (from + faces.len() < count).then(|| (from + faces.len()).to_string());
    Ok(json!({ "Faces": faces, "NextToken": next, "FaceModelVersion": MODEL_VERSION }))
}
