//! The making of a backup: the tables in one transaction that reads, so that they are of one moment; then the files
//! that their rows name, which never change. It may go on beside a running server.

use adapters::{KeyPurpose, Places};
use anyhow::Context as _;
use base64::{Engine as _, engine::general_purpose::STANDARD};
use domain::Timestamp;
use store::{copies, keys, tree};
use uuid::Uuid;
use vault::{ArchiveKey, Ids};

use crate::{
    desk::Desk,
    dump,
    list::ListWriter,
    manifest::{FORMAT, Manifest},
    packs,
    parts::Folder,
};

/// Makes a backup of a store; gives the name that it lies under. When this returns, it is durable.
///
/// # Errors
/// When the store or the place fails: there is no backup then, and what was written of it is removed as far as that
/// is possible.
pub async fn make(desk: &Desk, place: &Places, ids: &Ids, now: Timestamp) -> anyhow::Result<(String, Manifest)> {
    let id = ids.next(now);
    // Before any transaction: the provider may be far away.
    let (key, wrapped) = ArchiveKey::new(&desk.keys).await.context("a key of the backup cannot be had")?;
    let name = name_of(now, &store_mark(desk).await?, id);
    let folder = Folder { desk: desk.clone(), place: place.clone(), name, id, key };
    match write(&folder, now, &wrapped).await {
        Ok(manifest) => Ok((folder.name, manifest)),
        Err(error) => {
            if let Err(fault) = place.delete(&folder.name).await {
                tracing::warn!(%fault, backup = folder.name, "what was written of a backup cannot be removed");
            }
            Err(error)
        }
    }
}

async fn write(folder: &Folder, now: Timestamp, wrapped: &[u8]) -> anyhow::Result<Manifest> {
    let desk = &folder.desk;
    let mut tx = desk.db.read().await?;
    copies::unhurried(&mut tx).await?;
    let migrations = copies::migrations(&mut tx).await?;
    let journal_size = tree::get(&mut tx).await?.map_or(0, |tree| tree.size);
    let checkpoint = tree::newest_checkpoint(&mut tx).await?;
    let (mut list, mut parts) = (ListWriter::begin(&desk.scratch)?, Vec::new());
    for table in copies::COPIED {
        parts.push(dump::table(folder, &mut tx, table, &mut list).await?);
    }
    drop(tx);
    let packed = packs::pack(folder, list.read()?).await?;
    parts.extend(packed.parts);
    let manifest = Manifest {
        format: FORMAT,
        id: folder.id,
        made_at: now,
        engine: desk.db.engine().to_owned(),
        migrations,
        key: STANDARD.encode(wrapped),
        journal_size,
        checkpoint_size: checkpoint.as_ref().map_or(0, |checkpoint| checkpoint.size),
        checkpoint_root: checkpoint.map(|it| base16ct::lower::encode_string(&it.root)).unwrap_or_default(),
        files: packed.files,
        files_missing: packed.missing,
        parts,
    };
    let sealed = manifest.sealed(&folder.key)?;
    folder.place.finish(&folder.name, sealed).await.context("the manifest cannot be written")?;
    Ok(manifest)
}

/// What tells the backups of a store from those of another in the same place: the end of the name of its first key of
/// checkpoints. A store that was never served has none.
pub(crate) async fn store_mark(desk: &Desk) -> anyhow::Result<String> {
    let signing = keys::server_keys(&mut desk.db.read().await?, KeyPurpose::CheckpointSigning.as_str()).await?;
    let first = signing.into_iter().map(|key| key.kid).min().unwrap_or_else(|| "unserved".to_owned());
    Ok(first[first.len().saturating_sub(8)..].to_owned())
}

/// `20261122T090000123Z-<store>-<backup>`: in the order of time.
fn name_of(now: Timestamp, mark: &str, id: Uuid) -> String {
    let id = id.simple().to_string();
    format!("{}Z-{mark}-{}", moment_of(now), &id[id.len() - 8..])
}

/// Day and time of a moment to the millisecond, in digits.
pub(crate) fn moment_of(now: Timestamp) -> String {
    let second: String = now.to_string().chars().filter(|c| !matches!(c, '-' | ':')).take(15).collect();
    format!("{second}{:03}", now.0.rem_euclid(1_000_000) / 1000)
}

/// Whether a backup may have this name.
#[must_use]
pub fn is_name(name: &str) -> bool {
    mark_in(name).is_some()
}

/// The mark of the store in the name of a backup; `None` for a name that no backup gets.
pub(crate) fn mark_in(name: &str) -> Option<&str> {
    let mut parts = name.split('-');
    let (moment, mark, id) = (parts.next()?, parts.next()?, parts.next()?);
    let fits = name.is_ascii() && moment.len() == 19 && moment.ends_with('Z') && mark.len() == 8 && id.len() == 8;
    (fits && parts.next().is_none()).then_some(mark)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_tells_its_moment_and_its_store() {
        let name = name_of(Timestamp(1_795_338_000_123_456), "89abcdef", Uuid::from_u128(0xA1B2_C3D4));
        assert_eq!(name, "20261122T090000123Z-89abcdef-a1b2c3d4");
        assert_eq!(mark_in(&name), Some("89abcdef"));
        for other in ["", "photos", "20261122T090000123Z-89abcdef", "20261122T090000123Z-89abcdef-a1b2c3d4-x"] {
            assert_eq!(mark_in(other), None, "{other}");
        }
    }
}
