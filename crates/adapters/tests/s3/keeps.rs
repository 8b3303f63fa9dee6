//! What goes in comes out, once, and nothing else.

use std::{
    io::{self, Cursor, Read},
    time::SystemTime,
};

use adapters::{
    BlobStore, Class,
    blobs::{Aged, Marked, Met},
};
use aws::s3::PART_BYTES;
use uuid::Uuid;

use crate::world::{class, key, later, sample, store};

#[tokio::test(flavor = "multi_thread")]
#[ignore = "asks whom MPA_TEST_AWS names"]
async fn every_range_is_what_was_put_there_in_one_piece_and_in_parts() {
    let store = store("ranges").await.expect("MPA_TEST_AWS");
    let sizes = [0, 1, 200_000, PART_BYTES, PART_BYTES + 1, 2 * PART_BYTES + 5];
    for (id, size) in sizes.into_iter().enumerate() {
        let (key, whole) = (key(id as u128), sample(size));
        store.put(key, &whole).await.unwrap();
        for (from, to) in [(0, size), (0, size + 9), (size / 3, size / 2), (size, size + 1), (size + 5, size + 9)] {
            let expected = whole.get(from.min(size)..to.min(size)).unwrap();
            let (len, bytes) = store.range(key, from as u64..to as u64).await.unwrap();
            assert_eq!(len, size as u64);
            assert!(bytes == expected, "{size}: {from}..{to}");
        }
        assert!(store.range(key, 0..u64::MAX).await.unwrap().1 == whole, "{size}");
    }
    assert_eq!(class(store.range(key(99), 0..1).await), Some(Class::Missing));
    assert_eq!(class(store.range(key(99), 0..0).await), Some(Class::Missing));
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "asks whom MPA_TEST_AWS names"]
async fn a_blob_is_never_replaced_and_the_same_write_repeated_is_one() {
    let store = store("once").await.expect("MPA_TEST_AWS");
    for (id, size) in [(1, 5), (2, PART_BYTES + 5)] {
        let (first, other) = (sample(size), vec![7; size]);
        store.put(key(id), &first).await.unwrap();
        // The answer of the first was lost, for all that the second knows.
        store.put(key(id), &first).await.unwrap();
        assert_eq!(class(store.put(key(id), &other).await), Some(Class::Conflict), "{size}");
        assert!(store.range(key(id), 0..u64::MAX).await.unwrap().1 == first);
    }
    let (_, unfinished, _) = store.walk(later(), Uuid::nil()).await;
    assert_eq!(unfinished, []);
    store.blobs.try_write().await.unwrap();
    store.blobs.try_write().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "asks whom MPA_TEST_AWS names"]
async fn a_failing_source_leaves_nothing() {
    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::ErrorKind::NotFound.into())
        }
    }
    let store = store("broken").await.expect("MPA_TEST_AWS");
    for size in [0, 5, PART_BYTES, PART_BYTES + 5, 2 * PART_BYTES] {
        let source = Cursor::new(vec![1; size]).chain(Broken);
        assert_eq!(class(store.blobs.put(key(1), Box::new(source)).await), Some(Class::Unavailable), "{size}");
        assert_eq!(class(store.range(key(1), 0..1).await), Some(Class::Missing), "{size}");
    }
    assert_eq!(store.walk(later(), Uuid::nil()).await, (vec![], vec![], Met::default()));
    store.put(key(1), b"the name is free").await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "asks whom MPA_TEST_AWS names"]
async fn a_deleted_blob_is_gone() {
    let store = store("deleted").await.expect("MPA_TEST_AWS");
    store.put(key(1), b"bytes").await.unwrap();
    assert!(store.blobs.delete(key(1)).await.unwrap());
    assert!(!store.blobs.delete(key(1)).await.unwrap());
    assert_eq!(class(store.range(key(1), 0..1).await), Some(Class::Missing));
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "asks whom MPA_TEST_AWS names"]
async fn a_walk_gives_what_is_old_and_beyond_and_never_what_is_foreign() {
    let store = store("walk").await.expect("MPA_TEST_AWS");
    // Two folders, by the last digits.
    for id in [0x101, 0x201, 0x301, 0x402] {
        store.put(key(id), b"sealed").await.unwrap();
    }
    let foreign = format!("{}/blobs/note.txt", store.prefix);
    store.bucket.create(&foreign, b"not ours".to_vec()).await.unwrap();
    let unfinished = format!("{}/{}", store.prefix, key(5).storage_location());
    let mut upload = store.bucket.begin(&unfinished, b"first").await.unwrap();
    upload.send(b"first".to_vec()).await.unwrap();
    drop(upload);

    let (blobs, unfinished, met) = store.walk(later(), Uuid::nil()).await;
    assert_eq!(blobs, [key(0x101), key(0x201), key(0x301), key(0x402)]);
    assert_eq!((unfinished.len(), met), (1, Met { seen: 6, young: 0, foreign: 1 }));
    let (blobs, _, met) = store.walk(later(), Uuid::from_u128(0x200)).await;
    assert_eq!((blobs, met.seen), (vec![key(0x201), key(0x301), key(0x402)], 5));
    let (blobs, none, met) = store.walk(SystemTime::UNIX_EPOCH, Uuid::nil()).await;
    assert_eq!((blobs, none, met), (vec![], vec![], Met { seen: 6, young: 5, foreign: 1 }));

    let aged = Aged { blobs: vec![key(0x101), key(0x999)], unfinished };
    assert_eq!(store.blobs.remove(aged).await.unwrap(), 2, "what is gone is not counted");
    let (blobs, unfinished, _) = store.walk(later(), Uuid::nil()).await;
    assert_eq!((blobs.len(), unfinished.len()), (3, 0));
    assert!(store.bucket.read(&foreign).await.unwrap().is_some());
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "asks whom MPA_TEST_AWS names"]
async fn a_walk_of_several_pages_meets_all_and_skips_what_was_made_before() {
    let store = store("pages").await.expect("MPA_TEST_AWS");
    let mut puts = tokio::task::JoinSet::new();
    for some in 0..16_u128 {
        let blobs = store.blobs.clone();
        puts.spawn(async move {
            for id in (0..1_200).filter(|id| id % 16 == some) {
                // All in one folder.
                blobs.put(key((id + 1) << 8), Box::new(Cursor::new(b"sealed"))).await.unwrap();
            }
        });
    }
    puts.join_all().await;
    let (blobs, _, met) = store.walk(later(), Uuid::nil()).await;
    assert_eq!((blobs.len(), met.seen), (1_200, 1_200));
    let (blobs, _, met) = store.walk(later(), Uuid::from_u128(1_100 << 8)).await;
    assert_eq!((blobs.len(), met.seen), (100, 100));
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "asks whom MPA_TEST_AWS names"]
async fn a_store_has_the_id_that_came_first_and_the_mark_that_came_last() {
    let store = store("marks").await.expect("MPA_TEST_AWS");
    let [one, two] = [1, 2].map(Uuid::from_u128);
    assert_eq!(store.blobs.claim(one).await.unwrap(), one);
    assert_eq!(store.blobs.claim(two).await.unwrap(), one);
    assert_eq!(store.blobs.mark().await.unwrap(), None);
    for mark in [one, two] {
        store.blobs.set_mark(mark).await.unwrap();
        assert_eq!(store.blobs.mark().await.unwrap(), Some(mark));
    }
}
