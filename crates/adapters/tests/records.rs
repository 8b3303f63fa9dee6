//! The tables of DynamoDB, at whatever endpoint `MPA_TEST_AWS` names (`http://127.0.0.1:4566`); without one there is
//! nothing to try.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // helpers of tests, too, fail by panicking

use adapters::{
    Records,
    records::{Followed, PasswordItem, PasswordUse, SheetItem, Twin, TwinKey},
};
use aws::{Aws, Settings};
use uuid::Uuid;

/// Tables of this test's own, made twice.
async fn tables(prefix: &str) -> Option<Records> {
    let endpoint = std::env::var("MPA_TEST_AWS").ok()?;
    let settings = Settings { region: Some("us-east-1".to_owned()), endpoint: Some(endpoint), ..Settings::default() };
    let records = Records::open(&Aws::open(settings).await, &format!("{prefix}-{}-", std::process::id()));
    assert_eq!(records.missing_tables().await.unwrap().len(), 3);
    assert!(records.make_tables().await.unwrap().iter().all(|table| table.is_new));
    assert!(records.make_tables().await.unwrap().iter().all(|table| !table.is_new));
    assert!(records.missing_tables().await.unwrap().is_empty());
    Some(records)
}

fn password(centres: &[u128]) -> PasswordItem {
    PasswordItem {
        password_id: Uuid::from_u128(1),
        exam_id: Uuid::from_u128(2),
        hashed_password: "$argon2id$".to_owned(),
        created_at: "2026-11-22T09:00:00.000000Z".to_owned(),
        expires_at: "2026-11-22T09:30:00.000000Z".to_owned(),
        used: false,
        used_by: None,
        used_at: None,
        operator_id: None,
        centre_ids: centres.iter().map(|id| Uuid::from_u128(*id)).collect(),
        ttl: 4_000_000_000,
    }
}

fn by(operator: u128, centre: u128, now: &str) -> PasswordUse {
    let now = format!("2026-11-22T{now}.000000Z");
    PasswordUse { operator: Uuid::from_u128(operator), centre: Uuid::from_u128(centre), now }
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "asks whom MPA_TEST_AWS names"]
async fn one_of_fifty_wins_a_password_and_may_say_so_again() {
    let records = tables("passwords").await.expect("MPA_TEST_AWS");
    let fresh = password(&[7]);
    let (id, exam) = (fresh.password_id, fresh.exam_id);
    assert!(records.keep_password(&fresh).await.unwrap());
    assert!(records.keep_password(&fresh).await.unwrap(), "an answer that was lost is asked for again");
    let other = PasswordItem { hashed_password: "another".to_owned(), ..fresh.clone() };
    assert!(!records.keep_password(&other).await.unwrap());
    for wrong in [by(1, 7, "09:30:00"), by(1, 8, "09:10:00"), by(1, 0, "09:10:00")] {
        assert_eq!(records.use_password(id, exam, &wrong).await.unwrap(), None, "{wrong:?}");
    }
    assert_eq!(records.use_password(id, Uuid::nil(), &by(1, 7, "09:10:00")).await.unwrap(), None);
    assert_eq!(records.password(id, exam).await.unwrap(), Some(fresh));
    let tries = (100..150_u128).map(|operator| {
        let records = records.clone();
        tokio::spawn(async move { records.use_password(id, exam, &by(operator, 7, "09:10:00")).await.unwrap() })
    });
    let mut won = Vec::new();
    for one in tries.collect::<Vec<_>>() {
        won.extend(one.await.unwrap());
    }
    assert_eq!(won.len(), 1);
    let winner = won[0].used_by.unwrap().as_u128();
    let again = records.use_password(id, exam, &by(winner, 7, "09:20:00")).await.unwrap().unwrap();
    assert_eq!(again, won[0], "the moment of the first time stays");
    assert_eq!(records.use_password(id, exam, &by(1, 7, "09:20:00")).await.unwrap(), None);
    assert_eq!(records.passwords(&[(id, exam), (exam, id)]).await.unwrap(), won);
}

fn sheet(barcode: &str, status: &str) -> Twin {
    Twin::Sheet(SheetItem {
        barcode: barcode.to_owned(),
        exam_id: Uuid::from_u128(2),
        roll_number: None,
        candidate_id: None,
        scanned_at: "2026-11-22T09:00:00Z".to_owned(),
        scanned_by: Uuid::from_u128(3),
        validated: status == "validated",
        omr_image_url: None,
        status: status.to_owned(),
    })
}

#[tokio::test]
#[ignore = "asks whom MPA_TEST_AWS names"]
async fn a_twin_never_goes_back() {
    let records = tables("twins").await.expect("MPA_TEST_AWS");
    let key = TwinKey { of: Followed::Sheets, exam: Uuid::from_u128(2), name: "A".to_owned() };
    for (status, seq, holds) in [
        ("scanned", 5, ("scanned", 5)),
        ("validated", 9, ("validated", 9)),
        ("scanned", 5, ("validated", 9)),
        ("scanned", 8, ("validated", 9)),
        ("void", 9, ("validated", 9)),
        ("void", 12, ("void", 12)),
    ] {
        records.follow(&key, Some(&sheet("A", status)), seq).await.unwrap();
        let found = records.twin(&key).await.unwrap().unwrap();
        assert_eq!((found.twin, found.rev), (Some(sheet("A", holds.0)), Some(holds.1)));
    }
    // Mended is what is still as it was found.
    let found = records.twin(&key).await.unwrap();
    let other = found.clone().map(|found| adapters::records::TwinFound { rev: Some(3), ..found });
    assert!(!records.mend(&key, Some(&sheet("A", "scanned")), other.as_ref(), 2).await.unwrap());
    assert!(records.mend(&key, Some(&sheet("A", "scanned")), found.as_ref(), 2).await.unwrap());
    assert_eq!(records.twin(&key).await.unwrap().unwrap().rev, Some(2));
    records.follow(&key, None, 3).await.unwrap();
    assert_eq!(records.twin(&key).await.unwrap(), None);
}

#[tokio::test]
#[ignore = "asks whom MPA_TEST_AWS names"]
async fn every_item_is_found_page_by_page() {
    let records = tables("pages").await.expect("MPA_TEST_AWS");
    let mut keys = Vec::new();
    for number in 0..25 {
        let twin = sheet(&format!("S-{number}"), "scanned");
        keys.push(twin.key());
        records.follow(&twin.key(), Some(&twin), 1).await.unwrap();
    }
    let (mut found, mut after) = (Vec::new(), None);
    loop {
        let (page, next) = records.twins_after(Followed::Sheets, after.as_ref(), 10).await.unwrap();
        found.extend(page.into_iter().map(|one| one.key));
        if next.is_none() {
            break;
        }
        after = next;
    }
    found.sort_by(|one, other| one.name.cmp(&other.name));
    keys.sort_by(|one, other| one.name.cmp(&other.name));
    assert_eq!(found, keys);
    assert_eq!(records.twins(Followed::Sheets, &keys).await.unwrap().len(), 25);
}
