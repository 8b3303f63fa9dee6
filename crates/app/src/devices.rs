//! A device says that it is alive. It is kept, not journalled: there are too many, and they decide
//! nothing; a clock that cannot be right raises an alert, once as long as it lasts.

use crate::{
    call::Call,
    error::{About, Error, Result},
    reach, seat,
    work::Work,
};
use api::devices::{DeviceItem, DevicePackage, DeviceQuery, Heard, SendHeartbeat};
use api::{Answer, Items, Listing, Paging};
use domain::{
    CentreId, ExamId, Refusal, Timestamp, UserId,
    alert::AlertKind,
    exam::Exam,
    order::{SortOrder, Sorting},
};
use serde_json::json;
use store::{
    Tx,
    alerts::NewAlert,
    device_lists::{self, ListedDevice},
    devices::{self, Heartbeat, KnownDevice},
    slots,
};

/// Seconds that a device's clock may be off before `clock_tampering` is raised.
pub const CLOCK_OFF_SECONDS: i64 = 10 * 60;
/// New devices of one account in a day; more is 429.
pub const DEVICES_A_DAY: u32 = 20;
/// Records that a device may say it holds; more is 400.
pub const DEVICE_RECORDS: u32 = 100_000;
/// Seconds after its last sign of life for which a device is still that of the account that gave it. Stations beat every
/// 30 s; a device that is handed on speaks for its next account as soon as the last one is quiet for so long.
pub const DEVICE_HELD_SECONDS: i64 = 120;

/// Keeps a sign of life. One for a device that another account of the centre speaks for just now changes nothing.
///
/// # Errors
/// `EXAM_NOT_FOUND`; `NO_SLOT_ASSIGNED` for an operator without a slot of the exam, active or not; 429
/// for too many new devices.
pub async fn heartbeat(call: &Call, body: SendHeartbeat) -> Result<Answer<Heard>> {
    if body.waiting > DEVICE_RECORDS {
        return Err(Error::invalid("waiting", format!("must be at most {DEVICE_RECORDS}")));
    }
    if body.ready.as_ref().and_then(|ready| ready.battery_percent).is_some_and(|percent| percent > 100) {
        return Err(Error::invalid("ready.batteryPercent", "must be 0 to 100"));
    }
    let ready = body.ready.as_ref().map(serde_json::to_string).transpose().map_err(|error| Error::internal(&error))?;
    let mut tx = call.begin().await?;
    let exam = seat::exam(&mut tx, body.exam_id).await?;
    let centre = centre(call, &mut tx, &exam).await?;
    let device = body.device_id.as_str();
    let known = devices::hold(&mut tx, exam.id, centre, device).await?;
    let me = call.caller.actor.user_id;
    if known.is_none()
        && devices::added_since(&mut tx, me, call.moment.decided.plus_seconds(-24 * 3600)).await? >= DEVICES_A_DAY
    {
        let sentence = Some("Too many new devices today. Keep the device's id.");
        return Err(Error::RateLimited { seconds: 3600, sentence });
    }
    let ahead = body.device_time.seconds_since(call.moment.decided);
    let plausible = ahead.abs() <= CLOCK_OFF_SECONDS;
    let heard = Heard { server_time: call.moment.decided, clock_offset_seconds: ahead, clock_plausible: plausible };
    if known.is_some_and(|known| is_anothers(&known, me, call.moment.decided)) {
        return Ok(Answer::ok(heard));
    }
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
        heard_at: call.moment.decided,
        app_version: body.app_version.as_ref().map(|version| version.as_str().to_owned()),
        ready,
    };
    devices::hear(&mut tx, &beat).await?;
    if !plausible && known.is_none_or(|known| !known.clock_alerted) {
        raise(call, &mut tx, &beat).await?;
    }
    tx.commit().await?;
    Ok(Answer::ok(heard))
}

/// Devices, as they were last heard of; a supervisor's are those of the centre.
///
/// # Errors
/// `EXAM_NOT_FOUND`, `CENTRE_NOT_FOUND`, also for those outside of the caller's reach.
pub async fn list(
    call: &Call,
    exam: ExamId,
    query: &DeviceQuery,
    paging: &Paging,
) -> Result<Answer<Listing<DeviceItem>>> {
    let (skipped, limit) = paging.skipping()?;
    let sorting = Sorting::of(query.sort, query.order, SortOrder::Desc);
    let mut tx = call.read().await?;
    let exam = reach::exam(call, &mut tx, exam).await?;
    let centre = reach::centre(call, &mut tx, query.centre_id).await?;
    let found = device_lists::list(&mut tx, exam.id, centre, sorting, (skipped, limit + 1)).await?;
    let total = device_lists::total(&mut tx, exam.id, centre).await?;
    let items = found.into_iter().map(view).collect();
    Ok(Answer::ok(Items::skipping(items, skipped, limit).of_total(total)))
}

fn view(device: ListedDevice) -> DeviceItem {
    DeviceItem {
        device_id: device.device_id,
        centre_id: device.centre_id,
        operator_id: device.operator_id,
        last_seen_at: device.heard_at,
        waiting: device.waiting,
        oldest_captured_at: device.oldest_captured_at,
        clock_offset_ms: (device.device_time.0 - device.heard_at.0) / 1000,
        app_version: device.app_version,
        // Written here, and by no other hand.
        ready: device.ready.and_then(|ready| serde_json::from_str(&ready).ok()),
        package: device.package.map(|(download_id, completed_at)| DevicePackage { download_id, completed_at }),
    }
}

/// Whether another account speaks for this device just now: what that one told of it stands.
fn is_anothers(known: &KnownDevice, me: UserId, now: Timestamp) -> bool {
    known.operator_id != me && now.seconds_since(known.heard_at) < DEVICE_HELD_SECONDS
}

/// Where the device is: the centre of its user, or of their first slot.
async fn centre(call: &Call, tx: &mut Tx, exam: &Exam) -> Result<CentreId> {
    let assigned = slots::assigned(tx, call.caller.actor.user_id, exam.id, &exam.settings, call.moment.decided).await?;
    let of_slot = assigned.first().map(|(_, centre, _)| *centre);
    let centre = match call.caller.actor.role {
        domain::Role::Operator => of_slot.map(|centre| call.caller.actor.centre_id.unwrap_or(centre)),
        _ => call.caller.actor.centre_id,
    };
    let about = About { exam: Some(exam.id), ..About::default() };
    centre.ok_or_else(|| Error::from(Refusal::NoSlotAssigned).about(about))
}

async fn raise(call: &Call, tx: &mut Work, beat: &Heartbeat) -> Result<()> {
    let alert = NewAlert {
        id: call.id(),
        exam_id: Some(beat.exam_id),
        kind: AlertKind::ClockTampering,
        centre_id: Some(beat.centre_id),
        candidate_id: None,
        operator_id: Some(beat.operator_id),
        device_id: Some(beat.device_id.clone()),
        match_percentage: None,
        offline: false,
        details: json!({ "clockAheadSeconds": beat.clock_ahead }),
        occurred_at: call.moment.decided,
    };
    Ok(tx.raise(alert).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_speaks_for_a_device_that_another_account_has() {
        let [one, other]: [UserId; 2] = [1, 2].map(|id| uuid::Uuid::from_u128(id).into());
        let known = KnownDevice { operator_id: one, heard_at: Timestamp(0), clock_alerted: false };
        let after = |seconds| Timestamp(0).plus_seconds(seconds);
        assert!(is_anothers(&known, other, after(DEVICE_HELD_SECONDS - 1)));
        assert!(!is_anothers(&known, other, after(DEVICE_HELD_SECONDS)));
        assert!(!is_anothers(&known, one, after(1)));
    }
}
