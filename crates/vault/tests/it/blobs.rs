//! What goes into the vault comes out of it, and nothing else.

use std::{
    fs,
    io::{self, Cursor, Read},
};

use adapters::{BlobKind, Class};
use sha2::{Digest as _, Sha256};
use vault::{ReadableKind, VaultError};

use crate::world::{CHUNK, NOW, World, exam, id, is_tampered, sample};

const FACE: BlobKind = BlobKind::FaceLive;
const READ: ReadableKind = ReadableKind::FaceLive;

#[tokio::test]
async fn every_length_around_the_chunks_comes_back() {
    let world = World::new().await;
    for (number, length) in [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 777].into_iter().enumerate() {
        let (number, bytes) = (number as u128, sample(length));
        let stored = world.put(FACE, number, &bytes).await.unwrap();
        assert_eq!((stored.size, stored.sha256), (length as i64, Sha256::digest(&bytes).to_vec()));
        assert_eq!((stored.scope_id, stored.kind.as_str()), (exam().unwrap().0, "face_live"));
        assert!(world.read(READ, number).await.unwrap() == bytes, "{length}");
    }
}

#[tokio::test]
async fn altered_cut_swapped_and_foreign_files_are_refused() {
    let world = World::new().await;
    world.put(FACE, 1, &sample(2 * CHUNK + 5)).await.unwrap();
    world.put(FACE, 2, &sample(2 * CHUNK + 5)).await.unwrap();
    world.put(FACE, 3, b"").await.unwrap();
    let whole = fs::read(world.file(FACE, 1)).unwrap();
    let stored_chunk = CHUNK + 16;
    let header = whole.len() - (2 * stored_chunk + 5 + 16);

    let altered = (0..whole.len()).step_by(4099).chain(0..header).map(|at| {
        let mut bytes = whole.clone();
        bytes[at] ^= 1;
        bytes
    });
    let cut = [0, 1, header, header + 1, header + 16, header + stored_chunk, whole.len() - 1];
    let cut = cut.map(|length| whole[..length].to_vec());
    let longer = [&whole[..], b"x"].concat();
    let (first, second) = (&whole[header..][..stored_chunk], &whole[header + stored_chunk..][..stored_chunk]);
    let rest = &whole[header + 2 * stored_chunk..];
    let reordered = [&whole[..header], second, first, rest].concat();
    let repeated = [&whole[..header], first, first, second, rest].concat();
    let swapped = fs::read(world.file(FACE, 2)).unwrap();
    let damaged = altered.chain(cut).chain([longer, reordered, repeated, swapped]);
    for (case, bytes) in damaged.enumerate() {
        fs::write(world.file(FACE, 1), bytes).unwrap();
        assert!(is_tampered(&world.read(READ, 1).await), "case {case}");
    }
    fs::write(world.file(FACE, 1), &whole).unwrap();
    assert!(world.read(READ, 1).await.is_ok());

    // Also a file without contents proves that it is whole.
    let mut empty = fs::read(world.file(FACE, 3)).unwrap();
    *empty.last_mut().unwrap() ^= 1;
    fs::write(world.file(FACE, 3), empty).unwrap();
    assert!(is_tampered(&world.read(READ, 3).await));

    // Under another exam's key.
    let other = Some(domain::ExamId(uuid::Uuid::from_u128(77)));
    world.vault.put(other, FACE, id(9), b"bytes".to_vec(), NOW).await.unwrap();
    let place = vault::Vault::location(other, FACE, id(1));
    fs::copy(world.file(FACE, 1), world.folder.path().join(place)).unwrap();
    assert!(is_tampered(&world.vault.read(other, READ, id(1)).await));
}

#[tokio::test]
async fn a_fingerprint_is_encrypted_and_never_replaced() {
    let world = World::new().await;
    world.put(BlobKind::Fingerprint, 9, &[b'x'; 1000]).await.unwrap();
    let before = fs::read(world.file(BlobKind::Fingerprint, 9)).unwrap();
    assert!(!before.windows(8).any(|window| window == b"xxxxxxxx"));
    let again = world.put(BlobKind::Fingerprint, 9, b"other").await.unwrap_err();
    assert_eq!(again.fault().map(|fault| fault.class), Some(Class::Conflict));
    assert!(!again.is_passing());
    assert_eq!(fs::read(world.file(BlobKind::Fingerprint, 9)).unwrap(), before);
}

#[tokio::test]
async fn a_failing_source_is_named_and_leaves_nothing() {
    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::Error::new(io::ErrorKind::ConnectionReset, "the client went away"))
        }
    }
    let world = World::new().await;
    for length in [0, 5, CHUNK, 3 * CHUNK] {
        let source = Cursor::new(sample(length)).chain(Broken);
        let put = world.vault.put_all(exam(), FACE, id(1), source, NOW).await;
        assert!(matches!(put, Err(VaultError::Source(error)) if error.kind() == io::ErrorKind::ConnectionReset));
        assert!(world.files().is_empty());
    }
}

#[tokio::test]
async fn what_is_not_there_is_missing_and_gets_no_key() {
    let world = World::new().await;
    let missing = world.read(READ, 1).await.unwrap_err();
    assert_eq!(missing.fault().map(|fault| fault.class), Some(Class::Missing));
    assert_eq!(world.data_keys().await, 0, "reading makes no key");
    world.put(FACE, 1, b"bytes").await.unwrap();
    assert!(world.vault.delete(exam(), FACE, id(1)).await.unwrap());
    assert!(!world.vault.delete(exam(), FACE, id(1)).await.unwrap());
    let gone = world.read(READ, 1).await.unwrap_err();
    assert_eq!(gone.fault().map(|fault| fault.class), Some(Class::Missing));
}

#[tokio::test]
async fn a_long_file_is_not_read_as_a_whole() {
    let world = World::new().await;
    world.put(FACE, 1, b"bytes").await.unwrap();
    let file = fs::File::options().write(true).open(world.file(FACE, 1)).unwrap();
    file.set_len(vault::WHOLE_FILE_BYTES + (1 << 20)).unwrap(); // a hole: no bytes on the disk
    let refused = world.read(READ, 1).await.unwrap_err();
    assert_eq!(refused.fault().map(|fault| fault.class), Some(Class::Invalid));
}
