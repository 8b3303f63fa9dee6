//! How candidates arrive, and what the gates come to: kept as it happens, only added up here.

use api::{
    Answer,
    stats::{ArrivalPoint, Arrivals, BucketQuery, Forecast, StatsQuery},
};
use domain::{
    ExamId,
    arrivals::{RATE_MINUTES, begin_of, minute_of, outlook},
};
use store::arrivals;

use crate::{call::Call, error::Result, stats::chosen};

/// The most buckets that are told.
const POINTS: i64 = 1500;

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
    let last = minute_of(now);
    let open = arrivals::open_gates(&mut tx, &choice, now, (last - RATE_MINUTES, last)).await?;
    let points = arrivals::points(&mut tx, &choice, bucket_seconds / 60, POINTS).await?;
    drop(tx);
    let forecast = outlook(&open, now).map(|outlook| Forecast {
        rate: (outlook.rate * 100.0).round() / 100.0,
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
        gate_opens: gates.opens,
        gate_closes: gates.closes,
        expected: gates.expected,
        points: points.into_iter().map(point).collect(),
        forecast,
    }))
}
