use super::links::{Link, links_from, part};
use super::strings::unescaped;
use super::xml::{Xml, attribute, is_true, open_part};
use crate::{
    archive::{Directory, Entry},
    error::RosterError,
};
use quick_xml::events::Event;
use std::fs::File;

/// The parts of a workbook that a roster needs.
pub(super) struct Parts {
    /// The worksheets that people see, in the order of the tabs; at least one.
    pub(super) sheets: Vec<Sheet>,
    pub(super) strings: Option<Entry>,
    pub(super) styles: Option<Entry>,
    pub(super) since_1904: bool,
}

/// A worksheet.
#[derive(Debug)]
pub(super) struct Sheet {
    pub(super) name: String,
    pub(super) entry: Entry,
}

/// A workbook has as many tabs as its file can hold; more than these are nobody's roster.
const SHEETS: usize = 1000;
const WORKBOOK: &str = "xl/workbook.xml";

impl Parts {
    /// Finds the sheets by the workbook's own list, as spreadsheets do.
    pub(super) fn find(file: &mut File, directory: &Directory, left: &mut u64) -> Result<Self, RosterError> {
        let whole = links_from(file, directory, "", left)?;
        let named = whole.iter().find(|link| link.kind.ends_with("/officeDocument")).map(|link| link.path.as_str());
        // Documents and presentations are packages too.
        let is_book = |path: &&str| path.ends_with(".xml") && !path.starts_with("word/") && !path.starts_with("ppt/");
        let path = named.filter(is_book).unwrap_or(WORKBOOK);
        let workbook = part(directory, path).ok_or(RosterError::Unsupported { found: other_package(directory) })?;
        let (tabs, since_1904) = tabs(&mut open_part(file, &workbook, left)?)?;
        let links = links_from(file, directory, path, left)?;
        let target = |wanted: &dyn Fn(&Link) -> bool| {
            links.iter().find(|link| wanted(link)).and_then(|link| part(directory, &link.path))
        };
        let of_kind = |kind: &'static str| move |link: &Link| link.kind.ends_with(kind);
        // Charts and dialogues have tabs too.
        let sheet = |tab: Tab| {
            let entry = target(&|link| link.id == tab.link && link.kind.ends_with("/worksheet"))?;
            Some(Sheet { name: tab.name, entry })
        };
        let sheets: Vec<Sheet> = tabs.into_iter().filter(|tab| !tab.hidden).filter_map(sheet).collect();
        if sheets.is_empty() {
            return Err(RosterError::Damaged);
        }
        let (strings, styles) = (target(&of_kind("/sharedStrings")), target(&of_kind("/styles")));
        Ok(Self { sheets, strings, styles, since_1904 })
    }
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

/// A sheet as the workbook lists it.
struct Tab {
    name: String,
    link: String,
    hidden: bool,
}

/// The sheets of a workbook, and whether its days are counted from 1904.
fn tabs(xml: &mut Xml) -> Result<(Vec<Tab>, bool), RosterError> {
    let mut since_1904 = false;
    let mut tabs = Vec::new();
    loop {
        match xml.next()? {
            Event::Start(tag) => match tag.local_name().as_ref() {
                "workbookPr" => since_1904 = attribute(&tag, "date1904").is_some_and(|set| is_true(&set)),
                "sheet" if tabs.len() < SHEETS => {
                    let link = tag
                        .attributes()
                        .with_checks(false)
                        .flatten()
                        .find(|a| a.key.as_ref() != "id" && a.key.local_name().as_ref() == "id");
                    let state = attribute(&tag, "state").unwrap_or_default();
                    tabs.push(Tab {
                        name: unescaped(&attribute(&tag, "name").unwrap_or_default()),
                        link: link.ok_or(RosterError::Damaged)?.value.into_owned(),
                        hidden: matches!(state.as_str(), "hidden" | "veryHidden"),
                    });
                }
                _ => {}
            },
            Event::Eof => return Ok((tabs, since_1904)),
            _ => {}
        }
    }
}
