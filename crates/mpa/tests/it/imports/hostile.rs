//! Files that were made to do harm, or that a disk or a line has spoilt.

use std::io::{Cursor, Write as _};

use zip::{ZipWriter, write::SimpleFileOptions};

use super::{HEAD, Office};
use crate::world::{Form, Store, pictures};

pub(super) fn archive(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn what_cannot_be_decoded_is_refused() {
    let office = Office::open(Store::Sqlite);
    let mut latin = format!("{HEAD}1,Ren").into_bytes();
    latin.extend_from_slice(b"\xe9e,Ram,2001-02-03,A1,Morning\n");
    office.refused(&latin, &[(2, "")]);
    let mut half = vec![0xFF, 0xFE];
    half.extend(HEAD.encode_utf16().flat_map(u16::to_le_bytes));
    half.extend([0x31, 0x00, 0x00]);
    let before = office.rows();
    for file in [
        half.as_slice(),
        b"",
        b"\0\0\0\0",
        b"%PDF-1.7\n",
        b"\x89PNG\r\n\x1a\n",
        b"<html>",
        b"PK\x03\x04 no zip",
        &[0xFF; 5000],
    ] {
        office.import(file).refused(422, "IMPORT_REJECTED");
    }
    assert_eq!(office.rows(), before);
}

#[test]
fn a_formula_in_a_name_is_a_name() {
    let office = Office::open(Store::Sqlite);
    let names = [
        "=cmd|'/c calc'!A1",
        "+1+1",
        "-2",
        "@SUM(A1)",
        "'; DROP TABLE candidate; --",
        "<script>alert(1)</script>",
        "%s%n{}",
    ];
    let lines: String =
        (1..).zip(names).map(|(roll, name)| format!("{roll},\"{name}\",Ram,2001-02-03,A1,Morning\n")).collect();
    assert_eq!(office.import(format!("{HEAD}{lines}")).ok()["imported"], names.len());
    let kept: Vec<String> = office.candidates().iter().map(|one| one["name"].as_str().unwrap().to_owned()).collect();
    assert!(names.iter().all(|name| kept.iter().any(|one| one == name)), "{kept:?}");
}

#[test]
fn a_name_that_leads_out_of_the_archive_refuses_it() {
    let office = Office::open(Store::Sqlite);
    let file = format!("{}Photo\n1,Asha,Ram,2001-02-03,A1,Morning,a.png\n", HEAD.replace('\n', ","));
    for name in ["../../etc/cron.d/mpa", "..\\..\\boot.ini", "/etc/passwd", "C:\\x.png", "a/../../b.png"] {
        let before = office.rows();
        let photos = archive(&[("a.png", pictures::obama()), (name, b"x")]);
        let details =
            office.send(Form::default().file("file", &file).file("photos", &photos)).refused(422, "IMPORT_REJECTED");
        assert_eq!(details["rows"][0]["column"], "Photo", "{name}");
        assert_eq!(office.rows(), before, "{name}");
    }
    office.send(Form::default().file("file", &file).file("photos", b"no zip")).refused(422, "IMPORT_REJECTED");
    assert!(office.candidates().is_empty());
}

#[test]
fn a_zip_bomb_does_not_go_off() {
    let office = Office::open(Store::Sqlite);
    let bomb = vec![0_u8; 256 << 20];
    let photos = archive(&[("a.png", &bomb)]);
    assert!(photos.len() < 1 << 20);
    let file = format!("{}Photo\n1,Asha,Ram,2001-02-03,A1,Morning,a.png\n", HEAD.replace('\n', ","));
    let done = office.send(Form::default().file("file", &file).file("photos", &photos)).ok();
    assert_eq!(done["photos"]["rejected"][0]["code"], "PAYLOAD_TOO_LARGE");
    // An XLSX whose sheet or texts unpack to far more than they are.
    let head = br#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#;
    let book = archive(&[
        ("[Content_Types].xml", head),
        ("xl/workbook.xml", &bomb),
        ("xl/worksheets/sheet1.xml", &bomb),
        ("xl/sharedStrings.xml", &bomb),
    ]);
    let refused = office.import(book);
    assert!([413, 422].contains(&refused.status), "{refused:?}");
    assert_eq!(office.candidates().len(), 1);
}

#[test]
fn endless_lines_cells_and_columns_are_bad_rows() {
    let office = Office::open(Store::Sqlite);
    office.refused(format!("{HEAD}1,{},Ram,2001-02-03,A1,Morning\n", "x".repeat(3_000_000)), &[(2, "Name")]);
    let before = office.rows();
    let wide = format!("{HEAD}{}\n", ",".repeat(2_000_000));
    office.import(wide).refused(422, "IMPORT_REJECTED");
    let open_quote =
        format!("{HEAD}1,\"Asha,Ram,2001-02-03,A1,Morning\n{}", "2,Asha,Ram,2001-02-03,A1,Morning\n".repeat(20_000));
    office.import(open_quote).refused(422, "IMPORT_REJECTED");
    let details = office.import(format!("{HEAD}{}", ",,,,,x\n".repeat(30_000))).refused(422, "IMPORT_REJECTED");
    assert_eq!(details["rows"].as_array().unwrap().len(), 10_000);
    assert!(details["notNamed"].as_u64().unwrap() > 0);
    assert_eq!(office.rows(), before);
}
