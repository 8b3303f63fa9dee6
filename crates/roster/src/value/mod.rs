//! What a cell must hold, column by column. Refusals are sentences for the person who made
//! the list.

mod date;
mod moment;
mod shown;
mod text;

pub(crate) use date::date_of_birth;
pub(crate) use moment::instant;
pub(crate) use shown::shown;
pub(crate) use text::{Words, code, words};
