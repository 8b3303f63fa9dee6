//! Writes the seeds that are drawn: `cargo run -p fuzz --example seeds`. Files that once broke a
//! reader, and the one of `fingerprint`'s tests, lie beside them under other names.

use image::{DynamicImage, ImageFormat, Rgba, RgbaImage};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Formula, Workbook, XlsxError};
use std::error::Error;
use std::io::{Cursor, Write};
use std::path::Path;
use zip::CompressionMethod::{Deflated, Stored};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

type Outcome<T = ()> = Result<T, Box<dyn Error>>;

const HEADER: &str =
    "Roll No,Name,Father Name,DOB,Gender,Centre Code,Centre Name,Slot,Slot Start,Slot End,OMR No,Photo";
const ROW: &str = "R-1,Asha,Ram,2004-02-29,F,C01,School,S1,2026-03-02 09:00,2026-03-02 12:00,O1,1.jpg";

fn main() -> Outcome {
    texts()?;
    workbooks()?;
    sheets()?;
    archives()?;
    pictures()?;
    bodies()?;
    fingerprints()
}

fn write(target: &str, name: &str, bytes: &[u8]) -> Outcome {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("seeds").join(target);
    std::fs::create_dir_all(&folder)?;
    Ok(std::fs::write(folder.join(name), bytes)?)
}

/// A body after its type, divided by NUL, as the targets take them apart.
fn bodies() -> Outcome {
    let batch = r#"{"examId":"01930000-0000-7000-8000-000000000001","deviceId":"tablet-1","deviceTime":"2026-03-02T09:00:00Z",
        "records":[
        {"id":"01930000-0000-7000-8000-00000000000a","entityType":"attendance","rollNumber":"R-1",
         "capturedAt":"2026-03-02T09:00:01Z","data":{"status":"completed"}},
        {"id":"01930000-0000-7000-8000-00000000000b","entityType":"face","rollNumber":"R-1",
         "capturedAt":"2026-03-02T09:00:02.5+05:30","data":{"image":"data:image/png;base64,iVBORw0KGgo="}},
        {"id":"01930000-0000-7000-8000-00000000000c","entityType":"omr","rollNumber":"R-1",
         "capturedAt":"2026-03-02T09:00:03Z","data":{"barcode":"OMR-1"}},
        {"id":7,"entityType":"iris"}]}"#;
    let part = |head: &str, body: &str| format!("--x\r\nContent-Disposition: form-data; {head}\r\n\r\n{body}\r\n");
    let image = "name=\"01930000-0000-7000-8000-00000000000b\"; filename=\"a.png\"";
    let form = [part("name=\"batch\"", batch), part(image, "image"), "--x--\r\n".to_owned()].concat();
    let fields = [part("name=\"examId\"", "1"), part("name=\"f\"; filename=\"\"", ""), part("x", "y")].concat();
    let of = |kind: &str, body: &str| [kind.as_bytes(), &[0], body.as_bytes()].concat();
    let multipart = "multipart/form-data; boundary=x";
    write("batch", "json", &of("application/json", batch))?;
    write("batch", "form", &of(multipart, &form))?;
    write("batch", "single", &of("application/json", r#"{"entityType":"omr","data":{"barcode":"OMR-1"}}"#))?;
    write("multipart", "files", &of(multipart, &form))?;
    write("multipart", "fields", &of(multipart, &format!("{fields}--x--")))?;
    write("multipart", "open", &of(multipart, &fields))?;
    write("multipart", "quoted", &of("multipart/form-data; boundary=\"x\"", &form))
}

fn texts() -> Outcome {
    let plain = format!("{HEADER}\r\n{ROW}\r\n\r\n{}\r\n", ROW.replace("R-1", "R-2"));
    let wide = |mark: u16, order: fn(u16) -> [u8; 2]| {
        std::iter::once(mark).chain(plain.encode_utf16()).flat_map(order).collect::<Vec<_>>()
    };
    write("csv", "plain", plain.as_bytes())?;
    write("csv", "marked", format!("\u{FEFF}{}", plain.replace("Asha", "आशा")).as_bytes())?;
    write("csv", "little", &wide(0xFEFF, u16::to_le_bytes))?;
    write("csv", "big", &wide(0xFEFF, u16::to_be_bytes))?;
    write("csv", "quoted", plain.replace("Asha", "\"As\"\"h\na\"").replace(',', ";").as_bytes())?;
    write("csv", "tabs", plain.replace(',', "\t").replace("\r\n", "\r").as_bytes())?;
    write("csv", "open", plain.replace("Asha", "\"Asha").as_bytes())
}

fn workbook() -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // Without a date of its own the file would carry the clock.
    book.set_properties(&DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2026, 1, 1)?));
    let sheet = book.add_worksheet();
    for (row, line) in (0u32..).zip([HEADER, ROW]) {
        for (place, cell) in (0u16..).zip(line.split(',')) {
            sheet.write_string(row, place, cell)?;
        }
    }
    sheet.write_number(1, 0, 26_100_001.0)?;
    let day = Format::new().set_num_format("dd/mm/yyyy");
    sheet.write_datetime_with_format(1, 3, &ExcelDateTime::from_ymd(2004, 2, 29)?, &day)?;
    sheet.write_formula(1, 6, Formula::new("\"a\"&\"b\"").set_result("ab"))?;
    sheet.write_boolean(1, 4, true)?;
    book.save_to_buffer()
}

fn workbooks() -> Outcome {
    write("xlsx", "book", &workbook()?)?;
    write("xlsx", "template", &roster::template()?)?;
    write("xlsx", "document", &packed(&[("word/document.xml", b"<w/>", Stored)])?)
}

/// Parts divided by NUL, as the target takes them apart.
fn sheets() -> Outcome {
    let names = ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml"];
    let mut book = zip::ZipArchive::new(Cursor::new(workbook()?))?;
    let mut parts = Vec::new();
    for name in names.into_iter().chain(["xl/_rels/workbook.xml.rels"]) {
        let mut part = Vec::new();
        std::io::copy(&mut book.by_name(name)?, &mut part)?;
        parts.push(part);
    }
    write("sheet", "whole", &parts.join(&0))?;
    write("sheet", "three", &parts[..3].join(&0))?;
    let inline = |text: &&str| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let row = |line: &str| line.split(',').map(|cell| inline(&cell)).collect::<String>();
    let sheet = format!(
        "<worksheet><sheetData><row r=\"2\">{}</row><row>{}<c r=\"Z3\" t=\"e\"><v>#REF!</v></c></row></sheetData></worksheet>",
        row(HEADER),
        row(ROW)
    );
    write("sheet", "inline", sheet.as_bytes())?;
    let runs = "<sst uniqueCount=\"9999999\"><si><r><t>Na</t></r><r><t xml:space=\"preserve\">me&#x21;</t></r>\
                <rPh><t>aid</t></rPh></si><si/></sst>";
    let cells = "<worksheet><sheetData><row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>7</v></c>\
                 <c><f>1+1</f></c><c t=\"b\"><v>1</v></c></row></sheetData></worksheet>";
    write("sheet", "runs", format!("{cells}\0{runs}").as_bytes())
}

fn packed(entries: &[(&str, &[u8], zip::CompressionMethod)]) -> Outcome<Vec<u8>> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content, method) in entries {
        let options = SimpleFileOptions::default().compression_method(*method);
        zip.start_file(*name, options.large_file(name.starts_with('a')))?;
        zip.write_all(content)?;
    }
    Ok(zip.finish()?.into_inner())
}

fn archives() -> Outcome {
    let two = packed(&[("1.jpg", b"one", Stored), ("a/2.jpg", &[7; 300], Deflated)])?;
    write("zip", "two", &two)?;
    write("zip", "behind", &[b"#!/bin/sh\n", &two[..]].concat())?;
    write("zip", "same", &packed(&[("A/1.jpg", b"one", Stored), ("b/1.JPG", b"two", Stored)])?)?;
    write("zip", "bomb", &packed(&[("1.jpg", &[0; 1 << 17], Deflated)])?)?;
    // What a packer that streams writes: sizes behind the data.
    let mut zip = ZipWriter::new_stream(Vec::new());
    zip.start_file("1.jpg", SimpleFileOptions::default())?;
    zip.write_all(b"streamed")?;
    write("zip", "streamed", &zip.finish()?.into_inner())
}

fn drawn(side: u32) -> DynamicImage {
    let pixel = |x: u32, y: u32| {
        let ridge = if (x + y / 3) % 8 < 4 { 40 } else { 215 };
        Rgba([ridge, ridge, (ridge / 2) + (x % 32) as u8, if y < 2 { 90 } else { 255 }])
    };
    RgbaImage::from_fn(side, side * 3 / 4, pixel).into()
}

fn encoded(image: &DynamicImage, format: ImageFormat) -> Outcome<Vec<u8>> {
    let mut bytes = Cursor::new(Vec::new());
    image.write_to(&mut bytes, format)?;
    Ok(bytes.into_inner())
}

fn pictures() -> Outcome {
    let (alpha, colour, grey) = (drawn(24), drawn(24).to_rgb8().into(), drawn(24).to_luma8().into());
    let kinds: [(&str, &DynamicImage, ImageFormat); 7] = [
        ("alpha.png", &alpha, ImageFormat::Png),
        ("grey.png", &grey, ImageFormat::Png),
        ("wide.png", &DynamicImage::from(alpha.to_rgba16()), ImageFormat::Png),
        ("colour.jpg", &colour, ImageFormat::Jpeg),
        ("grey.jpg", &grey, ImageFormat::Jpeg),
        ("alpha.webp", &alpha, ImageFormat::WebP),
        ("colour.bmp", &colour, ImageFormat::Bmp),
    ];
    for (name, image, format) in kinds {
        write("picture", name, &encoded(image, format)?)?;
    }
    let jpeg = encoded(&colour, ImageFormat::Jpeg)?;
    let exif = b"\xFF\xE1\0\x22Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";
    write("picture", "turned.jpg", &[&jpeg[..2], exif, &jpeg[2..]].concat())
}

fn fingerprints() -> Outcome {
    let (alpha, grey): (_, DynamicImage) = (drawn(40), drawn(40).to_luma8().into());
    write("fingerprint", "alpha.png", &encoded(&alpha, ImageFormat::Png)?)?;
    write("fingerprint", "grey.png", &encoded(&grey, ImageFormat::Png)?)?;
    write("fingerprint", "grey.bmp", &encoded(&grey, ImageFormat::Bmp)?)?;
    write("fingerprint", "alpha.bmp", &encoded(&alpha, ImageFormat::Bmp)?)?;
    write("fingerprint", "wide.png", &encoded(&alpha.to_luma16().into(), ImageFormat::Png)?)
}
