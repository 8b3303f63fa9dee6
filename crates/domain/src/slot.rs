//! A slot: one sitting of an exam at one centre.

use serde::{Deserialize, Serialize};
use strum::{Display, EnumString, IntoStaticStr};
use utoipa::ToSchema;

use crate::{
    CentreId, ExamId, Refusal, SlotId, Timestamp,
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
    /// The most candidates it may hold.
    pub max_candidates: Option<Option<i64>>,
}

/// Why a slot cannot be changed so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// It would not end after it begins.
    EndNotAfterStart,
    /// A rule says no.
    Refused(Refusal),
}

impl Slot {
    /// Its times and its limit.
    #[must_use]
    pub fn frame(&self) -> SlotFrame {
        SlotFrame { start_time: self.start_time, end_time: self.end_time, max_candidates: self.max_candidates }
    }

    /// The slot as `change` makes it at `now`. Its own status and the one that comes out are what was set by hand.
    ///
    /// # Errors
    /// [`Unfit`] for an end that is not after the start, a limit under the candidates that it holds, and a status
    /// that is not the one that the times give, where the exam's slots go by time.
    pub fn changed(&self, change: &SlotChange, settings: &ExamSettings, now: Timestamp) -> Result<Self, Unfit> {
        let mut slot = Self {
            start_time: change.start_time.unwrap_or(self.start_time),
            end_time: change.end_time.unwrap_or(self.end_time),
            max_candidates: change.max_candidates.unwrap_or(self.max_candidates),
            ..self.clone()
        };
        if !slot.frame().is_in_order() {
            return Err(Unfit::EndNotAfterStart);
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

/// Whether work at `now` comes after the slot's end and its grace.
#[must_use]
pub fn is_after_end(end: Option<Timestamp>, settings: &ExamSettings, now: Timestamp) -> bool {
    end.is_some_and(|end| now > end.plus_seconds(settings.grace_seconds()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use SlotStatus::{Active, Completed, Scheduled};

    const HOUR: i64 = 3600;

    #[test]
    fn every_status_against_every_moment() {
        let start = Timestamp(0).plus_seconds(100 * HOUR);
        let end = start.plus_seconds(3 * HOUR);
        let by_time = ExamSettings { slot_activation: SlotActivation::ByTime, ..ExamSettings::default() };
        let manual = ExamSettings::default();
        // hours from the start: before the grace, in it, during, in the grace after, over
        let table = [
            (-1.0, [Scheduled, Active, Completed]),
            (-0.25, [Active, Active, Completed]),
            (1.0, [Active, Active, Completed]),
            (3.25, [Active, Active, Completed]),
            (4.0, [Completed, Completed, Completed]),
        ];
        for (hours, expected) in table {
            #[allow(clippy::cast_possible_truncation)]
            let now = start.plus_seconds((hours * 3600.0) as i64);
            for (set, expected) in [Scheduled, Active, Completed].into_iter().zip(expected) {
                assert_eq!(status_at(set, Some(start), Some(end), &by_time, now), expected, "{hours} {set}");
                assert_eq!(status_at(set, Some(start), Some(end), &manual, now), set);
                assert_eq!(status_at(set, None, None, &by_time, now), set);
            }
        }
    }

    #[test]
    fn what_is_named_is_done_or_refused() {
        let (early, late) = (Timestamp(0), Timestamp(0).plus_seconds(3 * HOUR));
        let slot = Slot {
            id: SlotId(uuid::Uuid::nil()),
            exam_id: ExamId(uuid::Uuid::nil()),
            centre_id: CentreId(uuid::Uuid::nil()),
            slot_name: "Morning".parse().unwrap(),
            start_time: Some(early),
            end_time: Some(late),
            max_candidates: Some(10),
            current_count: 4,
            status: Scheduled,
        };
        let is = SlotChange::default();
        let longer = late.plus_seconds(HOUR);
        let refused = |refusal| Err(Unfit::Refused(refusal));
        let manual = ExamSettings::default();
        let by_time = ExamSettings { slot_activation: SlotActivation::ByTime, ..ExamSettings::default() };
        let over = longer.plus_seconds(24 * HOUR);
        for (change, settings, now, expected) in [
            (is, &manual, early, Ok(slot.clone())),
            (SlotChange { status: Some(Active), ..is }, &manual, over, Ok(Slot { status: Active, ..slot.clone() })),
            (SlotChange { status: Some(Active), ..is }, &by_time, over, refused(Refusal::SlotByTime)),
            (SlotChange { status: Some(Completed), ..is }, &by_time, early, refused(Refusal::SlotByTime)),
            (SlotChange { status: Some(Active), ..is }, &by_time, early, Ok(slot.clone())),
            (
                SlotChange { status: Some(Active), end_time: Some(Some(over)), ..is },
                &by_time,
                over,
                Ok(Slot { end_time: Some(over), ..slot.clone() }),
            ),
            (
                SlotChange { end_time: Some(Some(longer)), ..is },
                &by_time,
                early,
                Ok(Slot { end_time: Some(longer), ..slot.clone() }),
            ),
            (SlotChange { end_time: Some(None), ..is }, &manual, early, Ok(Slot { end_time: None, ..slot.clone() })),
            (SlotChange { end_time: Some(Some(early)), ..is }, &manual, early, Err(Unfit::EndNotAfterStart)),
            (SlotChange { start_time: Some(Some(late)), ..is }, &manual, early, Err(Unfit::EndNotAfterStart)),
            (
                SlotChange { max_candidates: Some(Some(4)), ..is },
                &manual,
                early,
                Ok(Slot { max_candidates: Some(4), ..slot.clone() }),
            ),
            (SlotChange { max_candidates: Some(Some(3)), ..is }, &manual, early, refused(Refusal::SlotFull)),
            (
                SlotChange { max_candidates: Some(None), ..is },
                &manual,
                early,
                Ok(Slot { max_candidates: None, ..slot.clone() }),
            ),
        ] {
            assert_eq!(slot.changed(&change, settings, now), expected, "{change:?}");
        }
    }
}
