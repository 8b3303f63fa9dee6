//! How candidates arrive, and what the gates come to: kept as it happens, only added up here.

use std::collections::BTreeMap;

use api::{
    Answer,
    stats::{ArrivalPoint, Arrivals, BucketQuery, CentreForecast, Forecast, Forecasts, GateView, StatsQuery},
};
use domain::{
    CentreId, ExamId, Timestamp,
    arrivals::{GateCount, Hours, RATE_MINUTES, begin_of, hours_of, minute_of, outlook},
};
use store::{
    Tx,
    arrivals::{self, SlotChoice},
};

use crate::{call::Call, error::Result, stats::chosen};

/// The most buckets that are told.
const POINTS: i64 = 1500;
/// The most gates of different hours that are told.
const GATES: usize = 100;

/// The arrivals of an exam or of some of its slots, from one snapshot.
///
/// # Errors
/// `VALIDATION` of the bucket; as [`crate::stats::figures`].
pub async fn read(call: &Call, exam: ExamId, query: StatsQuery, bucket: &BucketQuery) -> Result<Answer<Arrivals>> {
    let bucket_seconds = bucket.seconds()?;
    let now = call.moment.decided;
    let mut tx = call.read().await?;
    let (_, choice) = chosen(call, &mut tx, exam, query).await?;
    let gates = arrivals::gates(&mut tx, &choice).await?;
    let open = open_gates(&mut tx, &choice, now).await?;
    let points = arrivals::points(&mut tx, &choice, bucket_seconds / 60, POINTS).await?;
    drop(tx);
    let hours: Vec<Hours> = gates.iter().map(|gate| gate.hours).collect();
    let (gate_opens, gate_closes) = hours_of(&hours, now);
    let gates_open: Vec<GateCount> = open.into_iter().map(|(_, gate)| gate).collect();
    let forecast = outlook(&gates_open, now).map(|outlook| Forecast {
        rate: rounded(outlook.rate),
        inside_at_close: outlook.inside,
        outside_at_close: outlook.outside,
    });
    let point = |(minute, arrived): (i64, arrivals::Arrived)| ArrivalPoint {
        at: begin_of(minute),
        present: arrived.present,
        completed: arrived.completed,
    };
    Ok(Answer::ok(Arrivals {
        bucket_seconds,
        gate_opens,
        gate_closes,
        expected: gates.iter().map(|gate| gate.expected).sum(),
        gates: gates.into_iter().filter_map(gate_view).take(GATES).collect(),
        points: points.into_iter().map(point).collect(),
        forecast,
    }))
}

/// What each centre comes to, from one statement over the gates that are open.
///
/// # Errors
/// As [`crate::stats::figures`].
pub async fn forecasts(call: &Call, exam: ExamId, query: StatsQuery) -> Result<Answer<Forecasts>> {
    let now = call.moment.decided;
    let mut tx = call.read().await?;
    let (_, choice) = chosen(call, &mut tx, exam, query).await?;
    let open = open_gates(&mut tx, &choice, now).await?;
    drop(tx);
    let mut centres: BTreeMap<CentreId, Vec<GateCount>> = BTreeMap::new();
    for (centre, gate) in open {
        centres.entry(centre).or_default().push(gate);
    }
    let forecast = |(centre_id, gates): (CentreId, Vec<GateCount>)| {
        let outlook = outlook(&gates, now)?;
        Some(CentreForecast {
            centre_id,
            rate: rounded(outlook.rate),
            inside_at_close: outlook.inside,
            outside_at_close: outlook.outside,
        })
    };
    Ok(Answer::ok(Forecasts { items: centres.into_iter().filter_map(forecast).collect() }))
}

/// A gate of which it is said when it closes.
fn gate_view(gates: arrivals::Gates) -> Option<GateView> {
    let (opens, closes) = gates.hours;
    Some(GateView { opens, closes: closes?, expected: gates.expected, present: gates.present })
}

/// The gates that are open, each with what came through it in the minutes over which its rate is measured.
async fn open_gates(tx: &mut Tx, choice: &SlotChoice, now: Timestamp) -> Result<Vec<(CentreId, GateCount)>> {
    let last = minute_of(now);
    Ok(arrivals::open_gates(tx, choice, now, (last - RATE_MINUTES, last)).await?)
}

/// With two decimals.
fn rounded(rate: f64) -> f64 {
    (rate * 100.0).round() / 100.0
}
