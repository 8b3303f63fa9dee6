//! The binary `mpa`: the command line, the configuration, what is wired to what, start and stop.

#![warn(missing_docs)]

pub mod cli;
pub mod config;
pub mod wiring;
