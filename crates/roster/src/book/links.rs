//! How the parts of a package point at one another (ECMA-376 part 2).

use super::xml::{Xml, attribute, open_part};
use crate::{
    archive::{Directory, Entry},
    error::RosterError,
};
use quick_xml::events::Event;
use std::fs::File;

/// One part that another points at.
pub(super) struct Link {
    pub(super) id: String,
    pub(super) kind: String,
    pub(super) path: String,
}

const MOST: usize = 10_000;

/// What the part at `source` points at; the empty path is the package as a whole.
pub(super) fn links_from(
    file: &mut File,
    directory: &Directory,
    source: &str,
    left: &mut u64,
) -> Result<Vec<Link>, RosterError> {
    let (folder, name) = source.rsplit_once('/').unwrap_or(("", source));
    let path = resolve(folder, &format!("_rels/{name}.rels"));
    match part(directory, &path) {
        Some(entry) => links_of(&mut open_part(file, &entry, left)?, folder),
        None if source.is_empty() => Ok(Vec::new()),
        None => Err(RosterError::Damaged),
    }
}

/// Names of parts are compared without case (ECMA-376 part 2).
pub(super) fn part(directory: &Directory, path: &str) -> Option<Entry> {
    let same = |name: &str| resolve("", name).eq_ignore_ascii_case(path);
    directory.entries().iter().find(|entry| same(directory.name(entry))).copied()
}

fn links_of(xml: &mut Xml, folder: &str) -> Result<Vec<Link>, RosterError> {
    let mut links = Vec::new();
    loop {
        match xml.next()? {
            Event::Start(tag) if tag.local_name().as_ref() == "Relationship" => {
                let get = |name| attribute(&tag, name).unwrap_or_default();
                let path = resolve(folder, &get("Target"));
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

/// Where a target leads that stands in a part of `folder`, without the first slash: from the top when it begins with
/// one, else from the folder, with `.` and `..` as in any reference. None leads out of the package.
fn resolve(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let start = if target.starts_with('/') { "" } else { folder };
    let mut path: Vec<&str> = Vec::new();
    let decoded = percent_decoded(&target);
    for step in start.split('/').chain(decoded.split('/')) {
        match step {
            "" | "." => {}
            ".." => drop(path.pop()),
            step => path.push(step),
        }
    }
    path.join("/")
}

/// `sheet%201.xml` as `sheet 1.xml`; what is no escape stays.
fn percent_decoded(target: &str) -> String {
    let mut bytes = Vec::with_capacity(target.len());
    let mut rest = target.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code = after.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        let code = code.filter(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()));
        match code.and_then(|digits| u8::from_str_radix(digits, 16).ok()).filter(|_| *first == b'%') {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| target.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_as_references() {
        for (folder, target, path) in [
            ("xl", "worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl", "./worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl", "/xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl", "../xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl", "../sheets/../data/s.xml", "data/s.xml"),
            ("xl", "../../../s.xml", "s.xml"),
            ("xl", "worksheets\\sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl", "worksheets/sheet%201.xml", "xl/worksheets/sheet 1.xml"),
            ("xl", "100%.xml", "xl/100%.xml"),
            ("", "xl/workbook.xml", "xl/workbook.xml"),
            ("", "/xl//workbook.xml", "xl/workbook.xml"),
        ] {
            assert_eq!(resolve(folder, target), path, "{folder} {target}");
        }
    }
}
