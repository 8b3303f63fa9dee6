//! The server as its clients meet it: real HTTP, a real store on both engines, real pictures.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod accounts;
mod codes;
mod hostile;
mod imports;
mod idempotency;
mod journal;
mod openapi;
mod matrix;
mod rush;
mod stations;
mod world;
