//! Reads untrusted candidate rosters (CSV or XLSX) and photograph archives (ZIP).
//!
//! Pure and blocking: no clock, no randomness, no database. Every size that a file declares
//! is ignored or checked, and every amount that it can make us hold is bounded by [`Limits`].
//!
//! ```no_run
//! use std::{ops::ControlFlow, path::Path};
//! let limits = roster::Limits::default();
//! let mut file = roster::open(Path::new("roster.xlsx"), &limits)?;
//! let tally = file.rows(|row| {
//!     match row {
//!         Ok(candidate) => println!("{} {}", candidate.row, candidate.roll_number),
//!         Err(bad) => println!("{} problems in row {}", bad.cells.len(), bad.row),
//!     }
//!     ControlFlow::Continue(())
//! })?;
//! assert!(tally.complete);
//! # Ok::<(), roster::RosterError>(())
//! ```
#![forbid(unsafe_code)]
#![warn(missing_docs)]

mod archive;
mod book;
mod column;
mod doubles;
mod error;
mod header;
mod limits;
mod photos;
mod raw;
mod reader;
mod row;
mod sniff;
mod staff;
mod staff_header;
mod template;
mod text;
mod value;

pub use archive::Packing;
pub use column::{Column, Columns};
pub use error::{BadCell, BadRow, BadStaffRow, PhotoError, RosterError, TemplateError};
pub use limits::Limits;
pub use photos::PhotoArchive;
pub use reader::{RosterFile, Tally, open};
pub use row::RosterRow;
pub use staff::{StaffRow, staff};
pub use template::template;

/// The type of a date of birth.
pub use jiff::civil::Date;
