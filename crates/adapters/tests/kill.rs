//! A process that stores blobs is killed at odd moments. Whatever it
//! acknowledged must be there whole, and a walk must find the rest.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // helpers of tests, too, fail by panicking

use std::collections::HashSet;
use std::io::{BufRead, BufReader, Cursor, Read as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Arc, mpsc};
use std::time::{Duration, SystemTime};

use adapters::{BlobKey, BlobKind, BlobStore as _, FileBlobs, OsEntropy};
use uuid::Uuid;

const FOLDER: &str = "MPA_TEST_BLOBS";
const ROUNDS: u64 = 10;
const SIZE: usize = 200_000;

fn open(folder: &Path) -> FileBlobs {
    FileBlobs::open(folder, Arc::new(OsEntropy)).unwrap()
}

fn key(id: Uuid) -> BlobKey {
    BlobKey { exam: Uuid::nil(), kind: BlobKind::OmrSheet, id }
}

fn contents(id: Uuid) -> Vec<u8> {
    id.as_bytes().repeat(SIZE / 16)
}

/// The process to be killed: stores blobs until then, telling each when done.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
#[ignore = "run by the test below, in a process of its own"]
async fn child() {
    let Ok(folder) = std::env::var(FOLDER) else {
        return;
    };
    let blobs = open(Path::new(&folder));
    for _ in 0..4 {
        let blobs = blobs.clone();
        tokio::spawn(async move {
            loop {
                let id = random_id();
                blobs.put(key(id), Box::new(Cursor::new(contents(id)))).await.unwrap();
                println!("\nstored {id}");
            }
        });
    }
    std::future::pending().await
}

fn random_id() -> Uuid {
    use adapters::Entropy;
    let mut bytes = [0; 16];
    OsEntropy.fill(&mut bytes).unwrap();
    Uuid::from_bytes(bytes)
}

/// Starts the child, kills it some time after the first blob, and returns
/// the blobs that it acknowledged.
fn run_and_kill(folder: &Path, after: Duration) -> Vec<Uuid> {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "child", "--ignored", "--nocapture"])
        .env(FOLDER, folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let output = BufReader::new(child.stdout.take().unwrap());
    let (told, stored) = mpsc::channel();
    let reader = std::thread::spawn(move || {
        for line in output.lines().map_while(Result::ok) {
            if let Some(id) = line.strip_prefix("stored ") {
                told.send(id.parse().unwrap()).unwrap();
            }
        }
    });
    let first = stored.recv_timeout(Duration::from_secs(60)).unwrap();
    // The moment is the point of this test; no clock of ours is involved.
    std::thread::sleep(after);
    child.kill().unwrap();
    child.wait().unwrap();
    reader.join().unwrap();
    std::iter::once(first).chain(stored).collect()
}

fn files_in(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap();
    entries
        .map(|entry| entry.unwrap().path())
        .flat_map(|path| match path.is_dir() {
            true => files_in(&path),
            false => vec![path],
        })
        .collect()
}

#[tokio::test]
async fn what_was_acknowledged_survives_a_kill() {
    let folder = tempfile::tempdir().unwrap();
    let (mut acknowledged, mut unfinished) = (HashSet::new(), 0);
    for round in 0..ROUNDS {
        let after = Duration::from_millis(round * 37 % 100);
        acknowledged.extend(run_and_kill(folder.path(), after));
        let files = files_in(folder.path());
        unfinished += files.iter().filter(|path| path.extension().is_some()).count();

        let blobs = open(folder.path());
        for &id in &acknowledged {
            let mut whole = Vec::new();
            blobs.open(key(id), 0..u64::MAX).await.unwrap().bytes.read_to_end(&mut whole).unwrap();
            assert!(whole == contents(id));
        }
        let later = SystemTime::UNIX_EPOCH + Duration::from_secs(1 << 33);
        let mut walk = blobs.walk(later).await.unwrap();
        while let Some(mut aged) = walk.next().await.unwrap() {
            aged.blobs.retain(|key| !acknowledged.contains(&key.id));
            blobs.remove(aged).await.unwrap();
        }
        assert_eq!(files_in(folder.path()).len(), acknowledged.len());
    }
    println!("{} acknowledged, {unfinished} unfinished", acknowledged.len());
}
