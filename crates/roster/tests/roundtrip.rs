//! What a spreadsheet or a program has written is read back as it was.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod common;
use common::read;
use csv::{QuoteStyle, Terminator, WriterBuilder};
use domain::text::{lost, tidy};
use jiff::ToSpan;
use jiff::civil::{Date, DateTime};
use jiff::tz::Offset;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use roster::{Column, RosterRow};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

/// A row as it is written, the number of blank rows above it and a note in a column of no meaning.
#[derive(Clone, Debug)]
struct Written {
    row: RosterRow,
    start: Option<DateTime>,
    end: Option<DateTime>,
    above: u64,
    note: String,
}

fn code(most: usize) -> impl Strategy<Value = String> {
    // Without E, so that no number looks as if a spreadsheet had shortened it.
    proptest::string::string_regex(&format!("[A-DF-Za-df-z0-9/._-]{{1,{most}}}")).unwrap()
}

/// What people are called, what programs stumble over, and anything else that can be printed.
fn words(most: usize) -> impl Strategy<Value = String> {
    let awkward = prop::sample::select(vec![
        "=1+1",
        "-2",
        "@a",
        "\"",
        "a\"\"b",
        "a,b;c",
        "'",
        "_x0041_",
        "<&>",
        "आशा",
        "शर्\u{200D}मा",
        "007",
        "1e5",
        "TRUE",
    ]);
    let any = proptest::string::string_regex("\\PC{1,40}").unwrap();
    prop_oneof![awkward.prop_map(str::to_owned), any].prop_filter_map("cannot be a name", move |text| {
        let text = tidy::person(&text);
        let wrong = text.is_empty()
            || text.chars().count() > most
            || text.chars().any(tidy::reorders)
            || lost::lost_of_person(&text).is_some()
            || lost::is_placeholder(&text);
        (!wrong).then_some(text)
    })
}

fn written() -> impl Strategy<Value = Written> {
    let people = (code(30), words(120), words(120), 0..73_000i64, option::of(words(20)));
    let places = (code(28), option::of(words(120)), words(50), option::of((0..50_000_000i64, 1..10_000i64)));
    let rest = (option::of(code(60)), option::of(words(400)), 0..3u64, "[a-c\",;\r\n\t]{0,9}");
    (people, places, rest).prop_map(|(people, places, rest)| {
        let (roll_number, name, father_name, born, gender) = people;
        let (centre_code, centre_name, slot, times) = places;
        let (omr_number, photo, above, note) = rest;
        let first = DateTime::constant(2001, 1, 1, 0, 0, 0, 0);
        let start = times.map(|(start, _)| first + start.minutes());
        let end = times.map(|(start, long)| first + (start + long).minutes());
        let offset = Offset::constant(5).saturating_add(30.minutes());
        let instant = |local: DateTime| offset.to_timestamp(local).unwrap().as_microsecond();
        let row = RosterRow {
            row: 0,
            roll_number,
            name,
            father_name,
            dob: Date::constant(1900, 3, 1) + born.days(),
            gender: gender.map(|gender| tidy::place(&gender)),
            centre_code,
            centre_name: centre_name.map(|name| tidy::place(&name)),
            slot,
            slot_start: start.map(instant),
            slot_end: end.map(instant),
            gate_opens: end.map(instant),
            gate_closes: end.map(|end| instant(end + 30.minutes())),
            room: start.map(|_| "Room 12".to_owned()),
            seat: start.map(|_| "7".to_owned()),
            omr_number,
            photo: photo.map(|name| tidy::place(&name)),
            columns: Column::ALL.into_iter().collect(),
        };
        Written { row, start, end, above, note }
    })
}

/// Numbers the rows, and makes the numbers unique that must be, and the places such that none resembles another.
fn rows() -> impl Strategy<Value = Vec<Written>> {
    vec(written(), 1..8).prop_map(|mut rows| {
        let mut at = 1;
        for (index, written) in rows.iter_mut().enumerate() {
            at += written.above + 1;
            written.row.row = at;
            written.row.roll_number.push_str(&index.to_string());
            written.row.centre_code.insert_str(0, &format!("{index}c"));
            written.row.slot = tidy::place(&format!("{index}s {}", written.row.slot));
            written.row.omr_number.iter_mut().for_each(|number| number.push_str(&index.to_string()));
        }
        rows
    })
}

const WIDTH: usize = Column::ALL.len() + 1;

fn cells(Written { row, start, end, note, .. }: &Written) -> [String; WIDTH] {
    let maybe = |text: &Option<String>| text.clone().unwrap_or_default();
    let time = |time: &Option<DateTime>| time.map_or_else(String::new, |time| time.strftime("%F %H:%M").to_string());
    [
        row.roll_number.clone(),
        row.name.clone(),
        row.father_name.clone(),
        row.dob.to_string(),
        maybe(&row.gender),
        row.centre_code.clone(),
        maybe(&row.centre_name),
        row.slot.clone(),
        time(start),
        time(end),
        time(end),
        time(&end.map(|end| end + 30.minutes())),
        maybe(&row.room),
        maybe(&row.seat),
        maybe(&row.omr_number),
        maybe(&row.photo),
        note.clone(),
    ]
}

fn header() -> [&'static str; WIDTH] {
    std::array::from_fn(|place| Column::ALL.get(place).map_or("Note", |column| column.name()))
}

fn check(file: &[u8], rows: Vec<Written>) -> Result<(), TestCaseError> {
    let found = read(file);
    prop_assert_eq!(found.bad, []);
    let rows: Vec<_> = rows.into_iter().map(|written| written.row).collect();
    prop_assert_eq!(found.rows, rows);
    Ok(())
}

fn settings() -> ProptestConfig {
    ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(settings())]

    #[test]
    fn a_list_in_text(
        rows in rows(),
        delimiter in prop::sample::select(b",;\t".to_vec()),
        line in prop::sample::select(vec!["\n", "\r\n", "\r"]),
        quotes in prop::sample::select(vec![QuoteStyle::Necessary, QuoteStyle::Always]),
        encoding in 0..4,
    ) {
        let end = if line == "\r\n" { Terminator::CRLF } else { Terminator::Any(line.as_bytes()[0]) };
        let mut form = WriterBuilder::new();
        form.delimiter(delimiter).terminator(end).quote_style(quotes);
        let record = |cells: &[String]| {
            let mut writer = form.from_writer(Vec::new());
            writer.write_record(cells).unwrap();
            writer.into_inner().unwrap()
        };
        let mut text = record(&header().map(str::to_owned));
        for written in &rows {
            (0..written.above).for_each(|_| text.extend(line.bytes()));
            text.extend(record(&cells(written)));
        }
        let text = String::from_utf8(text).unwrap();
        let wide = |order: fn(u16) -> [u8; 2]| "\u{FEFF}".encode_utf16().chain(text.encode_utf16()).flat_map(order).collect();
        let file = match encoding {
            0 => text.clone().into_bytes(),
            1 => format!("\u{FEFF}{text}").into_bytes(),
            2 => wide(u16::to_le_bytes),
            _ => wide(u16::to_be_bytes),
        };
        check(&file, rows)?;
    }

    #[test]
    fn a_list_in_a_workbook(rows in rows(), dates in any::<bool>()) {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        let (day, time) = (Format::new().set_num_format("dd/mm/yyyy"), Format::new().set_num_format("d-mmm-yy hh:mm"));
        for (place, name) in (0..).zip(header()) {
            sheet.write_string(0, place, name).unwrap();
        }
        for written in &rows {
            let at = written.row.row as u32 - 1;
            for (place, cell) in (0..).zip(cells(written)).filter(|(_, cell)| !cell.is_empty()) {
                let moment = ExcelDateTime::parse_from_str(&cell.replace(' ', "T"));
                match (place, moment) {
                    (3, Ok(moment)) if dates => sheet.write_datetime_with_format(at, place, &moment, &day).unwrap(),
                    (8 | 9, Ok(moment)) if dates => sheet.write_datetime_with_format(at, place, &moment, &time).unwrap(),
                    _ => sheet.write_string(at, place, cell).unwrap(),
                };
            }
        }
        check(&book.save_to_buffer().unwrap(), rows)?;
    }
}
