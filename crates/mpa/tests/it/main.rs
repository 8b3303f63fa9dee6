//! The server as its clients meet it: real HTTP, a real store on both engines, real pictures.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod accounts;
mod alerts;
mod audit;
mod backups;
mod bulk;
mod cli;
mod codes;
mod demo;
mod downloads;
mod faults;
mod hostile;
mod idempotency;
mod imports;
mod journal;
mod kill;
mod live;
mod matrix;
mod openapi;
mod pages;
mod reads;
mod running;
mod rush;
mod shifts;
mod stations;
mod sync;
mod tls;
mod world;
