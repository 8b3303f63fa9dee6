//! The protocol: AWS JSON 1.1 over HTTP, and the door for who tests.

use std::sync::{Arc, PoisonError};

use http_body_util::{BodyExt as _, Full, Limited};
use hyper::{
    Method, Request, Response, StatusCode,
    body::{Bytes, Incoming},
};
use serde_json::{Value, json};

use crate::{Peer, limits, operations};

/// Bytes of a request at most: two pictures in base64, and a little.
const MAX_REQUEST: usize = 16 << 20;

/// Why a request is not fulfilled.
#[derive(Clone, Debug)]
pub(crate) struct Refused {
    pub status: u16,
    pub code: &'static str,
    pub message: String,
}

/// The line is cut without an answer.
#[derive(Debug)]
pub(crate) struct Cut;

impl std::fmt::Display for Cut {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the line was cut, as ordered")
    }
}

impl std::error::Error for Cut {}

type Answer = Response<Full<Bytes>>;

fn said(status: u16, body: &Value) -> Answer {
    let mut answer = Response::new(Full::new(Bytes::from(body.to_string())));
    *answer.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let kind = hyper::header::HeaderValue::from_static("application/x-amz-json-1.1");
    answer.headers_mut().insert(hyper::header::CONTENT_TYPE, kind);
    answer
}

/// Answers a request, or cuts the line.
pub(crate) async fn answer(peer: Arc<Peer>, request: Request<Incoming>) -> Result<Answer, Cut> {
    let (head, body) = request.into_parts();
    let Ok(body) = Limited::new(body, MAX_REQUEST).collect().await else {
        return Ok(said(413, &json!({ "__type": "RequestEntityTooLarge" })));
    };
    let body: Value = serde_json::from_slice(&body.to_bytes()).unwrap_or(Value::Null);
    match (&head.method, head.uri.path()) {
        (&Method::POST, "/control") => {
            peer.misbehaviour.lock().unwrap_or_else(PoisonError::into_inner).order(&body);
            Ok(said(200, &json!({})))
        }
        (&Method::GET, "/requests") => {
            Ok(said(200, &json!(*peer.requests.lock().unwrap_or_else(PoisonError::into_inner))))
        }
        (&Method::DELETE, "/requests") => {
            peer.requests.lock().unwrap_or_else(PoisonError::into_inner).clear();
            Ok(said(200, &json!({})))
        }
        (&Method::GET, "/collections") => Ok(said(200, &collections(&peer))),
        (&Method::POST, "/") => {
            let header = |name: &str| head.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
            let signed = header("authorization").starts_with("AWS4-HMAC-SHA256 Credential=");
            let operation = header("x-amz-target").trim_start_matches("RekognitionService.").to_owned();
            called(peer, operation, signed, body).await
        }
        _ => Ok(said(404, &json!({ "__type": "UnknownOperationException" }))),
    }
}

fn collections(peer: &Peer) -> Value {
    let collections = peer.collections.lock().unwrap_or_else(PoisonError::into_inner);
    let faces = |faces: &Vec<crate::collections::Indexed>| -> Vec<Value> {
        faces.iter().map(|face| json!({ "FaceId": face.face_id, "ExternalImageId": face.external_id })).collect()
    };
    collections.by_id.iter().map(|(id, of)| (id.clone(), json!(faces(of)))).collect::<serde_json::Map<_, _>>().into()
}

async fn called(peer: Arc<Peer>, operation: String, signed: bool, request: Value) -> Result<Answer, Cut> {
    let treatment = peer.misbehaviour.lock().unwrap_or_else(PoisonError::into_inner).of(&operation);
    let place = note(&peer, &operation, &request);
    tokio::time::sleep(treatment.delay).await;
    if let Some(silence) = treatment.silence {
        outcome(&peer, place, "silence");
        tokio::time::sleep(silence).await;
        return Err(Cut);
    }
    let refused = if signed {
        treatment.refused
    } else {
        let message = "the request is not signed".to_owned();
        Some(Refused { status: 400, code: "MissingAuthenticationTokenException", message })
    };
    let done = match refused {
        Some(refused) => Err(refused),
        None => {
            let (peer, operation) = (Arc::clone(&peer), operation.clone());
            let work = move || operations::perform(&peer, &operation, &request);
            tokio::task::spawn_blocking(work).await.map_err(|_| Cut)?
        }
    };
    outcome(&peer, place, done.as_ref().err().map_or("done", |refused| refused.code));
    if let Ok(answer) = &done {
        seen(&peer, place, answer);
    }
    if treatment.cut {
        outcome(&peer, place, "cut");
        return Err(Cut);
    }
    Ok(match done {
        Ok(answer) => said(200, &answer),
        Err(Refused { status, code, message }) => said(status, &json!({ "__type": code, "message": message })),
    })
}

/// Writes a request down: its parameters, and of pictures their size, kind and sides alone.
fn note(peer: &Peer, operation: &str, request: &Value) -> usize {
    let mut parameters = request.clone();
    for name in ["Image", "SourceImage", "TargetImage"] {
        if let Some(image) = parameters.get_mut(name) {
            *image = measured(image);
        }
    }
    let mut requests = peer.requests.lock().unwrap_or_else(PoisonError::into_inner);
    requests.push(json!({ "operation": operation, "parameters": parameters, "outcome": "received" }));
    requests.len() - 1
}

fn measured(image: &Value) -> Value {
    let Ok(bytes) = limits::bytes(image) else { return json!({ "unreadable": true }) };
    let format = image::guess_format(&bytes).map_or("unknown", |format| format.extensions_str()[0]);
    let sides = image::ImageReader::new(std::io::Cursor::new(&bytes)).with_guessed_format().ok();
    let (width, height) = sides.and_then(|reader| reader.into_dimensions().ok()).unwrap_or_default();
    json!({ "bytes": bytes.len(), "format": format, "width": width, "height": height })
}

/// Notes how many faces there were in the target of a comparison.
fn seen(peer: &Peer, place: usize, answer: &Value) {
    let count = |name: &str| answer[name].as_array().map_or(0, Vec::len);
    if let Some(request) = peer.requests.lock().unwrap_or_else(PoisonError::into_inner).get_mut(place) {
        request["facesInTarget"] = json!(count("FaceMatches") + count("UnmatchedFaces"));
    }
}

fn outcome(peer: &Peer, place: usize, outcome: &str) {
    if let Some(request) = peer.requests.lock().unwrap_or_else(PoisonError::into_inner).get_mut(place) {
        request["outcome"] = json!(outcome);
    }
}
