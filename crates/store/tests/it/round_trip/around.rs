//! First answers, files, keys, the journal and alerts.

use domain::{Role, alert::AlertKind};
use serde_json::{Value, json};
use store::{
    Db, alerts, blobs,
    idempotency::{self, FirstAnswer, KeyPlace},
    journal, keys,
};
use uuid::Uuid;

use crate::{
    engines::{on_both, raw},
    world::{NOW, World, blob, id},
};

on_both!(first_answers_for_a_day, files_and_their_rows, keys_agree, a_journal_entry, an_alert);

async fn first_answers_for_a_day(db: Db) {
    let world = World::make(&db).await;
    let mut tx = db.begin().await.unwrap();
    let place = KeyPlace { account: world.operator, route: "POST /api/attendance", key: "k1" };
    let answer = |text: &str| FirstAnswer { body_digest: vec![1; 32], created: true, answer: text.into() };
    let ago = |seconds: i64| NOW.plus_seconds(-seconds);
    assert!(idempotency::find(&mut tx, &place, ago(10)).await.unwrap().is_none());
    assert!(written!(tx, idempotency::keep(&mut tx, &place, &answer("first"), NOW, ago(10))));
    assert!(!written!(tx, idempotency::keep(&mut tx, &place, &answer("second"), NOW, ago(10))));
    let found = idempotency::find(&mut tx, &place, NOW).await.unwrap().unwrap();
    assert_eq!((&*found.answer, found.created, found.body_digest), ("first", true, vec![1; 32]));
    for other in [
        KeyPlace { key: "k2", ..place.clone() },
        KeyPlace { route: "POST /x", ..place.clone() },
        KeyPlace { account: world.admin, ..place.clone() },
    ] {
        assert!(idempotency::find(&mut tx, &other, ago(10)).await.unwrap().is_none());
    }

    let later = NOW.plus_seconds(1);
    assert!(idempotency::find(&mut tx, &place, later).await.unwrap().is_none(), "it is over");
    assert!(written!(tx, idempotency::keep(&mut tx, &place, &answer("third"), later, later)));
    assert_eq!(idempotency::find(&mut tx, &place, later).await.unwrap().unwrap().answer, "third");
    assert_eq!(idempotency::purge(&mut tx, later).await.unwrap(), 0);
    assert_eq!(idempotency::purge(&mut tx, later.plus_seconds(1)).await.unwrap(), 1);
}

async fn files_and_their_rows(db: Db) {
    let world = World::make(&db).await;
    let mut tx = db.begin().await.unwrap();
    let [one, two] = [blob(&mut tx, world.exam).await, blob(&mut tx, world.exam).await];
    let read = blobs::get(&mut tx, one).await.unwrap().unwrap();
    assert_eq!((read.id, read.scope_id, &*read.kind, read.size), (one, world.exam.0, "face_live", 1_234));
    assert_eq!((read.sha256, read.created_at), (vec![7; 32], NOW));
    assert!(blobs::get(&mut tx, id()).await.unwrap().is_none());
    let unknown: Vec<Uuid> = (0..498).map(|_| id()).collect();
    let asked = [&unknown[..], &[one.0, two.0]].concat();
    assert_eq!(blobs::known(&mut tx, &asked).await.unwrap(), [one.0, two.0].into());
    assert_eq!(blobs::known(&mut tx, &[]).await.unwrap(), [].into());
}

async fn keys_agree(db: Db) {
    let mut tx = db.begin().await.unwrap();
    assert_eq!(keys::data_key(&mut tx, Uuid::nil()).await.unwrap(), None);
    for wrapped in [[1; 40], [2; 40]] {
        keys::insert_data_key(&mut tx, Uuid::nil(), &wrapped, NOW).await.unwrap();
        assert_eq!(keys::data_key(&mut tx, Uuid::nil()).await.unwrap(), Some(vec![1; 40]));
    }
    let key = |kid: &str, at| keys::ServerKey {
        kid: kid.into(),
        purpose: "tokens".into(),
        wrapped: vec![9; 60],
        active: true,
        created_at: at,
    };
    assert!(keys::insert_server_key(&mut tx, &key("k1", NOW)).await.unwrap());
    assert!(!keys::insert_server_key(&mut tx, &key("k2", NOW)).await.unwrap(), "one active key a purpose");
    assert_eq!(keys::retire(&mut tx, "tokens").await.unwrap(), 1);
    assert_eq!(keys::retire(&mut tx, "tokens").await.unwrap(), 0);
    assert!(keys::insert_server_key(&mut tx, &key("k2", NOW.plus_seconds(1))).await.unwrap());
    let all = keys::server_keys(&mut tx, "tokens").await.unwrap();
    let seen: Vec<_> = all.iter().map(|key| (&*key.kid, key.active, key.wrapped.len())).collect();
    assert_eq!(seen, [("k2", true, 60), ("k1", false, 60)]);
}

async fn a_journal_entry(db: Db) {
    let world = World::make(&db).await;
    let mut tx = db.begin().await.unwrap();
    let event = journal::Event {
        id: id(),
        occurred_at: NOW,
        action: "attendance.mark".into(),
        outcome: "refused".into(),
        code: Some("ATTENDANCE_EXISTS".into()),
        exam_id: Some(world.exam),
        centre_id: None,
        slot_id: None,
        candidate_id: Some(world.candidates[0]),
        subject_id: Some("S1".into()),
        actor_id: Some(world.operator),
        actor_role: Some(Role::Operator),
        session_id: Some(id()),
        address: Some("::1".into()),
        device_id: None,
        data: r#"{"n": [1, 2.50, null, "é"]}"#.into(),
    };
    journal::append(&mut tx, event.clone(), b"seal").await.unwrap();
    let stored = journal::get(&mut tx, event.id.0).await.unwrap().unwrap();
    assert_eq!((stored.event, stored.seal, stored.seq), (event.clone(), b"seal".to_vec(), None));
    let row = tx.one(raw!("SELECT * FROM journal"), vec![]).await.unwrap();
    for (column, value) in [
        ("action", Some("attendance.mark")),
        ("outcome", Some("refused")),
        ("code", Some("ATTENDANCE_EXISTS")),
        ("subject_id", Some("S1")),
        ("actor_role", Some("operator")),
        ("address", Some("::1")),
        ("device_id", None),
    ] {
        assert_eq!(row.opt::<String>(column).unwrap().as_deref(), value, "{column}");
    }
    journal::append(&mut tx, event, b"").await.unwrap();
    let again = tx.write_down().await;
    assert!(matches!(again, Err(store::StoreError::Constraint(_))), "{again:?}");
}

async fn an_alert(db: Db) {
    let world = World::make(&db).await;
    let mut tx = db.begin().await.unwrap();
    let alert = alerts::NewAlert {
        id: id(),
        exam_id: Some(world.exam),
        kind: AlertKind::FaceMismatch,
        centre_id: Some(world.centre),
        candidate_id: Some(world.candidates[0]),
        operator_id: Some(world.operator),
        device_id: None,
        offline: false,
        match_percentage: Some(41.25),
        details: json!({"attempt": 3}),
        occurred_at: NOW,
    };
    alerts::raise(&mut tx, alert.clone()).await.unwrap();
    let row = tx.one(raw!("SELECT * FROM alert"), vec![]).await.unwrap();
    assert_eq!((row.id("id").unwrap(), row.json::<Value>("details").unwrap()), (alert.id, alert.details));
    assert_eq!(row.opt::<f64>("match_percentage").unwrap(), Some(41.25));
    for (column, value) in [("kind", "face_mismatch"), ("severity", "high"), ("mode", "online"), ("status", "open")] {
        assert_eq!(row.get::<String>(column).unwrap(), value);
    }
}
