//! Passwords beside what the database knows of them. DynamoDB decides over them: nothing here is ever mended.

use std::collections::HashMap;

use adapters::{Records, records::PasswordItem};
use domain::Timestamp;
use store::{
    Db,
    record_rows::{self, PasswordRow},
};
use uuid::Uuid;

use super::agreement::Agreement;

/// How long DynamoDB keeps a password that is over, in seconds.
pub(crate) const KEPT_SECONDS: i64 = 30 * 24 * 3600;

/// Rows that are compared at a time.
const ROWS: i64 = 100;

/// Compares every password that DynamoDB still keeps; what differs is told in sentences.
pub(super) async fn compare(db: &Db, records: &Records, now: Timestamp) -> anyhow::Result<(Agreement, Vec<String>)> {
    let (mut all, mut told, mut after) = (Agreement::default(), Vec::new(), Uuid::nil());
    let cut = now.plus_seconds(-KEPT_SECONDS); // what is older may be forgotten already
    loop {
        let page = record_rows::passwords_after(&mut db.read().await?, after, cut, ROWS).await?;
        let Some(last) = page.last() else { return Ok((all, told)) };
        after = last.id.0;
        let keys: Vec<(Uuid, Uuid)> = page.iter().map(|row| (row.id.0, row.exam_id.0)).collect();
        let found = records.passwords(&keys).await?;
        let found: HashMap<Uuid, PasswordItem> = found.into_iter().map(|item| (item.password_id, item)).collect();
        for row in &page {
            all.rows += 1;
            let item = found.get(&row.id.0);
            all.unfinished += u64::from(row.used.is_none() && item.is_some_and(|item| item.used));
            told.extend(
                difference(row, item)
                    .map(|what| format!("DownloadPasswords password {} of exam {} {what}", row.id, row.exam_id)),
            );
        }
    }
}

/// What an item says otherwise than its row.
fn difference(row: &PasswordRow, item: Option<&PasswordItem>) -> Option<&'static str> {
    let Some(item) = item else { return Some("is missing, or cannot be read") };
    let centres: Vec<Uuid> = row.centre_id.map(Into::into).into_iter().collect();
    if item.operator_id != row.operator_id.map(Into::into) || item.centre_ids != centres {
        return Some("is for somebody else");
    }
    if item.expires_at != row.expires_at.sortable() {
        return Some("ends at another time");
    }
    // Won and not given yet is no difference: typing it again gives the download.
    match row.used {
        Some((by, at)) if item.used_by != Some(by.0) || item.used_at != Some(at.sortable()) => {
            Some("was used otherwise than a download was given")
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_won_and_not_given_is_no_difference_and_the_reverse_is() {
        let (now, me) = (Timestamp(1_700_000_000_000_000), Uuid::from_u128(4));
        let row = PasswordRow {
            id: Uuid::from_u128(1).into(),
            exam_id: Uuid::from_u128(2).into(),
            operator_id: None,
            centre_id: None,
            expires_at: now,
            used: None,
        };
        let fresh = PasswordItem {
            password_id: Uuid::from_u128(1),
            exam_id: Uuid::from_u128(2),
            hashed_password: String::new(),
            created_at: String::new(),
            expires_at: now.sortable(),
            used: false,
            used_by: None,
            used_at: None,
            operator_id: None,
            centre_ids: Vec::new(),
            ttl: 0,
        };
        let won = PasswordItem { used: true, used_by: Some(me), used_at: Some(now.sortable()), ..fresh.clone() };
        let given = PasswordRow { used: Some((me.into(), now)), ..row.clone() };
        let elsewhere = PasswordItem { centre_ids: vec![me], ..fresh.clone() };
        let later = PasswordItem { expires_at: now.plus_seconds(1).sortable(), ..fresh.clone() };
        for (row, item, differs) in [
            (&row, Some(&fresh), false),
            (&row, Some(&won), false),
            (&given, Some(&won), false),
            (&given, Some(&fresh), true),
            (&row, Some(&elsewhere), true),
            (&row, Some(&later), true),
            (&row, None, true),
        ] {
            assert_eq!(difference(row, item).is_some(), differs, "{row:?} {item:?}");
        }
    }
}
