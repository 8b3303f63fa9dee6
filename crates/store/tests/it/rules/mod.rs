//! The rules that hold whatever the program does, tried with plain SQL.

mod downloads;
mod sheets;
mod station1;
mod station2;
mod values;
