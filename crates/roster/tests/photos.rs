#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;
use common::on_disk;
use roster::{Limits, Packing, PhotoArchive, PhotoError, RosterError};
use std::io::{Cursor, Write};
use zip::write::{FileOptions, SimpleFileOptions};
use zip::{AesMode, CompressionMethod};

fn packed(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in entries {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn opened(bytes: &[u8]) -> Result<PhotoArchive, RosterError> {
    PhotoArchive::open(on_disk(bytes).path(), &Limits::default())
}

#[test]
fn photographs_are_found_as_people_name_them() {
    let bytes = packed(&[
        ("photos/A1.jpg", b"one"),
        ("photos/b/x.jpg", b"x in b"),
        ("photos/c/x.jpg", b"x in c"),
        ("Jose\u{301}.png", b"accent"),
        ("same.jpg", b"small"),
        ("SAME.jpg", b"large"),
        ("__MACOSX/photos/._A1.jpg", b"junk"),
        (".DS_Store", b"junk"),
    ]);
    let mut archive = opened(&bytes).unwrap();
    assert_eq!(archive.len(), 6);
    for (name, content) in [
        ("photos/A1.jpg", "one"),
        (".\\photos\\a1.JPG", "one"),
        ("a1.jpg", "one"),
        ("elsewhere/A1.jpg", "one"),
        ("photos/c/x.jpg", "x in c"),
        ("Jos\u{e9}.png", "accent"),
        ("SAME.jpg", "large"),
    ] {
        assert_eq!(archive.read(name).as_deref(), Ok(content.as_bytes()), "{name}");
    }
    assert_eq!(archive.read("x.jpg"), Err(PhotoError::Ambiguous));
    assert_eq!(archive.read("Same.jpg"), Err(PhotoError::Ambiguous));
    for missing in ["", "nobody.jpg", ".DS_Store", "photos/"] {
        assert_eq!(archive.read(missing), Err(PhotoError::Missing), "{missing}");
    }
}

#[test]
fn names_that_lead_out_are_refused() {
    for name in ["../x.jpg", "a/../../x", "/etc/x", "C:\\x.jpg", "..\\x", "a\\..\\x"] {
        let mut bytes = packed(&[("fine.jpg", b"1"), (&"_".repeat(name.len()), b"2")]);
        let place = "_".repeat(name.len());
        while let Some(at) = bytes.windows(name.len()).position(|w| w == place.as_bytes()) {
            bytes[at..at + name.len()].copy_from_slice(name.as_bytes());
        }
        let refused = opened(&bytes);
        assert!(matches!(refused, Err(RosterError::UnsafeName { index: 1 })), "{name}");
    }
    assert!(opened(&packed(&[("a..b.jpg", b"1")])).is_ok());
}

#[test]
fn what_unpacks_to_too_much_or_not_at_all() {
    let huge = vec![0; 16 << 20];
    let mut bytes = packed(&[("huge.jpg", &huge), ("small.jpg", &[7; 5000])]);
    assert_eq!(opened(&bytes).unwrap().read("huge.jpg"), Err(PhotoError::TooLarge));
    // The declared sizes may lie.
    let central = bytes.windows(4).position(|w| w == b"PK\x01\x02").unwrap();
    bytes[central + 24..central + 28].copy_from_slice(&10u32.to_le_bytes());
    assert_eq!(opened(&bytes).unwrap().read("huge.jpg"), Err(PhotoError::TooLarge));
    let content = bytes.windows(9).rposition(|w| w == b"small.jpg").unwrap();
    assert!(content > central);
    let mut wrong = packed(&[("small.jpg", b"abcdefgh")]);
    wrong[44] ^= 0x55;
    assert_eq!(opened(&wrong).unwrap().read("small.jpg"), Err(PhotoError::Unreadable));
}

#[test]
fn encrypted_entries_are_not_read() {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options: FileOptions<'_, '_, ()> = FileOptions::default();
    zip.start_file("a.jpg", options.with_aes_encryption(AesMode::Aes256, "secret")).unwrap();
    zip.write_all(b"hidden").unwrap();
    let bytes = zip.finish().unwrap().into_inner();
    assert_eq!(opened(&bytes).unwrap().read("a.jpg"), Err(PhotoError::Packed(Packing::Encrypted)));
}

/// A name that both headers of the only entry have, replaced byte by byte.
fn renamed(bytes: &[u8], old: &[u8], new: &[u8]) -> Vec<u8> {
    assert_eq!(old.len(), new.len());
    let mut bytes = bytes.to_vec();
    while let Some(at) = bytes.windows(old.len()).position(|window| window == old) {
        bytes[at..at + new.len()].copy_from_slice(new);
    }
    bytes
}

#[test]
fn other_packings_are_named() {
    for (method, name) in [(9u16, "Deflate64"), (12, "BZIP2"), (14, "LZMA"), (93, "Zstandard"), (77, "the method 77")] {
        let mut bytes = packed(&[("a.jpg", b"content")]);
        let central = bytes.windows(4).position(|window| window == b"PK\x01\x02").unwrap();
        bytes[central + 10..central + 12].copy_from_slice(&method.to_le_bytes());
        let refused = opened(&bytes).unwrap().read("a.jpg").unwrap_err();
        assert_eq!(refused, PhotoError::Packed(Packing::Method(method)));
        assert!(refused.to_string().contains(name), "{refused}");
    }
}

#[test]
fn names_in_old_code_pages_are_found() {
    let bytes = packed(&[("Jos_.jpg", b"one")]);
    for (name, found) in
        [(&b"Jos\x82.jpg"[..], "José.jpg"), (b"Jos\xE9.jpg", "jose\u{301}.JPG"), (b"Jos\xE9.jpg", "x/José.jpg")]
    {
        let mut archive = opened(&renamed(&bytes, b"Jos_.jpg", name)).unwrap();
        assert_eq!(archive.len(), 1);
        assert_eq!(archive.read(found).as_deref(), Ok(&b"one"[..]), "{found}");
    }
}

/// The ZIP64 end records that an archive does not need, before its end record.
fn with_zip64(bytes: &[u8]) -> Vec<u8> {
    let at = bytes.windows(4).rposition(|window| window == b"PK\x05\x06").unwrap();
    let number = |from: usize, size: usize| {
        bytes[from..from + size].iter().rev().fold(0u64, |sum, byte| sum << 8 | u64::from(*byte)).to_le_bytes()
    };
    let (count, size, offset) = (number(at + 10, 2), number(at + 12, 4), number(at + 16, 4));
    let record =
        [b"PK\x06\x06".as_slice(), &44u64.to_le_bytes(), &[45, 0, 45, 0], &[0; 8], &count, &count, &size, &offset];
    let locator = [b"PK\x06\x07".as_slice(), &[0; 4], &(at as u64).to_le_bytes(), &[1, 0, 0, 0]];
    [&bytes[..at], &record.concat(), &locator.concat(), &bytes[at..]].concat()
}

#[test]
fn an_end_is_found_whatever_stands_before_it() {
    let plain = packed(&[("a.jpg", b"one"), ("b.jpg", b"two")]);
    let zip64 = with_zip64(&plain);
    let end = plain.windows(4).rposition(|window| window == b"PK\x05\x06").unwrap();
    let between = [&plain[..end], b"something else", &plain[end..]].concat();
    let mut comment = plain.clone();
    let said = [b"PK\x05\x06".as_slice(), &[0; 18], b"?"].concat();
    let length = u16::try_from(said.len()).unwrap().to_le_bytes();
    let at = comment.len() - 2;
    comment[at..].copy_from_slice(&length);
    comment.extend(said);
    let prefixed = |bytes: &[u8]| [b"MZ and a program", bytes].concat();
    for bytes in [plain.clone(), zip64.clone(), prefixed(&plain), prefixed(&zip64), between, comment] {
        assert_eq!(opened(&bytes).unwrap().read("b.jpg").as_deref(), Ok(&b"two"[..]));
    }
}

#[test]
fn not_an_archive() {
    for other in [&b"PK"[..], b"Roll No,Name", &[0; 100]] {
        assert!(matches!(opened(other), Err(RosterError::NotAZip)));
    }
    assert!(matches!(opened(b""), Err(RosterError::EmptyZip)));
    let whole = packed(&[("a.jpg", b"one"), ("b.jpg", b"two")]);
    for left in [4, whole.len() / 2, whole.len() - 1] {
        assert!(matches!(opened(&whole[..left]), Err(RosterError::CutOff)), "{left}");
    }
    let limits = Limits { photo_entries: 2, ..Limits::default() };
    let three = on_disk(&packed(&[("a", b""), ("b", b""), ("c", b"")]));
    let refused = PhotoArchive::open(three.path(), &limits);
    assert!(matches!(refused, Err(RosterError::TooLarge { .. })));
}

#[test]
fn an_archive_behind_other_bytes_and_one_in_zip64() {
    let mut bytes = b"#!/bin/sh\n".to_vec();
    bytes.extend(packed(&[("a.jpg", b"one")]));
    assert_eq!(opened(&bytes).unwrap().read("a.jpg").as_deref(), Ok(&b"one"[..]));

    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for n in 0..70_000 {
        zip.start_file(format!("photos/{n}.jpg"), stored.large_file(n == 0)).unwrap();
        zip.write_all(n.to_string().as_bytes()).unwrap();
    }
    let bytes = zip.finish().unwrap().into_inner();
    assert!(bytes.windows(4).any(|w| w == b"PK\x06\x06"));
    let mut archive = opened(&bytes).unwrap();
    assert_eq!(archive.len(), 70_000);
    for n in [0, 65_536, 69_999] {
        let name = format!("{n}.JPG");
        assert_eq!(archive.read(&name).as_deref(), Ok(n.to_string().as_bytes()));
    }
}
