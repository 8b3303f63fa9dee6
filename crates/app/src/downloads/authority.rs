//! Who decides over passwords: the database; or DynamoDB, where it is configured, alone. It then says who used a
//! password, and the database whether a download was given for it. So whoever won a password passes again until they
//! have it: an answer that was lost, or a crash in between, is mended by typing the password again. The database has a
//! row of every password in either case, because the journal tells of it; without a hash it opens nothing.
//!
//! DynamoDB is never asked within a transaction.

use adapters::{
    Records,
    records::{PasswordItem, PasswordUse},
};
use domain::{PasswordId, Timestamp, download::DownloadPassword};
use sha2::{Digest as _, Sha256};
use store::{
    Tx,
    download_passwords::{self, IssuedPassword, Use},
    downloads::{self, Download},
};
use uuid::{Builder, Uuid};

use crate::{
    call::Call,
    error::Result,
    records::{KEPT_SECONDS, unanswered},
    state::Program,
};

/// Who decides.
pub(super) enum Authority<'a> {
    /// The database.
    Database,
    /// DynamoDB.
    Table(&'a Records),
}

/// A password that somebody typed and that fits its hash.
pub(super) struct Fitting {
    id: PasswordId,
    /// Where it may be used, as far as that was read.
    centres: Vec<Uuid>,
}

/// How far a use has come before its transaction begins.
pub(super) enum Tried {
    /// The transaction decides over this one; the nil id where none fits, so that a refusal is as much work.
    Undecided(PasswordId),
    /// The caller won this one, at that moment.
    Won(PasswordId, Timestamp),
    /// Not the caller's.
    Lost,
}

impl Authority<'_> {
    pub(super) fn of(program: &Program) -> Authority<'_> {
        program.records.as_ref().map_or(Authority::Database, Authority::Table)
    }

    /// The id of a new password. In DynamoDB it follows from the part that names the record, so that typing the
    /// password finds its item.
    pub(super) fn id(&self, call: &Call, password: &DownloadPassword) -> PasswordId {
        match self {
            Self::Database => call.id(),
            Self::Table(_) => named_by(&password.handle()),
        }
    }

    /// Keeps a new password where it is decided over, before the database knows of it; false when its name is taken.
    pub(super) async fn keep(&self, password: &IssuedPassword) -> Result<bool> {
        let Self::Table(records) = self else { return Ok(true) };
        let item = PasswordItem {
            password_id: password.id.0,
            exam_id: password.exam_id.0,
            hashed_password: password.secret_hash.clone(),
            created_at: password.created_at.sortable(),
            expires_at: password.expires_at.sortable(),
            used: false,
            used_by: None,
            used_at: None,
            operator_id: password.operator_id.map(Into::into),
            centre_ids: password.centre_id.map(Into::into).into_iter().collect(),
            ttl: password.expires_at.plus_seconds(KEPT_SECONDS).0 / 1_000_000,
        };
        records.keep_password(&item).await.map_err(|fault| unanswered(&fault))
    }

    /// Has the database know of it; false when its name is taken.
    pub(super) async fn note(&self, tx: &mut Tx, password: &IssuedPassword) -> Result<bool> {
        Ok(match self {
            Self::Database => download_passwords::insert(tx, password).await?,
            Self::Table(_) => download_passwords::note(tx, password).await?,
        })
    }

    /// The password whose secret was typed. One hash, also where there is none.
    pub(super) async fn fitting(&self, call: &Call, typed: &str, by: &Use<'_>) -> Result<Option<Fitting>> {
        let Ok(typed) = DownloadPassword::typed(typed) else { return Ok(None) };
        let (found, hash) = match self {
            Self::Database => {
                let kept = download_passwords::by_handle(&mut *call.read().await?, &typed.handle()).await?;
                kept.map(|kept| (Fitting { id: kept.id, centres: Vec::new() }, kept.secret_hash)).unzip()
            }
            Self::Table(records) => {
                let id = named_by(&typed.handle());
                let kept = records.password(id.0, by.exam.0).await.map_err(|fault| unanswered(&fault))?;
                kept.map(|kept| (Fitting { id, centres: kept.centre_ids }, kept.hashed_password)).unzip()
            }
        };
        let fits = call.app.passwords.verify(typed.secret(), hash).await?;
        Ok(found.filter(|_| fits))
    }

    /// Uses a password, where that is decided before the transaction.
    pub(super) async fn attempt(&self, found: Option<Fitting>, by: &Use<'_>) -> Result<Tried> {
        let id = found.as_ref().map_or(PasswordId(Uuid::nil()), |found| found.id);
        let Self::Table(records) = self else { return Ok(Tried::Undecided(id)) };
        let here = |centre: &Uuid| by.centres.iter().any(|mine| mine.0 == *centre);
        let centre = found.and_then(|found| found.centres.into_iter().find(here)).unwrap_or_default();
        let using = PasswordUse { operator: by.operator.0, centre, now: by.now.sortable() };
        let won = records.use_password(id.0, by.exam.0, &using).await.map_err(|fault| unanswered(&fault))?;
        Ok(won.map_or(Tried::Lost, |item| {
            let at = item.used_at.and_then(|at| at.parse().ok());
            Tried::Won(id, at.unwrap_or(by.now))
        }))
    }

    /// The password that the caller has used, as the database has it after this.
    pub(super) async fn settle(&self, tx: &mut Tx, tried: Tried, by: &Use<'_>) -> Result<Option<PasswordId>> {
        match tried {
            Tried::Undecided(id) => Ok(download_passwords::consume(tx, id, by).await?.then_some(id)),
            Tried::Won(id, at) => {
                download_passwords::note_use(tx, id, by.operator, at).await?;
                Ok(Some(id))
            }
            Tried::Lost => Ok(None),
        }
    }

    /// Ends a password where it is decided over, and says when it is over; nothing when somebody has used it. The
    /// database decides within the transaction that follows.
    pub(super) async fn end(&self, password: &IssuedPassword, now: Timestamp) -> Result<Option<Timestamp>> {
        let Self::Table(records) = self else { return Ok(Some(now)) };
        let ended = records.end_password(password.id.0, password.exam_id.0, &now.sortable()).await;
        let item = ended.map_err(|fault| unanswered(&fault))?;
        // An item that is gone was over long ago.
        let Some(item) = item else { return Ok(Some(now)) };
        // Whatever the item says, it is over now.
        Ok(if item.used { None } else { Some(item.expires_at.parse().unwrap_or(now)) })
    }

    /// Gives the download of a password that was used; false when it was given before.
    pub(super) async fn give(&self, tx: &mut Tx, download: &Download) -> Result<bool> {
        match self {
            Self::Database => downloads::insert(tx, download).await?,
            Self::Table(_) => return Ok(downloads::insert_once(tx, download).await?),
        }
        Ok(true)
    }
}

/// The id that follows from the name of a record: of no version that anything else here draws (RFC 9562, version 8).
fn named_by(handle: &str) -> PasswordId {
    let digest = Sha256::new().chain_update(b"mpa download password\n").chain_update(handle).finalize();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    PasswordId(Builder::from_custom_bytes(bytes).into_uuid())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_one_id_for_ever() {
        let id = named_by("ABC123").0;
        assert_eq!((named_by("ABC123").0, id.get_version_num()), (id, 8));
        assert_ne!(named_by("ABC124").0, id);
    }
}
