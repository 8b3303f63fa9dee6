//! The facts of the journal: what an entry says beyond its columns, typed, one variant an action.
//!
//! What is written here is in the leaves of the tree over the journal, byte for byte, for as long as the log is
//! kept: a variant may gain a field only where entries without it still read and write as they are.

mod effect;
mod fact;
mod offline;
mod row;
mod state;
mod told;

pub use effect::{effect, rights_may_end};
pub use fact::{ByCommandLine, Fact, ImportFact, Package, Unknown};
pub use offline::{Offline, Replaces};
pub use row::{Cell, Column, Key, Kind, Table};
pub use state::{Said, Subject, is_of_state, settings, state};
pub use told::{Told, fits, read, write};
