//! A peer of Rekognition to test against: it speaks the operations that the program uses over HTTP, looks at the pixels
//! with our own engine, holds to the published limits, keeps nothing, writes down every request, and misbehaves when it
//! is told to. It says nothing about Amazon's accuracy.
//!
//! `rekognition-peer --models FOLDER [--listen 127.0.0.1:PORT]`. Beside the protocol (`POST /`):
//! `POST /control` {"throttle": N, "expired": N, "denied": N, "fail": N, "silence": SECONDS, "delayMs": N,
//! "cut": {OPERATION: N}}, `GET /requests`, `DELETE /requests`, `GET /collections`.

mod answers;
mod collections;
mod limits;
mod misbehaviour;
mod operations;

use std::{
    net::SocketAddr,
    path::PathBuf,
    sync::{Arc, Mutex},
};

use collections::Collections;
use face::Engine;
use hyper_util::rt::TokioIo;
use misbehaviour::Misbehaviour;
use serde_json::Value;

/// What the peer knows, all of it in memory.
pub(crate) struct Peer {
    engine: Engine,
    collections: Mutex<Collections>,
    misbehaviour: Mutex<Misbehaviour>,
    requests: Mutex<Vec<Value>>,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (mut models, mut listen) = (PathBuf::from("models"), SocketAddr::from(([127, 0, 0, 1], 0)));
    let mut arguments = std::env::args().skip(1);
    while let Some(name) = arguments.next() {
        let value = arguments.next().ok_or_else(|| format!("{name} needs a value"))?;
        match name.as_str() {
            "--models" => models = value.into(),
            "--listen" => listen = value.parse()?,
            _ => return Err(format!("{name}: no such option").into()),
        }
    }
    if !listen.ip().is_loopback() {
        return Err("the peer looks at faces without asking who sends them: it listens on this machine alone".into());
    }
    let peer = Peer {
        engine: Engine::load(&models)?,
        collections: Mutex::default(),
        misbehaviour: Mutex::default(),
        requests: Mutex::default(),
    };
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(serve(Arc::new(peer), listen))
}

async fn serve(peer: Arc<Peer>, listen: SocketAddr) -> Result<(), Box<dyn std::error::Error>> {
    let listener = tokio::net::TcpListener::bind(listen).await?;
    println!("listening on http://{}", listener.local_addr()?);
    loop {
        let (stream, _) = listener.accept().await?;
        let peer = Arc::clone(&peer);
        tokio::spawn(async move {
            let service = hyper::service::service_fn(move |request| answers::answer(Arc::clone(&peer), request));
            // A line that is cut ends in an error, as it should.
            drop(hyper::server::conn::http1::Builder::new().serve_connection(TokioIo::new(stream), service).await);
        });
    }
}
