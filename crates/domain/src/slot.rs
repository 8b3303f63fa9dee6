//! A slot: one sitting of an exam at one centre.

use serde::{Deserialize, Serialize};
use strum::{Display, EnumString, IntoStaticStr};
use utoipa::ToSchema;

use crate::{
    CentreId, ExamId, Refusal, SlotId, Timestamp,
    capture::{Believed, Timely, timely},
    exam::{ExamSettings, SlotActivation},
    text::Line,
};

/// Where a slot stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema, Display, EnumString, IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum SlotStatus {
    /// Not yet.
    Scheduled,
    /// Stations work.
    Active,
    /// Over.
    Completed,
}

/// A slot.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Slot {
    /// Its id.
    pub id: SlotId,
    /// Its exam.
    pub exam_id: ExamId,
    /// Its centre.
    pub centre_id: CentreId,
    /// Its name, unique in its exam and centre.
    pub slot_name: Line,
    /// When it begins.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start_time: Option<Timestamp>,
    /// When it ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end_time: Option<Timestamp>,
    /// When its gate opens.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gate_opens: Option<Timestamp>,
    /// When its gate closes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gate_closes: Option<Timestamp>,
    /// The most candidates it may hold.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_candidates: Option<i64>,
    /// The candidates it holds.
    pub current_count: i64,
    /// Where it stands now.
    pub status: SlotStatus,
}

/// When a slot is, and how many it may hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SlotFrame {
    /// When it begins.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start_time: Option<Timestamp>,
    /// When it ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end_time: Option<Timestamp>,
    /// When its gate opens.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gate_opens: Option<Timestamp>,
    /// When its gate closes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub gate_closes: Option<Timestamp>,
    /// The most candidates it may hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_candidates: Option<i64>,
}

impl SlotFrame {
    /// Whether the end, where both are known, comes after the start.
    #[must_use]
    pub fn is_in_order(&self) -> bool {
        self.start_time.zip(self.end_time).is_none_or(|(start, end)| start < end)
    }

    /// Whether the gate, where both are known, closes after it opens.
    #[must_use]
    pub fn has_a_gate_in_order(&self) -> bool {
        self.gate_opens.zip(self.gate_closes).is_none_or(|(opens, closes)| opens < closes)
    }
}

/// What is named to be changed of a slot. An inner `None` takes the time or the limit away.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SlotChange {
    /// Where it stands from now on.
    pub status: Option<SlotStatus>,
    /// When it begins.
    pub start_time: Option<Option<Timestamp>>,
    /// When it ends.
    pub end_time: Option<Option<Timestamp>>,
    /// When its gate opens.
    pub gate_opens: Option<Option<Timestamp>>,
    /// When its gate closes.
    pub gate_closes: Option<Option<Timestamp>>,
    /// The most candidates it may hold.
    pub max_candidates: Option<Option<i64>>,
}

/// Why a slot cannot be changed so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// It would not end after it begins.
    EndNotAfterStart,
    /// Its gate would not close after it opens.
    GateClosesNotAfterItOpens,
    /// A rule says no.
    Refused(Refusal),
}

impl Slot {
    /// Its times and its limit.
    #[must_use]
    pub fn frame(&self) -> SlotFrame {
        SlotFrame {
            start_time: self.start_time,
            end_time: self.end_time,
            gate_opens: self.gate_opens,
            gate_closes: self.gate_closes,
            max_candidates: self.max_candidates,
        }
    }

    /// The slot as `change` makes it at `now`. Its own status and the one that comes out are what was set by hand.
    ///
    /// # Errors
    /// [`Unfit`] for an end that is not after the start, a gate that does not close after it opens, a limit under the
    /// candidates that it holds, and a status that is not the one that the times give, where the exam's slots go by
    /// time.
    pub fn changed(&self, change: &SlotChange, settings: &ExamSettings, now: Timestamp) -> Result<Self, Unfit> {
        let mut slot = Self {
            start_time: change.start_time.unwrap_or(self.start_time),
            end_time: change.end_time.unwrap_or(self.end_time),
            gate_opens: change.gate_opens.unwrap_or(self.gate_opens),
            gate_closes: change.gate_closes.unwrap_or(self.gate_closes),
            max_candidates: change.max_candidates.unwrap_or(self.max_candidates),
            ..self.clone()
        };
        if !slot.frame().is_in_order() {
            return Err(Unfit::EndNotAfterStart);
        }
        if !slot.frame().has_a_gate_in_order() {
            return Err(Unfit::GateClosesNotAfterItOpens);
        }
        if change.max_candidates.flatten().is_some_and(|most| most < slot.current_count) {
            return Err(Unfit::Refused(Refusal::SlotFull));
        }
        let by_time = settings.slot_activation == SlotActivation::ByTime;
        let stands = status_at(slot.status, slot.start_time, slot.end_time, settings, now);
        match change.status {
            Some(status) if by_time && status != stands => return Err(Unfit::Refused(Refusal::SlotByTime)),
            Some(status) if !by_time => slot.status = status,
            _ => {}
        }
        Ok(slot)
    }
}

/// Where a slot stands at `now`: what was set by hand, moved on by time where the exam says so.
#[must_use]
pub fn status_at(
    set: SlotStatus,
    start: Option<Timestamp>,
    end: Option<Timestamp>,
    settings: &ExamSettings,
    now: Timestamp,
) -> SlotStatus {
    if settings.slot_activation == SlotActivation::Manual || set == SlotStatus::Completed {
        return set;
    }
    let grace = settings.grace_seconds();
    if end.is_some_and(|end| now > end.plus_seconds(grace)) {
        SlotStatus::Completed
    } else if start.is_some_and(|start| now >= start.plus_seconds(-grace)) {
        SlotStatus::Active
    } else {
        set
    }
}

/// A change of a slot's status by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Turn {
    /// When.
    pub at: Timestamp,
    /// What it was before.
    pub from: SlotStatus,
}

/// Whether a slot was active at any moment from `low` to `high`. `set` is what it is set to now, `turns` how
/// that came, the oldest first.
#[must_use]
pub fn was_active(
    (low, high): (Timestamp, Timestamp),
    (start, end): (Option<Timestamp>, Option<Timestamp>),
    settings: &ExamSettings,
    set: SlotStatus,
    turns: &[Turn],
) -> bool {
    let ends = turns.iter().map(|turn| (turn.at, turn.from)).chain([(Timestamp(i64::MAX), set)]);
    let begins = std::iter::once(Timestamp(i64::MIN)).chain(turns.iter().map(|turn| turn.at));
    let opens = start.map_or(low, |start| start.plus_seconds(-settings.grace_seconds()));
    begins.zip(ends).any(|(since, (until, set))| {
        let (since, until) = (since.max(low), until.min(high));
        // Within one setting a slot is active for one stretch of time, if at all: from its beginning, or from
        // where its grace opens it.
        let looks = [since, until, opens.clamp(since.min(until), until)];
        since <= until && looks.iter().any(|at| status_at(set, start, end, settings, *at) == SlotStatus::Active)
    })
}

/// Whether somebody who has, or had, a slot from `since` to `until` had it at any moment from `low` to `high`. One that
/// was given after the work was `received` covers what was refused before.
#[must_use]
pub fn was_held(
    (since, until): (Timestamp, Option<Timestamp>),
    (low, high): (Timestamp, Timestamp),
    received: Timestamp,
) -> bool {
    since <= high && until.is_none_or(|until| until > low) || since > received
}

/// What becomes of work, by whether it came in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AfterEnd {
    /// It is done.
    Allowed,
    /// It is done, and somebody should know.
    Told,
    /// It is not done, unless a supervisor decides so.
    Refused,
}

/// Judges work by the slot's end and its grace: by the same rule at the station and when it is handed over.
#[must_use]
pub fn after_end(end: Option<Timestamp>, settings: &ExamSettings, believed: &Believed) -> AfterEnd {
    let due = end.map(|end| end.plus_seconds(settings.grace_seconds()));
    let timely = due.map_or(Timely::InTime, |due| timely(believed, due));
    match (timely, settings.strict_after_end) {
        (Timely::InTime, _) | (Timely::Unproven, false) => AfterEnd::Allowed,
        (Timely::Late, false) => AfterEnd::Told,
        (Timely::Late | Timely::Unproven, true) => AfterEnd::Refused,
    }
}

#[cfg(test)]
mod tests;
