//! The wrapped keys of a backup: every one is opened before anything is restored, and wrapped anew where the target
//! has another provider. The bare keys stay in this process.

use std::collections::HashMap;

use adapters::{KeyContext, KeyPurpose, Keys, Wrapped, keys::SERVER_PURPOSES};
use anyhow::{Context as _, bail};
use journal::Trust;
use store::copies::CopiedCell;
use uuid::Uuid;
use vault::server_keys::Secrets;

use crate::{fill::Lines, manifest::Manifest, parts::Folder};

/// The tables with wrapped keys, in a column of this name.
const TABLES: [&str; 2] = ["data_key", "server_key"];
const WRAPPED: &str = "wrapped";

/// What becomes of wrapped keys.
#[derive(Default)]
pub(crate) struct Rekeyed {
    /// By the old wrapped form, the new one. No two keys have the same: each has a nonce.
    anew: HashMap<Vec<u8>, Vec<u8>>,
    signing: Secrets,
    public: Secrets,
    seals: Secrets,
    pub keys: usize,
}

/// Opens all keys of a backup with `from`, and wraps them for the store's own provider where that is another.
pub(crate) async fn rekey(folder: &Folder, manifest: &Manifest, from: Option<&Keys>) -> anyhow::Result<Rekeyed> {
    let mut done = Rekeyed::default();
    for table in TABLES {
        let part = manifest.part_of(table).with_context(|| format!("the backup has no table {table}"))?;
        let mut lines = Lines::of(folder, part).await?;
        let wrapped = lines.at(WRAPPED)?;
        let names = if table == "data_key" { ["scope_id", "scope_id"] } else { ["kid", "purpose"] };
        let (name, what) = (lines.at(names[0])?, lines.at(names[1])?);
        while let Some(rows) = lines.next().await? {
            for row in rows {
                let context = context(&row[what]).context("a key is of no kind that is known")?;
                let CopiedCell::Bytes(old) = &row[wrapped] else { bail!("a key is not there") };
                done.add(folder, from, context, &row[name], old).await?;
            }
        }
    }
    Ok(done)
}

/// What a key was wrapped for: an exam by its id, or a purpose of the server by its name.
fn context(what: &CopiedCell) -> Option<KeyContext> {
    match what {
        CopiedCell::Bytes(scope) => {
            let scope = Uuid::from_slice(scope).ok()?;
            Some(KeyContext { purpose: KeyPurpose::DataKey, exam: Some(scope).filter(|scope| !scope.is_nil()) })
        }
        CopiedCell::Text(name) => {
            let purpose = SERVER_PURPOSES.into_iter().find(|purpose| purpose.as_str() == name)?;
            Some(KeyContext { purpose, exam: None })
        }
        _ => None,
    }
}

impl Rekeyed {
    async fn add(
        &mut self,
        folder: &Folder,
        from: Option<&Keys>,
        context: KeyContext,
        name: &CopiedCell,
        old: &[u8],
    ) -> anyhow::Result<()> {
        let own = &folder.desk.keys;
        let bare = from.unwrap_or(own).unwrap(&context, &Wrapped::from_bytes(old.to_vec())).await;
        let bare = bare.context("a key of the backup does not open")?;
        if from.is_some() {
            let new = own.wrap(&context, &bare).await.context("a key cannot be wrapped anew")?;
            self.anew.insert(old.to_vec(), new.as_bytes().to_vec());
        }
        self.keys += 1;
        let secret = match name {
            CopiedCell::Text(kid) => (kid.clone(), bare),
            _ => return Ok(()),
        };
        match context.purpose {
            KeyPurpose::CheckpointSigning => self.signing.push(secret),
            KeyPurpose::CheckpointPublic => self.public.push(secret),
            KeyPurpose::JournalSeal => self.seals.push(secret),
            _ => {}
        }
        Ok(())
    }

    /// Puts the new form of a key in the place of the old one.
    pub(crate) fn change(&self, row: &mut [CopiedCell]) {
        for cell in row {
            if let CopiedCell::Bytes(bytes) = cell
                && let Some(new) = self.anew.get(bytes)
            {
                bytes.clone_from(new);
            }
        }
    }

    /// Whether this table has wrapped keys.
    pub(crate) fn is_about(table: &str) -> bool {
        TABLES.contains(&table)
    }

    /// What a verification of the journal trusts; `None` where no server has run on the store.
    pub(crate) fn trust(self) -> anyhow::Result<Option<Trust>> {
        if self.signing.is_empty() { Ok(None) } else { Trust::of(&self.signing, &self.public, self.seals).map(Some) }
    }
}
