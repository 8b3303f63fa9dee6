//! What the program tells those who run it, beside its log and its metrics: errors to Sentry, scrubbed, and traces by
//! OTLP. Both go out over the TLS of Amazon's SDK, so that there is one provider of it; both have a bounded queue, make
//! no call wait, and say once when nobody takes what they send.
#![forbid(unsafe_code)]
#![warn(missing_docs)]

mod post;
mod reports;
mod traces;

pub use reports::{REPORTS, Reports};
pub use traces::{SPANS, Traces, take_over};

/// Why nothing can be told.
#[derive(Debug, thiserror::Error)]
pub enum NotTold {
    /// It is no DSN.
    #[error("--sentry-dsn is no DSN; it reads https://KEY@HOST/PROJECT")]
    Dsn,
    /// It is no endpoint.
    #[error("--otlp-endpoint is no endpoint; it reads http://HOST:4318")]
    Endpoint,
}
