use super::xml::{Xml, attribute, open_part};
use crate::{
    archive::{Directory, Entry},
    error::RosterError,
};
use quick_xml::events::Event;
use std::fs::File;

/// The parts of a workbook that a roster needs.
pub(super) struct Parts {
    pub(super) sheet: Entry,
    pub(super) strings: Option<Entry>,
    pub(super) styles: Option<Entry>,
    pub(super) since_1904: bool,
}

const WORKBOOK: &str = "xl/workbook.xml";

impl Parts {
    /// Finds the first sheet by the workbook's own list, as spreadsheets do.
    pub(super) fn find(file: &mut File, directory: &Directory, left: &mut u64) -> Result<Self, RosterError> {
        let workbook = part(directory, WORKBOOK).ok_or(RosterError::Unsupported { found: other_package(directory) })?;
        let (first_sheet, since_1904) = first_sheet(&mut open_part(file, &workbook, left)?)?;
        let links = part(directory, "xl/_rels/workbook.xml.rels").ok_or(RosterError::Damaged)?;
        let links = links_of(&mut open_part(file, &links, left)?)?;
        let target = |wanted: &dyn Fn(&Link) -> bool| {
            links.iter().find(|link| wanted(link)).and_then(|link| part(directory, &link.path))
        };
        let sheet = target(&|link| link.id == first_sheet).ok_or(RosterError::Damaged)?;
        Ok(Self {
            sheet,
            strings: target(&|link| link.kind.ends_with("/sharedStrings")),
            styles: target(&|link| link.kind.ends_with("/styles")),
            since_1904,
        })
    }
}

/// Names of parts are compared without case (ECMA-376 part 2).
fn part(directory: &Directory, path: &str) -> Option<Entry> {
    let same = |name: &str| name.replace('\\', "/").eq_ignore_ascii_case(path);
    directory.entries().iter().find(|entry| same(directory.name(entry))).copied()
}

fn other_package(directory: &Directory) -> &'static str {
    let has = |path| part(directory, path).is_some();
    if has("xl/workbook.bin") {
        "a binary Excel file (.xlsb)"
    } else if has("word/document.xml") {
        "a Word document"
    } else if has("content.xml") {
        "an OpenDocument file"
    } else {
        "a ZIP archive"
    }
}

/// The relationship of the first sheet, and the epoch of the workbook's dates.
fn first_sheet(xml: &mut Xml) -> Result<(String, bool), RosterError> {
    let mut since_1904 = false;
    loop {
        match xml.next()? {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "workbookPr" => {
                    let set = attribute(&tag, "date1904");
                    since_1904 = set.is_some_and(|set| set == "1" || set == "true");
                }
                "sheet" => {
                    let id = tag
                        .attributes()
                        .with_checks(false)
                        .flatten()
                        .find(|a| a.key.as_ref() != "id" && a.key.local_name().as_ref() == "id");
                    let id = id.ok_or(RosterError::Damaged)?;
                    return Ok((id.value.into_owned(), since_1904));
                }
                _ => {}
            },
            Event::Eof => return Err(RosterError::Damaged),
            _ => {}
        }
    }
}

struct Link {
    id: String,
    kind: String,
    path: String,
}

fn links_of(xml: &mut Xml) -> Result<Vec<Link>, RosterError> {
    const MOST: usize = 10_000;
    let mut links = Vec::new();
    loop {
        match xml.next()? {
            Event::Start(tag) if tag.local_name().as_ref() == "Relationship" => {
                let get = |name| attribute(&tag, name).unwrap_or_default();
                let path = resolve(&get("Target"));
                links.push(Link { id: get("Id"), kind: get("Type"), path });
                if links.len() > MOST {
                    return Err(RosterError::Damaged);
                }
            }
            Event::Eof => return Ok(links),
            _ => {}
        }
    }
}

/// A target is relative to `xl/` unless it begins with a slash.
fn resolve(target: &str) -> String {
    match target.strip_prefix('/') {
        Some(absolute) => absolute.to_owned(),
        None => format!("xl/{}", target.strip_prefix("./").unwrap_or(target)),
    }
}
