//! The roster, and the list of candidates with its scopes, filters and pages.

use domain::{
    CandidateId, ExamId,
    attendance::AttendanceStatus::{Completed, Skipped},
    candidate::CandidateStatus,
    order::{CandidateSort, Sorting},
    scope::Scope,
    slot::SlotStatus,
};
use store::{
    Db, Page, Tx,
    account_lists::{self, AccountFilter},
    accounts,
    candidate_lists::{self, CandidateFilter, CandidatesWanted},
    candidates, imports, slots,
};

use crate::{
    engines::{on_both, raw},
    world::{END, NOW, World, entry, id},
};

on_both!(
    five_hundred_at_once_and_page_by_page,
    scopes,
    every_order_goes_page_by_page,
    words_are_looked_for_as_they_are,
    absent_is_derived,
    known_corrected_and_counted,
    rows_of_an_older_release_become_searchable,
    accounts_of_an_older_release_become_searchable,
);

const ALL: Page = Page { after: None, limit: 1000 };

async fn found(
    tx: &mut Tx,
    exam: ExamId,
    scope: &Scope,
    filter: &CandidateFilter,
    now: domain::Timestamp,
) -> Vec<CandidateId> {
    let wanted = CandidatesWanted { exam, scope, filter, now };
    let page = candidate_lists::list(tx, &wanted, Sorting::default(), ALL).await.unwrap();
    assert_eq!(candidate_lists::total(tx, &wanted).await.unwrap(), i64::try_from(page.len()).unwrap());
    page.iter().map(|it| it.candidate.id).collect()
}

async fn five_hundred_at_once_and_page_by_page(db: Db) {
    let world = World::make(&db).await;
    let entries: Vec<_> = (100..600).map(|number| entry(number, world.other_centre, world.far_slot)).collect();
    let mut tx = db.begin().await.unwrap();
    imports::insert(&mut tx, world.exam, &entries, NOW).await.unwrap();
    assert_eq!(imports::count_in_slot(&mut tx, world.far_slot).await.unwrap(), 500);
    tx.commit().await.unwrap();

    let mut tx = db.read().await.unwrap();
    let (mut seen, mut after) = (Vec::new(), None);
    loop {
        let page = Page { after, limit: 120 };
        let filter = CandidateFilter::default();
        let wanted = CandidatesWanted { exam: world.exam, scope: &Scope::Exam, filter: &filter, now: NOW };
        let items = candidate_lists::list(&mut tx, &wanted, Sorting::default(), page).await.unwrap();
        let Some(last) = items.last() else { break };
        after = Some(last.candidate.id.0);
        seen.extend(items);
    }
    assert_eq!(seen.len(), 504);
    for (overview, entry) in seen[4..].iter().zip(&entries) {
        let it = &overview.candidate;
        assert_eq!((it.id.0, it.roll_number.as_str(), it.name.as_str()), (entry.id, &*entry.roll_number, &*entry.name));
        assert_eq!((it.centre_id, it.slot_id, &it.gender), (world.other_centre, world.far_slot, &None));
        assert_eq!((&it.omr_number, &*it.dob, it.father_name.as_str()), (&entry.omr_number, "2004-02-29", "Father"));
        assert_eq!((it.slot_start, it.slot_end, it.slot_set), (Some(NOW), Some(END), SlotStatus::Active));
        assert_eq!((overview.status, overview.attempts), (CandidateStatus::Registered, 0));
    }
}

async fn scopes(db: Db) {
    let world = World::make(&db).await;
    let far = entry(50, world.other_centre, world.far_slot);
    let foreign = entry(60, world.centre, world.foreign_slot);
    let mut tx = db.begin().await.unwrap();
    imports::insert(&mut tx, world.exam, std::slice::from_ref(&far), NOW).await.unwrap();
    imports::insert(&mut tx, world.other_exam, &[foreign], NOW).await.unwrap();
    let (here, there) = (world.candidates.clone(), vec![CandidateId(far.id)]);
    let everyone = [here.clone(), there.clone()].concat();
    for (scope, expected) in [
        (Scope::Exam, &everyone),
        (Scope::Centre(world.centre), &here),
        (Scope::Centre(world.other_centre), &there),
        (Scope::Centre(id()), &vec![]),
        (Scope::Slots(vec![world.slot]), &here),
        (Scope::Slots(vec![world.far_slot, world.slot]), &everyone),
        (Scope::Slots(vec![world.foreign_slot]), &vec![]),
        (Scope::Slots(vec![]), &vec![]),
    ] {
        assert_eq!(&found(&mut tx, world.exam, &scope, &CandidateFilter::default(), NOW).await, expected, "{scope:?}");
    }
    let in_slot = CandidateFilter { slot: Some(world.far_slot), ..CandidateFilter::default() };
    assert_eq!(found(&mut tx, world.exam, &Scope::Exam, &in_slot, NOW).await, there);
    assert_eq!(found(&mut tx, world.exam, &Scope::Centre(world.centre), &in_slot, NOW).await, []);
}

/// Whatever the order: page by page it is the whole, backwards it is the same the other way round.
async fn every_order_goes_page_by_page(db: Db) {
    let world = World::make(&db).await;
    let entries: Vec<_> = (100..130).map(|number| entry(number, world.other_centre, world.far_slot)).rev().collect();
    let mut tx = db.begin().await.unwrap();
    imports::insert(&mut tx, world.exam, &entries, NOW).await.unwrap();
    let filter = CandidateFilter::default();
    let slots = Scope::Slots(vec![world.slot, world.far_slot]);
    for scope in [&Scope::Exam, &Scope::Centre(world.other_centre), &slots] {
        let wanted = CandidatesWanted { exam: world.exam, scope, filter: &filter, now: NOW };
        for by in [CandidateSort::CreatedAt, CandidateSort::RollNumber, CandidateSort::Name] {
            let mut whole = Vec::new();
            for descending in [false, true] {
                let sorting = Sorting { by, descending };
                let mut walked: Vec<CandidateId> = Vec::new();
                loop {
                    let page = Page { after: walked.last().map(|id| id.0), limit: 7 };
                    let found = candidate_lists::list(&mut tx, &wanted, sorting, page).await.unwrap();
                    if found.is_empty() {
                        break;
                    }
                    if by == CandidateSort::RollNumber {
                        let rolls: Vec<_> = found.iter().map(|one| one.candidate.roll_number.as_str()).collect();
                        assert!(rolls.is_sorted_by(|a, b| if descending { a > b } else { a < b }), "{rolls:?}");
                    }
                    walked.extend(found.iter().map(|one| one.candidate.id));
                }
                if descending {
                    walked.reverse();
                }
                whole.push(walked);
            }
            assert_eq!(whole[0], whole[1], "{by:?}");
            assert_eq!(whole[0].len(), if *scope == Scope::Centre(world.other_centre) { 30 } else { 34 });
        }
    }
}

async fn words_are_looked_for_as_they_are(db: Db) {
    let world = World::make(&db).await;
    let names =
        [("A_1", "100% Sure"), ("AX1", "1000 Sure"), ("b.2", "Wow! Ann"), ("c/3", "Émile O'Neil"), ("d-4", "सीता देवी")];
    let rows = names.map(|(roll, name)| imports::RosterEntry {
        roll_number: roll.into(),
        name: name.into(),
        ..entry(0, world.other_centre, world.far_slot)
    });
    let mut tx = db.begin().await.unwrap();
    imports::insert(&mut tx, world.exam, &rows, NOW).await.unwrap();
    for (q, expected) in [
        ("a_", &["A_1"][..]),
        ("a", &["A_1", "AX1", "b.2"]),
        ("%", &["A_1"]),
        ("100", &["A_1", "AX1"]),
        ("100% s", &["A_1"]),
        ("!", &["b.2"]),
        ("!!", &[]),
        ("  ANN ", &["b.2"]),
        ("\\", &[]),
        ("o'neil", &["c/3"]),
        ("É", &["c/3"]),
        ("Émile o", &["c/3"]),
        ("e\u{301}MILE\u{A0}o", &["c/3"]),
        ("wow!  ann", &["b.2"]),
        ("सीता", &["d-4"]),
        ("C/", &["c/3"]),
        ("/3", &[]),
        ("sure\0", &[]),
    ] {
        let filter = CandidateFilter { q: Some(q.into()), slot: Some(world.far_slot), ..CandidateFilter::default() };
        let wanted = CandidatesWanted { exam: world.exam, scope: &Scope::Exam, filter: &filter, now: NOW };
        let page = candidate_lists::list(&mut tx, &wanted, Sorting::default(), ALL).await.unwrap();
        let rolls: Vec<_> = page.iter().map(|it| it.candidate.roll_number.as_str()).collect();
        assert_eq!(rolls, expected, "{q:?}");
    }
}

async fn rows_of_an_older_release_become_searchable(db: Db) {
    let world = World::make(&db).await;
    let mut tx = db.begin().await.unwrap();
    let old = imports::RosterEntry { name: "Émile".into(), ..entry(70, world.other_centre, world.far_slot) };
    imports::insert(&mut tx, world.exam, std::slice::from_ref(&old), NOW).await.unwrap();
    tx.execute(raw!("UPDATE candidate SET search = NULL"), Vec::new()).await.unwrap();
    let filter = CandidateFilter { q: Some("éMILE".into()), ..CandidateFilter::default() };
    assert_eq!(found(&mut tx, world.exam, &Scope::Exam, &filter, NOW).await, []);
    let left = candidates::without_search(&mut tx, 1000).await.unwrap();
    assert_eq!(left.len(), world.candidates.len() + 1);
    for (id, name) in left {
        candidates::make_searchable(&mut tx, id, &name).await.unwrap();
    }
    assert_eq!(candidates::without_search(&mut tx, 1000).await.unwrap(), []);
    assert_eq!(found(&mut tx, world.exam, &Scope::Exam, &filter, NOW).await, [CandidateId(old.id)]);
}

async fn accounts_of_an_older_release_become_searchable(db: Db) {
    let world = World::make(&db).await;
    let mut tx = db.begin().await.unwrap();
    accounts::update(&mut tx, world.operator, &"Émile Roy".parse().unwrap(), None, false).await.unwrap();
    tx.execute(raw!("UPDATE account SET search = NULL"), Vec::new()).await.unwrap();
    let filter = AccountFilter { q: Some("éMILE r".into()), ..AccountFilter::default() };
    assert_eq!(account_lists::total(&mut tx, &filter).await.unwrap(), 0);
    for (id, name) in accounts::without_search(&mut tx, 1000).await.unwrap() {
        accounts::make_searchable(&mut tx, id, &name).await.unwrap();
    }
    assert_eq!(accounts::without_search(&mut tx, 1000).await.unwrap(), []);
    let page = account_lists::list(&mut tx, &filter, Sorting::default(), ALL).await.unwrap();
    assert_eq!(page.iter().map(|it| it.id).collect::<Vec<_>>(), [world.operator]);
}

async fn absent_is_derived(db: Db) {
    let world = World::make(&db).await;
    world.mark(&db, world.candidates[0], Completed).await;
    world.mark(&db, world.candidates[1], Skipped).await;
    let mut tx = db.begin().await.unwrap();
    let with = |status| CandidateFilter { status: Some(status), ..CandidateFilter::default() };
    let (done, rest) = (&world.candidates[..1], &world.candidates[1..]);
    for (now, absent, registered) in [(NOW, &[][..], rest), (END, &[], rest), (END.plus_seconds(1), rest, &[])] {
        let scope = Scope::Centre(world.centre);
        assert_eq!(found(&mut tx, world.exam, &scope, &with(CandidateStatus::Absent), now).await, absent);
        assert_eq!(found(&mut tx, world.exam, &scope, &with(CandidateStatus::Registered), now).await, registered);
        assert_eq!(found(&mut tx, world.exam, &scope, &with(CandidateStatus::AttendanceCompleted), now).await, done);
        assert_eq!(found(&mut tx, world.exam, &scope, &with(CandidateStatus::BiometricCompleted), now).await, []);
    }
    slots::set_status(&mut tx, world.slot, SlotStatus::Completed).await.unwrap();
    assert_eq!(found(&mut tx, world.exam, &Scope::Exam, &with(CandidateStatus::Absent), NOW).await, rest);
}

async fn known_corrected_and_counted(db: Db) {
    let world = World::make(&db).await;
    world.mark(&db, world.candidates[0], Skipped).await;
    let mut tx = db.begin().await.unwrap();
    let mut known = imports::known_by_roll(&mut tx, world.exam, &["R-0001", "R-0002", "r-0003", "none"]).await.unwrap();
    known.sort_by_key(|known| known.entry.id);
    let as_they_are: Vec<_> = known.iter().map(|known| (CandidateId(known.entry.id), known.attended)).collect();
    assert_eq!(as_they_are, [(world.candidates[0], true), (world.candidates[1], false)]);
    assert_eq!(known[0].entry, imports::RosterEntry { id: known[0].entry.id, ..entry(1, world.centre, world.slot) });

    let roll = "R-0002".parse().unwrap();
    let second = candidates::id_of_roll(&mut tx, world.exam, &roll).await.unwrap().unwrap();
    assert_eq!(candidates::id_of_roll(&mut tx, world.other_exam, &roll).await.unwrap(), None);
    let mut candidate = candidates::get_for_update(&mut tx, world.exam, second).await.unwrap().unwrap();
    candidate.name = "Corrected".parse().unwrap();
    candidate.gender = Some("F".into());
    (candidate.centre_id, candidate.slot_id) = (world.other_centre, world.far_slot);
    candidates::update(&mut tx, &candidate, NOW).await.unwrap();
    let read = candidates::get(&mut tx, world.exam, second).await.unwrap().unwrap();
    assert_eq!(format!("{read:?}"), format!("{candidate:?}"));
    assert!(candidates::get(&mut tx, world.other_exam, second).await.unwrap().is_none());
    assert_eq!(imports::count_in_slot(&mut tx, world.slot).await.unwrap(), 3);

    let next_hour = NOW.plus_seconds(3600);
    for (now, reads) in [(NOW, 1), (NOW, 2), (next_hour, 1), (NOW, 3)] {
        assert_eq!(candidates::count_read(&mut tx, world.operator, now).await.unwrap(), reads);
    }
}
