//! Accounts, exams, centres and slots.

use domain::{
    Role,
    exam::{ExamSettings, SlotActivation},
    order::Sorting,
    scope::Reach,
    slot::SlotStatus,
    text::Line,
};
use store::{
    Db, Page,
    account_lists::{self, AccountFilter},
    accounts, centres, exams, slots,
};

use crate::{
    engines::on_both,
    world::{END, NOW, World, account, blob, id},
};

on_both!(accounts_and_what_they_are_held_to, exams_and_centres, slots_and_who_works_in_them);

fn page(after: Option<uuid::Uuid>, limit: i64) -> Page {
    Page { after, limit }
}

async fn accounts_and_what_they_are_held_to(db: Db) {
    let world = World::make(&db).await;
    let mut tx = db.begin().await.unwrap();
    assert!(accounts::any(&mut tx).await.unwrap());
    let credentials = accounts::by_username(&mut tx, &"op1".parse().unwrap()).await.unwrap().unwrap();
    let mut user = credentials.user;
    assert_eq!((user.id, user.role, user.centre_id), (world.operator, Role::Operator, Some(world.centre)));
    assert_eq!((&*credentials.password_hash, user.disabled, user.face_enrolled), ("$none", false, false));
    assert_eq!(accounts::get(&mut tx, user.id).await.unwrap().as_ref(), Some(&user));
    user.id = id();
    assert!(!accounts::insert(&mut tx, &user, "$other").await.unwrap(), "the username is taken");

    let observer = account(&mut tx, "watch", Role::Observer, None).await;
    for exam in [world.other_exam, world.exam, world.exam] {
        accounts::hold_to_exam(&mut tx, observer, exam).await.unwrap();
    }
    assert!(slots::assign(&mut tx, id(), world.operator, world.slot, world.admin, NOW).await.unwrap());
    let (both, one) = (vec![world.exam, world.other_exam], vec![world.exam]);
    assert_eq!(accounts::exams_of(&mut tx, observer).await.unwrap(), both);
    assert_eq!(accounts::exams_of(&mut tx, world.operator).await.unwrap(), one);

    let all =
        account_lists::list(&mut tx, &AccountFilter::default(), Sorting::default(), page(None, 10)).await.unwrap();
    assert_eq!(all.iter().map(|user| user.id).collect::<Vec<_>>(), [world.admin, world.operator, observer]);
    for user in &all {
        assert_eq!(accounts::get(&mut tx, user.id).await.unwrap().as_ref(), Some(user), "one alone and in the list");
    }
    let rest =
        account_lists::list(&mut tx, &AccountFilter::default(), Sorting::default(), page(Some(world.admin.0), 1))
            .await
            .unwrap();
    assert_eq!(rest, all[1..2]);

    let name: Line = "Other".parse().unwrap();
    accounts::update(&mut tx, world.operator, &name, None, true).await.unwrap();
    accounts::set_password(&mut tx, world.operator, "$new", true).await.unwrap();
    assert_eq!(accounts::face(&mut tx, world.operator).await.unwrap(), None);
    let face = blob(&mut tx, world.exam).await;
    accounts::set_face(&mut tx, world.operator, face, &[1, 2]).await.unwrap();
    assert_eq!(accounts::face(&mut tx, world.operator).await.unwrap(), Some(vec![1, 2]));
    assert_eq!(accounts::password_hash(&mut tx, world.operator).await.unwrap().as_deref(), Some("$new"));
    let user = accounts::get(&mut tx, world.operator).await.unwrap().unwrap();
    assert_eq!((user.name, user.centre_id, user.disabled, user.face_enrolled), (name, None, true, true));
    tx.commit().await.unwrap();
}

async fn exams_and_centres(db: Db) {
    let world = World::make(&db).await;
    let mut tx = db.begin().await.unwrap();
    let mut exam = exams::get_for_update(&mut tx, world.exam).await.unwrap().unwrap();
    assert_eq!(exams::by_code(&mut tx, &exam.code).await.unwrap().as_ref(), Some(&exam));
    assert_eq!((exam.settings.clone(), exam.created_by), (ExamSettings::default(), world.admin));
    exam.settings = ExamSettings { face_threshold: 97.25, max_face_attempts: 5, ..ExamSettings::default() };
    exam.name = "=1+1 \"é\" '; --".parse().unwrap();
    exams::update(&mut tx, &exam).await.unwrap();
    assert_eq!(exams::get(&mut tx, world.exam).await.unwrap().as_ref(), Some(&exam));
    let second = exams::list(&mut tx, Reach::All, Sorting::default(), page(Some(world.exam.0), 10)).await.unwrap();
    assert_eq!(second.iter().map(|exam| exam.id).collect::<Vec<_>>(), [world.other_exam]);
    exam.id = id();
    assert!(!exams::insert(&mut tx, &exam).await.unwrap(), "the code is taken");
    assert_eq!(exams::get(&mut tx, exam.id).await.unwrap(), None);

    let mut centre = centres::get(&mut tx, world.centre).await.unwrap().unwrap();
    assert_eq!(centres::by_code(&mut tx, &centre.code).await.unwrap().as_ref(), Some(&centre));
    assert_eq!(centres::list(&mut tx, Reach::All, Sorting::default(), page(None, 1)).await.unwrap(), [centre.clone()]);
    centre.id = id();
    assert!(!centres::insert(&mut tx, &centre).await.unwrap(), "the code is taken");
}

async fn slots_and_who_works_in_them(db: Db) {
    let world = World::make(&db).await;
    let mut tx = db.begin().await.unwrap();
    let mut slot = slots::get_for_update(&mut tx, world.slot).await.unwrap().unwrap();
    assert_eq!((slot.current_count, slot.end_time, slot.max_candidates), (4, Some(END), Some(1000)));
    assert_eq!(slots::get(&mut tx, world.slot).await.unwrap().as_ref(), Some(&slot));
    let named = slots::by_name(&mut tx, world.exam, world.centre, &slot.slot_name).await.unwrap();
    assert_eq!(named.as_ref(), Some(&slot));
    slot.id = id();
    assert!(!slots::insert(&mut tx, &slot, NOW).await.unwrap(), "the name is taken there");
    let of_exam = slots::list(&mut tx, Some(world.exam), page(None, 10)).await.unwrap();
    assert_eq!(of_exam.iter().map(|slot| slot.id).collect::<Vec<_>>(), [world.slot, world.far_slot]);
    assert_eq!(slots::list(&mut tx, None, page(Some(world.slot.0), 10)).await.unwrap().len(), 2);

    let (operator, admin) = (world.operator, world.admin);
    assert!(slots::assign(&mut tx, id(), operator, world.slot, admin, NOW).await.unwrap());
    assert!(!slots::assign(&mut tx, id(), operator, world.slot, admin, NOW).await.unwrap());
    let by_time = ExamSettings { slot_activation: SlotActivation::ByTime, ..ExamSettings::default() };
    let late = END.plus_seconds(3600);
    for (settings, now, status) in [
        (&ExamSettings::default(), NOW, SlotStatus::Active),
        (&ExamSettings::default(), late, SlotStatus::Active),
        (&by_time, late, SlotStatus::Completed),
    ] {
        let mine = slots::assigned(&mut tx, operator, world.exam, settings, now).await.unwrap();
        assert_eq!(mine, [(world.slot, world.centre, status)]);
        let active = slots::any_active(&mut tx, world.exam, settings, now).await.unwrap();
        assert_eq!(active, status == SlotStatus::Active);
    }
    slots::set_status(&mut tx, world.slot, SlotStatus::Completed).await.unwrap();
    slots::set_status(&mut tx, world.far_slot, SlotStatus::Scheduled).await.unwrap();
    assert!(!slots::any_active(&mut tx, world.exam, &ExamSettings::default(), NOW).await.unwrap());
    assert!(slots::revoke(&mut tx, operator, world.slot, admin, NOW).await.unwrap());
    assert!(!slots::revoke(&mut tx, operator, world.slot, admin, NOW).await.unwrap());
    assert_eq!(slots::assigned(&mut tx, operator, world.exam, &by_time, NOW).await.unwrap(), []);
    assert!(slots::assign(&mut tx, id(), operator, world.slot, admin, NOW).await.unwrap(), "again, later");
}
