//! A password for one download, to be read out over a telephone.

use super::authority::Authority;
use crate::{
    call::Call,
    error::{About, Error, Result},
    seat,
    work::Work,
};
use api::Answer;
use api::downloads::{GeneratePassword, GeneratedPassword};
use domain::event::Fact;
use domain::{Refusal, Role, Timestamp, download::DownloadPassword};
use store::{Tx, accounts, centres, download_passwords};

/// How often a handle that is taken is drawn anew; of a billion of them few are ever in use.
const TRIES: usize = 5;

/// Makes a password.
///
/// # Errors
/// `VALIDATION` of the minutes, `EXAM_NOT_FOUND`, `OPERATOR_NOT_FOUND`, `CENTRE_NOT_FOUND`.
pub async fn generate(call: &Call, body: GeneratePassword) -> Result<Answer<GeneratedPassword>> {
    let expires_at = expiry(call, body.expiry_minutes)?;
    check(&mut *call.read().await?, &body).await?;
    let authority = Authority::of(&call.app);
    for _ in 0..TRIES {
        let mut random = [0; 16];
        call.app.ids.fill(&mut random);
        let password = DownloadPassword::from_random(u128::from_le_bytes(random));
        let kept = download_passwords::IssuedPassword {
            id: authority.id(call, &password),
            handle: password.handle(),
            exam_id: body.exam_id,
            operator_id: body.operator_id,
            centre_id: body.centre_id,
            secret_hash: call.app.passwords.hash(password.secret()).await?,
            created_at: call.moment.decided,
            created_by: call.caller.actor.user_id,
            expires_at,
            used_at: None,
        };
        if !authority.keep(&kept).await? {
            continue;
        }
        let mut tx = call.begin().await?;
        if authority.note(&mut tx, &kept).await? {
            return tell(call, tx, &kept, &password).await;
        }
    }
    Err(Error::busy())
}

/// When a password is over that is made now.
pub(super) fn expiry(call: &Call, minutes: Option<i64>) -> Result<Timestamp> {
    let minutes = minutes.unwrap_or(30);
    if !(1..=1440).contains(&minutes) {
        return Err(Error::invalid("expiryMinutes", "must be 1 to 1440"));
    }
    Ok(call.moment.decided.plus_seconds(minutes * 60))
}

async fn check(tx: &mut Tx, body: &GeneratePassword) -> Result<()> {
    seat::exam(tx, body.exam_id).await?;
    if let Some(operator) = body.operator_id {
        let found = accounts::get(tx, operator).await?;
        let found = found.filter(|user| matches!(user.role, Role::Operator | Role::Supervisor) && !user.disabled);
        found.ok_or(Refusal::OperatorNotFound)?;
    }
    if let Some(centre) = body.centre_id {
        centres::get(tx, centre).await?.ok_or(Refusal::CentreNotFound)?;
    }
    Ok(())
}

async fn tell(
    call: &Call,
    mut tx: Work,
    kept: &download_passwords::IssuedPassword,
    password: &DownloadPassword,
) -> Result<Answer<GeneratedPassword>> {
    let about = About { exam: Some(kept.exam_id), centre: kept.centre_id, ..About::default() };
    let (operator_id, centre_id, expires_at) = (kept.operator_id, kept.centre_id, kept.expires_at);
    let data = Fact::GenerateDownloadPassword { operator_id, centre_id, expires_at };
    call.record(&mut tx, about, Some(kept.id.to_string()), data).await?;
    let (password_id, expires_at) = (kept.id, kept.expires_at);
    let told = GeneratedPassword { password_id, password: password.spelled(), expires_at };
    call.commit(tx, Answer::created(told)).await
}
