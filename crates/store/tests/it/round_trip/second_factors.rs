//! Second factors of accounts, and what of them no statement can break.

use domain::{Role, policy::Owed, second_factor::SecondFactor};
use store::{Db, Tx, accounts, args, rights, second_factors, sessions};

use crate::{
    engines::{on_both, raw, refused},
    world::{NOW, World, account, id},
};

on_both!(
    it_begins_and_ends,
    a_code_is_taken_once,
    who_has_to_have_one_stands_nowhere_before,
    no_statement_breaks_its_rules
);

async fn state(tx: &mut Tx, world: &World) -> (SecondFactor, bool) {
    let user = accounts::get(tx, world.admin).await.unwrap().unwrap();
    (user.second_factor, user.second_factor_required)
}

async fn it_begins_and_ends(db: Db) {
    let world = World::make(&db).await;
    let mut tx = db.begin().await.unwrap();
    assert_eq!(state(&mut tx, &world).await, (SecondFactor::Off, false));
    assert_eq!(second_factors::sealed(&mut tx, world.admin).await.unwrap(), None);
    assert!(!second_factors::confirm(&mut tx, world.admin, 7, NOW).await.unwrap(), "there is none");
    assert!(!second_factors::clear(&mut tx, world.admin).await.unwrap(), "there is none");
    for secret in [[1, 2], [3, 4]] {
        assert!(second_factors::put(&mut tx, world.admin, &secret).await.unwrap());
        assert_eq!(second_factors::sealed(&mut tx, world.admin).await.unwrap(), Some(secret.to_vec()));
        assert_eq!(state(&mut tx, &world).await, (SecondFactor::Pending, false));
    }
    assert!(second_factors::confirm(&mut tx, world.admin, 7, NOW).await.unwrap());
    assert!(!second_factors::confirm(&mut tx, world.admin, 8, NOW).await.unwrap(), "it is on");
    assert!(!second_factors::put(&mut tx, world.admin, &[5, 6]).await.unwrap(), "it is on");
    assert_eq!(second_factors::sealed(&mut tx, world.admin).await.unwrap(), Some(vec![3, 4]));
    second_factors::require(&mut tx, world.admin, true).await.unwrap();
    assert_eq!(state(&mut tx, &world).await, (SecondFactor::On, true));
    let held = accounts::hold(&mut tx, world.admin).await.unwrap().unwrap().user;
    assert_eq!((held.second_factor, held.second_factor_required), (SecondFactor::On, true));
    assert!(second_factors::clear(&mut tx, world.admin).await.unwrap());
    assert_eq!(state(&mut tx, &world).await, (SecondFactor::Off, true));
    assert_eq!(second_factors::sealed(&mut tx, world.admin).await.unwrap(), None);
    second_factors::require(&mut tx, world.admin, false).await.unwrap();
    assert_eq!(state(&mut tx, &world).await, (SecondFactor::Off, false));
}

async fn a_code_is_taken_once(db: Db) {
    let world = World::make(&db).await;
    let mut tx = db.begin().await.unwrap();
    assert!(!second_factors::take(&mut tx, world.admin, 7).await.unwrap(), "there is none");
    second_factors::put(&mut tx, world.admin, &[1]).await.unwrap();
    assert!(!second_factors::take(&mut tx, world.admin, 7).await.unwrap(), "it is not on");
    second_factors::confirm(&mut tx, world.admin, 7, NOW).await.unwrap();
    for (step, taken) in [(6, false), (7, false), (8, true), (8, false), (10, true), (9, false), (11, true)] {
        assert_eq!(second_factors::take(&mut tx, world.admin, step).await.unwrap(), taken, "{step}");
    }
}

async fn who_has_to_have_one_stands_nowhere_before(db: Db) {
    let world = World::make(&db).await;
    let mut tx = db.begin().await.unwrap();
    let session = id();
    sessions::insert(&mut tx, session, world.admin, None, NOW).await.unwrap();
    let stands = async |tx: &mut Tx| {
        let owed = sessions::actor(tx, session).await.unwrap().unwrap().owed;
        (owed, rights::of(tx, &[session], NOW, NOW).await.unwrap().contains_key(&session))
    };
    let owed = |second_factor| Owed { second_factor, ..Owed::default() };
    assert_eq!(stands(&mut tx).await, (owed(false), true));
    second_factors::require(&mut tx, world.admin, true).await.unwrap();
    assert_eq!(stands(&mut tx).await, (owed(true), false));
    second_factors::put(&mut tx, world.admin, &[1]).await.unwrap();
    assert_eq!(stands(&mut tx).await, (owed(true), false));
    second_factors::confirm(&mut tx, world.admin, 7, NOW).await.unwrap();
    assert_eq!(stands(&mut tx).await, (owed(false), true));
}

async fn no_statement_breaks_its_rules(db: Db) {
    let world = World::make(&db).await;
    let mut tx = db.begin().await.unwrap();
    let supervisor = account(&mut tx, "leads", Role::Supervisor, Some(world.centre)).await;
    for leader in [world.admin, supervisor] {
        second_factors::require(&mut tx, leader, true).await.unwrap();
    }
    second_factors::put(&mut tx, supervisor, &[1]).await.unwrap();
    second_factors::put(&mut tx, world.admin, &[1]).await.unwrap();
    second_factors::confirm(&mut tx, world.admin, 7, NOW).await.unwrap();
    tx.commit().await.unwrap();
    let secret = raw!("UPDATE account SET factor_secret = $2 WHERE id = $1");
    refused(&db, "an operator has none", secret, args![world.operator, vec![1_u8]]).await;
    let required = raw!("UPDATE account SET factor_required = TRUE WHERE id = $1");
    refused(&db, "an operator need not have one", required, args![world.operator]).await;
    let role = raw!("UPDATE account SET role = 'operator' WHERE id = $1");
    refused(&db, "whoever has one stays who they are", role, args![world.admin]).await;
    let gone = raw!("UPDATE account SET factor_secret = NULL WHERE id = $1");
    refused(&db, "what is on has a secret", gone, args![world.admin]).await;
    let step = raw!("UPDATE account SET factor_step = NULL WHERE id = $1");
    refused(&db, "what is on has a last code", step, args![world.admin]).await;
    let unseen = raw!("UPDATE account SET factor_confirmed_at = 1 WHERE id = $1");
    refused(&db, "nothing is on without a code", unseen, args![supervisor]).await;
}
