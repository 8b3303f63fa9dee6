//! What a number format makes of a number (ECMA-376 part 1, 18.8.31), as far as it tells what is meant.

/// How a cell shows its number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Shown {
    /// In a way that changes nothing of its digits.
    Plain,
    /// As a date or time.
    Moment,
    /// A hundred times as large.
    Percent,
    /// In places for digits between literal text, such as `0000000` or `"C"000`.
    Places(Vec<Place>),
}

/// One piece of a format of places and literals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// `0`: a digit, also a leading zero.
    Digit,
    /// `#` or `?`: a digit, where there is one.
    Optional,
    /// Text as it stands.
    Literal(char),
}

impl Shown {
    /// The text that is shown of a whole number, where the format is one of places.
    pub(super) fn text_of(&self, number: f64) -> Option<String> {
        /// Above this, not every whole number is one.
        const EXACT: f64 = 1e15;
        let Self::Places(places) = self else { return None };
        if number.fract() != 0.0 || !(0.0..EXACT).contains(&number) {
            return None;
        }
        Some(filled(places, &format!("{number:.0}")))
    }
}

/// The digits put into their places from the right; what is left over stands before the first place.
fn filled(places: &[Place], digits: &str) -> String {
    let count = places.iter().filter(|place| !matches!(place, Place::Literal(_))).count();
    let mut left = count;
    // A zero has no digit of its own where its place is optional.
    let digits = if digits == "0" { "" } else { digits };
    let mut text = String::new();
    for place in places {
        let Place::Literal(literal) = place else {
            if left == count && digits.len() > count {
                text.push_str(&digits[..digits.len() - count]);
            }
            match digits.len().checked_sub(left).and_then(|at| digits.get(at..=at)) {
                Some(digit) => text.push_str(digit),
                None if *place == Place::Digit => text.push('0'),
                None => {}
            }
            left -= 1;
            continue;
        };
        text.push(*literal);
    }
    text
}

/// What a format code makes of a number, by its first section.
pub(super) fn shown_by(code: &str) -> Shown {
    let mut places = Some(Vec::new());
    let mut characters = code.chars();
    let mut percent = false;
    while let Some(character) = characters.next() {
        let place = match character {
            '\\' => characters.next().map(Place::Literal),
            '_' => characters.next().map(|_| Place::Literal(' ')),
            '*' => {
                characters.next();
                continue;
            }
            '"' => {
                let literal = characters.by_ref().take_while(|c| *c != '"').map(Place::Literal);
                match &mut places {
                    Some(places) => places.extend(literal),
                    None => drop(literal.count()),
                }
                continue;
            }
            '[' => {
                let inside: String = characters.by_ref().take_while(|c| *c != ']').collect();
                let elapsed = |c: char| "hms".contains(c.to_ascii_lowercase());
                if !inside.is_empty() && inside.chars().all(elapsed) {
                    return Shown::Moment;
                }
                // A colour or a language; a condition chooses between sections, which is not followed.
                if inside.starts_with(['<', '>', '=']) {
                    places = None;
                }
                continue;
            }
            ';' => break,
            '%' => {
                percent = true;
                None
            }
            '0' => Some(Place::Digit),
            '#' | '?' => Some(Place::Optional),
            '$' | '-' | '+' | '(' | ')' | ':' | '!' | '^' | '&' | '\'' | '~' | '{' | '}' | '<' | '>' | '=' | ' ' => {
                Some(Place::Literal(character))
            }
            _ if "dmyhs".contains(character.to_ascii_lowercase()) => return Shown::Moment,
            // `.`, `,`, `E`, `/`, `@`, `General`: the digits are what is meant.
            _ => None,
        };
        match (&mut places, place) {
            (Some(places), Some(place)) => places.push(place),
            _ => places = None,
        }
    }
    let has_digit = |places: &Vec<Place>| places.iter().any(|place| !matches!(place, Place::Literal(_)));
    // `# ##0`: a space between thousands, as a comma elsewhere.
    let grouped = |places: &Vec<Place>| {
        let blank = |place: &Place| matches!(place, Place::Literal(c) if c.is_whitespace());
        places.contains(&Place::Optional) && places.iter().any(blank)
    };
    let places = places.filter(|places| !grouped(places));
    match places.filter(has_digit) {
        _ if percent => Shown::Percent,
        Some(places) => Shown::Places(places),
        None => Shown::Plain,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_that_show_dates_or_percentages() {
        for code in ["dd/mm/yyyy", "yyyy\\-mm\\-dd", "[$-409]d\\-mmm\\-yy;@", "[h]:mm", "h:mm AM/PM"] {
            assert_eq!(shown_by(code), Shown::Moment, "{code}");
        }
        for code in ["0%", "0.00%", "[Red]0%"] {
            assert_eq!(shown_by(code), Shown::Percent, "{code}");
        }
        for code in [
            "General",
            "0.00",
            "@",
            "#,##0 \"days\"",
            "0.00E+00",
            "# ?/?",
            "# ##0",
            "#\\ ##0",
            "\"text\"",
            "",
            "[<=99]00;000",
        ] {
            assert_eq!(shown_by(code), Shown::Plain, "{code}");
        }
    }

    #[test]
    fn zeros_and_literals_are_filled_in() {
        for (code, number, shown) in [
            ("0000000", 123.0, "0000123"),
            ("000", 7.0, "007"),
            ("000", 0.0, "000"),
            ("0", 26_100_001.0, "26100001"),
            ("000", 12_345.0, "12345"),
            ("\"C\"000", 7.0, "C007"),
            ("\\C000", 7.0, "C007"),
            ("000-000", 1234.0, "001-234"),
            ("000\\/000", 1234.0, "001/234"),
            ("00-0", 12_345.0, "1234-5"),
            ("#00", 7.0, "07"),
            ("#", 0.0, ""),
            ("[Red]000;-000", 7.0, "007"),
            ("000_);(000)", 7.0, "007 "),
            ("\"R\"0\"-26\"", 5.0, "R5-26"),
        ] {
            assert_eq!(shown_by(code).text_of(number).as_deref(), Some(shown), "{code} {number}");
        }
        for number in [1.5, -1.0, 1e15, f64::NAN] {
            assert_eq!(shown_by("000").text_of(number), None, "{number}");
        }
        assert_eq!(shown_by("General").text_of(7.0), None);
    }
}
