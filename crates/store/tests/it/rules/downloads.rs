//! A download password is used once, in time, by whom and where it is meant for; a package is what its
//! state says.

use domain::{CentreId, ExamId, UserId};
use store::{
    Db, Tx,
    download_passwords::{self, IssuedPassword, Use},
};

use crate::{
    engines::{on_both, raw},
    world::{NOW, World, id},
};

on_both!(a_password_is_used_once, a_password_is_for_whom_it_says, a_package_is_what_its_state_says);

async fn password(
    tx: &mut Tx,
    world: &World,
    handle: &str,
    operator_id: Option<UserId>,
    centre_id: Option<CentreId>,
) -> IssuedPassword {
    let password = IssuedPassword {
        id: id(),
        handle: handle.into(),
        exam_id: world.exam,
        operator_id,
        centre_id,
        secret_hash: "$hash".into(),
        created_at: NOW,
        created_by: world.admin,
        expires_at: NOW.plus_seconds(60),
        used_at: None,
    };
    assert!(download_passwords::insert(tx, &password).await.unwrap());
    let read = download_passwords::by_handle(tx, handle).await.unwrap().unwrap();
    assert_eq!((read.id, read.operator_id, read.centre_id), (password.id, operator_id, centre_id));
    password
}

fn by<'a>(exam: ExamId, operator: UserId, centres: &'a [CentreId], seconds: i64) -> Use<'a> {
    Use { exam, operator, centres, now: NOW.plus_seconds(seconds) }
}

async fn a_password_is_used_once(db: Db) {
    let world = World::make(&db).await;
    let mut tx = db.begin().await.unwrap();
    let kept = password(&mut tx, &world, "AAAAAA", None, None).await;
    assert!(!download_passwords::insert(&mut tx, &IssuedPassword { id: id(), ..kept.clone() }).await.unwrap());
    for wrong in [by(world.other_exam, world.operator, &[], 1), by(world.exam, world.operator, &[], 60)] {
        assert!(!download_passwords::consume(&mut tx, kept.id, &wrong).await.unwrap(), "{wrong:?}");
    }
    let right = by(world.exam, world.operator, &[], 59);
    assert!(download_passwords::consume(&mut tx, kept.id, &right).await.unwrap());
    assert!(!download_passwords::consume(&mut tx, kept.id, &right).await.unwrap());
    assert!(
        !download_passwords::withdraw(&mut tx, kept.id, world.admin, NOW.plus_seconds(59)).await.unwrap(),
        "it was used"
    );
    let ended = password(&mut tx, &world, "ENDEDD", None, None).await;
    let at = NOW.plus_seconds(5);
    assert!(download_passwords::withdraw(&mut tx, ended.id, world.admin, at).await.unwrap());
    assert!(
        !download_passwords::withdraw(&mut tx, ended.id, world.admin, at.plus_seconds(1)).await.unwrap(),
        "it is over"
    );
    let late = by(world.exam, world.operator, &[], 5);
    assert!(!download_passwords::consume(&mut tx, ended.id, &late).await.unwrap());
}

async fn a_password_is_for_whom_it_says(db: Db) {
    let world = World::make(&db).await;
    let mut tx = db.begin().await.unwrap();
    let elsewhere: [CentreId; 1] = [id()];
    let here = [world.centre];
    let theirs = password(&mut tx, &world, "BBBBBB", Some(world.operator), None).await.id;
    assert!(!download_passwords::consume(&mut tx, theirs, &by(world.exam, world.admin, &here, 1)).await.unwrap());
    assert!(download_passwords::consume(&mut tx, theirs, &by(world.exam, world.operator, &[], 1)).await.unwrap());
    let local = password(&mut tx, &world, "CCCCCC", None, Some(world.centre)).await.id;
    for centres in [&[][..], &elsewhere] {
        let wrong = by(world.exam, world.operator, centres, 1);
        assert!(!download_passwords::consume(&mut tx, local, &wrong).await.unwrap());
    }
    let both = [elsewhere[0], world.centre];
    assert!(download_passwords::consume(&mut tx, local, &by(world.exam, world.operator, &both, 1)).await.unwrap());
}

async fn a_package_is_what_its_state_says(db: Db) {
    let world = World::make(&db).await;
    let mut tx = db.begin().await.unwrap();
    let kept = password(&mut tx, &world, "DDDDDD", None, None).await;
    let given = store::downloads::Download {
        id: id(),
        password_id: kept.id,
        exam_id: world.exam,
        operator_id: world.operator,
        centre_id: None,
        slots: vec![world.slot],
        token_hash: vec![1; 32],
        created_at: NOW,
        expires_at: NOW.plus_seconds(10),
        state: domain::download::PackageState::Waiting,
        file: None,
    };
    store::downloads::insert(&mut tx, &given).await.unwrap();
    let read = store::downloads::get(&mut tx, given.id).await.unwrap().unwrap();
    assert_eq!((read.slots, read.state, read.file.is_none()), (given.slots.clone(), given.state, true));
    // One at a time builds it.
    let [soon, later] = [2, 4].map(|seconds| NOW.plus_seconds(seconds));
    assert!(store::downloads::claim(&mut tx, given.id, NOW, soon).await.unwrap());
    assert!(!store::downloads::claim(&mut tx, given.id, NOW, soon).await.unwrap());
    assert!(store::downloads::keep_claim(&mut tx, given.id, soon, later).await.unwrap());
    assert!(!store::downloads::keep_claim(&mut tx, given.id, soon, later).await.unwrap());
    assert!(store::downloads::claim(&mut tx, given.id, later, later.plus_seconds(1)).await.unwrap(), "it was given up");
    tx.commit().await.unwrap();
    // One password, one package; and none that is ready without a file.
    let mut tx = db.begin().await.unwrap();
    let again = store::downloads::Download { id: id(), token_hash: vec![2; 32], ..given };
    assert!(store::downloads::insert(&mut tx, &again).await.is_err());
    drop(tx);
    let mut tx = db.begin().await.unwrap();
    assert!(tx.execute(raw!("UPDATE download SET state = 'ready'"), vec![]).await.is_err());
    drop(tx);
    let mut tx = db.begin().await.unwrap();
    assert!(tx.execute(raw!("UPDATE download_password SET used_at = 5"), vec![]).await.is_err());
}
