//! A download that broke off goes on where it was.

use base64::{Engine as _, prelude::BASE64_STANDARD};
use sha2::{Digest as _, Sha256};

use super::{fetch, fetch_range, give, unpack, whole};
use crate::world::{Day, Store, count, pictures, rows};

/// A day whose package has several chunks of 64 KiB.
fn with_pictures(store: Store) -> Day {
    let day = Day::begin(store);
    for (roll, picture) in [
        ("HM-1", pictures::obama()),
        ("HM-2", pictures::biden()),
        ("HM-3", pictures::obama3()),
        ("HM-4", pictures::obama2()),
    ] {
        day.enrol(roll, picture).created();
    }
    day
}

#[test]
fn pieces_of_any_size_make_the_whole() {
    for store in Store::BOTH {
        let day = with_pictures(store);
        let given = give(&day, &day.operator);
        let first = fetch(&day.operator(), &given);
        let digest = format!("sha-256=:{}:", BASE64_STANDARD.encode(Sha256::digest(&first.bytes)));
        for (name, value) in [
            ("repr-digest", &*digest),
            ("content-digest", &*digest),
            ("accept-ranges", "bytes"),
            ("content-type", "application/zip"),
            ("content-length", &first.bytes.len().to_string()),
        ] {
            assert_eq!(first.header(name), value, "{name}");
        }
        let bytes = whole(first.clone());
        assert!(bytes.len() > 3 * 65_536, "{}", bytes.len());
        let (mut seed, mut got) = (store as u64 + 5, Vec::new());
        while got.len() < bytes.len() {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let end = got.len() + usize::try_from(seed >> 33).unwrap() % 200_000;
            let part = fetch_range(&day.operator(), &given, &format!("bytes={}-{end}", got.len()));
            let last = end.min(bytes.len() - 1);
            assert_eq!(part.status, 206);
            assert_eq!(part.header("content-range"), format!("bytes {}-{last}/{}", got.len(), bytes.len()));
            assert_eq!((part.header("repr-digest"), part.header("etag")), (&*digest, first.header("etag")));
            assert_eq!(part.header("content-digest"), "");
            got.extend(part.bytes);
        }
        assert_eq!(got, bytes);
        unpack(&got);
        let told = rows(
            &day.app.db,
            "SELECT COUNT(*) AS n FROM journal WHERE action = 'download_package' AND data LIKE '%\"status\":206%'",
            Vec::new(),
        );
        assert!(told[0].get::<i64>("n").unwrap() > 1);
    }
}

#[test]
fn what_cannot_be_given_in_part_is_told() {
    let day = with_pictures(Store::Sqlite);
    let given = give(&day, &day.operator);
    let first = fetch(&day.operator(), &given);
    let size = first.bytes.len();
    let beyond = fetch_range(&day.operator(), &given, &format!("bytes={size}-"));
    assert_eq!((beyond.status, beyond.header("content-range")), (416, &*format!("bytes */{size}")));
    let with = |tag: &str| {
        let caller = day.operator().with("if-range", tag);
        fetch_range(&caller, &given, "bytes=-100")
    };
    let same = with(first.header("etag"));
    assert_eq!((same.status, &same.bytes[..]), (206, &first.bytes[size - 100..]));
    assert_eq!(with("\"another\"").status, 200);
    assert_eq!(fetch_range(&day.operator(), &given, "bytes=0-1,5-6").bytes, first.bytes);
    let head = day.operator().with("x-download-token", &given.token).send("HEAD", &given.path, None, Vec::new());
    assert_eq!((head.status, head.header("content-length"), head.bytes.len()), (200, &*size.to_string(), 0));
    assert_eq!(head.header("etag"), first.header("etag"));
    assert_eq!(count(&day, "journal WHERE action = 'download_package' AND outcome = 'done'"), 6);
}

/// What is on the disk is sealed; a byte that changed there is never sent.
#[test]
fn a_package_that_was_tampered_with_breaks_off() {
    let day = with_pictures(Store::Sqlite);
    let given = give(&day, &day.operator);
    let first = whole(fetch(&day.operator(), &given));
    let row = &rows(&day.app.db, "SELECT blob_id FROM download", Vec::new())[0];
    let exam = day.exam.parse().unwrap();
    let blob: uuid::Uuid = row.get("blob_id").unwrap();
    let location = vault::Vault::location(Some(exam), adapters::BlobKind::Package, blob.into());
    let path = day.data_dir().join(location);
    let mut bytes = std::fs::read(&path).unwrap();
    assert!(!bytes.windows(8).any(|part| part == b"exam.jso"));
    let last = bytes.len() - 1;
    bytes[last] ^= 1;
    std::fs::write(&path, &bytes).unwrap();
    assert_eq!(fetch_range(&day.operator(), &given, "bytes=0-65535").bytes, first[..65_536]);
    let token = day.operator().with("x-download-token", &given.token);
    assert!(token.try_send("GET", &given.path, None, Vec::new()).is_err(), "it came to an end");
}
