//! A change that need not be written at once.

use crate::{Arg, Statement};

/// A change that is written with the next statement, or with the commit.
#[derive(Debug)]
pub(crate) struct Change {
    pub statement: &'static Statement,
    pub args: Vec<Arg>,
    /// Its table, where it must change exactly one row: another was faster where it changes none.
    pub one: Option<&'static str>,
}
