//! The peer as a program: it says where it listens, answers by the protocol, holds to the limits and misbehaves when it
//! is told to.

#![allow(clippy::unwrap_used)]

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    path::Path,
    process::{Child, Command, Stdio},
};

struct Peer {
    child: Child,
    address: String,
}

impl Drop for Peer {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

impl Peer {
    fn start() -> Self {
        let models = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../models");
        let mut command = Command::new(env!("CARGO_BIN_EXE_rekognition-peer"));
        command.arg("--models").arg(std::env::var_os("MPA_MODELS").unwrap_or(models.into()));
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        Self { child, address: line.trim().strip_prefix("listening on http://").unwrap().to_owned() }
    }

    /// The status of an answer, and its text.
    fn ask(&self, path: &str, operation: &str, body: &str) -> (u16, String) {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        write!(
            stream,
            "POST {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\nx-amz-target: RekognitionService.{operation}\r\n\
             authorization: AWS4-HMAC-SHA256 Credential=test\r\n\
             content-type: application/x-amz-json-1.1\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, text) = answer.split_once("\r\n\r\n").unwrap();
        (head.split(' ').nth(1).unwrap().parse().unwrap(), text.to_owned())
    }
}

#[test]
fn it_speaks_the_protocol_keeps_the_limits_and_misbehaves_when_told() {
    let peer = Peer::start();
    let (status, text) = peer.ask("/", "CreateCollection", r#"{"CollectionId": "exam-1"}"#);
    assert!(status == 200 && text.contains("FaceModelVersion"), "{status} {text}");
    let (status, text) = peer.ask("/", "CreateCollection", r#"{"CollectionId": "exam-1"}"#);
    assert!(status == 400 && text.contains("ResourceAlreadyExistsException"), "{status} {text}");
    let (status, text) = peer.ask("/", "ListFaces", r#"{"CollectionId": "exam-2"}"#);
    assert!(status == 400 && text.contains("ResourceNotFoundException"), "{status} {text}");
    let no_picture = r#"{"CollectionId": "exam-1", "Image": {"Bytes": "bm90aGluZw=="}, "MaxFaces": 1}"#;
    let (status, text) = peer.ask("/", "IndexFaces", no_picture);
    assert!(status == 400 && text.contains("InvalidImageFormatException"), "{status} {text}");
    assert_eq!(peer.ask("/control", "", r#"{"throttle": 1}"#).0, 200);
    let (status, text) = peer.ask("/", "ListFaces", r#"{"CollectionId": "exam-1"}"#);
    assert!(status == 400 && text.contains("Throttl") || text.contains("ThroughputExceeded"), "{status} {text}");
    assert_eq!(peer.ask("/", "ListFaces", r#"{"CollectionId": "exam-1"}"#).0, 200);
}
