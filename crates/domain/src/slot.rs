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

    #[test]
    fn a_slot_was_active_when_somebody_had_opened_it() {
        let at = |hours: i64| Timestamp(0).plus_seconds(hours * HOUR);
        let turns = [Turn { at: at(8), from: Scheduled }, Turn { at: at(12), from: Active }];
        let manual = ExamSettings::default();
        // low, high, active
        let table = [(7, 7, false), (7, 8, true), (9, 9, true), (11, 20, true), (13, 20, false), (0, 20, true)];
        for (low, high, expected) in table {
            let found = was_active((at(low), at(high)), (None, None), &manual, Completed, &turns);
            assert_eq!(found, expected, "{low} {high}");
        }
        assert!(was_active((at(1), at(1)), (None, None), &manual, Active, &[]));
        assert!(!was_active((at(1), at(1)), (None, None), &manual, Scheduled, &[]));
    }

    #[test]
    fn by_time_a_slot_was_active_around_its_hours_until_it_was_closed() {
        let at = |hours: i64| Timestamp(0).plus_seconds(hours * HOUR);
        let by_time = ExamSettings { slot_activation: SlotActivation::ByTime, ..ExamSettings::default() };
        let hours = (Some(at(8)), Some(at(12)));
        let closed = [Turn { at: at(10), from: Scheduled }];
        // low, high, set, turns, active
        let table = [
            (6, 7, Scheduled, &[][..], false),
            (6, 20, Scheduled, &[][..], true),
            (9, 9, Scheduled, &[][..], true),
            (13, 20, Scheduled, &[][..], false),
            (9, 9, Completed, &closed[..], true),
            (11, 11, Completed, &closed[..], false),
        ];
        for (low, high, set, turns, expected) in table {
            assert_eq!(was_active((at(low), at(high)), hours, &by_time, set, turns), expected, "{low} {high} {set}");
        }
    }

    #[test]
    fn what_comes_after_the_end_is_told_or_refused_where_the_exam_is_strict() {
        use AfterEnd::{Allowed, Refused, Told};
        let at = |seconds: i64| Timestamp(0).plus_seconds(seconds);
        let lenient = ExamSettings { grace_minutes: 1, ..ExamSettings::default() };
        let strict = ExamSettings { strict_after_end: true, ..lenient.clone() };
        let offline =
            |earliest: i64, proven: bool| Believed { earliest: at(earliest), proven, ..Believed::seen(at(900)) };
        let table = [
            (Believed::seen(at(160)), Allowed, Allowed),
            (Believed::seen(at(161)), Told, Refused),
            (offline(160, true), Allowed, Allowed),
            (offline(160, false), Allowed, Refused),
            (offline(161, true), Told, Refused),
        ];
        for (believed, one, other) in table {
            assert_eq!(after_end(Some(at(100)), &lenient, &believed), one, "{believed:?}");
            assert_eq!(after_end(Some(at(100)), &strict, &believed), other, "{believed:?}");
            assert_eq!(after_end(None, &strict, &believed), Allowed);
        }
    }
}
