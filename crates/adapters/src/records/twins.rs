//! Twins are written as far as the journal is read, in any order and by any number of copies: an item that is known
//! further than the writer read stays as it is.

use aws::Kind;
use aws::dynamo::{Expression, Item};

use uuid::Uuid;

use super::{
    attributes::number,
    tables::Records,
    twin::{Followed, Twin, TwinKey},
};
use crate::Fault;

/// An item as it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TwinFound {
    /// Which one.
    pub key: TwinKey,
    /// What it says; `None` when this program would not have written it so.
    pub twin: Option<Twin>,
    /// How far it is known, if it says so.
    pub rev: Option<i64>,
}

impl TwinFound {
    fn of(of: Followed, item: &Item) -> Option<Self> {
        Some(Self { key: TwinKey::of(of, item)?, twin: Twin::of(of, item), rev: number(item, "rev") })
    }
}

impl Records {
    /// Asks for something that is not there, only to see whether there is an answer.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn try_read(&self) -> Result<(), Fault> {
        let key = TwinKey { of: Followed::Sheets, exam: Uuid::nil(), name: "-".to_owned() };
        self.twin(&key).await.map(drop)
    }

    /// Has an item say what its row says, where `seq` is the number of an entry of the journal that was read before the
    /// row was. An item that is known as far already stays as it is; a row that is gone takes its item with it.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn follow(&self, key: &TwinKey, twin: Option<&Twin>, seq: i64) -> Result<(), Fault> {
        let older = Expression { text: "attribute_not_exists(rev) OR rev < :seq", values: vec![(":seq", seq.into())] };
        self.write(key, twin, seq, &older).await.map(drop)
    }

    /// As [`Records::follow`], whatever the item says, if it is still as it was found; false when it is not.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn mend(
        &self,
        key: &TwinKey,
        twin: Option<&Twin>,
        found: Option<&TwinFound>,
        seq: i64,
    ) -> Result<bool, Fault> {
        let as_found = match found.and_then(|found| found.rev) {
            Some(rev) => Expression { text: "rev = :seen", values: vec![(":seen", rev.into())] },
            None => Expression { text: "attribute_not_exists(rev)", values: Vec::new() },
        };
        self.write(key, twin, seq, &as_found).await
    }

    async fn write(&self, key: &TwinKey, twin: Option<&Twin>, seq: i64, only_if: &Expression) -> Result<bool, Fault> {
        let table = self.table(key.of.table());
        let written = match twin {
            Some(twin) => self.dynamo.put(&table, &twin.item(seq), Some(only_if)).await,
            None => self.dynamo.delete(&table, &key.item(), Some(only_if)).await,
        };
        match self.heard(written) {
            Ok(()) => Ok(true),
            Err(failure) if failure.kind == Kind::Conflict => Ok(false),
            Err(failure) => Err(failure.into()),
        }
    }

    /// An item as it is now.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn twin(&self, key: &TwinKey) -> Result<Option<TwinFound>, Fault> {
        let found = self.heard(self.dynamo.get(&self.table(key.of.table()), &key.item()).await)?;
        Ok(found.and_then(|item| TwinFound::of(key.of, &item)))
    }

    /// Items as they are now, in no order; those that are not there are left out. The keys are of one table, and at
    /// most [`aws::dynamo::KEYS_AT_ONCE`].
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn twins(&self, of: Followed, keys: &[TwinKey]) -> Result<Vec<TwinFound>, Fault> {
        let keys: Vec<Item> = keys.iter().map(TwinKey::item).collect();
        let found = self.heard(self.dynamo.get_many(&self.table(of.table()), &keys).await)?;
        Ok(found.iter().filter_map(|item| TwinFound::of(of, item)).collect())
    }

    /// A page of all items of a table, and the key to go on after; `None` at the end.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn twins_after(
        &self,
        of: Followed,
        after: Option<&TwinKey>,
        limit: i32,
    ) -> Result<(Vec<TwinFound>, Option<TwinKey>), Fault> {
        let after = after.map(TwinKey::item);
        let (items, next) = self.heard(self.dynamo.scan(&self.table(of.table()), after.as_ref(), limit).await)?;
        let found = items.iter().filter_map(|item| TwinFound::of(of, item)).collect();
        Ok((found, next.and_then(|key| TwinKey::of(of, &key))))
    }
}
