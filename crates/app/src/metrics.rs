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
    method: &'static str,
    route: String,
    status: u16,
}

/// Labels of a duration.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RouteLabels {
    method: &'static str,
    route: String,
}

/// Label of a table that follows the journal.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct TableLabels {
    table: &'static str,
}

/// Label of an alert: one of its kinds.
#[derive(Clone, Debug, PartialEq, Eq, Hash, EncodeLabelSet)]
struct AlertLabels {
    kind: &'static str,
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
    /// Connections that are open now.
    pub connections: Gauge,
    alerts: Family<AlertLabels, Counter>,
    /// Faces that were searched among the enrolled ones.
    pub face_searches: Counter,
    /// Faces that wait to be searched; more than 100,000 are told as that.
    pub face_searches_waiting: Gauge,
    /// Faces of queues that were kept and wait to be compared; more than 10,000 are told as that.
    pub faces_to_score: Gauge,
    /// Enrolled faces in memory.
    pub faces_in_memory: Gauge,
    /// Enrolled faces that found no room in memory, or could not be opened: they are not searched.
    pub faces_left_out: Gauge,
    /// Enrolled faces that wait to be put into a collection, or to leave it.
    pub faces_to_index: Gauge,
    /// Enrolled faces whose pictures the collection does not take.
    pub faces_set_apart: Gauge,
    /// Entries of the journal that wait for a number; more than 100,000 are told as that.
    pub journal_waiting: Gauge,
    /// Seconds since the oldest of them was decided.
    pub journal_oldest: Gauge,
    /// Seconds for which entries have waited for a checkpoint.
    pub checkpoint_behind: Gauge,
    /// Notices that wait.
    pub notices_waiting: Gauge,
    /// Seconds since the oldest of them came up.
    pub notices_oldest: Gauge,
    /// Notices that their receiver refused so often that they are tried no more.
    pub notices_apart: Gauge,
    /// Notices that went out.
    pub notices_sent: Counter,
    records_behind: Family<TableLabels, Gauge>,
    /// Seconds since the moment that the last good backup shows.
    pub backup_age: Gauge,
    /// Backups that failed on this copy.
    pub backups_failed: Counter,
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
        let (watching, connections) = (Gauge::default(), Gauge::default());
        registry.register("http_requests", "Requests by route and status", requests.clone());
        registry.register("http_request_seconds", "Time to answer, by route", seconds.clone());
        registry.register("face_comparisons", "Face comparisons made", comparisons.clone());
        registry.register("blobs_swept", "Files removed that no row names", swept.clone());
        registry.register("imports_running", "Imports that run now", imports.clone());
        registry.register("live_clients", "Clients that watch now", watching.clone());
        registry.register("connections", "Connections that are open now", connections.clone());
        let alerts = Family::default();
        let (face_searches, notices_sent) = (Counter::default(), Counter::default());
        let (faces_to_index, faces_set_apart) = (Gauge::default(), Gauge::default());
        let [
            face_searches_waiting,
            faces_to_score,
            faces_in_memory,
            faces_left_out,
            journal_waiting,
            journal_oldest,
            checkpoint_behind,
            notices_waiting,
            notices_oldest,
            notices_apart,
        ] = std::array::from_fn(|_| Gauge::default());
        registry.register(
            "alerts_raised",
            "Alerts raised, as this copy read them in the journal",
            Family::clone(&alerts),
        );
        registry.register("face_searches", "Faces searched among the enrolled ones", face_searches.clone());
        for (name, help, gauge) in [
            ("face_searches_waiting", "Faces that wait to be searched, up to 100,000", &face_searches_waiting),
            ("faces_to_score", "Faces of queues that wait to be compared, up to 10,000", &faces_to_score),
            ("faces_in_memory", "Enrolled faces in memory", &faces_in_memory),
            ("faces_left_out", "Enrolled faces that are not searched", &faces_left_out),
            ("faces_to_index", "Enrolled faces that wait to be put into a collection", &faces_to_index),
            ("faces_set_apart", "Enrolled faces whose pictures a collection does not take", &faces_set_apart),
            ("journal_waiting", "Entries of the journal that wait for a number, up to 100,000", &journal_waiting),
            ("journal_oldest_seconds", "Seconds since the oldest waiting entry was decided", &journal_oldest),
            (
                "checkpoint_behind_seconds",
                "Seconds for which entries have waited for a signed checkpoint that could not be made",
                &checkpoint_behind,
            ),
            ("notices_waiting", "Notices that wait", &notices_waiting),
            ("notices_oldest_seconds", "Seconds since the oldest waiting notice came up", &notices_oldest),
            ("notices_set_apart", "Notices that are refused, kept, and tried no more", &notices_apart),
        ] {
            registry.register(name, help, Gauge::clone(gauge));
        }
        registry.register("notices_sent", "Notices that went out", notices_sent.clone());
        let records_behind = Family::default();
        let help = "Entries of the journal that a table has yet to follow";
        registry.register("records_behind", help, Family::clone(&records_behind));
        let (backup_age, backups_failed) = (Gauge::default(), Counter::default());
        let help =
            "Seconds since the moment that the last good backup shows; without one, since they were first wanted";
        registry.register("backup_age_seconds", help, Gauge::clone(&backup_age));
        registry.register("backups_failed", "Backups that failed on this copy", backups_failed.clone());
        Self {
            registry: Mutex::new(registry),
            requests,
            seconds,
            comparisons,
            swept,
            imports,
            watching,
            connections,
            alerts,
            face_searches,
            face_searches_waiting,
            faces_to_score,
            faces_in_memory,
            faces_left_out,
            faces_to_index,
            faces_set_apart,
            journal_waiting,
            journal_oldest,
            checkpoint_behind,
            notices_waiting,
            notices_oldest,
            notices_apart,
            notices_sent,
            records_behind,
            backup_age,
            backups_failed,
        }
    }
}

impl Metrics {
    /// Counts a request that was answered. Its method and route are of a closed set: a label is kept for ever.
    pub fn answered(&self, method: &'static str, route: &str, status: u16, took: Duration) {
        let labels = RequestLabels { method, route: route.to_owned(), status };
        self.requests.get_or_create(&labels).inc();
        let labels = RouteLabels { method, route: route.to_owned() };
        self.seconds.get_or_create(&labels).observe(took.as_secs_f64());
    }

    /// How many entries a table is behind the journal.
    pub fn behind(&self, table: &'static str, entries: i64) {
        self.records_behind.get_or_create(&TableLabels { table }).set(entries);
    }

    /// Counts an alert.
    pub fn alert(&self, kind: domain::alert::AlertKind) {
        self.alerts.get_or_create(&AlertLabels { kind: kind.into() }).inc();
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
