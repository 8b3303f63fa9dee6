//! A device says that it is alive. It is kept, not journalled: there are too many, and they decide
//! nothing; a clock that cannot be right raises an alert, once as long as it lasts.

use domain::{CentreId, Refusal, alert::AlertKind, exam::Exam};
use serde_json::json;
use store::{
    Tx,
    alerts::NewAlert,
    devices::{self, Heartbeat},
    slots,
};

use super::seat;
use crate::{
    config::limits::{CLOCK_OFF_SECONDS, DEVICE_RECORDS, DEVICES_A_DAY},
    http::{About, Answer, Ctx, Failure},
    routes::live::{Heard, SendHeartbeat},
};

/// Keeps a sign of life.
///
/// # Errors
/// `EXAM_NOT_FOUND`; `NO_SLOT_ASSIGNED` for an operator without a slot of the exam, active or not; 429
/// for too many new devices.
pub async fn run(ctx: &Ctx, body: SendHeartbeat) -> Result<Answer<Heard>, Failure> {
    if body.waiting > DEVICE_RECORDS {
        return Err(Failure::invalid("waiting", format!("must be at most {DEVICE_RECORDS}")));
    }
    let mut tx = ctx.begin().await?;
    let exam = seat::exam(&mut tx, body.exam_id).await?;
    let centre = centre(ctx, &mut tx, &exam).await?;
    let device = body.device_id.as_str();
    let known = devices::clock_alerted(&mut tx, exam.id, centre, device).await?;
    let me = ctx.actor.user_id;
    if known.is_none() && devices::added_since(&mut tx, me, ctx.now.plus_seconds(-24 * 3600)).await? >= DEVICES_A_DAY {
        return Err(Failure::rate_limited(3600).saying("Too many new devices today. Keep the device's id."));
    }
    let ahead = body.device_time.seconds_since(ctx.now);
    let plausible = ahead.abs() <= CLOCK_OFF_SECONDS;
    let beat = Heartbeat {
        exam_id: exam.id,
        centre_id: centre,
        device_id: device.to_owned(),
        operator_id: me,
        waiting: i64::from(body.waiting),
        oldest_captured_at: body.oldest_captured_at,
        device_time: body.device_time,
        clock_ahead: ahead,
        clock_alerted: !plausible,
        heard_at: ctx.now,
    };
    devices::hear(&mut tx, &beat).await?;
    let alert = !plausible && known != Some(true);
    if alert {
        raise(ctx, &mut tx, &beat).await?;
    }
    tx.commit().await?;
    if alert {
        ctx.app.journal.wake();
    }
    Ok(Answer::ok(Heard { server_time: ctx.now, clock_offset_seconds: ahead, clock_plausible: plausible }))
}

/// Where the device is: the centre of its user, or of their first slot.
async fn centre(ctx: &Ctx, tx: &mut Tx, exam: &Exam) -> Result<CentreId, Failure> {
    let assigned = slots::assigned(tx, ctx.actor.user_id, exam.id, &exam.settings, ctx.now).await?;
    let of_slot = assigned.first().map(|(_, centre, _)| *centre);
    let centre = match ctx.actor.role {
        domain::Role::Operator => of_slot.map(|centre| ctx.actor.centre_id.unwrap_or(centre)),
        _ => ctx.actor.centre_id,
    };
    let about = About { exam: Some(exam.id), ..About::default() };
    centre.ok_or_else(|| Failure::from(Refusal::NoSlotAssigned).about(about))
}

async fn raise(ctx: &Ctx, tx: &mut Tx, beat: &Heartbeat) -> Result<(), Failure> {
    let alert = NewAlert {
        id: ctx.id(),
        exam_id: Some(beat.exam_id),
        kind: AlertKind::ClockTampering,
        centre_id: Some(beat.centre_id),
        candidate_id: None,
        operator_id: Some(beat.operator_id),
        device_id: Some(beat.device_id.clone()),
        match_percentage: None,
        offline: false,
        details: json!({ "clockAheadSeconds": beat.clock_ahead }),
        occurred_at: ctx.now,
    };
    Ok(ctx.app.journal.raise(tx, alert, &ctx.app.ids).await?)
}
