//! The WebSocket of live updates.

mod client;
mod close;

pub(crate) use client::{LIVE_EXAMS, LIVE_FAULTS, LIVE_MESSAGES, run};
