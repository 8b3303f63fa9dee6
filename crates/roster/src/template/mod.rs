//! The empty workbook that head office fills in.

mod help;

use crate::{column::Column, error::TemplateError};
use rust_xlsxwriter::{Color, DocProperties, ExcelDateTime, Format, FormatBorder, Workbook, Worksheet, XlsxError};

/// An empty XLSX roster: the header on the first sheet, required columns in bold and the
/// columns that spreadsheets like to change formatted as text; on the second sheet what each
/// column holds, in English and Hindi. The same bytes every time.
///
/// # Errors
/// [`TemplateError`] if the workbook cannot be put together.
pub fn template() -> Result<Vec<u8>, TemplateError> {
    let mut workbook = Workbook::new();
    // Without a date of its own the file would carry the clock.
    let made = ExcelDateTime::from_ymd(2026, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));
    write_candidates(workbook.add_worksheet())?;
    write_help(workbook.add_worksheet())?;
    Ok(workbook.save_to_buffer()?)
}

fn write_candidates(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    sheet.set_name("Candidates")?;
    let text = Format::new().set_num_format("@");
    for (place, column) in (0u16..).zip(Column::ALL) {
        if !matches!(column, Column::Gender) {
            sheet.set_column_format(place, &text)?;
        }
        sheet.set_column_width(place, width(column))?;
        sheet.write_string_with_format(0, place, column.name(), &heading(column))?;
    }
    sheet.set_freeze_panes(1, 0)?;
    Ok(())
}

fn heading(column: Column) -> Format {
    let plain = Format::new()
        .set_num_format("@")
        .set_background_color(Color::RGB(0xE8_EE_F6))
        .set_border_bottom(FormatBorder::Thin);
    if column.required() { plain.set_bold() } else { plain }
}

/// In characters.
fn width(column: Column) -> f64 {
    match column {
        Column::Name | Column::FatherName | Column::CentreName => 28.0,
        Column::SlotStart | Column::SlotEnd | Column::GateOpens | Column::GateCloses | Column::Photo => 20.0,
        Column::Gender | Column::CentreCode => 13.0,
        _ => 16.0,
    }
}

fn write_help(sheet: &mut Worksheet) -> Result<(), XlsxError> {
    sheet.set_name("Help")?;
    let bold = Format::new().set_bold();
    let wrapped = Format::new().set_text_wrap();
    for (place, (title, width)) in (0u16..).zip(help::TITLES) {
        sheet.set_column_width(place, width)?;
        sheet.write_string_with_format(0, place, title, &bold)?;
    }
    for (row, column) in (1u32..).zip(Column::ALL) {
        let (english, hindi) = help::of(column);
        sheet.write_string(row, 0, column.name())?;
        sheet.write_string(row, 1, help::needed(column.required()))?;
        sheet.write_string_with_format(row, 2, english, &wrapped)?;
        sheet.write_string_with_format(row, 3, hindi, &wrapped)?;
    }
    Ok(())
}
