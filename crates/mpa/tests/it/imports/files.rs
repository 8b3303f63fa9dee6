//! Files as programs write them.

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

use super::{HEAD, Office};
use crate::world::Store;

const LINE: &str = "26-A/1,आशा देवी,Ram,2001-02-03,A1,Morning\n";

fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(bytes).collect()
}

#[test]
fn a_csv_is_read_however_it_was_saved() {
    let text = format!("{HEAD}{LINE}");
    let files: Vec<(&str, Vec<u8>)> = vec![
        ("plain", text.clone().into_bytes()),
        ("with a BOM", format!("\u{feff}{text}").into_bytes()),
        ("with CRLF", text.replace('\n', "\r\n").into_bytes()),
        ("without a last line end", text.trim_end().into()),
        ("UTF-16, little end first", utf16(&text, u16::to_le_bytes)),
        ("UTF-16, big end first", utf16(&text, u16::to_be_bytes)),
        (
            "columns in another order and case",
            "SLOT,dob,Centre code,name,FATHER NAME,roll no\nMorning,2001-02-03,A1,आशा देवी,Ram,26-A/1\n".into(),
        ),
        ("quoted", format!("{HEAD}\"26-A/1\",\"आशा देवी\",\"Ram\",\"2001-02-03\",\"A1\",\"Morning\"\n").into()),
    ];
    for (what, file) in files {
        let office = Office::open(Store::Sqlite);
        let done = office.import(file);
        assert_eq!(done.status, 200, "{what}: {done:?}");
        let candidates = office.candidates();
        assert_eq!(
            (&candidates[0]["name"], &candidates[0]["rollNumber"]),
            (&"आशा देवी".into(), &"26-A/1".into()),
            "{what}"
        );
    }
}

#[test]
fn an_xlsx_is_read_with_its_dates_and_numbers() {
    let office = Office::open(Store::Sqlite);
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, name) in (0..).zip(HEAD.trim().split(',')) {
        sheet.write(0, column, name).unwrap();
    }
    let date = ExcelDateTime::from_ymd(2001, 2, 3).unwrap();
    sheet.write(1, 0, 26_000_001).unwrap();
    sheet.write(1, 1, "=1+1").unwrap();
    sheet.write(1, 2, "Ram").unwrap();
    sheet.write_with_format(1, 3, &date, &Format::new().set_num_format("dd/mm/yyyy")).unwrap();
    sheet.write(1, 4, "A1").unwrap();
    sheet.write(1, 5, "Morning").unwrap();
    assert_eq!(office.import(book.save_to_buffer().unwrap()).ok()["imported"], 1);
    let one = &office.candidates()[0];
    assert_eq!(
        (&one["rollNumber"], &one["dob"], &one["name"]),
        (&"26000001".into(), &"2001-02-03".into(), &"=1+1".into())
    );
}

#[test]
fn the_template_is_an_empty_list() {
    let office = Office::open(Store::Sqlite);
    let template = office.day.head().get(format!("/api/exams/{}/import-template", office.exam));
    assert!(template.header("content-disposition").contains("candidates.xlsx"));
    assert_eq!(template.header("content-type"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
    let done = office.import(&template.bytes);
    assert!(done.status == 422 || done.clone().ok()["imported"] == 0, "{done:?}");
    assert!(office.candidates().is_empty());
}
