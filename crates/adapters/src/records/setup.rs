//! The tables are made: keys only, paid by the request, restorable, and passwords forgotten by their `ttl`.

use aws::dynamo::TableForm;

use super::{passwords, tables::Records, twin::Followed};
use crate::Fault;

/// What became of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableMade {
    /// Its name.
    pub name: String,
    /// Whether it was made now.
    pub is_new: bool,
    /// Whether it can be restored to any moment; an emulator may not know of that.
    pub is_restorable: bool,
}

impl Records {
    /// Every table that the program uses: its name, its keys, what expires by which attribute.
    fn forms(&self) -> Vec<(String, [&'static str; 2], Option<&'static str>)> {
        let passwords = (self.table(passwords::TABLE), passwords::KEYS, Some("ttl"));
        let followed = Followed::ALL.iter().map(|of| (self.table(of.table()), of.keys(), None));
        std::iter::once(passwords).chain(followed).collect()
    }

    /// Makes the tables that are not there. The same again changes nothing.
    ///
    /// # Errors
    /// [`Fault`]; `Conflict` when there is a table of the name with other keys.
    pub async fn make_tables(&self) -> Result<Vec<TableMade>, Fault> {
        let mut all = Vec::new();
        for (name, [hash, range], ttl) in self.forms() {
            let form = TableForm { name: &name, hash, range, ttl };
            let is_new = self.dynamo.create_table(&form).await?;
            self.dynamo.expire(&form).await?;
            let is_restorable = self.dynamo.protect(&form).await?;
            all.push(TableMade { name, is_new, is_restorable });
        }
        Ok(all)
    }

    /// The names of the tables that are not there, or cannot be used yet.
    ///
    /// # Errors
    /// As [`Records::make_tables`].
    pub async fn missing_tables(&self) -> Result<Vec<String>, Fault> {
        let mut missing = Vec::new();
        for (name, [hash, range], ttl) in self.forms() {
            let form = TableForm { name: &name, hash, range, ttl };
            if !self.dynamo.is_usable(&form).await? {
                missing.push(name);
            }
        }
        Ok(missing)
    }
}
