//! Parts of files: any range is what the whole has there, and nothing that was altered is given out.

use std::fs;

use adapters::BlobKind;
use testkit::faults::Operation;

use crate::world::{CHUNK, World, is_tampered, sample};

const PACKAGE: BlobKind = BlobKind::Package;

#[tokio::test]
async fn every_range_is_what_the_whole_has_there() {
    let world = World::new().await;
    for (number, size) in [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 777].into_iter().enumerate() {
        let (number, whole) = (number as u128, sample(size));
        world.put(PACKAGE, number, &whole).await.unwrap();
        let edges: Vec<usize> = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 5, size]
            .into_iter()
            .filter(|at| *at <= size)
            .collect();
        for (from, to) in edges.iter().flat_map(|from| edges.iter().map(move |to| (*from, *to))) {
            let expected = whole.get(from..to).unwrap_or_default();
            assert!(world.part(number, size, from..to).await.unwrap() == expected, "{size}: {from}..{to}");
        }
        assert!(world.part(number, size, 0..usize::MAX).await.unwrap() == whole);
        assert!(world.part(number, size, usize::MAX - 1..usize::MAX).await.unwrap().is_empty());
    }
}

#[tokio::test]
async fn a_part_takes_one_call_or_two_however_long_it_is() {
    let world = World::new().await;
    let size = 5 * CHUNK + 5;
    world.put(PACKAGE, 1, &sample(size)).await.unwrap();
    let mut before = 0;
    for (range, expected) in [(0..size, 1), (CHUNK - 1..size, 1), (CHUNK..size, 2), (size - 1..size, 2)] {
        world.part(1, size, range.clone()).await.unwrap();
        let calls = world.faults.calls(Operation::Open);
        assert_eq!(calls - before, expected, "{range:?}");
        before = calls;
    }
}

#[tokio::test]
async fn nothing_that_was_altered_cut_or_moved_is_given_out() {
    let world = World::new().await;
    let size = 2 * CHUNK + 5;
    let whole = sample(size);
    world.put(PACKAGE, 1, &whole).await.unwrap();
    world.put(PACKAGE, 2, &whole).await.unwrap();
    let path = world.file(PACKAGE, 1);
    let file = fs::read(&path).unwrap();
    let stored = CHUNK + 16;
    let header = file.len() - (2 * stored + 5 + 16);
    let second = CHUNK..2 * CHUNK;

    // What lies in other chunks is still true; the altered one is refused.
    let mut altered = file.clone();
    altered[header + stored + 99] ^= 1;
    fs::write(&path, &altered).unwrap();
    assert!(world.part(1, size, 0..CHUNK).await.unwrap() == whole[..CHUNK]);
    assert!(is_tampered(&world.part(1, size, second.clone()).await));

    let (one, two) = (&file[header..][..stored], &file[header + stored..][..stored]);
    let rest = &file[header + 2 * stored..];
    let moved = [&file[..header], two, one, rest].concat();
    let repeated = [&file[..header], one, one, rest].concat();
    let other = fs::read(world.file(PACKAGE, 2)).unwrap();
    let cut = file[..header + 2 * stored].to_vec();
    let longer = [&file[..], b"x"].concat();
    for (case, bytes) in [moved, repeated, other, cut.clone(), longer].into_iter().enumerate() {
        fs::write(&path, bytes).unwrap();
        assert!(is_tampered(&world.part(1, size, second.clone()).await), "case {case}");
    }
    // Cut off between two chunks, and said to be as short: the mark on the last chunk is missing.
    fs::write(&path, cut).unwrap();
    assert!(is_tampered(&world.part(1, 2 * CHUNK, second).await));
}

#[tokio::test]
async fn a_file_cut_off_while_it_is_read_does_not_end_quietly() {
    let world = World::new().await;
    let size = 2 * CHUNK + 5;
    world.put(PACKAGE, 1, &sample(size)).await.unwrap();
    let kind = vault::ReadableKind::Package;
    let (exam, id) = (crate::world::exam(), crate::world::id(1));
    let mut reader = world.vault.read_part(exam, kind, id, size as u64, 0..size as u64).await.unwrap();
    let file = fs::File::options().write(true).open(world.file(PACKAGE, 1)).unwrap();
    file.set_len(file.metadata().unwrap().len() - 21).unwrap();
    assert_eq!(reader.next_chunk().await.unwrap().unwrap().len(), CHUNK);
    assert_eq!(reader.next_chunk().await.unwrap().unwrap().len(), CHUNK);
    assert!(is_tampered(&reader.next_chunk().await));
    assert!(reader.next_chunk().await.is_err(), "and it does not go on");
}
