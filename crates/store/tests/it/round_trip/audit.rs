//! The tree over the journal, and reading the journal.

use domain::Timestamp;
use store::{
    Db,
    audit::{self, AuditFilter},
    journal::{self, Event, Unnumbered},
    tree::{self, CheckpointRow, TileRow, TreeRow},
};

use crate::{
    engines::on_both,
    world::{NOW, id},
};

on_both!(tiles_and_trees, checkpoints_in_order, pages_of_the_log);

async fn tiles_and_trees(db: Db) {
    let mut tx = db.begin().await.unwrap();
    assert_eq!(tree::tile(&mut tx, 0, 0).await.unwrap(), None);
    for hashes in [vec![1; 32], vec![2; 8192]] {
        let tile = TileRow { level: 0, index: 3, hashes };
        tree::put_tile(&mut tx, tile.clone()).await.unwrap();
        assert_eq!(tree::tile(&mut tx, 0, 3).await.unwrap(), Some(tile));
    }
    assert_eq!(tree::count_tiles(&mut tx).await.unwrap(), 1);
    assert_eq!(tree::get(&mut tx).await.unwrap(), None);
    for size in [7, 9] {
        let row = TreeRow { size, root: vec![3; 32], checkpoints: 2, checkpoint_size: 5, seal: vec![4; 32] };
        tree::put(&mut tx, row.clone()).await.unwrap();
        assert_eq!(tree::get(&mut tx).await.unwrap(), Some(row));
    }
    tx.commit().await.unwrap();
    for hashes in [vec![], vec![1; 33], vec![1; 8224]] {
        let mut tx = db.begin().await.unwrap();
        let refused = tree::put_tile(&mut tx, TileRow { level: 0, index: 0, hashes }).await;
        assert!(matches!(refused, Err(store::StoreError::Constraint(_))), "{refused:?}");
    }
}

async fn checkpoints_in_order(db: Db) {
    let mut tx = db.begin().await.unwrap();
    assert_eq!(tree::newest_checkpoint(&mut tx).await.unwrap(), None);
    let made = |size| CheckpointRow {
        origin: "mpa/x".into(),
        size,
        root: vec![1; 32],
        note: format!("note {size}"),
        made_at: NOW,
        seal: vec![2; 32],
    };
    for size in [5, 300, 17] {
        tree::insert_checkpoint(&mut tx, made(size)).await.unwrap();
    }
    assert_eq!(tree::newest_checkpoint(&mut tx).await.unwrap(), Some(made(300)));
    assert_eq!(tree::checkpoints(&mut tx, i64::MIN, 2).await.unwrap(), [made(5), made(17)]);
    assert_eq!(tree::checkpoints(&mut tx, 17, 2).await.unwrap(), [made(300)]);
    assert_eq!(tree::count_checkpoints(&mut tx).await.unwrap(), 3);
    let again = tree::insert_checkpoint(&mut tx, made(5)).await;
    assert!(matches!(again, Err(store::StoreError::Constraint(_))), "{again:?}");
}

async fn pages_of_the_log(db: Db) {
    let mut tx = db.begin().await.unwrap();
    let (exam, actor, candidate) = (id(), id(), id());
    for number in 0..6_i64 {
        let event = Event {
            exam_id: (number % 2 == 0).then_some(exam),
            actor_id: (number > 2).then_some(actor),
            candidate_id: (number == 4).then_some(candidate),
            ..Event::new(id(), Timestamp(NOW.0 + number), if number < 3 { "a" } else { "b" }, "done")
        };
        journal::append(&mut tx, event, b"seal").await.unwrap();
    }
    assert_eq!(audit::unnumbered(&mut tx, None, 4).await.unwrap().len(), 4);
    let waiting = |entries, oldest: Option<i64>| Unnumbered { entries, oldest: oldest.map(|at| Timestamp(NOW.0 + at)) };
    assert_eq!(journal::unnumbered(&mut tx, 100).await.unwrap(), waiting(6, Some(0)));
    assert_eq!(journal::unnumbered(&mut tx, 4).await.unwrap(), waiting(4, Some(0)));
    let size = journal::hold_head(&mut tx).await.unwrap();
    assert_eq!(journal::number(&mut tx, size, 5).await.unwrap().len(), 5);
    assert_eq!(audit::size(&mut tx).await.unwrap(), Some(5));
    assert_eq!(journal::unnumbered(&mut tx, 100).await.unwrap(), waiting(1, Some(5)));
    let waiting = audit::unnumbered(&mut tx, None, 4).await.unwrap();
    assert_eq!((waiting.len(), waiting[0].seq), (1, None));
    assert_eq!(audit::unnumbered(&mut tx, waiting[0].id, 4).await.unwrap().len(), 0);
    let rows = audit::numbered(&mut tx, 2, 2).await.unwrap();
    assert_eq!(rows.iter().map(|row| row.seq).collect::<Vec<_>>(), [Some(2), Some(3)]);
    assert!(rows[0].id.is_some() && rows[0].entry.as_ref().unwrap().seal == b"seal");

    let filters = [
        (AuditFilter::default(), vec![1, 2, 3, 4, 5]),
        (AuditFilter { exam: Some(exam), ..AuditFilter::default() }, vec![1, 3, 5]),
        (AuditFilter { actor: Some(actor), ..AuditFilter::default() }, vec![4, 5]),
        (AuditFilter { candidate: Some(candidate), ..AuditFilter::default() }, vec![5]),
        (AuditFilter { action: Some("a".into()), ..AuditFilter::default() }, vec![1, 2, 3]),
        (AuditFilter { outcome: Some("refused".into()), ..AuditFilter::default() }, vec![]),
        (
            AuditFilter { from: Some(Timestamp(NOW.0 + 1)), to: Some(Timestamp(NOW.0 + 3)), ..AuditFilter::default() },
            vec![2, 3],
        ),
    ];
    for (filter, expected) in filters {
        let found = audit::list(&mut tx, &filter, (0, i64::MAX), false, 10).await.unwrap();
        let numbers: Vec<i64> = found.iter().map(|entry| entry.seq.unwrap()).collect();
        assert_eq!(numbers, expected, "{filter:?}");
    }
    let page = audit::list(&mut tx, &AuditFilter::default(), (1, 4), false, 2).await.unwrap();
    assert_eq!(page.iter().map(|entry| entry.seq.unwrap()).collect::<Vec<_>>(), [2, 3]);
    assert_eq!(audit::list(&mut tx, &AuditFilter::default(), (3, 4), false, 9).await.unwrap().len(), 1);
}
