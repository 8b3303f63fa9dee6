use base64::{Engine as _, prelude::BASE64_STANDARD};
use proptest::prelude::*;

use super::*;

/// The leaves of the tests of Certificate Transparency's first implementation (google/certificate-transparency,
/// merkletree tests), in hexadecimal.
const LEAVES: [&str; 8] =
    ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
/// The roots of the trees of the first 1 to 8 of them.
const ROOTS: [&str; 8] = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

/// `MTH` of RFC 6962, written as the RFC defines it.
fn mth(leaves: &[Hash]) -> Hash {
    match leaves {
        [] => Hash::of_nothing(),
        [one] => *one,
        more => {
            let (left, right) = more.split_at(1 << (more.len() - 1).ilog2());
            node_hash(mth(left), mth(right))
        }
    }
}

/// A tree of `size` leaves with all its tiles.
fn grown(size: u64) -> (Vec<Hash>, Edge, Vec<Tile>) {
    let leaves: Vec<Hash> = (0..size).map(|number| leaf_hash(&number.to_be_bytes())).collect();
    let (mut edge, mut tiles) = (Edge::default(), Vec::new());
    for leaf in &leaves {
        tiles.extend(edge.push(*leaf));
    }
    tiles.extend_from_slice(edge.open());
    (leaves, edge, tiles)
}

fn hash_of(range: (u64, u64), tiles: &[Tile]) -> Hash {
    let of = |node: Node| tiles.iter().find_map(|tile| node.hash_in(tile)).unwrap();
    fold(&nodes(range.0, range.1).into_iter().map(of).collect::<Vec<_>>()).unwrap()
}

#[test]
fn the_roots_of_the_reference_leaves() {
    let mut edge = Edge::default();
    assert_eq!(edge.root().to_string(), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    for (leaf, root) in LEAVES.iter().zip(ROOTS) {
        edge.push_leaf(&base16ct::lower::decode_vec(leaf).unwrap());
        assert_eq!(edge.root().to_string(), root, "{} leaves", edge.size());
    }
}

#[test]
fn tiles_of_every_size_give_the_tree_back() {
    for size in [0, 1, 2, 255, 256, 257, 511, 512, 513, 1000, 65_536, 65_537] {
        let (leaves, edge, tiles) = grown(size);
        assert_eq!(edge.root(), mth(&leaves), "{size}");
        assert_eq!(tiles.len() as u64, tiles_in(size), "{size}");
        assert!(tiles.iter().all(|tile| (1..=TILE_WIDTH).contains(&tile.hashes.len())));
        for (place, tile) in tiles.iter().enumerate() {
            assert!(!tiles[..place].iter().any(|other| (other.level, other.index) == (tile.level, tile.index)));
        }
        let mut again = Edge::load(size, edge.open()).unwrap();
        assert_eq!(again.root(), edge.root());
        let mut on = edge.clone();
        for number in 0..300_u64 {
            assert_eq!(again.push_leaf(&number.to_be_bytes()), on.push_leaf(&number.to_be_bytes()));
            assert_eq!(again.root(), on.root());
        }
        for old in
            [1, size / 3, size / 2, size.saturating_sub(1), size].into_iter().filter(|old| (1..=size).contains(old))
        {
            assert_eq!(hash_of((0, old), &tiles), mth(&leaves[..usize::try_from(old).unwrap()]), "{old} of {size}");
        }
    }
}

#[test]
fn an_edge_is_not_made_of_other_tiles() {
    let (_, edge, _) = grown(700);
    let tiles = edge.open().to_vec();
    assert_eq!(Edge::load(701, &tiles).unwrap_err(), Misfit { level: 0, index: 2, width: 189 });
    assert!(Edge::load(700, &tiles[..1]).is_err());
    assert!(Edge::load(700, &[]).is_err());
}

#[test]
fn every_leaf_is_proven_and_nothing_else() {
    for size in [1, 2, 3, 7, 8, 9, 64, 255, 256, 257, 300] {
        let (leaves, edge, tiles) = grown(size);
        for (index, leaf) in (0..).zip(&leaves) {
            let proof: Vec<Hash> =
                inclusion_path(index, size).into_iter().map(|range| hash_of(range, &tiles)).collect();
            assert!(includes(edge.root(), size, index, *leaf, &proof), "{index} of {size}");
            assert!(!includes(edge.root(), size, (index + 1) % size.max(2), *leaf, &proof), "{index} of {size}");
            assert!(!includes(edge.root(), size, index, leaf_hash(b"other"), &proof));
            assert!(!includes(edge.root(), size, index, *leaf, &[&proof[..], &[*leaf]].concat()));
            if let Some((_, shorter)) = proof.split_last() {
                assert!(!includes(edge.root(), size, index, *leaf, shorter));
            }
        }
    }
}

#[test]
fn a_tree_extends_its_beginnings_and_no_other_tree() {
    let (leaves, _, tiles) = grown(300);
    for size in [1, 2, 3, 8, 9, 255, 256, 257, 300_u64] {
        for old in 0..=size {
            let root = |size| mth(&leaves[..usize::try_from(size).unwrap()]);
            let path = consistency_path(old, size);
            let proof: Vec<Hash> = path.into_iter().map(|range| hash_of(range, &tiles)).collect();
            assert!(extends(root(old), old, root(size), size, &proof), "{old} of {size}");
            if old > 0 {
                assert!(!extends(leaf_hash(b"other"), old, root(size), size, &proof), "{old} of {size}");
                assert!(!extends(root(old), old, leaf_hash(b"other"), size, &proof), "{old} of {size}");
            }
        }
    }
    assert!(!extends(leaves[0], 2, leaves[0], 1, &[]));
}

/// The example of Go's golang.org/x/mod/sumdb/note, on which c2sp.org/signed-note is built.
#[test]
fn a_known_note_is_verified() {
    let key: VerifierKey = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW".parse().unwrap();
    let note = "If you think cryptography is the answer to your problem,\n\
                then you don't know what your problem is.\n\n\
                \u{2014} PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
    // The signature is good; the text is no checkpoint.
    assert_eq!(VerifierKey::open(note, std::slice::from_ref(&key)), Err(NoteError::NoCheckpoint));
    let altered = note.replace("answer", "Answer");
    assert_eq!(VerifierKey::open(&altered, &[key]), Err(NoteError::BadSignature));
}

#[test]
fn a_checkpoint_is_signed_and_opened() {
    let signer = Signer::new("mpa/test", &[7; 32]).unwrap();
    let key: VerifierKey = signer.public().to_string().parse().unwrap();
    assert_eq!(key, signer.public());
    let checkpoint = Checkpoint { origin: "mpa/test".into(), size: 17, root: leaf_hash(b"x") };
    let note = signer.sign(&checkpoint);
    assert_eq!(VerifierKey::open(&note, std::slice::from_ref(&key)).unwrap(), checkpoint);
    let keys = [Signer::new("mpa/test", &[8; 32]).unwrap().public()];
    assert_eq!(VerifierKey::open(&note, &keys), Err(NoteError::UnknownKey));
    for (from, to) in [("17", "18"), ("mpa/test\n", "mpa/tesT\n"), ("\n17", "\n017")] {
        assert!(VerifierKey::open(&note.replacen(from, to, 1), std::slice::from_ref(&key)).is_err());
    }
    for cut in 0..note.len() {
        assert!(
            note.get(..cut).is_none_or(|part| VerifierKey::open(part, std::slice::from_ref(&key)).is_err()),
            "{cut}"
        );
    }
    let other = Signer::new("other", &[8; 32]).unwrap().sign(&checkpoint);
    let both = format!("{note}{}", other.rsplit_once("\n\n").unwrap().1);
    assert_eq!(VerifierKey::open(&both, &[key]).unwrap(), checkpoint, "signatures of others are passed over");
    for wrong in ["", "a b+00000000+AA==", &signer.public().to_string()[1..], &BASE64_STANDARD.encode("x")] {
        assert!(wrong.parse::<VerifierKey>().is_err(), "{wrong}");
    }
    assert!(Signer::new("a+b", &[7; 32]).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn proofs_of_any_tree_hold_and_no_changed_one_does(
        size in 1..1500_u64, index in any::<u64>(), old in any::<u64>(), changed in any::<prop::sample::Index>(), bit in 0..256_usize,
    ) {
        let (index, old) = (index % size, 1 + old % size);
        let (leaves, edge, tiles) = grown(size);
        let leaf = leaves[usize::try_from(index).unwrap()];
        let proof: Vec<Hash> = inclusion_path(index, size).into_iter().map(|range| hash_of(range, &tiles)).collect();
        prop_assert!(includes(edge.root(), size, index, leaf, &proof));
        let (old_root, between) = (
            mth(&leaves[..usize::try_from(old).unwrap()]),
            consistency_path(old, size).into_iter().map(|range| hash_of(range, &tiles)).collect::<Vec<_>>(),
        );
        prop_assert!(extends(old_root, old, edge.root(), size, &between));
        let flipped = |hashes: &[Hash]| {
            let mut hashes = hashes.to_vec();
            let at = changed.index(hashes.len());
            hashes[at].0[bit / 8] ^= 1 << (bit % 8);
            hashes
        };
        if !proof.is_empty() {
            prop_assert!(!includes(edge.root(), size, index, leaf, &flipped(&proof)));
        }
        if !between.is_empty() {
            prop_assert!(!extends(old_root, old, edge.root(), size, &flipped(&between)));
        }
        prop_assert!(!includes(flipped(&[edge.root()])[0], size, index, leaf, &proof));
    }

    #[test]
    fn a_note_reads_back_and_no_changed_one_does(
        seed in any::<[u8; 32]>(), name in "[a-z][a-z0-9./-]{0,40}", size in 0..u64::MAX / 2, root in any::<[u8; 32]>(),
        at in any::<prop::sample::Index>(), bit in 0..7_u8,
    ) {
        let signer = Signer::new(&name, &seed).unwrap();
        let checkpoint = Checkpoint { origin: name.clone(), size, root: Hash(root) };
        let note = signer.sign(&checkpoint);
        let keys = [signer.public()];
        prop_assert_eq!(VerifierKey::open(&note, &keys).unwrap(), checkpoint);
        prop_assert_eq!(keys[0].to_string().parse::<VerifierKey>().unwrap().fingerprint(), keys[0].fingerprint());
        let mut bytes = note.clone().into_bytes();
        let at = at.index(bytes.len());
        bytes[at] ^= 1 << bit;
        if let Ok(changed) = String::from_utf8(bytes) {
            prop_assert!(VerifierKey::open(&changed, &keys).is_err(), "{:?} is taken for {:?}", changed, note);
        }
    }
}
