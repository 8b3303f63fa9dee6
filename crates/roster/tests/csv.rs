#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;
use common::{HEADER, ROW, on_disk, open, places, read, rows_of};
use domain::cell::CellFault;
use roster::{Column, Date, Limits, RosterError};
use std::ops::ControlFlow;

#[test]
fn a_whole_row() {
    let found = read(format!("{HEADER}\r\n{ROW}\r\n").as_bytes());
    assert_eq!(found.bad, []);
    let row = &found.rows[0];
    assert_eq!(row.row, 2);
    assert_eq!(row.roll_number, "R-1");
    assert_eq!(row.dob, Date::constant(2004, 2, 29));
    assert_eq!(row.slot_start, Some(1_772_422_200_000_000));
    assert_eq!(row.slot_end, Some(1_772_433_000_000_000));
    assert_eq!(row.omr_number.as_deref(), Some("OMR1"));
    assert_eq!(row.photo.as_deref(), Some("1.jpg"));
    assert!(found.tally.complete);
}

#[test]
fn columns_in_any_order_and_case_and_others_passed_over() {
    let text = "live_photo;SLOT;date of birth;Father's Name;ROLL_NO.;name;center code\n\
                x;S1;29/02/2004;Ram;7;Asha;C1\n";
    let row = &read(text.as_bytes()).rows[0];
    assert_eq!((row.roll_number.as_str(), row.slot.as_str()), ("7", "S1"));
    assert_eq!(read(text.replace(';', "\t").as_bytes()).rows.len(), 1);
}

#[test]
fn every_encoding_of_the_contract() {
    let text = format!("{HEADER}\n{ROW}\n").replace("Asha", "आशा é");
    let wide = |mark: [u8; 2], order: fn(u16) -> [u8; 2]| {
        let units = text.encode_utf16().flat_map(order);
        mark.into_iter().chain(units).collect::<Vec<u8>>()
    };
    let files = [
        text.clone().into_bytes(),
        [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
        wide([0xFF, 0xFE], u16::to_le_bytes),
        wide([0xFE, 0xFF], u16::to_be_bytes),
        text.replace('\n', "\r").into_bytes(),
    ];
    for file in &files {
        let found = read(file);
        assert_eq!((found.rows.len(), found.bad.len()), (1, 0));
        assert_eq!(found.rows[0].name, "आशा é");
    }
    let mut cut = files[2].clone();
    cut.truncate(cut.len() - 3);
    assert_eq!(places(&read(&cut)), [(2, "")]);
}

#[test]
fn what_cannot_be_decoded_is_a_bad_row() {
    let good = ROW.replace("R-1", "R-0").replace("OMR1", "OMR0");
    for wrong in [&b"Ash\xE9"[..], b"As\0ha", b"\xED\xA0\x80"] {
        let mut file = format!("{HEADER}\n{good}\n").into_bytes();
        file.extend_from_slice(b"R-2,");
        file.extend_from_slice(wrong);
        file.extend_from_slice(b",x\nR-3,\xE9\n");
        let found = read(&file);
        assert_eq!(places(&found), [(3, "")]);
        assert!(found.bad[0].message.contains("save the file as UTF-8"));
        assert_eq!((found.rows.len(), found.tally.complete), (1, false));
    }
    let no_mark: Vec<u8> = HEADER.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(places(&read(&no_mark)), [(1, "")]);
}

#[test]
fn all_problems_of_a_row_and_reading_goes_on() {
    let text = format!(
        "{HEADER}\n\
         a b,,Ram,31/02/2004,F,C 1,,,2026-03-02 12:00,2026-03-02 09:00,,\n\
         {ROW}\n"
    );
    let found = read(text.as_bytes());
    let columns = ["Roll No", "Name", "DOB", "Centre Code", "Slot", "Slot End"];
    assert_eq!(places(&found), columns.map(|column| (2, column)));
    assert_eq!(found.rows[0].row, 3);
    let codes: Vec<_> = found.bad.iter().map(|cell| cell.code).collect();
    let space = CellFault::WrongCharacter;
    let expected =
        [space, CellFault::Empty, CellFault::DateUnreadable, space, CellFault::Empty, CellFault::EndNotAfterStart];
    assert_eq!(codes, expected);
    assert!(found.bad.iter().all(|cell| cell.message.ends_with('.')));
}

#[test]
fn the_header_names_what_is_missing_or_twice() {
    let found = read(b"Roll No,Name,Name,DOB,Slot\n1,2,3,4,5\n");
    assert_eq!(places(&found), [(1, "Name"), (1, "Father Name"), (1, "Centre Code")]);
    assert!(found.rows.is_empty());
    for empty in ["", "\n\n", "\u{FEFF}", HEADER, &format!("{HEADER}\n,,,,\n\n")] {
        assert_eq!(places(&read(empty.as_bytes())), [(1, "")], "{empty:?}");
    }
}

#[test]
fn rows_are_numbered_as_a_spreadsheet_shows_them() {
    let quoted = ROW.replace("Asha", "\"As\nha\"");
    let third = ROW.replace("R-1", "R-3").replace("OMR1", "");
    let found = read(format!("{HEADER}\n\n{quoted}\n,,,\n{third}\n").as_bytes());
    assert_eq!(places(&found), [(3, "Name")]);
    assert_eq!(found.rows[0].row, 5);
}

#[test]
fn the_second_of_two_equal_numbers_names_the_first() {
    let found = read(format!("{HEADER}\n{ROW}\n\n{ROW}\n").as_bytes());
    assert_eq!(places(&found), [(4, "Roll No"), (4, "OMR No")]);
    assert!(found.bad[0].message.contains("row 2"));
    let bad_first = ROW.replace("Asha", "");
    let found = read(format!("{HEADER}\n{bad_first}\n{ROW}\n{ROW}\n").as_bytes());
    assert!(found.bad.iter().filter(|cell| cell.row > 2).all(|c| c.message.contains("row 2")));
    assert_eq!(found.tally.bad, 3);
}

#[test]
fn shifted_columns_and_open_quotes_are_explained() {
    let shifted = ROW.replace("Asha", "Asha, Kumari");
    let found = read(format!("{HEADER}\n{shifted}\n").as_bytes());
    assert!(places(&found).contains(&(2, "")));
    let open = ROW.replace("Asha", "\"Asha");
    let found = read(format!("{HEADER}\n{open}\n{ROW}\n").as_bytes());
    assert_eq!(places(&found), [(2, "")]);
    assert!(!found.tally.complete);
}

#[test]
fn a_second_reading_gives_the_same_and_a_break_ends_one() {
    let mut file = open(format!("{HEADER}\n{ROW}\n{}\n", ROW.replace("R-1", "R-2")).as_bytes());
    let file = file.as_mut().unwrap();
    let (first, second) = (rows_of(file).unwrap(), rows_of(file).unwrap());
    assert_eq!((first.rows, first.bad), (second.rows, second.bad));
    let tally = file.rows(|_| ControlFlow::Break(())).unwrap();
    assert_eq!((tally.good + tally.bad, tally.complete), (1, false));
}

#[test]
fn limits_hold() {
    let rows: String = (0..5).map(|n| format!("{n},A,B,2004-02-29,C,S\n")).collect();
    let text = format!("Roll No,Name,Father Name,DOB,Centre Code,Slot\n{rows}");
    let disk = on_disk(text.as_bytes());
    let limits = Limits { rows: 4, ..Limits::default() };
    let mut file = roster::open(disk.path(), &limits).unwrap();
    assert!(matches!(rows_of(&mut file), Err(RosterError::TooManyRows { limit: 4 })));
    let limits = Limits { file_bytes: 10, ..Limits::default() };
    let refused = roster::open(disk.path(), &limits);
    assert!(matches!(refused, Err(RosterError::TooLarge { .. })));

    let long = format!("{HEADER}\n{}\n", ROW.replace("Asha", &"x".repeat(40 << 20)));
    let found = read(long.as_bytes());
    assert_eq!(places(&found), [(2, "Name")]);
    assert!(found.bad[0].message.len() < 200);
}

#[test]
fn other_files_are_named() {
    for other in [&b"%PDF-1.4"[..], b"\x89PNG\r\n\x1a\n", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"] {
        assert!(matches!(open(other), Err(RosterError::Unsupported { .. })));
    }
    assert!(matches!(open(b"PK\x03\x04cut"), Err(RosterError::Damaged)));
}

#[test]
fn a_formula_is_imported_as_the_text_it_is() {
    let text = format!("{HEADER}\n{}\n", ROW.replace("Asha", "\"=HYPERLINK(\"\"x\"\")\""));
    assert_eq!(read(text.as_bytes()).rows[0].name, "=HYPERLINK(\"x\")");
}

/// Rows of one centre, with these slots' names.
fn with_slots(slots: &[&str]) -> String {
    let rows: String = (1..).zip(slots).map(|(n, slot)| format!("{n},A,B,2004-02-29,C1,{slot}\n")).collect();
    format!("Roll No,Name,Father Name,DOB,Centre Code,Slot\n{rows}")
}

#[test]
fn spellings_that_people_take_for_one_another() {
    let found =
        read(with_slots(&["Shift 1", "SHIFT 1", "shift-1", "SHIFT 1", "Shift\u{A0}\u{200B} 1", "Shift 2"]).as_bytes());
    assert_eq!(places(&found), [(3, "Slot"), (4, "Slot"), (5, "Slot")]);
    assert!(found.bad.iter().all(|cell| cell.message.contains("\u{201C}Shift 1\u{201D} in row 2")));
    assert_eq!(found.rows.iter().map(|row| row.slot.as_str()).collect::<Vec<_>>(), ["Shift 1", "Shift 1", "Shift 2"]);
    let sheets = "1,A,B,2004-02-29,C1,S,ab-1\n2,A,B,2004-02-29,C1,S,AB1\n3,A,B,2004-02-29,c-1,S,AB2\n";
    let found = read(format!("Roll No,Name,Father Name,DOB,Centre Code,Slot,OMR No\n{sheets}").as_bytes());
    assert_eq!(places(&found), [(3, "OMR No"), (4, "Centre Code")]);
}

#[test]
fn one_slot_has_one_start_and_one_end() {
    let rows = "1,A,B,2004-02-29,C1,S,2026-03-02 09:00,\n\
                2,A,B,2004-02-29,C1,S,,2026-03-02 12:00\n\
                3,A,B,2004-02-29,C1,S,2026-03-02 10:00,2026-03-02 12:00\n\
                4,A,B,2004-02-29,C2,S,2026-03-02 10:00,\n\
                5,A,B,2004-02-29,C2,S,,2026-03-02 09:00\n\
                6,A,B,2004-02-29,C2,S,,\n";
    let found = read(format!("Roll No,Name,Father Name,DOB,Centre Code,Slot,Slot Start,Slot End\n{rows}").as_bytes());
    assert_eq!(places(&found), [(4, "Slot Start"), (6, "Slot End")]);
    assert!(found.bad[0].message.starts_with("Row 2 and this row 4"));
}

#[test]
fn a_file_says_which_columns_it_has() {
    let columns = read(with_slots(&["S"]).as_bytes()).rows[0].columns;
    assert!(columns.has(Column::Slot) && !columns.has(Column::Gender) && !columns.has(Column::OmrNumber));
}

#[test]
fn places_are_bounded() {
    let disk = on_disk(with_slots(&["A1", "B2", "C3", "D4"]).as_bytes());
    let limits = Limits { places: 3, ..Limits::default() };
    let refused = rows_of(&mut roster::open(disk.path(), &limits).unwrap());
    assert!(matches!(refused, Err(RosterError::TooLarge { .. })));
}
