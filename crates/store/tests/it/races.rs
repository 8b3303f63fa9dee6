//! Under any number of simultaneous calls exactly one wins, and the others are told so.

use std::sync::Arc;

use domain::{attendance::AttendanceStatus::Completed, text::Barcode};
use store::{Db, StoreError, attendance, sheets};
use tokio::{sync::Barrier, task::JoinSet};

use crate::{
    engines,
    world::{NOW, World},
};

const CALLS: usize = 64;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_wins_on_sqlite() {
    let (_folder, db) = engines::sqlite().await;
    all(db).await;
}

/// With a connection for each, so that all of them are open at once.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_wins_on_postgres() {
    all(engines::postgres(CALLS as u32).await).await;
}

async fn all(db: Db) {
    let world = Arc::new(World::make(&db).await);
    one_attendance(&db, &world).await;
    one_barcode(&db, &world).await;
    who_was_overtaken_commits_nothing(&db, &world).await;
    one_sheet_of_two(&db, &world).await;
    one_sheet_of_many(&db, &world).await;
    one_candidate_of_two(&db, &world).await;
}

/// Runs `call` in as many transactions at once, and gives how many said that they won.
async fn winners<F, Fut>(db: &Db, call: F) -> usize
where
    F: Fn(Db, usize) -> Fut,
    Fut: Future<Output = store::Result<()>> + Send + 'static,
{
    let together = Arc::new(Barrier::new(CALLS));
    let mut calls = JoinSet::new();
    for number in 0..CALLS {
        let (together, call) = (together.clone(), call(db.clone(), number));
        calls.spawn(async move {
            together.wait().await;
            call.await
        });
    }
    let mut won = 0;
    for outcome in calls.join_all().await {
        match outcome {
            Ok(()) => won += 1,
            Err(StoreError::Overtaken { .. } | StoreError::Constraint(_)) => {}
            Err(error) => panic!("{}: {error:?}", db.engine()),
        }
    }
    won
}

async fn one_attendance(db: &Db, world: &Arc<World>) {
    let won = winners(db, |db, _| {
        let mark = world.attendance(world.candidates[0], Completed);
        async move {
            let mut tx = db.begin().await?;
            attendance::insert(&mut tx, &mark, NOW).await?;
            tx.commit().await
        }
    });
    assert_eq!(won.await, 1, "an attendance");
}

async fn one_barcode(db: &Db, world: &Arc<World>) {
    let won = winners(db, |db, _| {
        let sheet = world.sheet("SAME");
        async move {
            let mut tx = db.begin().await?;
            sheets::insert(&mut tx, &sheet).await?;
            tx.commit().await
        }
    });
    assert_eq!(won.await, 1, "a scan");
}

/// Whatever it makes of the error.
async fn who_was_overtaken_commits_nothing(db: &Db, world: &World) {
    world.scan(db, &["TAKEN"]).await;
    let mut tx = db.begin().await.unwrap();
    sheets::insert(&mut tx, &world.sheet("FREE")).await.unwrap();
    sheets::insert(&mut tx, &world.sheet("TAKEN")).await.unwrap();
    assert!(matches!(tx.write_down().await, Err(StoreError::Overtaken { what: "omr_sheet" })));
    assert!(matches!(tx.commit().await, Err(StoreError::Overtaken { what: "omr_sheet" })));
    let mut tx = db.read().await.unwrap();
    assert!(sheets::get(&mut tx, world.exam, &"FREE".parse().unwrap()).await.unwrap().is_none());
}

/// Binds the sheet that `barcode_of` names to the candidate that `candidate_of` picks.
async fn bindings(
    db: &Db,
    world: &Arc<World>,
    barcode_of: fn(usize) -> String,
    candidate_of: fn(usize) -> usize,
) -> usize {
    winners(db, |db, number| {
        let (world, barcode) = (world.clone(), barcode_of(number).parse::<Barcode>().unwrap());
        async move {
            let mut tx = db.begin().await?;
            let candidate = world.candidates[candidate_of(number)];
            let Some(mark) = attendance::of(&mut tx, world.exam, candidate).await? else { panic!("no mark") };
            sheets::bind(&mut tx, &barcode, &mark, world.operator, NOW).await?;
            tx.commit().await
        }
    })
    .await
}

async fn one_sheet_of_two(db: &Db, world: &Arc<World>) {
    world.scan(db, &["A0", "A1"]).await;
    assert_eq!(bindings(db, world, |number| format!("A{}", number % 2), |_| 0).await, 1, "two sheets");
}

async fn one_sheet_of_many(db: &Db, world: &Arc<World>) {
    world.mark(db, world.candidates[1], Completed).await;
    let barcodes: Vec<_> = (0..CALLS).map(|number| format!("B{number}")).collect();
    world.scan(db, &barcodes.iter().map(String::as_str).collect::<Vec<_>>()).await;
    assert_eq!(bindings(db, world, |number| format!("B{number}"), |_| 1).await, 1, "a sheet each");
}

async fn one_candidate_of_two(db: &Db, world: &Arc<World>) {
    world.scan(db, &["C"]).await;
    for candidate in &world.candidates[2..] {
        world.mark(db, *candidate, Completed).await;
    }
    assert_eq!(bindings(db, world, |_| "C".into(), |number| 2 + number % 2).await, 1, "two candidates");
}
