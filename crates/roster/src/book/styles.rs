use super::xml::{Xml, attribute};
use crate::error::RosterError;
use quick_xml::events::Event;
use std::collections::HashMap;

/// For each style of a cell: whether it shows a number as a date or time.
#[derive(Debug, Default)]
pub(super) struct DateStyles(Vec<bool>);

impl DateStyles {
    pub(super) fn read(xml: &mut Xml) -> Result<Self, RosterError> {
        let mut custom = HashMap::new();
        let mut styles = Vec::new();
        let mut in_cell_styles = false;
        loop {
            match xml.next()? {
                Event::Start(tag) => match tag.local_name().as_ref() {
                    "numFmt" => {
                        let code = attribute(&tag, "formatCode").unwrap_or_default();
                        if let Some(id) = attribute(&tag, "numFmtId") {
                            custom.insert(id, shows_date(&code));
                        }
                    }
                    "cellXfs" => in_cell_styles = true,
                    "xf" if in_cell_styles => {
                        let id = attribute(&tag, "numFmtId").unwrap_or_default();
                        let known = custom.get(&id).copied();
                        styles.push(known.unwrap_or_else(|| is_builtin_date(&id)));
                    }
                    _ => {}
                },
                Event::End(tag) if tag.local_name().as_ref() == "cellXfs" => {
                    in_cell_styles = false;
                }
                Event::Eof => return Ok(Self(styles)),
                _ => {}
            }
        }
    }

    pub(super) fn is_date(&self, style: usize) -> bool {
        self.0.get(style).copied().unwrap_or(false)
    }
}

/// ECMA-376 part 1, 18.8.30, with the date formats of East Asian locales.
fn is_builtin_date(id: &str) -> bool {
    matches!(id.parse(), Ok(14..=22 | 27..=36 | 45..=47 | 50..=58))
}

/// Whether the first section of a format code has a letter of a date or time outside quoted
/// and escaped text and colours.
fn shows_date(code: &str) -> bool {
    let mut characters = code.chars();
    while let Some(character) = characters.next() {
        match character {
            '\\' | '_' | '*' => drop(characters.next()),
            '"' => drop(characters.find(|c| *c == '"')),
            '[' => {
                let inside: String = characters.by_ref().take_while(|c| *c != ']').collect();
                let elapsed = |c: char| "hms".contains(c.to_ascii_lowercase());
                if !inside.is_empty() && inside.chars().all(elapsed) {
                    return true;
                }
            }
            ';' => return false,
            _ if "dmyhs".contains(character.to_ascii_lowercase()) => return true,
            _ => {}
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_that_show_dates() {
        for code in ["dd/mm/yyyy", "yyyy\\-mm\\-dd", "[$-409]d\\-mmm\\-yy;@", "[h]:mm", "h:mm AM/PM"] {
            assert!(shows_date(code), "{code}");
        }
        for code in ["General", "0.00", "@", "#,##0 \"days\"", "[Red]0", "\\d0", "0;dd"] {
            assert!(!shows_date(code), "{code}");
        }
    }
}
