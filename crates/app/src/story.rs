//! Everything about one candidate, for those who look after them: what the journal tells of them, in order of time, with
//! the reasons, devices, clocks and conflicts that stand beside it. The look is audited.

use std::collections::HashMap;

use api::{
    Answer,
    address::{attempt_image, sheet_image},
    story::{Story, StoryDevice, StoryItem},
    sync::ConflictItem,
};
use domain::{
    CandidateId, ExamId, Refusal, Role,
    event::{self, Fact},
};
use serde_json::{Map, Value};
use store::{
    Tx, candidates,
    journal::Entry,
    story::{self, RecordClock, STORY_MOST, StoryReason},
};
use uuid::Uuid;

use crate::{
    call::Call,
    candidates::view,
    error::Result,
    paging::shown,
    seat::{Seat, Whom},
    sync::all_told,
};

/// What stands beside the entries.
struct Beside {
    reasons: Vec<StoryReason>,
    clocks: HashMap<Uuid, RecordClock>,
    conflicts: HashMap<String, ConflictItem>,
    repeats: HashMap<String, u32>,
    pictured: Vec<String>,
}

/// The story of a candidate. An observer reads no alerts, and of a conflict neither side.
///
/// # Errors
/// `EXAM_NOT_FOUND`, `CANDIDATE_NOT_FOUND`, also for one that the caller may not see.
pub async fn read(call: &Call, exam: ExamId, id: CandidateId) -> Result<Answer<Story>> {
    let mut tx = call.read().await?;
    let seat = Seat::look(call, &mut tx, exam, &Whom::Id(id)).await?;
    let overview = candidates::overview_of(&mut tx, exam, id, call.moment.decided).await?;
    let overview = overview.ok_or_else(|| seat.refuse(Refusal::CandidateNotFound))?;
    let mut entries = story::entries(&mut tx, exam, id).await?;
    let complete = shown(&entries, STORY_MOST) == entries.len();
    entries.truncate(shown(&entries, STORY_MOST));
    let watching = call.caller.actor.role == Role::Observer;
    entries.retain(|entry| !watching || !["alert", "review_alert"].contains(&entry.event.action.as_str()));
    let mut beside = beside(call, &mut tx, exam, id, watching).await?;
    drop(tx);
    let mut items: Vec<_> = entries.into_iter().map(|entry| item(exam, entry, &mut beside, watching)).collect();
    items.sort_by_key(|item| (item.at, item.event_id));
    let mut tx = call.begin().await?;
    call.record(&mut tx, seat.about(), None, Fact::ReadStory { entries: items.len() }).await?;
    tx.commit().await?;
    Ok(Answer::ok(Story { candidate: view(overview, false), items, complete }))
}

async fn beside(call: &Call, tx: &mut Tx, exam: ExamId, id: CandidateId, watching: bool) -> Result<Beside> {
    let reasons = story::reasons(tx, exam, id).await?;
    let clocks = story::clocks(tx, exam, id).await?.into_iter().map(|clock| (clock.id, clock)).collect();
    let mut conflicts = HashMap::new();
    if !watching {
        let listed = story::conflicts(tx, exam, id).await?;
        let told = all_told(call, tx, exam, listed).await?;
        conflicts = told.into_iter().map(|item| (item.conflict_id.to_string(), item)).collect();
    }
    let repeats = story::repeats(tx, exam, id).await?;
    let repeats = repeats.into_iter().map(|(alert, times)| (alert.to_string(), times)).collect();
    let pictured = story::pictured(tx, exam, id).await?;
    Ok(Beside { reasons, clocks, conflicts, repeats, pictured })
}

fn item(exam: ExamId, entry: Entry, beside: &mut Beside, watching: bool) -> StoryItem {
    let Entry { seq, event, .. } = entry;
    let offline = event::read(&event.action, &event.outcome, &event.data).ok().and_then(|told| told.offline);
    let mut data = match event.facts() {
        Value::Object(facts) => facts,
        _ => Map::new(),
    };
    // What they are a digest of stands beside them, or is an image.
    data.retain(|name, value| !name.ends_with("Digest") && !value.is_null());
    let subject = event.subject_id.clone();
    let of_subject = |text: &Option<String>| text.clone().unwrap_or_default();
    let image_url =
        if watching { None } else { image(exam, &event.action, subject.as_deref(), &data, &beside.pictured) };
    let record = offline.as_ref().map(|offline| offline.record_id);
    let record = record.or_else(|| data.get("recordId")?.as_str()?.parse().ok());
    let clock = record.and_then(|record| beside.clocks.get(&record));
    // The entry that tells of the conflict has both sides; that of its decision has the reason.
    let found = (event.action == "sync_conflict").then(|| beside.conflicts.remove(&of_subject(&subject))).flatten();
    let repeats = (event.action == "alert").then(|| beside.repeats.get(&of_subject(&subject)).copied()).flatten();
    let reason = reason(&beside.reasons, &event, subject.as_deref(), &data);
    StoryItem {
        at: offline.as_ref().map_or(event.occurred_at, |offline| offline.captured_at),
        decided_at: event.occurred_at,
        action: event.action,
        outcome: event.outcome,
        code: event.code,
        event_id: event.id,
        seq,
        actor_id: event.actor_id,
        actor_role: event.actor_role,
        device_id: event.device_id,
        subject_id: subject,
        data,
        reason,
        image_url,
        device: clock.map(device),
        conflict: found,
        repeats,
    }
}

fn device(clock: &RecordClock) -> StoryDevice {
    StoryDevice {
        record_id: clock.id,
        device_id: clock.device_id.clone(),
        captured_at: clock.captured_at,
        received_at: clock.received_at,
        clock_offset_ms: clock.clock_offset / 1000,
        uploaded_by: clock.uploaded_by,
        proved: clock.proof == "token",
    }
}

/// The reason of an entry: that of its moment before one that belongs to the thing itself.
fn reason(
    reasons: &[StoryReason],
    event: &store::journal::Event,
    subject: Option<&str>,
    data: &Map<String, Value>,
) -> Option<String> {
    let barcode = data.get("barcode").and_then(Value::as_str).filter(|_| event.action == "void_sheet");
    let candidate = event.candidate_id.map(|id| id.to_string());
    let about = [barcode, subject, candidate.as_deref().filter(|_| event.action == "update_candidate")];
    let of = |reason: &&StoryReason| about.into_iter().flatten().any(|about| about == reason.subject);
    let of_moment = reasons.iter().filter(of).find(|reason| reason.at == Some(event.occurred_at));
    // What was decided later is no reason of what was done first.
    let of_itself = || reasons.iter().filter(of).find(|reason| reason.at.is_none());
    (event.outcome == "done").then(|| of_moment.or_else(of_itself)).flatten().map(|reason| reason.text.clone())
}

/// Where the image of an entry is.
fn image(
    exam: ExamId,
    action: &str,
    subject: Option<&str>,
    data: &Map<String, Value>,
    pictured: &[String],
) -> Option<String> {
    match action {
        "verify_face" => Some(attempt_image(subject?.parse().ok()?)),
        "bind_sheet" => {
            let barcode = data.get("barcode")?.as_str().filter(|barcode| pictured.iter().any(|one| one == barcode))?;
            Some(sheet_image(exam, &barcode.parse().ok()?))
        }
        _ => None,
    }
}
