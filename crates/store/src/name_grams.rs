//! The trigrams of names, and where they stand: what a block of candidates keeps of its names so that a part of a name is
//! found, counted and put in order without a look at the candidates.

use std::collections::HashMap;

/// Ids that a row of `name_id` holds.
pub(crate) const IDS_IN_A_ROW: usize = 64;
/// Letters of a gram.
const LETTERS: usize = 3;

/// A name, or a part of one of three letters or more, as grams are taken of it: two spaces before each word, so that one or
/// two letters, too, are found where a word begins.
fn spaced(words: &str) -> String {
    words.replace(' ', "  ")
}

/// The letters of a text.
fn letters(text: &str) -> Vec<char> {
    text.chars().collect()
}

/// What is kept of the names of a block: to each gram the candidates' numbers, each as its distance from the one before,
/// followed by the place in the name. A number takes 7 bits a byte, the low ones first.
#[derive(Debug, Default)]
pub(crate) struct Grams {
    kept: HashMap<[char; LETTERS], (u32, Vec<u8>)>,
}

impl Grams {
    /// Takes the name of the next candidate; numbers rise.
    pub(crate) fn take(&mut self, number: u32, name: &str) {
        let text = letters(&format!("  {}", spaced(name)));
        for (place, gram) in (0..).zip(text.windows(LETTERS)) {
            let Ok(gram) = gram.try_into() else { continue };
            let (last, places) = self.kept.entry(gram).or_default();
            put(places, number - *last);
            put(places, place);
            *last = number;
        }
    }

    /// The grams, each with its places.
    pub(crate) fn into_places(self) -> impl Iterator<Item = (String, Vec<u8>)> {
        self.kept.into_iter().map(|(gram, (_, places))| (gram.iter().collect(), places))
    }
}

fn put(places: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        places.push(number as u8 | 0x80);
        number >>= 7;
    }
    places.push(number as u8);
}

/// The candidates' numbers and places in a row, as one number each.
struct Places<'a> {
    left: std::slice::Iter<'a, u8>,
    number: u32,
}

impl<'a> Places<'a> {
    fn of(kept: &'a [u8]) -> Self {
        Self { left: kept.iter(), number: 0 }
    }

    fn next_number(&mut self) -> Option<u32> {
        let (mut number, mut shift) = (0, 0);
        loop {
            let byte = *self.left.next()?;
            number |= u32::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return Some(number);
            }
            shift = (shift + 7).min(28);
        }
    }
}

impl Iterator for Places<'_> {
    type Item = (u32, u32);

    fn next(&mut self) -> Option<(u32, u32)> {
        self.number = self.number.wrapping_add(self.next_number()?);
        Some((self.number, self.next_number()?))
    }
}

/// A part of a name, by the fewest grams that hold all its letters.
#[derive(Debug)]
pub(crate) struct Part {
    /// Each gram, and where in the part it stands.
    grams: Vec<(String, u32)>,
}

impl Part {
    /// A part; of one or two letters it is one that a word begins with.
    pub(crate) fn of(words: &str) -> Self {
        let text = letters(&format!("{}{}", missing(words), spaced(words)));
        let last = text.len().saturating_sub(LETTERS);
        let places = (0..last).step_by(LETTERS).chain([last]);
        let gram = |place: usize| text.iter().skip(place).take(LETTERS).collect();
        Self { grams: places.map(|place| (gram(place), u32::try_from(place).unwrap_or(u32::MAX))).collect() }
    }

    /// Its grams.
    pub(crate) fn grams(&self) -> impl Iterator<Item = &str> {
        self.grams.iter().map(|(gram, _)| gram.as_str())
    }

    /// The numbers of those of a block who have it in their names, in order; `kept` gives the places of a gram.
    pub(crate) fn among<'a>(&self, kept: impl Fn(&str) -> Option<&'a [u8]>) -> Vec<u32> {
        let mut starts: Option<Vec<(u32, u32)>> = None;
        for (gram, offset) in &self.grams {
            let Some(places) = kept(gram) else { return Vec::new() };
            let begun = Places::of(places).filter_map(|(number, place)| Some((number, place.checked_sub(*offset)?)));
            starts = Some(match starts {
                None => begun.collect(),
                Some(before) => common(before, begun),
            });
        }
        let mut numbers: Vec<u32> = starts.unwrap_or_default().into_iter().map(|(number, _)| number).collect();
        numbers.dedup();
        numbers
    }
}

/// Those of `before` that come in `others`, too; both rise.
fn common(mut before: Vec<(u32, u32)>, mut others: impl Iterator<Item = (u32, u32)>) -> Vec<(u32, u32)> {
    let mut other = others.next();
    before.retain(|one| {
        while other.is_some_and(|other| other < *one) {
            other = others.next();
        }
        other == Some(*one)
    });
    before
}

/// A part as a pattern for a name with a space before it.
pub(crate) fn pattern(words: &str) -> String {
    let literal = words.replace('!', "!!").replace('%', "!%").replace('_', "!_");
    format!("%{}{literal}%", if missing(words).is_empty() { "" } else { " " })
}

/// The spaces that make three letters of a part.
fn missing(words: &str) -> &'static str {
    match words.chars().count() {
        0 | 1 => "  ",
        2 => " ",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_asked_as_names_are_kept() {
        for (words, grams, like) in [
            ("kum", &[("kum", 0)][..], "%kum%"),
            ("kuma", &[("kum", 0), ("uma", 1)], "%kuma%"),
            ("kumari", &[("kum", 0), ("ari", 3)], "%kumari%"),
            ("am ku", &[("am ", 0), (" ku", 3)], "%am ku%"),
            ("a b", &[("a  ", 0), ("  b", 1)], "%a b%"),
            ("ku", &[(" ku", 0)], "% ku%"),
            ("_", &[("  _", 0)], "% !_%"),
            ("100%!", &[("100", 0), ("0%!", 2)], "%100!%!!%"),
            ("सी", &[(" सी", 0)], "% सी%"),
        ] {
            let part = Part::of(words);
            let asked: Vec<_> = part.grams.iter().map(|(gram, place)| (gram.as_str(), *place)).collect();
            assert_eq!((asked.as_slice(), pattern(words).as_str()), (grams, like), "{words}");
        }
    }

    /// Every part of every name, whether or not somebody has it.
    #[test]
    fn who_is_found_has_the_part() {
        let long = format!("{} end", "ab".repeat(300));
        let names = ["anna anand", "ananda", "nan a", "", "hannah an", "राम कुमार", "रामकुमार", "aaaa", &long];
        let (mut grams, mut numbers) = (Grams::default(), Vec::new());
        for (at, name) in names.iter().enumerate() {
            let number = u32::try_from(at * 1000).unwrap(); // far apart: a distance of two bytes
            grams.take(number, name);
            numbers.push(number);
        }
        let kept: HashMap<String, Vec<u8>> = grams.into_places().collect();
        for name in names.iter().chain(&["annad", "nan  a", "dna"]) {
            let text = letters(name);
            for length in 1..text.len().min(12) {
                for part in text.windows(length).map(|part| part.iter().collect::<String>()) {
                    if part.trim() != part || part.contains("  ") {
                        continue;
                    }
                    let has = |name: &str| match length {
                        1 | 2 => format!(" {name}").contains(&format!(" {part}")),
                        _ => name.contains(&part),
                    };
                    let expected = names.iter().zip(&numbers).filter(|(name, _)| has(name)).map(|(_, number)| *number);
                    let found = Part::of(&part).among(|gram| kept.get(gram).map(Vec::as_slice));
                    assert_eq!(found, expected.collect::<Vec<_>>(), "{part:?}");
                }
            }
        }
    }
}
