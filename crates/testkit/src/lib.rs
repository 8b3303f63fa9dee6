//! What the tests of every crate share: a real PostgreSQL, drawn pictures,
//! a clock to move, stores that fail on demand. Nothing here is part of the product, so a wrong use by a
//! test may panic.
#![allow(clippy::expect_used, clippy::panic)]
#![forbid(unsafe_code)]
#![warn(missing_docs)]

pub mod clock;
pub mod draw;
pub mod faults;
pub mod postgres;
