//! MPA's server: configuration, routes, operations, jobs, the command line.

#![warn(missing_docs)]

pub mod app;
pub mod audit;
pub mod barcodes;
pub mod cli;
pub mod clock;
pub mod config;
pub mod duplicates;
pub mod http;
pub mod jobs;
pub mod journal;
pub mod live;
pub mod metrics;
pub mod notices;
pub mod ops;
pub mod packages;
pub mod passwords;
pub mod pool;
pub mod routes;
pub mod serve;
pub mod tokens;
pub mod vault;
