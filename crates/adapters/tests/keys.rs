//! The key file: made once, kept private, and every damage named.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // helpers of tests, too, fail by panicking

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::sync::Arc;

use adapters::keys::{FileKeys, KeyContext, KeyError, KeyProvider as _, KeyPurpose, Wrapped};
use adapters::{Class, OsEntropy};
use uuid::Uuid;

fn open(path: &Path) -> Result<FileKeys, KeyError> {
    FileKeys::open_or_create(path, Arc::new(OsEntropy))
}

fn data_key_of(exam: u128) -> KeyContext {
    KeyContext { purpose: KeyPurpose::DataKey, exam: Some(Uuid::from_u128(exam)) }
}

#[tokio::test]
async fn unwraps_after_a_restart_and_only_in_its_context() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mpa.key");
    let keys = open(&path).unwrap();
    let wrapped = keys.wrap(&data_key_of(1), b"secret").await.unwrap();
    drop(keys);

    let keys = open(&path).unwrap();
    let stored = Wrapped::from_bytes(wrapped.as_bytes().to_vec());
    assert_eq!(*keys.unwrap(&data_key_of(1), &stored).await.unwrap(), b"secret");
    let signing = KeyContext { purpose: KeyPurpose::TokenSigning, ..data_key_of(1) };
    let of_no_exam = KeyContext { exam: None, ..data_key_of(1) };
    for other in [data_key_of(2), signing, of_no_exam] {
        let refused = keys.unwrap(&other, &stored).await.unwrap_err();
        assert_eq!(refused.class, Class::Tampered, "{other:?}");
    }
}

#[tokio::test]
async fn a_wrapped_key_stands_no_change() {
    let folder = tempfile::tempdir().unwrap();
    let keys = open(&folder.path().join("mpa.key")).unwrap();
    let wrapped = keys.wrap(&data_key_of(1), b"secret").await.unwrap();
    for at in 0..wrapped.as_bytes().len() {
        let mut altered = wrapped.as_bytes().to_vec();
        altered[at] ^= 1;
        let cut = Wrapped::from_bytes(altered[..at].to_vec());
        let altered = Wrapped::from_bytes(altered);
        assert!(keys.unwrap(&data_key_of(1), &altered).await.is_err());
        assert!(keys.unwrap(&data_key_of(1), &cut).await.is_err());
    }
}

#[tokio::test]
async fn a_foreign_key_file_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let first = open(&folder.path().join("a.key")).unwrap();
    let second = open(&folder.path().join("b.key")).unwrap();
    let (one, other) = (first.fingerprint(), second.fingerprint());
    let wrapped = first.wrap(&data_key_of(1), b"secret").await.unwrap();
    let fault = second.unwrap(&data_key_of(1), &wrapped).await.unwrap_err();
    assert_eq!(fault.class, Class::Denied);
    let message = fault.to_string();
    assert!(message.contains(&one), "{message}");
    assert!(message.contains(&other), "{message}");
}

#[test]
fn starts_together_agree_and_leave_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mpa.key");
    let names: Vec<String> = std::thread::scope(|scope| {
        let starts: Vec<_> = (0..16).map(|_| scope.spawn(|| open(&path).unwrap().fingerprint())).collect();
        starts.into_iter().map(|it| it.join().unwrap()).collect()
    });
    assert!(names.iter().all(|name| *name == names[0]), "{names:?}");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    let mode = fs::metadata(&path).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn a_readable_file_is_refused_with_the_remedy() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mpa.key");
    open(&path).unwrap();
    for mode in [0o640, 0o604, 0o620] {
        fs::set_permissions(&path, Permissions::from_mode(mode)).unwrap();
        let message = open(&path).unwrap_err().to_string();
        let remedy = format!("chmod 600 {}", path.display());
        assert!(message.contains(&remedy), "{message}");
    }
}

#[test]
fn every_truncation_and_every_altered_byte_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mpa.key");
    open(&path).unwrap();
    let whole = fs::read(&path).unwrap();
    // Without its last newline the file still says everything.
    for length in 0..whole.len() - 1 {
        fs::write(&path, &whole[..length]).unwrap();
        let damaged = open(&path);
        assert!(matches!(damaged, Err(KeyError::Damaged { .. })), "{length}");
    }
    for at in 0..whole.len() - 1 {
        let mut altered = whole.clone();
        altered[at] ^= 1;
        fs::write(&path, &altered).unwrap();
        let damaged = open(&path);
        assert!(matches!(damaged, Err(KeyError::Damaged { .. })), "{at}");
    }
}
