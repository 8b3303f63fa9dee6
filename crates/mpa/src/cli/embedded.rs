//! Metrics on standard output, in CloudWatch's embedded metric format: once a minute, and once more at the end.

use std::{
    io::{self, Write as _},
    time::Duration,
};

use app::{App, emf::Emf};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::config::MetricsFormat;

/// How often they are told.
const EVERY: Duration = Duration::from_secs(60);

/// Metrics that are told until the server stops.
pub(super) struct Embedded(Option<(App, JoinHandle<Emf>)>);

impl Embedded {
    /// Begins, where that is wanted.
    pub(super) fn start(format: MetricsFormat, app: &App, stop: CancellationToken) -> Self {
        let wanted = format != MetricsFormat::Prometheus;
        Self(wanted.then(|| (app.clone(), tokio::spawn(minute_by_minute(app.clone(), stop)))))
    }

    /// Tells what came since, when all requests have ended.
    pub(super) async fn finish(self) {
        if let Some((app, telling)) = self.0
            && let Ok(mut emf) = telling.await
        {
            tell(&app, &mut emf).await;
        }
    }
}

async fn minute_by_minute(app: App, stop: CancellationToken) -> Emf {
    let mut emf = Emf::default();
    while stop.run_until_cancelled(tokio::time::sleep(EVERY)).await.is_some() {
        tell(&app, &mut emf).await;
    }
    emf
}

/// Whoever reads standard output may be slow, so it is not written to on the threads of the calls.
async fn tell(app: &App, emf: &mut Emf) {
    let mut text = emf.lines(&app.metrics().text(), app.clock().now().0 / 1000).join("\n");
    text.push('\n');
    let written = tokio::task::spawn_blocking(move || {
        let mut out = io::stdout().lock();
        out.write_all(text.as_bytes()).and_then(|()| out.flush())
    });
    if !matches!(written.await, Ok(Ok(()))) {
        tracing::warn!("metrics cannot be written to standard output");
    }
}
