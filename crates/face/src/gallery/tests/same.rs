//! All instructions that this processor has give the same: the same products, the same faces.

use proptest::{collection::vec, prelude::*};

use super::*;

fn block(numbers: &[i8]) -> Block {
    let mut block = Block::EMPTY;
    for (at, face) in numbers.as_chunks::<{ Embedding::SIZE }>().0.iter().enumerate() {
        block.put(at, &Quantised(*face));
    }
    block
}

/// Four queries of these numbers.
fn four(numbers: &[i16]) -> [Coarse; 4] {
    let query = |numbers: &[i16; Embedding::SIZE]| Query { numbers: *numbers, step: 1e-5 };
    let mut queries = numbers.as_chunks().0.iter().map(|numbers| Coarse::of(&query(numbers), 0.5));
    std::array::from_fn(|_| queries.next().unwrap())
}

/// The products as the definition has them, number by number.
fn defined(block: &Block, query: &Coarse) -> [i32; FACES] {
    std::array::from_fn(|at| {
        let both = block.face(at).0.into_iter().zip(query.rows.as_flattened().to_vec());
        both.map(|(a, b)| i32::from(a) * i32::from(b)).sum()
    })
}

fn assert_same(block: &Block, queries: &[Coarse; 4]) {
    let expected = queries.each_ref().map(|query| defined(block, query));
    for instructions in Instructions::here() {
        assert_eq!(instructions.products(block, queries), expected, "{}", instructions.name());
    }
}

proptest! {
    #[test]
    fn products_are_exact(
        faces in vec(any::<i8>(), FACES * Embedding::SIZE),
        queries in vec(any::<i16>(), 4 * Embedding::SIZE),
    ) {
        assert_same(&block(&faces), &four(&queries));
    }

    #[test]
    fn a_query_is_divided_without_a_rest_that_is_too_large(numbers in vec(any::<i16>(), 4 * Embedding::SIZE)) {
        for (coarse, numbers) in four(&numbers).iter().zip(numbers.chunks(Embedding::SIZE)) {
            for (high, number) in coarse.rows.as_flattened().iter().zip(numbers) {
                prop_assert!(high.abs() <= 64 && (i32::from(*number) - 512 * i32::from(*high)).abs() <= 256);
            }
        }
    }
}

#[test]
fn products_of_the_largest_numbers_are_exact() {
    const FACE: [i8; 4] = [127, -127, -128, 0];
    const QUERY: [i16; 5] = [32_767, -32_767, i16::MIN, 0, 256];
    for (first, second) in FACE.into_iter().flat_map(|a| FACE.map(|b| (a, b))) {
        // One sign throughout, signs by turns, and halves.
        let by_turns = |at: usize| if at.is_multiple_of(2) { first } else { second };
        let halves = |at: usize| if at % Embedding::SIZE < 64 { first } else { second };
        let faces: Vec<i8> = (0..32 * 128).map(by_turns).chain((0..32 * 128).map(halves)).collect();
        for numbers in QUERY.into_iter().flat_map(|a| QUERY.map(|b| [a, b])) {
            let queries: Vec<i16> = numbers.into_iter().cycle().take(4 * Embedding::SIZE).collect();
            assert_same(&block(&faces), &four(&queries));
        }
    }
}

/// Every face compared with the whole query, none left out beforehand.
fn thorough(faces: &[Embedding], query: &Embedding, cosine: f32, most: usize) -> Vec<Near> {
    let (query, mut top) = (Query::of(query), Top::new(most));
    for (id, face) in (0..).zip(faces) {
        let (face, step) = Quantised::of(face);
        let at_most = query.at_most(&face, step);
        if at_most >= cosine {
            top.offer(Near { id, at_most });
        }
    }
    top.into_sorted()
}

#[test]
fn what_is_found_is_what_a_thorough_search_finds() {
    let mut draw = Draw(23);
    let mut queries: Vec<Embedding> = (0..10).map(|n| draw.face(n % 4)).collect();
    queries.push(along(7));
    let mut faces = crowd(&mut draw, &queries, 0.43);
    faces.extend(queries.iter().cloned());
    assert_ne!(faces.len() % FACES, 0, "the last block is not full");
    let mut gallery = Gallery::default();
    for (id, face) in (0..).zip(&faces) {
        gallery.add(id, face);
    }
    let (few, all) = (64, faces.len());
    let cosines = [(-2.0, few), (0.0, few), (0.2, all), (0.43, all), (0.5, few), (1.0, few), (f32::NAN, few)];
    for (cosine, most) in cosines.into_iter().chain([(f32::INFINITY, few), (f32::NEG_INFINITY, few)]) {
        let expected: Vec<Vec<Near>> = queries.iter().map(|query| thorough(&faces, query, cosine, most)).collect();
        assert!(cosine != 0.43 || expected.iter().all(|found| found.len() > 100));
        for instructions in Instructions::here() {
            for count in [0, 1, 4, 6, queries.len()] {
                let found = gallery.search_with(instructions, &queries[..count], cosine, most);
                assert!(found == expected[..count], "{}, {count} queries, {cosine}", instructions.name());
            }
        }
    }
}

#[test]
fn an_embedding_that_is_as_long_as_may_be_is_found_as_thoroughly() {
    let mut draw = Draw(29);
    let longer = |face: &Embedding| {
        let bytes = face.numbers().iter().flat_map(|number| (number * 1.000_49).to_le_bytes());
        Embedding::from_bytes(&bytes.collect::<Vec<_>>()).unwrap()
    };
    let query = longer(&draw.face(0));
    let faces: Vec<Embedding> = (0..5000).map(|n| longer(&draw.like(&query, 0.38 + n as f32 * 2e-5))).collect();
    let mut gallery = Gallery::default();
    for (id, face) in (0..).zip(&faces) {
        gallery.add(id, face);
    }
    let expected = thorough(&faces, &query, 0.43, faces.len());
    for instructions in Instructions::here() {
        assert!(gallery.search_with(instructions, std::slice::from_ref(&query), 0.43, faces.len())[0] == expected);
    }
}

#[test]
fn few_strangers_are_compared_with_the_whole_query() {
    let mut draw = Draw(31);
    let (query, inverse) = (Query::of(&draw.face(0)), |step: f32| 1.0 / step);
    let coarse = [Coarse::of(&query, 0.43)];
    let mut looked_at = 0;
    for _ in 0..400 {
        let (mut block, mut steps) = (Block::EMPTY, [0.0; FACES]);
        for (at, place) in steps.iter_mut().enumerate() {
            let (face, step) = Quantised::of(&draw.face(0));
            block.put(at, &face);
            *place = step;
        }
        let mut mask = [0];
        Instructions::fastest().reaching(&block, &steps.map(inverse), &coarse, None, &mut mask);
        looked_at += mask[0].count_ones();
    }
    assert!(looked_at < 25, "{looked_at} of 25,600");
}
