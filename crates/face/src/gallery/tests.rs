mod same;

use std::collections::HashSet;

use super::*;

/// Numbers that anybody can draw again: SplitMix64 (Steele, Lea, Flood, 2014), made roughly normal.
struct Draw(u64);

impl Draw {
    fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn normal(&mut self) -> f32 {
        (0..12).map(|_| (self.bits() >> 40) as f32 / (1 << 24) as f32).sum::<f32>() - 6.0
    }

    /// A face; `spikes` numbers of it are far larger than the others.
    fn face(&mut self, spikes: usize) -> Embedding {
        let mut numbers: [f32; Embedding::SIZE] = std::array::from_fn(|_| self.normal());
        numbers.iter_mut().take(spikes).for_each(|n| *n *= 40.0);
        Embedding::normalised(numbers).unwrap()
    }

    /// A face whose cosine with `other` is about `cosine`.
    fn like(&mut self, other: &Embedding, cosine: f32) -> Embedding {
        let stray = self.face(0);
        let mut numbers = [0.0; Embedding::SIZE];
        for ((n, a), b) in numbers.iter_mut().zip(other.numbers()).zip(stray.numbers()) {
            *n = cosine * a + (1.0 - cosine * cosine).sqrt() * b;
        }
        Embedding::normalised(numbers).unwrap()
    }
}

fn along(axis: usize) -> Embedding {
    let mut numbers = [0.0; Embedding::SIZE];
    numbers[axis] = 1.0;
    Embedding::normalised(numbers).unwrap()
}

/// Faces of every kind that rounding could hurt: ordinary ones, spiky ones, axes, and many around the
/// threshold of every query.
fn crowd(draw: &mut Draw, queries: &[Embedding], cosine: f32) -> Vec<Embedding> {
    let mut faces: Vec<Embedding> = (0..20_000).map(|n| draw.face([0, 1, 3][n % 3])).collect();
    faces.extend((0..Embedding::SIZE).map(along));
    for query in queries {
        faces.extend((0..400).map(|n| draw.like(query, cosine + (n as f32 - 200.0) * 2e-4)));
    }
    faces
}

#[test]
fn every_face_that_reaches_the_cosine_is_found_and_none_that_is_far_under_it() {
    let (mut draw, cosine) = (Draw(7), 0.43);
    let mut queries: Vec<Embedding> = (0..6).map(|n| draw.face(n % 3)).collect();
    queries.push(along(5));
    let faces = crowd(&mut draw, &queries, cosine);
    let mut gallery = Gallery::default();
    for (id, face) in (0..).zip(&faces) {
        gallery.add(id, face);
    }
    let (mut reached, mut handed_out) = (0, 0);
    for (query, found) in queries.iter().zip(gallery.search(&queries, cosine, faces.len())) {
        let ids: HashSet<u128> = found.iter().map(|near| near.id).collect();
        for (id, face) in (0..).zip(&faces) {
            let exact = query.cosine(face);
            reached += usize::from(exact >= cosine);
            assert!(exact < cosine || ids.contains(&id), "{exact} was not found");
        }
        for near in &found {
            let exact = query.cosine(&faces[usize::try_from(near.id).unwrap()]);
            assert!(near.at_most >= exact, "{} is under {exact}", near.at_most);
            assert!(near.at_most - exact <= 2.0 * Gallery::ERROR, "{} is far above {exact}", near.at_most);
        }
        assert!(found.is_sorted_by(|a, b| a.at_most >= b.at_most));
        handed_out += found.len();
    }
    // It says something: many reach it narrowly, and few more than those are handed out.
    assert!(reached > 1000 && handed_out < 2 * reached, "{reached}, {handed_out}");
}

#[test]
fn the_likeliest_are_kept_when_there_are_too_many() {
    let mut draw = Draw(11);
    let (query, mut gallery) = (draw.face(0), Gallery::default());
    for id in 0..2000 {
        let face = draw.like(&query, 0.3 + id as f32 * 3e-4);
        gallery.add(id, &face);
    }
    let found = &gallery.search(std::slice::from_ref(&query), 0.2, 5)[0];
    assert_eq!(found.len(), 5);
    assert!(found.iter().all(|near| near.id > 1800), "{found:?}");
    assert!(gallery.search(&[query], 0.2, 0)[0].is_empty());
}

#[test]
fn faces_come_and_go_across_pieces_of_memory() {
    let mut draw = Draw(3);
    let faces: Vec<Embedding> = (0..CHUNK + 10).map(|_| draw.face(0)).collect();
    let mut gallery = Gallery::default();
    assert!(gallery.is_empty() && gallery.search(&faces[..1], 0.9, 3)[0].is_empty());
    for (id, face) in (0..).zip(&faces) {
        gallery.add(id, face);
    }
    let ids = |gallery: &Gallery, face: &Embedding| -> Vec<u128> {
        gallery.search(std::slice::from_ref(face), 0.9, 3)[0].iter().map(|near| near.id).collect()
    };
    let last = faces.len() - 1;
    assert_eq!((gallery.len(), ids(&gallery, &faces[last])), (CHUNK + 10, vec![last as u128]));
    assert_eq!(gallery.remove(&HashSet::from([0, 5, last as u128, 1 << 100])), 3);
    assert!(ids(&gallery, &faces[last]).is_empty() && ids(&gallery, &faces[5]).is_empty());
    assert_eq!(ids(&gallery, &faces[6]), [6]);
    gallery.add(5, &faces[0]);
    assert_eq!((gallery.len(), ids(&gallery, &faces[0])), (CHUNK + 8, vec![5]));
    let all_but_one = (0..).zip(&faces).filter(|(_, face)| *face != &faces[77]).map(|(id, _)| id).collect();
    assert_eq!(gallery.remove(&all_but_one), CHUNK + 7);
    assert_eq!((gallery.len(), ids(&gallery, &faces[77]), ids(&gallery, &faces[78])), (1, vec![77], vec![]));
    assert_eq!(gallery.remove(&HashSet::from([77])), 1);
    assert!(gallery.is_empty());
}

#[test]
fn a_face_takes_148_bytes() {
    assert_eq!(Gallery::BYTES, 148);
}
