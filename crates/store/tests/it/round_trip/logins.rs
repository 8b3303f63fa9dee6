//! Sessions, refresh tokens and failed logins.

use domain::{Role, Timestamp};
use store::{
    Db, accounts,
    logins::{self, LoginFailures},
    sessions, slots,
};

use crate::{
    engines::on_both,
    world::{NOW, World, account, id},
};

on_both!(sessions_begin_and_end, refresh_tokens, failures_are_counted);

async fn sessions_begin_and_end(db: Db) {
    let world = World::make(&db).await;
    let mut tx = db.begin().await.unwrap();
    let [first, second, third] = [id(), id(), id()];
    for session in [first, second, third] {
        sessions::insert(&mut tx, session, world.operator, Some("tablet 1"), NOW).await.unwrap();
    }
    let (actor, device) = sessions::actor(&mut tx, first).await.unwrap().unwrap();
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
    assert_eq!(sessions::actor(&mut tx, watching).await.unwrap().unwrap().0.exam_ids, [world.exam]);
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
    for (name, address, at) in [("a", "10.0.0.1", 10), ("a", "10.0.0.1", 20), ("b", "10.0.0.1", 30), ("a", "::1", 30)] {
        logins::fail(&mut tx, id(), name, address, Timestamp(at)).await.unwrap();
    }
    let count =
        async |tx: &mut store::Tx, name, since| logins::failures(tx, name, "10.0.0.1", Timestamp(since)).await.unwrap();
    assert_eq!(count(&mut tx, "a", 0).await, LoginFailures { of_user: 2, of_address: 3 });
    assert_eq!(count(&mut tx, "a", 10).await, LoginFailures { of_user: 1, of_address: 2 });
    assert_eq!(count(&mut tx, "c", 30).await, LoginFailures { of_user: 0, of_address: 0 });
    assert_eq!(logins::purge(&mut tx, Timestamp(20)).await.unwrap(), 1);
    assert_eq!(count(&mut tx, "a", 0).await, LoginFailures { of_user: 1, of_address: 2 });
}
