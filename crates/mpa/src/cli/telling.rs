//! What the program tells those who run it: the log on standard error and, where they are wanted, reports of errors and
//! traces.

use telemetry::{Reports, Traces};
use tracing::{Level, level_filters::LevelFilter};
use tracing_subscriber::{
    EnvFilter,
    filter::{FilterExt as _, filter_fn},
    prelude::*,
};

use crate::config::{Config, LogFormat};

/// What reports are told of.
const RELEASE: &str = env!("CARGO_PKG_VERSION");

/// What is told beside the log.
pub(super) struct Telling {
    reports: Option<Reports>,
    traces: Option<Traces>,
}

/// Begins; within a runtime.
///
/// # Errors
/// When an address makes no sense.
pub(super) fn start(config: &Config) -> anyhow::Result<Telling> {
    let reports = config.sentry_dsn.as_deref().map(|dsn| Reports::to(dsn, RELEASE)).transpose()?;
    let traces = config.otlp_endpoint.as_deref().map(|endpoint| Traces::to(endpoint, RELEASE)).transpose()?;
    let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr).with_target(false);
    let lines = match config.log_format {
        LogFormat::Text => lines.with_ansi(false).boxed(),
        // Flat, so that a query reads `message` and `span.request_id`.
        LogFormat::Json => lines.json().flatten_event(true).with_span_list(false).boxed(),
    };
    let wanted = EnvFilter::try_from_env("MPA_LOG").unwrap_or_else(|_| EnvFilter::new("info,sqlx=warn,tract=error"));
    let keeps_secrets = filter_fn(|about| !writes_secrets(about.target(), *about.level()));
    tracing_subscriber::registry()
        .with(lines.with_filter(wanted.and(keeps_secrets)))
        .with(reports.as_ref().map(|reports| reports.layer().with_filter(LevelFilter::ERROR)))
        .with(traces.as_ref().map(Traces::layer))
        .init();
    if let Some(reports) = &reports {
        reports.watch_panics();
    }
    Ok(Telling { reports, traces })
}

impl Telling {
    /// Sends what waits, for a moment.
    pub(super) async fn finish(&self) {
        if let Some(reports) = &self.reports {
            reports.finish().await;
        }
        if let Some(traces) = &self.traces {
            traces.finish().await;
        }
    }
}

/// Whether a library writes what it was sent at this level, such as the access token in a first message of a socket:
/// no setting of the log turns that on.
fn writes_secrets(target: &str, level: Level) -> bool {
    let library = target.split("::").next().unwrap_or_default();
    level > Level::INFO && matches!(library, "tungstenite" | "tokio_tungstenite" | "h2")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_libraries_are_sent_is_in_no_log() {
        for (target, level, written) in [
            ("tungstenite::protocol", Level::TRACE, true),
            ("tokio_tungstenite", Level::DEBUG, true),
            ("tungstenite::protocol", Level::WARN, false),
            ("sqlx::query", Level::WARN, false),
            ("server::middleware::measure", Level::TRACE, false),
        ] {
            assert_eq!(writes_secrets(target, level), written, "{target} {level}");
        }
    }
}
