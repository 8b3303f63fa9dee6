//! Sessions, refresh tokens and failed logins.

use domain::{Role, Timestamp};
use store::{
    Db, accounts,
    logins::{self, Try},
    sessions, slots,
};

use crate::{
    engines::on_both,
    world::{NOW, World, account, id},
};

on_both!(
    sessions_begin_and_end,
    refresh_tokens,
    failures_are_counted,
    devices_are_known_for_a_while,
    an_account_and_a_session_are_looked_at_again,
);

async fn sessions_begin_and_end(db: Db) {
    let world = World::make(&db).await;
    let mut tx = db.begin().await.unwrap();
    let [first, second, third] = [id(), id(), id()];
    for session in [first, second, third] {
        sessions::insert(&mut tx, session, world.operator, Some("tablet 1"), NOW).await.unwrap();
    }
    let sessions::LoggedIn { actor, device, .. } = sessions::actor(&mut tx, first).await.unwrap().unwrap();
    assert_eq!((actor.user_id, actor.role, actor.session_id), (world.operator, Role::Operator, first));
    assert_eq!((actor.centre_id, device.as_deref()), (Some(world.centre), Some("tablet 1")));
    assert!(sessions::end(&mut tx, first, "logout", NOW).await.unwrap());
    assert!(!sessions::end(&mut tx, first, "logout", NOW).await.unwrap());
    assert!(sessions::actor(&mut tx, first).await.unwrap().is_none());
    assert_eq!(sessions::end_all(&mut tx, world.operator, Some(second), "password", NOW).await.unwrap(), 1);
    assert!(sessions::actor(&mut tx, second).await.unwrap().is_some());
    assert_eq!(sessions::end_all(&mut tx, world.operator, None, "disabled", NOW).await.unwrap(), 1);

    let observer = account(&mut tx, "watch", Role::Observer, None).await;
    accounts::hold_to_exam(&mut tx, observer, world.exam).await.unwrap();
    let (watching, working) = (id(), id());
    sessions::insert(&mut tx, watching, observer, None, NOW).await.unwrap();
    sessions::insert(&mut tx, working, world.operator, None, NOW).await.unwrap();
    assert_eq!(sessions::actor(&mut tx, watching).await.unwrap().unwrap().actor.exam_ids, [world.exam]);
    assert_eq!(sessions::end_operators_of(&mut tx, world.exam, NOW).await.unwrap(), 0, "no slot of it yet");
    slots::assign(&mut tx, id(), world.operator, world.slot, world.admin, NOW).await.unwrap();
    assert_eq!(sessions::end_operators_of(&mut tx, world.other_exam, NOW).await.unwrap(), 0);
    assert_eq!(sessions::end_operators_of(&mut tx, world.exam, NOW).await.unwrap(), 1);
    assert!(sessions::actor(&mut tx, watching).await.unwrap().is_some(), "an observer stays");
    accounts::update(&mut tx, observer, &"W".parse().unwrap(), None, true).await.unwrap();
    assert!(sessions::actor(&mut tx, watching).await.unwrap().is_none(), "a disabled account has no session");
}

async fn refresh_tokens(db: Db) {
    let world = World::make(&db).await;
    let mut tx = db.begin().await.unwrap();
    let session = id();
    let (old, new) = ([1; 32], [2; 32]);
    let expires = NOW.plus_seconds(86_400);
    sessions::insert(&mut tx, session, world.operator, None, NOW).await.unwrap();
    sessions::insert_refresh(&mut tx, &old, session, NOW, expires).await.unwrap();
    let token = sessions::refresh(&mut tx, &old).await.unwrap().unwrap();
    assert_eq!((token.session_id, token.account_id, token.expires_at), (session, world.operator, expires));
    assert_eq!((token.used_at, token.successor_hash, token.live), (None, None, true));
    assert!(sessions::refresh(&mut tx, &new).await.unwrap().is_none());

    sessions::insert_refresh(&mut tx, &new, session, NOW, expires.plus_seconds(1)).await.unwrap();
    sessions::exchange(&mut tx, &old, &new, NOW).await.unwrap();
    let token = sessions::refresh(&mut tx, &old).await.unwrap().unwrap();
    assert_eq!((token.used_at, token.successor_hash), (Some(NOW), Some(new.to_vec())));
    sessions::end(&mut tx, session, "logout", NOW).await.unwrap();
    assert!(!sessions::refresh(&mut tx, &new).await.unwrap().unwrap().live);

    assert_eq!(sessions::purge(&mut tx, expires).await.unwrap(), 0);
    assert_eq!(sessions::purge(&mut tx, expires.plus_seconds(1)).await.unwrap(), 1);
    assert!(sessions::refresh(&mut tx, &old).await.unwrap().is_none());
}

async fn failures_are_counted(db: Db) {
    let mut tx = db.begin().await.unwrap();
    let of = |username, network, device| Try { username, network, device };
    let (here, tablet) = ("10.0.0.1", Some("tablet"));
    let mut last = id();
    for (attempt, at) in [
        (of("a", here, None), 10),
        (of("a", here, None), 20),
        (of("b", here, None), 30),
        (of("a", "2001:db8::/64", None), 30),
        (of("a", here, tablet), 40),
        (of("b", "2001:db8::/64", tablet), 50),
    ] {
        last = id();
        logins::hold(&mut tx, &attempt).await.unwrap();
        logins::reserve(&mut tx, last, &attempt, Timestamp(at)).await.unwrap();
    }
    let count = async |tx: &mut store::Tx, attempt: Try<'_>, since| {
        let found = logins::failures(tx, &attempt, Timestamp(since)).await.unwrap();
        [found.of_user, found.of_network, found.of_user_and_device, found.of_device]
            .map(|counted| (counted.count, counted.first.map(|first| first.0)))
    };
    let none = (0, None);
    assert_eq!(count(&mut tx, of("a", here, None), 0).await, [(2, Some(10)), (3, Some(10)), none, none]);
    assert_eq!(count(&mut tx, of("a", here, None), 10).await, [(1, Some(20)), (2, Some(20)), none, none]);
    assert_eq!(count(&mut tx, of("c", here, None), 30).await, [none; 4]);
    let known = [(2, Some(10)), (3, Some(10)), (1, Some(40)), (2, Some(40))];
    assert_eq!(count(&mut tx, of("a", here, tablet), 0).await, known);
    logins::take_back(&mut tx, last).await.unwrap();
    assert_eq!(count(&mut tx, of("b", "10.0.0.9", tablet), 0).await, [none, none, none, (1, Some(40))]);
    assert_eq!(logins::purge(&mut tx, Timestamp(20), Timestamp(0)).await.unwrap(), 1);
    assert_eq!(count(&mut tx, of("a", here, None), 0).await, [(1, Some(20)), (2, Some(20)), none, none]);
}

async fn devices_are_known_for_a_while(db: Db) {
    let mut tx = db.begin().await.unwrap();
    logins::remember(&mut tx, "tablet", "op", Timestamp(10)).await.unwrap();
    assert!(logins::is_known(&mut tx, "tablet", "op", Timestamp(9)).await.unwrap());
    assert!(!logins::is_known(&mut tx, "tablet", "op", Timestamp(10)).await.unwrap());
    assert!(!logins::is_known(&mut tx, "another", "op", Timestamp(0)).await.unwrap());
    assert!(!logins::is_known(&mut tx, "tablet", "another", Timestamp(0)).await.unwrap());
    logins::remember(&mut tx, "tablet", "op", Timestamp(20)).await.unwrap();
    logins::purge(&mut tx, Timestamp(0), Timestamp(20)).await.unwrap();
    assert!(logins::is_known(&mut tx, "tablet", "op", Timestamp(10)).await.unwrap());
    logins::purge(&mut tx, Timestamp(0), Timestamp(21)).await.unwrap();
    assert!(!logins::is_known(&mut tx, "tablet", "op", Timestamp(0)).await.unwrap());
}

async fn an_account_and_a_session_are_looked_at_again(db: Db) {
    let world = World::make(&db).await;
    let mut tx = db.begin().await.unwrap();
    let session = id();
    sessions::insert(&mut tx, session, world.operator, None, NOW).await.unwrap();
    assert!(!sessions::is_over(&mut tx, session).await.unwrap());
    assert!(!sessions::is_over(&mut tx, id()).await.unwrap(), "what was never begun is not over");
    accounts::set_password(&mut tx, world.operator, "another", false).await.unwrap();
    let held = accounts::hold(&mut tx, world.operator).await.unwrap().unwrap();
    assert_eq!((held.user.id, held.password_hash.as_str()), (world.operator, "another"));
    assert!(accounts::hold(&mut tx, id()).await.unwrap().is_none());
    sessions::end(&mut tx, session, "password_reset", NOW).await.unwrap();
    assert!(sessions::is_over(&mut tx, session).await.unwrap());
}
