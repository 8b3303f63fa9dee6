use super::format::{Shown, shown_by};
use super::xml::{Xml, attribute};
use crate::error::RosterError;
use quick_xml::events::Event;
use std::collections::HashMap;
use std::sync::Arc;

/// For each style of a cell: what it makes of a number.
#[derive(Debug, Default)]
pub(super) struct Styles(Vec<Arc<Shown>>);

impl Styles {
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
                            custom.insert(id, Arc::new(shown_by(&code)));
                        }
                    }
                    "cellXfs" => in_cell_styles = true,
                    "xf" if in_cell_styles => {
                        let id = attribute(&tag, "numFmtId").unwrap_or_default();
                        let known = custom.get(&id).map(Arc::clone);
                        styles.push(known.unwrap_or_else(|| Arc::new(built_in(&id))));
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

    /// What the style of a cell makes of its number.
    pub(super) fn of(&self, style: usize) -> &Shown {
        self.0.get(style).map_or(&Shown::Plain, |shown| &**shown)
    }
}

/// ECMA-376 part 1, 18.8.30, with the date formats of East Asian locales.
fn built_in(id: &str) -> Shown {
    match id.parse() {
        Ok(14..=22 | 27..=36 | 45..=47 | 50..=58) => Shown::Moment,
        Ok(9 | 10) => Shown::Percent,
        _ => Shown::Plain,
    }
}
