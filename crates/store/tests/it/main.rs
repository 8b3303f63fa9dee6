//! The store on both engines: the statements, the schema, its rules, and every function.

mod engines;
mod migrations;
mod races;
mod round_trip;
mod rules;
mod schema;
mod statements;
mod world;
