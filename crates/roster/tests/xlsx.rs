#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;
use common::{on_disk, open, places, read, rows_of};
use roster::{Column, Date, Limits, RosterError};
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;

fn sheet_with_header() -> Worksheet {
    let mut sheet = Worksheet::new();
    sheet.set_name("List").unwrap();
    for (place, column) in (0u16..).zip(Column::ALL) {
        sheet.write_string(0, place, column.name()).unwrap();
    }
    sheet
}

fn text_row(sheet: &mut Worksheet, row: u32, roll: &str) {
    let cells = [roll, "Asha", "Ram", "2004-02-29", "F", "C1", "School", "Morning"];
    for (place, cell) in (0u16..).zip(cells) {
        sheet.write_string(row, place, cell).unwrap();
    }
}

fn bytes_of(sheet: Worksheet) -> Vec<u8> {
    let mut book = Workbook::new();
    book.push_worksheet(sheet);
    book.add_worksheet().write_string(0, 0, "another sheet").unwrap();
    book.save_to_buffer().unwrap()
}

/// A workbook put together by hand.
fn package(sheet: &str, strings: &str) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let parts = [
        ("xl/workbook.xml", r#"<workbook xmlns:r="r"><sheets><sheet name="a" sheetId="1" r:id="x"/></sheets></workbook>"#.to_owned()),
        ("xl/_rels/workbook.xml.rels", r#"<Relationships><Relationship Id="x" Type="a/worksheet" Target="worksheets/s.xml"/><Relationship Id="y" Type="a/sharedStrings" Target="/xl/sharedStrings.xml"/></Relationships>"#.to_owned()),
        ("xl/worksheets/s.xml", sheet.to_owned()),
        ("xl/sharedStrings.xml", strings.to_owned()),
    ];
    for (name, content) in parts {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn numbers_dates_and_formulas() {
    let mut sheet = sheet_with_header();
    text_row(&mut sheet, 1, "x");
    let (day, time) = (Format::new().set_num_format("dd/mm/yyyy"), Format::new().set_num_format("dd-mmm-yy hh:mm"));
    sheet.write_number(1, 0, 26_100_001.0).unwrap();
    let born = ExcelDateTime::from_ymd(2004, 2, 29).unwrap();
    sheet.write_datetime_with_format(1, 3, &born, &day).unwrap();
    sheet.write_number(1, 5, 101).unwrap();
    sheet.write_formula(1, 6, Formula::new("\"a\"&\"b\"").set_result("ab")).unwrap();
    let start = ExcelDateTime::from_ymd(2026, 3, 2).unwrap().and_hms(9, 0, 0).unwrap();
    sheet.write_datetime_with_format(1, 8, &start, &time).unwrap();
    let found = read(&bytes_of(sheet));
    assert_eq!(found.bad, []);
    let row = &found.rows[0];
    assert_eq!((row.roll_number.as_str(), row.centre_code.as_str()), ("26100001", "101"));
    assert_eq!(row.dob, Date::constant(2004, 2, 29));
    assert_eq!(row.centre_name.as_deref(), Some("ab"));
    assert_eq!(row.slot_start, Some(1_772_422_200_000_000));
}

#[test]
fn cells_that_hold_no_value_are_told() {
    let mut sheet = sheet_with_header();
    text_row(&mut sheet, 4, "x");
    sheet.write_number(4, 0, 123_456_789_012_345_678.0).unwrap();
    sheet.write_boolean(4, 1, true).unwrap();
    sheet.write_formula(4, 2, Formula::new("1/0").set_result("#DIV/0!")).unwrap();
    sheet.write_number(4, 3, 38_046).unwrap();
    sheet.write_number(4, 5, 1.5).unwrap();
    let found = read(&bytes_of(sheet));
    let columns = ["Roll No", "Name", "DOB", "Centre Code"];
    let mut told = places(&found);
    told.retain(|place| place.1 != "Father Name");
    assert_eq!(told, columns.map(|column| (5, column)));
}

#[test]
fn gaps_and_notes_beside_the_table_do_no_harm() {
    let mut sheet = sheet_with_header();
    text_row(&mut sheet, 9, "R1");
    sheet.write_string(9, 30, "a note").unwrap();
    let found = read(&bytes_of(sheet));
    assert_eq!((found.rows[0].row, found.bad.len()), (10, 0));
}

#[test]
fn the_template_is_empty_and_always_the_same() {
    let template = roster::template().unwrap();
    assert_eq!(template, roster::template().unwrap());
    let found = read(&template);
    assert_eq!(places(&found), [(1, "")]);
    assert!(found.bad[0].message.contains("no candidates"));
}

#[test]
fn runs_references_and_reading_aids() {
    let strings = "<sst uniqueCount=\"99999999999\"><si><t>Roll &amp; No</t></si>\
                   <si><r><t>Na</t></r><r><t xml:space=\"preserve\">me&#x21;</t></r>\
                   <rPh><t>aid</t></rPh></si></sst>";
    let sheet = "<worksheet><sheetData><row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c>\
                 <c t=\"inlineStr\"><is><t>DOB</t></is></c><c t=\"s\"><v>7</v></c></row>\
                 </sheetData></worksheet>";
    let found = read(&package(sheet, strings));
    let missing = ["Father Name", "Centre Code", "Slot"];
    assert_eq!(places(&found), missing.map(|column| (1, column)));
}

#[test]
fn bombs_are_refused_cheaply() {
    let huge = "x".repeat(8 << 20);
    let sheet = "<worksheet><sheetData></sheetData></worksheet>";
    let one_text = package(sheet, &format!("<sst><si><t>{huge}</t></si></sst>"));
    assert!(one_text.len() < 100_000);
    assert!(matches!(open(&one_text), Err(RosterError::TooLarge { .. })));

    let many = package(sheet, &format!("<sst>{}</sst>", "<si/>".repeat(1 << 20)));
    let limits = Limits { xlsx_memory_bytes: 1 << 20, ..Limits::default() };
    let refused = roster::open(on_disk(&many).path(), &limits);
    assert!(matches!(refused, Err(RosterError::TooLarge { .. })));
    assert!(open(&many).is_ok());

    let comment = package(&format!("<worksheet><!--{huge}--></worksheet>"), "<sst/>");
    let refused = rows_of(&mut open(&comment).unwrap());
    assert!(matches!(refused, Err(RosterError::TooLarge { .. })));
    let deep = package(&"<a>".repeat(1000), "<sst/>");
    assert!(matches!(rows_of(&mut open(&deep).unwrap()), Err(RosterError::Damaged)));
}

#[test]
fn other_packages_are_named() {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("word/document.xml", SimpleFileOptions::default()).unwrap();
    let bytes = zip.finish().unwrap().into_inner();
    let Err(RosterError::Unsupported { found }) = open(&bytes) else { panic!("opened") };
    assert_eq!(found, "a Word document");
    let mut whole = bytes_of(sheet_with_header());
    whole.truncate(whole.len() / 2);
    assert!(matches!(open(&whole), Err(RosterError::Damaged)));
}

#[test]
fn a_formula_that_nobody_has_computed() {
    let cell = |text: &str| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let row = |cells: &[&str]| cells.iter().map(|text| cell(text)).collect::<String>();
    let sheet = format!(
        "<worksheet><sheetData><row>{}</row><row>{}<c><f>1+1</f></c></row></sheetData></worksheet>",
        row(&["Roll No", "Father Name", "DOB", "Centre Code", "Slot", "Name"]),
        row(&["1", "Ram", "2004-02-29", "C1", "S1"])
    );
    let found = read(&package(&sheet, "<sst/>"));
    assert_eq!(places(&found), [(2, "Name")]);
    assert!(found.bad[0].message.contains("formula"));
}

fn listed(name: &str, rolls: &[&str]) -> Worksheet {
    let mut sheet = sheet_with_header();
    sheet.set_name(name).unwrap();
    for (row, roll) in (1u32..).zip(rolls) {
        text_row(&mut sheet, row, roll);
    }
    sheet
}

fn book_of(sheets: Vec<Worksheet>) -> Vec<u8> {
    let mut book = Workbook::new();
    for sheet in sheets {
        book.push_worksheet(sheet);
    }
    book.save_to_buffer().unwrap()
}

#[test]
fn the_sheet_that_people_see_is_read() {
    let hidden = |hide: fn(&mut Worksheet)| {
        let mut sheet = listed("Old", &["old"]);
        hide(&mut sheet);
        let mut shown = listed("New", &["new"]);
        shown.set_active(true).set_first_tab(true);
        read(&book_of(vec![sheet, shown])).rows[0].roll_number.clone()
    };
    let quite = |sheet: &mut Worksheet| {
        sheet.set_hidden(true);
    };
    let very = |sheet: &mut Worksheet| {
        sheet.set_very_hidden(true);
    };
    assert_eq!((hidden(quite).as_str(), hidden(very).as_str()), ("new", "new"));
    let Err(RosterError::TwoRosters { read: first, other }) =
        open(&book_of(vec![listed("One", &["1"]), listed("Two", &["2"])]))
    else {
        panic!("opened")
    };
    assert_eq!((first.as_str(), other.as_str()), ("One", "Two"));
    assert_eq!(read(&book_of(vec![listed("One", &["1"]), listed("Two", &[])])).rows.len(), 1);
}

#[test]
fn rows_that_are_not_shown_are_counted() {
    let mut sheet = listed("List", &["1", "2", "3"]);
    sheet.set_row_hidden(2).unwrap();
    let found = read(&bytes_of(sheet));
    assert_eq!((found.tally.good, found.tally.hidden), (3, 1));
}

#[test]
fn numbers_as_they_are_shown() {
    let mut sheet = listed("List", &["x", "x", "x", "x"]);
    for (row, number, code) in [(1, 123.0, "0000000"), (2, 7.0, "\"C\"000"), (3, 9.0, "0%"), (4, 26.0, "General")] {
        sheet.write_number_with_format(row, 0, number, &Format::new().set_num_format(code)).unwrap();
    }
    let found = read(&bytes_of(sheet));
    assert_eq!(places(&found), [(4, "Roll No")]);
    let rolls: Vec<_> = found.rows.iter().map(|row| row.roll_number.as_str()).collect();
    assert_eq!(rolls, ["0000123", "C007", "26"]);
}
