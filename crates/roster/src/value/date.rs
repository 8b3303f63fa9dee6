use super::{shown, text::not_a_value};
use crate::{error::Wrong, raw::RawCell};
use domain::{candidate::implausible_birth, cell::CellFault, text::tidy};
use jiff::civil::Date;

const HOW: &str = "write it as YYYY-MM-DD or DD/MM/YYYY";

/// A date of birth between 1900-01-01 and 2100-12-31; where `today` is known, of somebody who can sit
/// an exam today.
pub(crate) fn date_of_birth(cell: &RawCell, today: Option<Date>) -> Result<Date, Wrong> {
    let date = match cell {
        RawCell::Moment(moment) => moment.date(),
        RawCell::Text(text) => parse_date(&tidy::code(text))
            .ok_or_else(|| format!("\u{201C}{}\u{201D} is not a date; {HOW}.", shown(text)))
            .map_err(|message| Wrong::new(CellFault::DateUnreadable, message))?,
        RawCell::Number(_) => {
            let message = format!("This is a plain number; format the column as Text or as Date and {HOW}.");
            return Err(Wrong::new(CellFault::DateIsNumber, message));
        }
        other => return Err(not_a_value(other)),
    };
    if !(1900..=2100).contains(&date.year()) {
        let message = format!("The year {} cannot be right; {HOW}.", date.year());
        return Err(Wrong::new(CellFault::YearImplausible, message));
    }
    match today.and_then(|today| implausible_birth(date, today)) {
        Some(wrong) => Err(Wrong::new(CellFault::BirthImplausible, format!("The date {date} {wrong}; correct it."))),
        None => Ok(date),
    }
}

/// `YYYY-MM-DD`, `DD/MM/YYYY`, `DD-MM-YYYY`; a midnight after the first is what spreadsheets
/// write for a date. The day and month may lack their leading zero.
pub(super) fn parse_date(text: &str) -> Option<Date> {
    let text = ["T00:00:00Z", "T00:00:00.000", "T00:00:00", " 00:00:00"]
        .iter()
        .find_map(|midnight| text.strip_suffix(midnight))
        .unwrap_or(text);
    let separator = if text.contains('/') { '/' } else { '-' };
    let mut parts = text.split(separator);
    let (first, second, third) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    let (year, month, day) = match (first.len(), third.len()) {
        (4, _) if separator == '-' => (first, second, third),
        (_, 4) => (third, second, first),
        _ => return None,
    };
    let month = i8::try_from(number(month, 2)?).ok()?;
    let day = i8::try_from(number(day, 2)?).ok()?;
    Date::new(i16::try_from(number(year, 4)?).ok()?, month, day).ok()
}

/// One to `width` ASCII digits.
pub(super) fn number(text: &str, width: usize) -> Option<u32> {
    let plain = (1..=width).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_three_forms_and_no_other() {
        for good in ["2004-02-29", "29/02/2004", "29-02-2004", "29/2/2004", "2004-02-29T00:00:00"] {
            let cell = RawCell::Text(good.into());
            assert_eq!(date_of_birth(&cell, None), Ok(Date::constant(2004, 2, 29)), "{good}");
        }
        for bad in [
            "2003-02-29",
            "31/04/2004",
            "02/29/2004",
            "29/02/04",
            "2004/02/29",
            "29.02.2004",
            "1899-12-31",
            "2101-01-01",
            "29/02/2004/1",
            "+9/02/2004",
            "",
            "-",
            "\u{0968}9/02/2004",
        ] {
            assert!(date_of_birth(&RawCell::Text(bad.into()), None).is_err(), "{bad}");
        }
        assert!(date_of_birth(&RawCell::Number(36_526.0), None).is_err());
    }

    #[test]
    fn nobody_is_born_tomorrow() {
        let today = Some(Date::constant(2026, 11, 29));
        for (born, good) in [("2004-02-29", true), ("2026-11-30", false), ("2026-01-01", false), ("1900-01-01", false)]
        {
            assert_eq!(date_of_birth(&RawCell::Text(born.into()), today).is_ok(), good, "{born}");
        }
    }
}
