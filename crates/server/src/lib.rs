//! HTTP: what comes in is parsed once and handed to one operation of `app`, what goes out has one shape.

#![warn(missing_docs)]

pub mod documents;
pub mod error;
pub mod extract;
pub mod middleware;
mod package;
mod places;
pub mod reply;
pub mod routes;
pub mod serve;
mod socket;
pub mod state;

pub use socket::Pace;
pub use state::{Settings, State};
