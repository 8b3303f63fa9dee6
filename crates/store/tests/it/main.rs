//! The store on both engines: the statements, the schema, its rules, and every function.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // helpers of tests, too, fail by panicking

/// Whether a change that waits is written: false when another was faster.
macro_rules! written {
    ($tx:expr, $change:expr) => {{
        $change.await.unwrap();
        match $tx.write_down().await {
            Ok(()) => true,
            Err(store::StoreError::Overtaken { .. }) => false,
            Err(error) => panic!("{error:?}"),
        }
    }};
}

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
