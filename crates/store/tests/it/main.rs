//! The store on both engines: the statements, the schema, its rules, and every function.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // helpers of tests, too, fail by panicking

mod copies;
mod engines;
mod faults;
mod live;
mod migrations;
mod races;
mod round_trip;
mod rules;
mod schema;
mod statements;
mod tls;
mod world;
