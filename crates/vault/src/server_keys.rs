//! The keys of the server itself: they sign tokens and checkpoints and seal the journal. Stored wrapped, one active
//! key a purpose, with the retired ones beside it.

use adapters::{KeyContext, KeyPurpose, Keys, Wrapped};
use anyhow::Context as _;
use domain::Timestamp;
use store::{
    Db,
    keys::{self, ServerKey},
};
use zeroize::Zeroizing;

use crate::clock::Ids;

/// Keys of a purpose: the id of each, and its secret.
pub type Secrets = Vec<(String, Zeroizing<Vec<u8>>)>;

fn context(purpose: KeyPurpose) -> KeyContext {
    KeyContext { purpose, exam: None }
}

/// A new key of a purpose, to be stored.
pub(crate) async fn new(provider: &Keys, ids: &Ids, now: Timestamp, purpose: KeyPurpose) -> anyhow::Result<ServerKey> {
    let mut seed = Zeroizing::new([0_u8; 32]);
    ids.fill(seed.as_mut());
    let wrapped = provider.wrap(&context(purpose), seed.as_ref()).await?;
    Ok(ServerKey {
        kid: ids.next(now).simple().to_string(),
        purpose: purpose.as_str().to_owned(),
        wrapped: wrapped.as_bytes().to_vec(),
        active: true,
        created_at: now,
    })
}

/// All keys of a purpose, the active one first. Copies that start together agree: the first wins.
///
/// # Errors
/// When the store or the key provider fails.
pub async fn open_or_create(
    db: &Db,
    provider: &Keys,
    ids: &Ids,
    now: Timestamp,
    kind: KeyPurpose,
) -> anyhow::Result<Secrets> {
    let purpose = kind.as_str();
    let mut stored = keys::server_keys(&mut db.read().await?, purpose).await?;
    if !stored.iter().any(|key| key.active) {
        let key = new(provider, ids, now, kind).await?;
        let mut tx = db.begin().await?;
        keys::insert_server_key(&mut tx, &key).await?;
        tx.commit().await?;
        stored = keys::server_keys(&mut db.read().await?, purpose).await?;
    }
    stored.sort_by_key(|key| !key.active);
    open_all(provider, kind, stored).await
}

/// All keys of a purpose that are stored; makes none.
///
/// # Errors
/// When the store or the key provider fails.
pub async fn stored(db: &Db, provider: &Keys, kind: KeyPurpose) -> anyhow::Result<Secrets> {
    let stored = keys::server_keys(&mut db.read().await?, kind.as_str()).await?;
    open_all(provider, kind, stored).await
}

async fn open_all(provider: &Keys, kind: KeyPurpose, stored: Vec<ServerKey>) -> anyhow::Result<Secrets> {
    let mut opened = Vec::new();
    for key in stored {
        let seed = provider.unwrap(&context(kind), &Wrapped::from_bytes(key.wrapped)).await;
        let why = "the key file does not open the keys of this store; give the one it was made with (--key-file)";
        opened.push((key.kid, seed.context(why)?));
    }
    Ok(opened)
}
