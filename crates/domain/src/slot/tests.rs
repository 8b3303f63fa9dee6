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
        gate_opens: None,
        gate_closes: Some(late),
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
        (SlotChange { gate_opens: Some(Some(late)), ..is }, &manual, early, Err(Unfit::GateClosesNotAfterItOpens)),
        (
            SlotChange { gate_opens: Some(Some(early)), gate_closes: Some(None), ..is },
            &manual,
            early,
            Ok(Slot { gate_opens: Some(early), gate_closes: None, ..slot.clone() }),
        ),
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
    let offline = |earliest: i64, proven: bool| Believed { earliest: at(earliest), proven, ..Believed::seen(at(900)) };
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
