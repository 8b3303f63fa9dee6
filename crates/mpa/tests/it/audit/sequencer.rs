//! Numbers without gaps and one tree, whoever writes and however many copies number.

use std::{thread, time::Duration};

use journal::checkpoint;
use serde_json::json;

use crate::world::{Program, number_all};

use super::{clean, event, settle, turn, write};
use crate::world::{Day, Store, World, count, rows, runtime};

#[test]
fn sixty_four_writers_leave_no_gap() {
    for store in Store::BOTH {
        let day = Day::begin(store);
        let head = day.head();
        thread::scope(|scope| {
            for number in 0..64 {
                let (head, day) = (&head, &day);
                scope.spawn(move || {
                    head.post("/api/centres", json!({ "code": format!("RUSH-{number}"), "name": "x" })).created();
                    day.operator().get("/api/operators").refused(403, "FORBIDDEN");
                });
            }
        });
        settle(&day);
        let report = clean(&day);
        assert_eq!(report.entries, count(&day, "journal"));
        assert!(report.entries >= 128);
    }
}

/// Two copies of the server over one database: both write, number and sign at the same time.
#[test]
fn two_copies_make_one_tree() {
    let world = World::start(Store::Postgres);
    let other = runtime().block_on(async {
        let (config, clock, db) = (world.app.config.clone(), world.app.clock.clone(), world.app.db.clone());
        Program::open(config, clock, db, std::sync::Arc::clone(&world.app.engine)).await
    });
    runtime().block_on(async {
        let mut tasks = tokio::task::JoinSet::new();
        for hand in 0..10 {
            let app = if hand % 2 == 0 { world.app.clone() } else { other.clone() };
            tasks.spawn(async move {
                for number in 0..20 {
                    let mut tx = app.journal().begin().await.unwrap();
                    tx.append(event(&app, number)).await.unwrap();
                    tx.commit().await.unwrap();
                    number_all(&app).await;
                    assert!(checkpoint::at_once(app.log()).await);
                }
            });
        }
        while let Some(done) = tasks.join_next().await {
            done.unwrap();
        }
    });
    settle(&world);
    let report = clean(&world);
    assert_eq!(report.entries, 200);
    assert!(report.checkpoints > 1 && report.checkpoints <= 200, "{report:?}");
    assert_eq!(other.log().origin(), world.app.log().origin());
}

/// A tree that somebody has changed is not built upon: entries wait, unsigned, and nothing else stops.
#[test]
fn a_changed_tree_is_not_built_upon() {
    for store in Store::BOTH {
        let world = World::start(store);
        write(&world.app, 20);
        settle(&world);
        let turned = |times: usize| {
            runtime().block_on(async {
                let mut tx = world.app.db.begin().await.unwrap();
                for _ in 0..times {
                    turn(&mut tx, 0, 0).await;
                }
                tx.commit().await.unwrap();
            });
        };
        turned(1);
        write(&world.app, 1);
        runtime().block_on(number_all(&world.app));
        assert_eq!(count(&world, "journal WHERE seq IS NULL"), 1);
        let told = || {
            runtime().block_on(app::jobs::tell_of_the_journal(&world.app)).unwrap();
            world.app.metrics().text()
        };
        assert!(told().contains("\nmpa_journal_waiting 1\n"));
        turned(19);
        settle(&world);
        let told = told();
        assert!(
            told.contains("\nmpa_journal_waiting 0\n") && told.contains("\nmpa_journal_oldest_seconds 0\n"),
            "{told}"
        );
        assert_eq!(clean(&world).entries, 21);
    }
}

#[test]
fn a_checkpoint_is_made_by_itself_and_only_for_news() {
    let world = World::start(Store::Sqlite);
    write(&world.app, 3);
    let checkpoints = || rows(&world.app.db, "SELECT size FROM journal_checkpoint ORDER BY size", Vec::new());
    for _ in 0..200 {
        if !checkpoints().is_empty() {
            break;
        }
        thread::sleep(Duration::from_millis(50)); // the job looks every second
    }
    settle(&world);
    settle(&world);
    let sizes: Vec<i64> = checkpoints().iter().map(|row| row.get("size").unwrap()).collect();
    assert_eq!(sizes.last(), Some(&3));
    assert!(sizes.is_sorted_by(|a, b| a < b), "{sizes:?}");
}
