//! A slot: one sitting of an exam at one centre.

use serde::{Deserialize, Serialize};
use strum::{Display, EnumString, IntoStaticStr};
use utoipa::ToSchema;

use crate::{
    CentreId, ExamId, SlotId, Timestamp,
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
}
