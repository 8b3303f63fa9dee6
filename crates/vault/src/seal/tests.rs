//! Any contents, in pieces of any length: any range that is opened is what was sealed.

use std::io::{self, Read};

use adapters::{BlobKey, BlobKind};
use proptest::prelude::*;
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use super::{
    SealedSource,
    format::{CHUNK, HEADER_LEN, plaintext_len, sealed_len},
    opener::{Opener, Wanted},
};
use crate::data_key::DataKey;

const KEY: BlobKey = BlobKey { exam: Uuid::from_u128(1), kind: BlobKind::Package, id: Uuid::from_u128(2) };

fn data_key() -> DataKey {
    DataKey::from_bytes(&[3; 32]).unwrap()
}

/// Seals `plain`, asked for `piece` bytes at a time.
fn seal(plain: &[u8], piece: usize) -> Vec<u8> {
    let (mut source, outcome) = SealedSource::new(&KEY, &data_key(), &[4; 32], plain).unwrap();
    let (mut sealed, mut buffer) = (Vec::new(), vec![0; piece]);
    loop {
        let read = source.read(&mut buffer).unwrap();
        if read == 0 {
            break;
        }
        sealed.extend_from_slice(&buffer[..read]);
    }
    let stored = outcome.take().unwrap().unwrap();
    assert_eq!((stored.size, stored.sha256), (plain.len() as u64, Sha256::digest(plain).into()));
    sealed
}

fn open(sealed: &[u8], wanted: Wanted) -> Vec<u8> {
    let place = wanted.sealed();
    let mut rest = &sealed[usize::try_from(place.start).unwrap()..usize::try_from(place.end).unwrap()];
    let mut opener = Opener::new(&KEY.storage_location(), &data_key(), &sealed[..HEADER_LEN], wanted).unwrap();
    let mut opened = Vec::new();
    while let Some(length) = opener.next_len() {
        let (chunk, behind) = rest.split_at(length);
        let mut chunk = chunk.to_vec();
        opener.open(&mut chunk).unwrap();
        opened.extend(chunk);
        rest = behind;
    }
    assert!(rest.is_empty(), "more was asked for than is needed");
    opened
}

/// Lengths of a few chunks, the edges among them more often than chance would have it.
fn lengths() -> impl Strategy<Value = usize> {
    prop_oneof![
        0..4 * CHUNK,
        (0..4_usize, 0..3_usize).prop_map(|(chunks, beside)| (chunks * CHUNK + beside).saturating_sub(1)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_range_of_any_blob_is_what_was_sealed(
        size in lengths(), from in lengths(), length in lengths(), piece in 1..200_000_usize, seed in any::<u8>(),
    ) {
        let plain: Vec<u8> = (0..size).map(|at| (at / 251) as u8 ^ (at as u8).wrapping_mul(seed | 1)).collect();
        let sealed = seal(&plain, piece);
        let len = sealed.len() as u64;
        prop_assert_eq!((sealed_len(size as u64), plaintext_len(len)), (len, size as u64));
        prop_assert!(open(&sealed, Wanted::whole(size as u64)) == plain);
        let opened = open(&sealed, Wanted::part(size as u64, from as u64..(from + length) as u64));
        prop_assert!(opened == plain[from.min(size)..(from + length).min(size)]);
    }
}

#[test]
fn a_source_that_failed_does_not_end_quietly() {
    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::ErrorKind::ConnectionReset.into())
        }
    }
    let source = [1_u8; CHUNK].as_slice().chain(Broken);
    let (mut source, outcome) = SealedSource::new(&KEY, &data_key(), &[4; 32], source).unwrap();
    let mut sealed = Vec::new();
    assert_eq!(source.read_to_end(&mut sealed).unwrap_err().kind(), io::ErrorKind::ConnectionReset);
    assert!(source.read_to_end(&mut sealed).is_err(), "a store that reads on learns of it again");
    assert_eq!(sealed.len(), HEADER_LEN);
    assert_eq!(outcome.take().unwrap().unwrap_err().kind(), io::ErrorKind::ConnectionReset);
}

#[test]
fn of_all_lengths_only_those_of_a_blob_fit() {
    let mut blobs = std::collections::HashSet::new();
    (0..3 * CHUNK as u64).for_each(|size| assert!(blobs.insert(sealed_len(size))));
    for len in 0..sealed_len(3 * CHUNK as u64) {
        assert_eq!(sealed_len(plaintext_len(len)) == len, blobs.contains(&len), "{len}");
    }
}
