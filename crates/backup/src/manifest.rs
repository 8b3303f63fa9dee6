//! What a backup consists of. The manifest is no secret: it names tables and counts, nobody. Whoever has the key of
//! the backup vouches for it in its last line.

use adapters::{Places, places::MANIFEST};
use anyhow::{Context as _, bail, ensure};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use domain::Timestamp;
use serde::{Deserialize, Serialize};
use tokio::task::spawn_blocking;
use uuid::Uuid;
use vault::ArchiveKey;

/// The form that this program writes.
pub(crate) const FORMAT: u32 = 1;
/// The most bytes of a manifest: some hundred thousand parts.
const LONGEST: u64 = 64 << 20;

/// What a backup consists of.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Manifest {
    /// The form of it.
    pub format: u32,
    /// Its own id.
    pub id: Uuid,
    /// The moment that it shows.
    pub made_at: Timestamp,
    /// The engine that it was made on.
    pub engine: String,
    /// The migrations of that schema.
    pub migrations: Vec<i64>,
    /// Its key, wrapped, in base64.
    pub key: String,
    /// Entries of the journal that have a number.
    pub journal_size: i64,
    /// Entries that the newest checkpoint covers.
    pub checkpoint_size: i64,
    /// The root that it signs, in hexadecimal; empty without one.
    pub checkpoint_root: String,
    /// Encrypted files in it.
    pub files: u64,
    /// Files that a row names and that were not there.
    pub files_missing: u64,
    /// Its parts.
    pub parts: Vec<Part>,
}

/// A part of a backup.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Part {
    /// The name that it lies under.
    pub name: String,
    /// The table that is in it; none for files.
    pub table: Option<String>,
    /// Rows or files in it.
    pub count: u64,
    /// Bytes as it lies there.
    pub bytes: u64,
    /// Their SHA-256, in hexadecimal.
    pub sha256: String,
}

impl Manifest {
    /// The manifest as it is stored.
    pub(crate) fn sealed(&self, key: &ArchiveKey) -> anyhow::Result<Vec<u8>> {
        let mut text = serde_json::to_vec_pretty(self)?;
        let seal = key.vouch(&text)?;
        text.extend_from_slice(format!("\nseal {}\n", STANDARD.encode(seal)).as_bytes());
        Ok(text)
    }

    /// The part with a table.
    pub(crate) fn part_of(&self, table: &str) -> Option<&Part> {
        self.parts.iter().find(|part| part.table.as_deref() == Some(table))
    }

    /// All rows in it.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.parts.iter().filter(|part| part.table.is_some()).map(|part| part.count).sum()
    }

    /// Bytes of all parts, as they lie there.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.parts.iter().map(|part| part.bytes).sum()
    }
}

/// A manifest that was read, and not believed yet.
pub(crate) struct Unproven {
    manifest: Manifest,
    text: Vec<u8>,
    seal: Vec<u8>,
}

impl Unproven {
    /// Reads the manifest of a backup.
    pub(crate) async fn read(place: &Places, backup: &str) -> anyhow::Result<Self> {
        let opened = place.open(backup, MANIFEST).await.with_context(|| format!("there is no backup {backup:?}"))?;
        ensure!(opened.len <= LONGEST, "the manifest is too long to be one");
        let mut whole = spawn_blocking(move || {
            let (mut text, mut bytes) = (String::new(), opened.bytes);
            std::io::Read::read_to_string(&mut bytes, &mut text).map(|_| text)
        })
        .await?
        .context("the manifest cannot be read")?;
        let at = whole.rfind("\nseal ").context("the manifest is not whole")?;
        let seal = STANDARD.decode(whole[at + 6..].trim_end()).context("the manifest is not whole")?;
        whole.truncate(at);
        let manifest: Manifest = serde_json::from_str(&whole).context("the manifest is of a form that is not known")?;
        ensure!(
            manifest.format == FORMAT,
            "the backup is of form {}, and this program knows form {FORMAT}",
            manifest.format
        );
        Ok(Self { manifest, text: whole.into_bytes(), seal })
    }

    /// The backup's key, wrapped.
    pub(crate) fn wrapped_key(&self) -> anyhow::Result<Vec<u8>> {
        Ok(STANDARD.decode(&self.manifest.key)?)
    }

    /// The manifest, if whoever made it had the key.
    pub(crate) fn proven(self, key: &ArchiveKey) -> anyhow::Result<Manifest> {
        if key.vouch(&self.text)?.as_slice() != self.seal {
            bail!("the manifest was altered");
        }
        Ok(self.manifest)
    }
}

/// The newest backup of a place.
///
/// # Errors
/// When there is none, or the place fails.
pub async fn newest(place: &Places) -> anyhow::Result<String> {
    place.list().await?.backups.pop().context("there is no backup: none has a manifest.json")
}
