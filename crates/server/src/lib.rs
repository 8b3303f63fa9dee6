//! HTTP: what comes in is parsed once and handed to one operation of `app`, what goes out has one shape.

#![warn(missing_docs)]

mod address_limit;
pub mod documents;
pub mod error;
pub mod extract;
pub mod middleware;
mod pace;
mod package;
mod places;
pub mod reply;
pub mod routes;
pub mod serve;
mod socket;
pub mod state;

pub use pace::Pace;
pub use state::{HttpSettings, State};
