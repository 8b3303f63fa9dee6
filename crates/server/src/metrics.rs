//! What /metrics tells: counts and durations by route, nothing about anybody.

use std::{sync::Mutex, time::Duration};

use prometheus_client::{
    encoding::{EncodeLabelSet, text::encode},
    metrics::{counter::Counter, family::Family, gauge::Gauge, histogram::Histogram},
    registry::Registry,
};

/// Labels of a request.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RequestLabels {
    method: String,
    route: String,
    status: u16,
}

/// Labels of a duration.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RouteLabels {
    method: String,
    route: String,
}

/// The program's metrics.
#[derive(Debug)]
pub struct Metrics {
    registry: Mutex<Registry>,
    requests: Family<RequestLabels, Counter>,
    seconds: Family<RouteLabels, Histogram, fn() -> Histogram>,
    /// Face comparisons that were made.
    pub comparisons: Counter,
    /// Files that the sweep removed.
    pub swept: Counter,
    /// Imports that run now.
    pub imports: Gauge,
    /// Clients that watch now.
    pub watching: Gauge,
}

fn buckets() -> Histogram {
    Histogram::new([0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0])
}

impl Default for Metrics {
    fn default() -> Self {
        let mut registry = Registry::with_prefix("mpa");
        let requests = Family::default();
        let seconds = Family::new_with_constructor(buckets as fn() -> Histogram);
        let (comparisons, swept, imports) = (Counter::default(), Counter::default(), Gauge::default());
        let watching = Gauge::default();
        registry.register("http_requests", "Requests by route and status", requests.clone());
        registry.register("http_request_seconds", "Time to answer, by route", seconds.clone());
        registry.register("face_comparisons", "Face comparisons made", comparisons.clone());
        registry.register("blobs_swept", "Files removed that no row names", swept.clone());
        registry.register("imports_running", "Imports that run now", imports.clone());
        registry.register("live_clients", "Clients that watch now", watching.clone());
        Self { registry: Mutex::new(registry), requests, seconds, comparisons, swept, imports, watching }
    }
}

impl Metrics {
    /// Counts a request that was answered.
    pub fn answered(&self, method: &str, route: &str, status: u16, took: Duration) {
        let labels = RequestLabels { method: method.to_owned(), route: route.to_owned(), status };
        self.requests.get_or_create(&labels).inc();
        let labels = RouteLabels { method: method.to_owned(), route: route.to_owned() };
        self.seconds.get_or_create(&labels).observe(took.as_secs_f64());
    }

    /// The metrics in OpenMetrics text form.
    #[must_use]
    pub fn text(&self) -> String {
        let mut out = String::new();
        let registry = self.registry.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Err(error) = encode(&mut out, &registry) {
            tracing::error!(%error, "the metrics cannot be written");
        }
        out
    }
}
