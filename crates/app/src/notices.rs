//! The outbox worker: reads what others have to know out of the journal, and hands it to the notifier,
//! at least once. No request waits for it; copies of the server take turns by a cursor and by leases.

use std::time::Duration;

use crate::metrics::Metrics;
use adapters::{Class, Fault, Notice as Telling};
use domain::{
    Timestamp,
    event::{Fact, Told, Unknown, read},
    notice::{far_wait_seconds, wait_of_refused, wait_seconds},
};
use journal::Journal;
use serde_json::json;
use std::sync::Arc;
use store::{
    journal::{self as entries, Entry, Event},
    notices::{self, Notice},
};
use tokio_util::sync::CancellationToken;
use vault::Clock;

/// Entries of the journal that are read for notices in one transaction.
pub const READ_FOR_NOTICES: i64 = 500;
/// Notices that are sent at a time.
pub const SENT_AT_ONCE: i64 = 100;

/// What the worker needs of the program.
#[derive(Clone)]
pub(crate) struct Outbox {
    pub(crate) journal: Journal,
    pub(crate) clock: Clock,
    pub(crate) notifier: Arc<adapters::Notices>,
    pub(crate) metrics: Arc<Metrics>,
}

/// How long a notice that went out is kept, in seconds.
pub(crate) const KEPT_SECONDS: i64 = 7 * 24 * 3600;
/// How often it looks for work.
const LOOK: Duration = Duration::from_millis(500);
/// In how many idle looks the waiting ones are counted.
const COUNT_EVERY: u32 = 20;
/// How long a copy that took notices has to send them.
const LEASE_SECONDS: i64 = 60;
/// How often it is said that the receiver takes none.
const SAID_EVERY_SECONDS: i64 = 60;

/// A notice, and what became of it.
type Outcome = (Notice, Result<(), Fault>);

/// What a copy remembers between two looks.
#[derive(Default)]
struct Memory {
    /// What was handed over and could not be written down yet: it is not handed over again.
    unwritten: Vec<Outcome>,
    /// When it was last said that the receiver takes none.
    said: Option<Timestamp>,
}

/// Reads and sends until the server stops.
pub(crate) async fn run(outbox: Outbox, stop: CancellationToken) {
    let (mut looks, mut memory) = (0_u32, Memory::default());
    loop {
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(LOOK) => {}
        }
        let count = looks.is_multiple_of(COUNT_EVERY);
        looks = looks.wrapping_add(1);
        if let Err(error) = look(&outbox, &mut memory, count).await {
            tracing::error!(error = %error, "notices could not be read or written; it is tried again");
        }
    }
}

async fn look(outbox: &Outbox, memory: &mut Memory, count: bool) -> store::Result<()> {
    let mut busy = false;
    write_down(outbox, memory).await?;
    while read_journal(outbox).await? {
        busy = true;
    }
    while send(outbox, memory).await? {
        busy = true;
    }
    if busy || count {
        let mut tx = outbox.journal.read().await?;
        let (waiting, oldest) = notices::waiting(&mut tx).await?;
        outbox.metrics.notices_apart.set(notices::apart(&mut tx).await?.into());
        outbox.metrics.notices_waiting.set(waiting.into());
        let age = oldest.map_or(0, |oldest| outbox.clock.now().seconds_since(oldest));
        outbox.metrics.notices_oldest.set(age.max(0));
    }
    Ok(())
}

/// Reads the next entries; false when there are none.
async fn read_journal(outbox: &Outbox) -> store::Result<bool> {
    if !notices::behind(&mut outbox.journal.read().await?).await? {
        return Ok(false);
    }
    let mut tx = outbox.journal.begin().await?;
    let read = notices::hold_cursor(&mut tx).await?;
    let entries = entries::range(&mut tx, read + 1, READ_FOR_NOTICES).await?;
    let Some(last) = entries.last().and_then(|entry| entry.seq) else { return Ok(false) };
    for entry in &entries {
        if let Some(notice) = notice_of(entry) {
            notices::put(&mut tx, &notice).await?;
        }
    }
    notices::move_cursor(&mut tx, last).await?;
    tx.commit().await?;
    for entry in entries.iter().filter(|entry| entry.event.action == "alert") {
        if let Ok(Told { fact: Some(Fact::Alert { kind, .. }), .. }) = told(&entry.event) {
            outbox.metrics.alert(kind);
        }
    }
    Ok(true)
}

fn told(event: &Event) -> Result<Told, Unknown> {
    read(&event.action, &event.outcome, &event.data)
}

/// What an entry has others told; its id is the notice's.
fn notice_of(entry: &Entry) -> Option<Notice> {
    let event = &entry.event;
    let (kind, named) = match event.action.as_str() {
        "alert" => ("alert", "alertId"),
        "sync_conflict" if event.outcome == "done" => ("conflict", "conflictId"),
        _ => return None,
    };
    let mut payload = json!({
        named: event.subject_id, "examId": event.exam_id, "centreId": event.centre_id,
        "candidateId": event.candidate_id, "operatorId": event.actor_id, "occurredAt": event.occurred_at,
        "seq": entry.seq,
    });
    if let Ok(Told { fact: Some(Fact::Alert { kind, severity, offline, match_percentage }), .. }) = told(event) {
        payload["type"] = json!(kind);
        payload["severity"] = json!(severity);
        payload["offline"] = json!(offline);
        payload["matchPercentage"] = json!(match_percentage);
    }
    Some(Notice {
        id: event.id.0,
        kind: kind.to_owned(),
        exam_id: event.exam_id,
        subject: event.subject_id.clone(),
        payload,
        created_at: event.occurred_at,
        attempts: 0,
    })
}

/// Sends the next notices that are due; false when there are none, or the notifier takes none.
async fn send(outbox: &Outbox, memory: &mut Memory) -> store::Result<bool> {
    let now = outbox.clock.now();
    if !notices::any_due(&mut outbox.journal.read().await?, now).await? {
        return Ok(false);
    }
    let mut tx = outbox.journal.begin().await?;
    let taken = notices::claim(&mut tx, now, now.plus_seconds(LEASE_SECONDS), SENT_AT_ONCE).await?;
    tx.commit().await?;
    if taken.is_empty() {
        return Ok(false);
    }
    let tellings: Vec<Telling> = taken.iter().map(telling).collect();
    let results = outbox.notifier.send(&tellings).await;
    memory.unwritten = taken.into_iter().zip(results).collect();
    let about_receiver = |fault: &&Fault| fault.class != Class::Invalid;
    let fault = memory.unwritten.iter().filter_map(|(_, result)| result.as_ref().err()).find(about_receiver).cloned();
    say(outbox, memory, fault.as_ref());
    write_down(outbox, memory).await?;
    Ok(fault.is_none()) // else the next ones would fare no better now
}

/// Writes down what became of what was handed over.
async fn write_down(outbox: &Outbox, memory: &mut Memory) -> store::Result<()> {
    if memory.unwritten.is_empty() {
        return Ok(());
    }
    let (now, far) = (outbox.clock.now(), outbox.notifier.is_far());
    let mut tx = outbox.journal.begin().await?;
    let (mut sent, mut set_apart) = (0, Vec::new());
    for (notice, result) in &memory.unwritten {
        let Err(fault) = result else {
            notices::sent(&mut tx, notice.id, now).await?;
            sent += 1;
            continue;
        };
        let wait = match fault.class {
            Class::Invalid => {
                let Some(refusals) = notices::refused(&mut tx, notice.id, fault.class.as_str()).await? else {
                    continue;
                };
                let Some(wait) = wait_of_refused(refusals) else {
                    notices::set_apart(&mut tx, notice.id, now).await?;
                    set_apart.push((notice.id, fault));
                    continue;
                };
                wait
            }
            Class::Unavailable if far => far_wait_seconds(notice.attempts),
            _ => wait_seconds(notice.attempts),
        };
        notices::failed(&mut tx, notice.id, fault.class.as_str(), now.plus_seconds(wait)).await?;
    }
    tx.commit().await?;
    outbox.metrics.notices_sent.inc_by(sent);
    for (id, fault) in set_apart {
        tracing::error!(notice = %id, error = %fault, "a notice is refused again and again: it is kept, and tried no more");
    }
    memory.unwritten.clear();
    Ok(())
}

/// Says that the receiver takes none, once a minute at most, and that it does again.
fn say(outbox: &Outbox, memory: &mut Memory, fault: Option<&Fault>) {
    let now = outbox.clock.now();
    match (fault, memory.said) {
        (Some(_), Some(said)) if now.seconds_since(said) < SAID_EVERY_SECONDS => {}
        (Some(fault), _) => {
            memory.said = Some(now);
            tracing::error!(error = %fault, "notices do not go out; they are tried again");
        }
        (None, Some(_)) => {
            memory.said = None;
            tracing::info!("notices go out again");
        }
        (None, None) => {}
    }
}

fn telling(notice: &Notice) -> Telling {
    Telling { notice_id: notice.id, kind: notice.kind.clone(), data: notice.payload.clone() }
}

#[cfg(test)]
mod tests {
    use domain::{alert::AlertKind, attendance::AttendanceStatus, event::write, sync::EntityType};
    use store::journal::Event;
    use uuid::Uuid;

    use super::*;

    fn entry(fact: &Fact) -> Entry {
        let event = Event::new(Uuid::from_u128(7).into(), Timestamp(5_000_000), &fact.action(), "done");
        let event = Event { subject_id: Some("subject".into()), data: write(Some(fact), None), ..event };
        Entry { seq: Some(3), event, seal: Vec::new() }
    }

    #[test]
    fn alerts_and_conflicts_are_told_and_nothing_else_is() {
        let kind = AlertKind::FaceMismatch;
        let fact = Fact::Alert { kind, severity: kind.severity(), offline: false, match_percentage: Some(71.5) };
        let alert = notice_of(&entry(&fact)).unwrap();
        assert_eq!((alert.kind.as_str(), alert.id), ("alert", Uuid::from_u128(7)));
        let told = [&alert.payload["type"], &alert.payload["alertId"], &alert.payload["seq"]];
        assert_eq!(told, [&json!("face_mismatch"), &json!("subject"), &json!(3)]);
        let fact = Fact::SyncConflict {
            conflict_id: Uuid::from_u128(1).into(),
            entity_type: EntityType::Attendance,
            reason: "never told".to_owned(),
            record_id: Uuid::from_u128(2),
            mode: "offline".to_owned(),
        };
        let conflict = notice_of(&entry(&fact)).unwrap();
        assert_eq!((conflict.kind.as_str(), &conflict.payload["conflictId"]), ("conflict", &json!("subject")));
        assert!(!conflict.payload.to_string().contains("never told"));
        let marked = Fact::MarkAttendance { status: AttendanceStatus::Completed, was: None };
        assert!(notice_of(&entry(&marked)).is_none());
    }
}
