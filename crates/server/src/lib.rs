//! HTTP: what comes in is parsed once and handed to one operation of `app`, what goes out has one shape.

#![warn(missing_docs)]

mod address_limit;
pub mod bodies;
mod connections;
mod cookie;
pub mod documents;
mod error;
mod extract;
mod limits;
mod memory;
mod middleware;
mod pace;
mod package;
mod reply;
mod routes;
pub mod serve;
mod site;
mod socket;
mod state;
pub mod tls;

pub use limits::limits;
pub use pace::Pace;
pub use state::{DemoDoor, HttpSettings, State, TakeOver};
