//! The keys of the server itself: they sign tokens and checkpoints and seal the journal. Stored wrapped, one active
//! key a purpose, with the retired ones beside it.

use adapters::{KeyContext, KeyPurpose, Keys, Maker, Wrapped};
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
    let (_, wrapped) = provider.new_key(&context(purpose)).await?;
    Ok(row(ids, now, purpose, &wrapped))
}

fn row(ids: &Ids, now: Timestamp, purpose: KeyPurpose, wrapped: &Wrapped) -> ServerKey {
    ServerKey {
        kid: ids.next(now).simple().to_string(),
        purpose: purpose.as_str().to_owned(),
        wrapped: wrapped.as_bytes().to_vec(),
        active: true,
        created_at: now,
    }
}

/// Keeps what is no secret but must be what this program has put there, such as a public key, in the place of what was
/// kept of this purpose before; that stays beside it.
///
/// # Errors
/// When the store or the key provider fails.
pub async fn keep(
    db: &Db,
    provider: &Keys,
    ids: &Ids,
    now: Timestamp,
    purpose: KeyPurpose,
    value: &[u8],
) -> anyhow::Result<()> {
    let key = row(ids, now, purpose, &provider.wrap(&context(purpose), value).await?);
    let mut tx = db.begin().await?;
    keys::retire(&mut tx, purpose.as_str()).await?;
    keys::insert_server_key(&mut tx, &key).await?;
    Ok(tx.commit().await?)
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

/// All keys of a purpose that are stored, the active one first; makes none.
///
/// # Errors
/// When the store or the key provider fails.
pub async fn stored(db: &Db, provider: &Keys, kind: KeyPurpose) -> anyhow::Result<Secrets> {
    let mut stored = keys::server_keys(&mut db.read().await?, kind.as_str()).await?;
    stored.sort_by_key(|key| !key.active);
    open_all(provider, kind, stored).await
}

async fn open_all(provider: &Keys, kind: KeyPurpose, stored: Vec<ServerKey>) -> anyhow::Result<Secrets> {
    let mut opened = Vec::new();
    for key in stored {
        let wrapped = Wrapped::from_bytes(key.wrapped);
        let seed = provider.unwrap(&context(kind), &wrapped).await;
        opened.push((key.kid, seed.with_context(|| unopened(wrapped.maker().as_ref()))?));
    }
    Ok(opened)
}

fn unopened(maker: Option<&Maker>) -> String {
    match maker {
        Some(Maker::Kms(arn)) => format!(
            "the keys of this store lie under the KMS key {arn}, which does not open them; check that it is enabled, that \
             the credentials may use it (kms:Decrypt) and that KMS can be reached"
        ),
        _ => "the key file does not open the keys of this store; give the one it was made with (--key-file)".to_owned(),
    }
}
