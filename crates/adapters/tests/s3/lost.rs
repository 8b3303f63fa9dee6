//! The service does what it is asked, and the line is cut before it says so.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicBool, Ordering},
};

use adapters::BlobStore;
use aws::s3::PART_BYTES;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
};
use uuid::Uuid;

use crate::world::{Store, class, endpoint, key, later, sample, store_at};

/// A request by its method and something in its first line.
type Kind = (&'static str, &'static str);

const PUT_OBJECT: Kind = ("PUT", "x-id=PutObject");
const COMPLETE: Kind = ("POST", "uploadId=");
const DELETE_OBJECT: Kind = ("DELETE", "x-id=DeleteObject");

/// The line to a service: answers to some requests do not come through.
#[derive(Clone, Default)]
struct Line(Arc<Mutex<Option<(Kind, u32)>>>);

impl Line {
    async fn to(upstream: String) -> (Self, String) {
        let upstream = upstream.trim_start_matches("http://").trim_end_matches('/').to_owned();
        let (line, listener) = (Self::default(), TcpListener::bind("127.0.0.1:0").await.unwrap());
        let address = format!("http://{}", listener.local_addr().unwrap());
        let armed = line.clone();
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let server = TcpStream::connect(&upstream).await.unwrap();
                tokio::spawn(armed.clone().carry(client, server));
            }
        });
        (line, address)
    }

    /// The next `count` answers to requests of this kind are lost.
    fn lose(&self, kind: Kind, count: u32) {
        *self.0.lock().unwrap() = Some((kind, count));
    }

    fn is_lost(&self, request: &[u8]) -> bool {
        let first =
            String::from_utf8_lossy(request.split(|&byte| byte == b'\r').next().unwrap_or_default()).into_owned();
        match &mut *self.0.lock().unwrap() {
            Some(((method, with), count)) if *count > 0 && first.starts_with(*method) && first.contains(*with) => {
                *count -= 1;
                true
            }
            _ => false,
        }
    }

    /// Nobody sends a request before the one before was answered, so each begins a piece.
    async fn carry(self, client: TcpStream, server: TcpStream) {
        let ((mut from_client, mut to_client), (mut from_server, mut to_server)) =
            (client.into_split(), server.into_split());
        let lost = AtomicBool::new(false);
        let requests = async {
            let mut piece = vec![0; 64 * 1024];
            while let Ok(read @ 1..) = from_client.read(&mut piece).await {
                if self.is_lost(&piece[..read]) {
                    lost.store(true, Ordering::Release);
                }
                if to_server.write_all(&piece[..read]).await.is_err() {
                    return;
                }
            }
        };
        let answers = async {
            let mut piece = vec![0; 64 * 1024];
            while let Ok(read @ 1..) = from_server.read(&mut piece).await {
                if lost.load(Ordering::Acquire) || to_client.write_all(&piece[..read]).await.is_err() {
                    return;
                }
            }
        };
        tokio::select! { () = requests => {}, () = answers => {} }
    }
}

async fn store(test: &str) -> Option<(Line, Store)> {
    let (line, address) = Line::to(endpoint()?).await;
    Some((line, store_at(test, address).await))
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "asks whom MPA_TEST_AWS names"]
async fn a_write_whose_answers_are_lost_is_one_write() {
    let (line, store) = store("lost-put").await.expect("MPA_TEST_AWS");
    let mut number = 0;
    for (size, kind) in [(9, PUT_OBJECT), (PART_BYTES + 9, COMPLETE)] {
        // One answer, and all three.
        for lost in [1, 3] {
            number += 1;
            let bytes = sample(size + number);
            line.lose(kind, lost);
            store.put(key(number as u128), &bytes).await.unwrap();
            assert_eq!(line.0.lock().unwrap().unwrap(), (kind, 0), "the answers were lost");
            assert!(store.range(key(number as u128), 0..u64::MAX).await.unwrap().1 == bytes);
        }
    }
    let (blobs, unfinished, _) = store.walk(later(), Uuid::nil()).await;
    assert_eq!((blobs.len(), unfinished.len()), (4, 0));
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "asks whom MPA_TEST_AWS names"]
async fn a_removal_whose_answers_are_lost_is_repeated_without_harm() {
    let (line, store) = store("lost-delete").await.expect("MPA_TEST_AWS");
    store.put(key(1), b"one").await.unwrap();
    store.put(key(2), b"two").await.unwrap();
    line.lose(DELETE_OBJECT, 1);
    assert!(store.blobs.delete(key(1)).await.unwrap());
    line.lose(DELETE_OBJECT, 3);
    assert!(store.blobs.delete(key(2)).await.unwrap_err().is_passing());
    assert!(!store.blobs.delete(key(2)).await.unwrap());
    for id in [1, 2] {
        assert_eq!(class(store.range(key(id), 0..1).await), Some(adapters::Class::Missing));
    }
}
