//! The first minutes of the day that is played, without waiting for them.

use std::{
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
};

use store::Statement;
use vault::Clock;

use super::{
    day::Day,
    load::{AT_STATION, CENTRES, STATION, load},
};
use crate::{config::Options, wiring::Opened};
use store::Db;

async fn count(db: &Db, of: &str) -> i64 {
    let text: &'static str = Box::leak(format!("SELECT COUNT(*) AS n FROM {of}").into_boxed_str());
    let statement = Box::leak(Box::new(Statement { sqlite: text, postgres: text, file: file!(), line: line!() }));
    db.read().await.unwrap().one(statement, Vec::new()).await.unwrap().get("n").unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_few_minutes_have_something_of_everything_and_go_on_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let models = std::env::var_os("MPA_MODELS").map_or_else(|| PathBuf::from("../../models"), PathBuf::from);
    let options = Options { data_dir: Some(folder.path().to_owned()), models: Some(models), ..Options::default() };
    let config = Arc::new(options.resolve());
    let pictures = config.models.join("pictures");
    let opened = Opened::of(&config).await.unwrap();
    let db = opened.db.clone();
    let time = Arc::new(AtomicI64::new(Clock::System.now().0));
    let state = opened.start(&config, Clock::Set(Arc::clone(&time))).await.unwrap();
    let exam = load(state.app(), &db, &config, &pictures).await.unwrap();
    assert_eq!(count(&db, "slot WHERE status = 'active'").await, 2 * CENTRES.len() as i64 + 1);
    assert_eq!(count(&db, "operator_slot").await, 4 * CENTRES.len() as i64 + 2);
    let station = format!("(SELECT id FROM centre WHERE code = '{}')", STATION.0);
    assert_eq!(count(&db, &format!("candidate WHERE centre_id = {station}")).await, AT_STATION as i64);
    let pictured =
        format!("enrolled_face WHERE candidate_id IN (SELECT id FROM candidate WHERE centre_id = {station})");
    let there = ["obama.jpg", "astronaut.png"].iter().filter(|name| pictures.join(name).exists()).count();
    assert_eq!(count(&db, &pictured).await, there as i64);

    let begin = || Day::begin(state.app().clone(), db.clone(), exam, pictures.clone());
    let mut day = begin().await.unwrap();
    for second in 0..=210 {
        time.fetch_add(1_000_000, Ordering::AcqRel);
        day.second(second).await;
    }
    let here = count(&db, "attendance WHERE status = 'completed'").await;
    assert!((30..80).contains(&here), "{here} have come");
    assert!(count(&db, "omr_sheet WHERE status = 'validated'").await > 8);
    for kind in ["face_mismatch", "workflow_violation", "slot_violation", "duplicate_omr", "sync_conflict"] {
        assert_eq!(count(&db, &format!("alert WHERE kind = '{kind}'")).await, 1, "{kind}");
    }
    assert_eq!(count(&db, "sync_conflict WHERE resolution IS NULL").await, 1);
    assert_eq!(count(&db, "sync_record WHERE status = 'pending'").await, 1);
    assert_eq!(count(&db, "download_password WHERE used_at IS NOT NULL").await, 2 * CENTRES.len() as i64 - 1);
    assert_eq!(count(&db, "device").await, 2 * CENTRES.len() as i64);
    assert_eq!(count(&db, "device WHERE waiting > 0").await, 1, "the silent centre holds records");
    // Every entry is lawful, whoever was refused.
    assert_eq!(count(&db, "journal WHERE outcome = 'refused'").await, 3);

    // Where somebody tries a station nobody was before them.
    for of in ["attendance", "device", "alert"] {
        assert_eq!(count(&db, &format!("{of} WHERE centre_id = {station}")).await, 0, "{of}");
    }

    // What was played is not played again, and the others are still to come.
    let mut day = begin().await.unwrap();
    for second in 0..=120 {
        time.fetch_add(1_000_000, Ordering::AcqRel);
        day.second(second).await;
    }
    assert_eq!(count(&db, "sync_conflict").await, 1);
    assert_eq!(count(&db, "journal WHERE outcome = 'refused'").await, 3);
    assert!(count(&db, "attendance WHERE status = 'completed'").await >= here);
}
