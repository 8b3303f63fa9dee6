//! What is kept with the numbers of entries, and told to other copies.

use std::time::Duration;

use domain::{ExamId, SlotId, Timestamp};
use store::{
    Db, Listener,
    journal::{self, Event},
    live::{self, News},
};
use uuid::Uuid;

use crate::engines::{on_both, postgres, sqlite};

const EXAM: ExamId = ExamId(Uuid::from_u128(7));
const MARKED: &str = r#"{"status":"completed","was":null}"#;
const ALERT: &str = r#"{"kind":"face_mismatch","severity":"high","offline":false,"matchPercentage":null}"#;
const SCANNED: &str = r#"{"barcode":"A","barcodeRead":"typed"}"#;

async fn append(db: &Db, numbers: std::ops::Range<u128>, exam: Option<ExamId>, action: &str, data: &str, seal: &[u8]) {
    let mut tx = db.begin().await.unwrap();
    for number in numbers {
        let event = Event {
            exam_id: exam,
            slot_id: Some(SlotId(Uuid::from_u128(9))),
            data: data.to_owned(),
            ..Event::new(Uuid::from_u128(number).into(), Timestamp(1), action, "done")
        };
        journal::append(&mut tx, event, seal).await.unwrap();
    }
    tx.commit().await.unwrap();
}

/// Numbers what waits, as the sequencer does.
async fn number(db: &Db) -> News {
    let mut tx = db.begin().await.unwrap();
    let size = journal::hold_head(&mut tx).await.unwrap();
    let entries = journal::number(&mut tx, size, 1000).await.unwrap();
    let news = live::project(&mut tx, &entries).await.unwrap();
    tx.commit().await.unwrap();
    news
}

on_both!(updates_are_numbered_by_exam_without_gaps, what_is_not_known_stops_nothing);

async fn updates_are_numbered_by_exam_without_gaps(db: Db) {
    let other = ExamId(Uuid::from_u128(8));
    append(&db, 1..4, Some(EXAM), "mark_attendance", MARKED, b"s").await;
    append(&db, 4..6, Some(other), "alert", ALERT, b"s").await;
    append(&db, 6..9, Some(EXAM), "read_candidate", "{}", b"s").await;
    assert_eq!(number(&db).await, News { updates: true, rights: false });
    append(&db, 9..11, Some(EXAM), "scan_sheet", SCANNED, b"s").await;
    append(&db, 11..12, None, "logout", "{}", b"s").await;
    assert_eq!(number(&db).await, News { updates: true, rights: true });
    assert_eq!(number(&db).await, News::default());
    let mut tx = db.read().await.unwrap();
    let seqs = |updates: Vec<(i64, journal::Entry)>| -> Vec<(i64, i64)> {
        updates.into_iter().map(|(seq, entry)| (seq, entry.seq.unwrap())).collect()
    };
    let all = seqs(live::updates(&mut tx, EXAM, 0, 100).await.unwrap());
    assert_eq!(all, [(1, 1), (2, 2), (3, 3), (4, 9), (5, 10)]);
    assert_eq!(seqs(live::updates(&mut tx, EXAM, 2, 2).await.unwrap()), [(3, 3), (4, 9)]);
    assert_eq!(live::bounds(&mut tx, EXAM).await.unwrap(), (5, Some(1)));
    assert_eq!(live::bounds(&mut tx, other).await.unwrap(), (2, Some(1)));
    drop(tx);
    let mut tx = db.begin().await.unwrap();
    live::purge(&mut tx, 2).await.unwrap();
    assert_eq!(live::bounds(&mut tx, EXAM).await.unwrap(), (5, Some(4)));
    assert_eq!(live::bounds(&mut tx, other).await.unwrap(), (2, Some(1)));
}

async fn what_is_not_known_stops_nothing(db: Db) {
    append(&db, 1..2, Some(EXAM), "brew_tea", "{}", b"s").await;
    append(&db, 2..3, Some(EXAM), "mark_attendance", "no JSON", b"s").await;
    append(&db, 3..4, Some(EXAM), "import_candidates", r#"{"slots":{"x":1,"y":"z"}}"#, b"s").await;
    append(&db, 4..5, None, "alert", "[]", b"s").await;
    // Without a seal: from before there were figures.
    append(&db, 5..6, Some(EXAM), "alert", ALERT, b"").await;
    append(&db, 6..7, Some(EXAM), "mark_attendance", MARKED, b"s").await;
    number(&db).await;
    let mut tx = db.read().await.unwrap();
    assert_eq!(live::bounds(&mut tx, EXAM).await.unwrap().0, 1);
    assert_eq!(store::stats::of_exam(&mut tx, EXAM).await.unwrap().alerts_open, 0);
}

async fn heard(listener: &mut Listener) -> News {
    tokio::time::timeout(Duration::from_secs(10), listener.next()).await.expect("nothing was told").unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_batch_is_told_once_to_every_copy_and_after_its_commit() {
    let db = postgres(4).await;
    let mut listener = db.listen().await.unwrap().unwrap();
    append(&db, 1..500, Some(EXAM), "mark_attendance", MARKED, b"s").await;
    let mut tx = db.begin().await.unwrap();
    let size = journal::hold_head(&mut tx).await.unwrap();
    let entries = journal::number(&mut tx, size, 1000).await.unwrap();
    live::project(&mut tx, &entries).await.unwrap();
    assert!(tokio::time::timeout(Duration::from_millis(200), listener.next()).await.is_err());
    tx.commit().await.unwrap();
    assert_eq!(heard(&mut listener).await, News { updates: true, rights: false });
    assert!(tokio::time::timeout(Duration::from_millis(200), listener.next()).await.is_err());
    append(&db, 500..501, None, "logout_all", "{}", b"s").await;
    number(&db).await;
    assert_eq!(heard(&mut listener).await, News { updates: true, rights: true });
    let (_folder, sqlite) = sqlite().await;
    assert!(sqlite.listen().await.unwrap().is_none());
}
