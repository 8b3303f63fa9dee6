//! `DownloadPasswords`: the one authority over the passwords of downloads, where it is configured. Of any number of
//! uses at once one wins, by the condition of one write; the winner may repeat it, because an answer can be lost.

use aws::dynamo::{Expression, Item, Value};
use aws::{Failure, Kind};
use uuid::Uuid;

use super::{
    attributes::{flag, id, item, key, number, text, written},
    tables::Records,
};
use crate::Fault;

/// The name of the table, behind the prefix.
pub(super) const TABLE: &str = "DownloadPasswords";
/// Its keys.
pub(super) const KEYS: [&str; 2] = ["passwordId", "examId"];

/// A password, as it lies in the table. Times are texts of one length, so that they compare as what they mean.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PasswordItem {
    /// Follows from the part of the password that names its record.
    pub password_id: Uuid,
    /// The exam it opens.
    pub exam_id: Uuid,
    /// The PHC string of its secret part.
    pub hashed_password: String,
    /// When it was made.
    pub created_at: String,
    /// From when on it is over.
    pub expires_at: String,
    /// Whether somebody won it.
    pub used: bool,
    /// Who.
    pub used_by: Option<Uuid>,
    /// When first.
    pub used_at: Option<String>,
    /// Who alone may use it.
    pub operator_id: Option<Uuid>,
    /// Where alone it may be used; empty for anywhere.
    pub centre_ids: Vec<Uuid>,
    /// When DynamoDB may forget it, in seconds since 1970.
    pub ttl: i64,
}

/// Who uses a password.
#[derive(Debug, Clone)]
pub struct PasswordUse {
    /// Who.
    pub operator: Uuid,
    /// Where, of the places that the password is for; nil where it is for none of theirs.
    pub centre: Uuid,
    /// When, in the form of the item's times.
    pub now: String,
}

fn key_of(password: Uuid, exam: Uuid) -> Item {
    key(KEYS, [password.to_string(), exam.to_string()])
}

impl PasswordItem {
    fn item(&self) -> Item {
        let centres: Vec<String> = self.centre_ids.iter().map(Uuid::to_string).collect();
        item([
            ("passwordId", Some(written(self.password_id))),
            ("examId", Some(written(self.exam_id))),
            ("hashedPassword", Some(self.hashed_password.as_str().into())),
            ("createdAt", Some(self.created_at.as_str().into())),
            ("expiresAt", Some(self.expires_at.as_str().into())),
            ("used", Some(self.used.into())),
            ("usedBy", self.used_by.map(written)),
            ("usedAt", self.used_at.as_deref().map(Value::from)),
            ("operatorId", self.operator_id.map(written)),
            ("centreIds", (!centres.is_empty()).then_some(Value::Texts(centres))),
            ("ttl", Some(self.ttl.into())),
        ])
    }

    /// `None` for an item that is none of ours.
    fn of(item: &Item) -> Option<Self> {
        let centres = match item.get("centreIds") {
            Some(Value::Texts(centres)) => centres.iter().map(|id| Uuid::try_parse(id).ok()).collect::<Option<_>>()?,
            Some(_) => return None,
            None => Vec::new(),
        };
        Some(Self {
            password_id: id(item, "passwordId")?,
            exam_id: id(item, "examId")?,
            hashed_password: text(item, "hashedPassword")?,
            created_at: text(item, "createdAt")?,
            expires_at: text(item, "expiresAt")?,
            used: flag(item, "used")?,
            used_by: id(item, "usedBy"),
            used_at: text(item, "usedAt"),
            operator_id: id(item, "operatorId"),
            centre_ids: centres,
            ttl: number(item, "ttl")?,
        })
    }
}

impl Records {
    /// Keeps a new password; false when its id is taken. One that is there already with the same hash was kept by an
    /// earlier try of the same call, whose answer was lost.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn keep_password(&self, password: &PasswordItem) -> Result<bool, Fault> {
        let free = Expression { text: "attribute_not_exists(passwordId)", values: Vec::new() };
        match self.heard(self.dynamo.put(&self.table(TABLE), &password.item(), Some(&free)).await) {
            Ok(()) => Ok(true),
            Err(failure) if failure.kind == Kind::Conflict => {
                let there = self.password(password.password_id, password.exam_id).await?;
                Ok(there.is_some_and(|there| there == *password))
            }
            Err(failure) => Err(failure.into()),
        }
    }

    /// A password as it is now.
    ///
    /// # Errors
    /// [`Fault`]; `Tampered` for an item that none of this program's would be.
    pub async fn password(&self, password: Uuid, exam: Uuid) -> Result<Option<PasswordItem>, Fault> {
        let found = self.heard(self.dynamo.get(&self.table(TABLE), &key_of(password, exam)).await)?;
        found.map(|item| PasswordItem::of(&item).ok_or_else(|| unreadable("GetItem"))).transpose()
    }

    /// Passwords as they are now, in no order; those that are not there, or cannot be read, are left out.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn passwords(&self, wanted: &[(Uuid, Uuid)]) -> Result<Vec<PasswordItem>, Fault> {
        let keys: Vec<Item> = wanted.iter().map(|(password, exam)| key_of(*password, *exam)).collect();
        let found = self.heard(self.dynamo.get_many(&self.table(TABLE), &keys).await)?;
        Ok(found.iter().filter_map(PasswordItem::of).collect())
    }

    /// Uses a password; `None` when it is over, another's, for another place, or somebody else won it. Whoever won it
    /// may say so again, and is told the moment of the first time.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn use_password(
        &self,
        password: Uuid,
        exam: Uuid,
        by: &PasswordUse,
    ) -> Result<Option<PasswordItem>, Fault> {
        let change = Expression {
            text: "SET used = :yes, usedBy = :me, usedAt = if_not_exists(usedAt, :now)",
            values: vec![(":yes", true.into()), (":me", written(by.operator)), (":now", by.now.as_str().into())],
        };
        let only_if = Expression {
            text: "expiresAt > :now AND (used = :no OR usedBy = :me) \
                   AND (attribute_not_exists(operatorId) OR operatorId = :me) \
                   AND (attribute_not_exists(centreIds) OR contains(centreIds, :centre))",
            values: vec![(":no", false.into()), (":centre", written(by.centre))],
        };
        let key = key_of(password, exam);
        match self.heard(self.dynamo.update(&self.table(TABLE), &key, &change, &only_if).await) {
            Ok(item) => PasswordItem::of(&item).map(Some).ok_or_else(|| unreadable("UpdateItem")),
            Err(failure) if failure.kind == Kind::Conflict => Ok(None),
            Err(failure) => Err(failure.into()),
        }
    }

    /// Ends a password that nobody has used, and tells how it is then: used, or over. `None` when there is none.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn end_password(&self, password: Uuid, exam: Uuid, now: &str) -> Result<Option<PasswordItem>, Fault> {
        let change = Expression { text: "SET expiresAt = :now", values: vec![(":now", now.into())] };
        let only_if = Expression { text: "used = :no AND expiresAt > :now", values: vec![(":no", false.into())] };
        let key = key_of(password, exam);
        match self.heard(self.dynamo.update(&self.table(TABLE), &key, &change, &only_if).await) {
            Ok(item) => PasswordItem::of(&item).map(Some).ok_or_else(|| unreadable("UpdateItem")),
            Err(failure) if failure.kind == Kind::Conflict => self.password(password, exam).await,
            Err(failure) => Err(failure.into()),
        }
    }
}

fn unreadable(operation: &'static str) -> Fault {
    Failure::new(Kind::Tampered, operation, "an item of DownloadPasswords is not of this program's form").into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn password() -> PasswordItem {
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
            centre_ids: vec![Uuid::from_u128(3)],
            ttl: 1_800_000_000,
        }
    }

    #[test]
    fn an_item_has_the_attributes_of_the_plan_and_reads_back() {
        let fresh = password();
        let names: Vec<String> = fresh.item().into_keys().collect();
        let expected = ["centreIds", "createdAt", "examId", "expiresAt", "hashedPassword", "passwordId", "ttl", "used"];
        assert_eq!(names, expected);
        let used = PasswordItem {
            used: true,
            used_by: Some(Uuid::from_u128(4)),
            used_at: Some("2026-11-22T09:01:00.000000Z".to_owned()),
            operator_id: Some(Uuid::from_u128(4)),
            centre_ids: Vec::new(),
            ..fresh.clone()
        };
        assert!(!used.item().contains_key("centreIds"));
        for item in [fresh, used] {
            assert_eq!(PasswordItem::of(&item.item()), Some(item));
        }
    }

    #[test]
    fn what_lacks_an_attribute_is_no_password() {
        let mut item = password().item();
        item.remove("expiresAt");
        assert_eq!(PasswordItem::of(&item), None);
    }
}
