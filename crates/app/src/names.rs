//! Names as they come in a call: written down in one way, and refused where letters were lost.

use domain::text::{
    Line,
    lost::{self, Lost},
    tidy,
};

use crate::error::{Error, Result};

/// The name of a slot or a centre.
///
/// # Errors
/// `VALIDATION` of `field`.
pub(crate) fn place(field: &str, name: &Line) -> Result<Line> {
    fit(field, lost::lost(name.as_str()), &tidy::place(name.as_str()))
}

/// The name of a person.
///
/// # Errors
/// `VALIDATION` of `field`.
pub(crate) fn person(field: &str, name: &Line) -> Result<Line> {
    fit(field, lost::lost_of_person(name.as_str()), &tidy::person(name.as_str()))
}

fn fit(field: &str, lost: Option<Lost>, tidy: &str) -> Result<Line> {
    if let Some(lost) = lost {
        return Err(Error::invalid(field, lost.says()));
    }
    if lost::is_placeholder(tidy) || tidy.chars().any(tidy::reorders) {
        return Err(Error::invalid(field, "must be a name that people can read"));
    }
    tidy.parse().map_err(|unfit: domain::text::InvalidText| Error::invalid(field, unfit.to_string()))
}
