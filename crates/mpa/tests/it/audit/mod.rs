//! The tamper-evident log: what is listed and proven, what a verification finds, and that it finds nothing
//! where nothing was done.

mod bundle;
mod digests;
mod elsewhere;
mod listing;
mod process;
mod sequencer;
mod state;
mod tamper;

use adapters::Keys;
use domain::Timestamp;
use journal::{Report, Trust, checkpoint, verify};
use mpa::wiring::open_keys;
use store::{Statement, Tx, journal::Event};

use crate::world::{Program, World, number_all, rows, runtime};

/// Gives every entry its number and makes a checkpoint over them.
pub(crate) fn settle(world: &World) {
    runtime().block_on(async {
        number_all(&world.app).await;
        assert!(checkpoint::at_once(world.app.log()).await);
    });
}

/// The id of the first entry of an exam.
pub(crate) fn first_event(world: &World) -> String {
    let text = "SELECT id FROM journal WHERE exam_id IS NOT NULL AND seq IS NOT NULL ORDER BY seq LIMIT 1";
    rows(&world.app.db, text, Vec::new())[0].get::<uuid::Uuid>("id").unwrap().to_string()
}

async fn keys(app: &Program) -> Keys {
    open_keys(&app.config).await.unwrap()
}

async fn trust(app: &Program) -> Trust {
    Trust::open(&app.db, &keys(app).await).await.unwrap()
}

/// What a verification says.
fn verdict(world: &World, against: Option<&str>) -> Report {
    runtime().block_on(async {
        let trust = trust(&world.app).await;
        verify::store(&world.app.db, &trust, against, &world.app.config.scratch_dir()).await.unwrap()
    })
}

/// All is well: so many entries, each with a number and under a checkpoint.
#[track_caller]
fn clean(world: &World) -> Report {
    let report = verdict(world, None);
    assert_eq!((&report.fault, report.waiting, report.uncovered), (&None, 0, 0), "{report:?}");
    report
}

/// Writes entries, all columns of which say something.
fn write(app: &Program, count: usize) {
    runtime().block_on(async {
        let mut tx = app.journal().begin().await.unwrap();
        for number in 0..count {
            tx.append(event(app, number)).await.unwrap();
        }
        tx.commit().await.unwrap();
    });
}

fn event(app: &Program, number: usize) -> Event {
    let id = || app.ids.next(app.clock.now());
    Event {
        exam_id: Some(id().into()),
        centre_id: Some(id().into()),
        slot_id: Some(id().into()),
        candidate_id: Some(id().into()),
        subject_id: None,
        actor_id: Some(id().into()),
        actor_role: Some(domain::Role::Operator),
        session_id: Some(id().into()),
        address: Some("203.0.113.7".to_owned()),
        device_id: Some("desk-7".to_owned()),
        data: format!(r#"{{"number": {number}}}"#),
        ..Event::new(id().into(), Timestamp(app.clock.now().0 + number as i64), "mark_attendance", "done")
    }
}

/// Runs SQL that both engines understand.
pub(crate) async fn sql(tx: &mut Tx, text: &str) {
    let text: &'static str = Box::leak(text.to_owned().into_boxed_str());
    let statement = Box::leak(Box::new(Statement { sqlite: text, postgres: text, file: file!(), line: line!() }));
    tx.execute(statement, Vec::new()).await.unwrap_or_else(|error| panic!("{text}: {error:?}"));
}

/// Moves the first hash of a tile to its end.
async fn turn(tx: &mut Tx, level: i64, index: i64) {
    let mut tile = store::tree::tile(tx, level, index).await.unwrap().unwrap();
    tile.hashes.rotate_left(32);
    store::tree::put_tile(tx, tile).await.unwrap();
}

/// Runs SQL and keeps what it did.
fn meddle(world: &World, texts: &[&str]) {
    world.meddled();
    runtime().block_on(async {
        let mut tx = world.app.db.begin().await.unwrap();
        for text in texts {
            sql(&mut tx, text).await;
        }
        tx.commit().await.unwrap();
    });
}
