//! The figures of the day.

use domain::{
    CentreId, SlotId, Timestamp,
    pace::PaceStep,
    text::{Code, Line},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::fields::Fields;

/// Which slots the figures are of.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct StatsQuery {
    /// Those of one centre.
    pub centre_id: Option<CentreId>,
    /// One.
    pub slot_id: Option<SlotId>,
    /// Those of one name, at all centres: a shift.
    pub slot_name: Option<Line>,
}

/// Seconds of a bucket of arrivals, at least and at most.
const BUCKET_SECONDS: std::ops::RangeInclusive<i64> = 60..=86_400;

/// How finely arrivals are told.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct BucketQuery {
    /// Seconds of a bucket: whole minutes.
    #[param(value_type = Option<u32>, minimum = 60, maximum = 86_400, multiple_of = 60, default = 60)]
    pub bucket: Option<String>,
}

impl BucketQuery {
    /// The seconds.
    ///
    /// # Errors
    /// [`Fields`] when they are none, or no whole minutes.
    pub fn seconds(&self) -> Result<i64, Fields> {
        let Some(text) = &self.bucket else { return Ok(*BUCKET_SECONDS.start()) };
        let seconds = text.parse().ok().filter(|seconds| BUCKET_SECONDS.contains(seconds) && seconds % 60 == 0);
        seconds.ok_or_else(|| Fields::of("bucket", "must be whole minutes in seconds: 60 to 86400"))
    }
}

/// Of which centre.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct PaceQuery {
    /// One centre.
    pub centre_id: Option<CentreId>,
}

/// How many seconds candidates take.
#[derive(Debug, Serialize, ToSchema)]
pub struct PaceView {
    /// Step by step, of the up to 1000 candidates whose stations were closed last; a step that none of them took is left
    /// out.
    pub steps: Vec<PaceOfStep>,
}

/// How many seconds a step takes.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PaceOfStep {
    /// Which.
    pub step: PaceStep,
    /// Half of the candidates took no longer.
    pub median_seconds: i64,
    /// Nine of ten took no longer.
    pub p90_seconds: i64,
    /// How many took it.
    pub count: usize,
}

/// How the candidates arrive.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Arrivals {
    /// Seconds of a bucket.
    pub bucket_seconds: i64,
    /// When the gates open that are open now; where none is, those that open next; where none is to come, the first one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gate_opens: Option<Timestamp>,
    /// When the last of these gates closes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gate_closes: Option<Timestamp>,
    /// The candidates of the slots.
    pub expected: i64,
    /// The gates of the slots by when they open and close, in this order: the first 100 of those that close.
    pub gates: Vec<GateView>,
    /// The buckets in which somebody came or was done, in order; at most the last 1500 of them.
    pub points: Vec<ArrivalPoint>,
    /// What the gates come to that are open now; none where there is none, and in their first minute.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub forecast: Option<Forecast>,
}

/// The gates that open and close at the same time.
#[derive(Debug, Serialize, ToSchema)]
pub struct GateView {
    /// When they open.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opens: Option<Timestamp>,
    /// When they close.
    pub closes: Timestamp,
    /// The candidates of their slots.
    pub expected: i64,
    /// Those of them who are present by now, also where their gate had closed before it was marked.
    pub present: i64,
}

/// Who came in one bucket.
#[derive(Debug, Serialize, ToSchema)]
pub struct ArrivalPoint {
    /// When it begins.
    pub at: Timestamp,
    /// Who came, less the marks that were taken back in it: it may be negative.
    pub present: i64,
    /// Stations that were closed in it.
    pub completed: i64,
}

/// What becomes of the gates that are open: each goes on at the rate of its last 10 whole minutes until it closes.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Forecast {
    /// Candidates a minute, through all of these gates.
    pub rate: f64,
    /// Who will be inside when their gate closes.
    pub inside_at_close: i64,
    /// Who will be outside then.
    pub outside_at_close: i64,
}

/// What becomes of each centre whose gates are open.
#[derive(Debug, Serialize, ToSchema)]
pub struct Forecasts {
    /// By centre; one without an open gate is left out, and one in the first minute of its gate.
    pub items: Vec<CentreForecast>,
}

/// As [`Forecast`], of the gates of one centre.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CentreForecast {
    /// The centre.
    pub centre_id: CentreId,
    /// Candidates a minute, through all of its open gates.
    pub rate: f64,
    /// Who will be inside when their gate closes.
    pub inside_at_close: i64,
    /// Who will be outside then.
    pub outside_at_close: i64,
}

/// The figures of an exam's day.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Stats {
    /// On the roster.
    pub candidates: i64,
    /// With a completed attendance.
    pub present: i64,
    /// Of slots that have ended, without one.
    pub absent: i64,
    /// With a verified face.
    pub face_verified: i64,
    /// With comparisons of which none verified the face.
    pub face_mismatched: i64,
    /// With a fingerprint; a recorded exception is none.
    pub fingerprints: i64,
    /// With a bound sheet.
    pub omr_bound: i64,
    /// With a closed station.
    pub completed: i64,
    /// Operators who did something in the last 15 minutes.
    pub operators_active: i64,
    /// Records that wait: on devices, as these say, and at the server.
    pub pending_sync: i64,
    /// Open conflicts.
    pub conflicts: i64,
    /// Open alerts.
    pub alerts_open: i64,
    /// Devices not heard of for 120 s, though they were in the last 24 hours or still hold records.
    pub silent_devices: i64,
    /// Centres that are silent.
    pub silent_centres: i64,
    /// The last update that these figures include, and all before it.
    pub seq: i64,
    /// By centre, by code.
    pub centres: Vec<CentreStats>,
}

/// The figures of a centre.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CentreStats {
    /// The centre.
    pub centre_id: CentreId,
    /// Its code.
    pub code: Code,
    /// Its name.
    pub name: Line,
    /// On its rosters.
    pub candidates: i64,
    /// With a completed attendance.
    pub present: i64,
    /// With a closed station.
    pub completed: i64,
    /// Devices heard of in the last 120 s.
    pub devices: i64,
    /// Devices that have fallen silent.
    pub silent_devices: i64,
    /// Whether nothing was heard from there for 120 s while a slot is active, as `silentSince` says since when.
    pub silent: bool,
    /// Records that wait on its devices.
    pub pending: i64,
    /// When somebody last did something there.
    #[schema(required)]
    pub last_activity_at: Option<Timestamp>,
    /// When a device there was last heard of.
    #[schema(required)]
    pub last_heard_at: Option<Timestamp>,
    /// Since when nothing was heard from there, neither of a device nor of somebody's work, while a slot is active; told
    /// after 120 s.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub silent_since: Option<Timestamp>,
}

/// The figures, and when to ask for them again.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct StatsEnvelope {
    /// Always true.
    pub success: bool,
    /// The figures.
    pub data: Stats,
    /// When they were read.
    pub timestamp: Timestamp,
    /// Milliseconds after which to ask again.
    pub refresh_interval: u32,
}
