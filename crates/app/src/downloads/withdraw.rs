//! A password that is taken back before anybody uses it: one that was read to the wrong person, or that nobody saw.

use api::{Answer, downloads::WithdrawnPassword};
use domain::{PasswordId, Refusal, Timestamp, event::Fact};
use store::download_passwords;

use super::authority::Authority;
use crate::{
    call::Call,
    error::{About, Error, Result},
};

/// Ends a password. What is over already stays as it is; what was used is told, and changed in nothing.
///
/// # Errors
/// `PASSWORD_NOT_FOUND`.
pub async fn withdraw(call: &Call, id: PasswordId) -> Result<Answer<WithdrawnPassword>> {
    let issued = download_passwords::get(&mut *call.read().await?, id).await?.ok_or(Refusal::PasswordNotFound)?;
    let about = About { exam: Some(issued.exam_id), centre: issued.centre_id, ..About::default() };
    // A password is over after it was made, be it by a microsecond.
    let now = call.app.clock.now().max(Timestamp(issued.created_at.0 + 1));
    let ended = Authority::of(&call.app).end(&issued, now).await.map_err(|fault| fault.about(about))?;
    let mut tx = call.begin().await?;
    if let Some(at) = ended
        && download_passwords::withdraw(&mut tx, id, call.caller.actor.user_id, at).await?
    {
        let fact = Fact::WithdrawDownloadPassword { expires_at: at };
        call.record(&mut tx, about, Some(id.to_string()), fact).await?;
    }
    let kept = download_passwords::get(&mut tx, id).await?.ok_or_else(|| Error::from(Refusal::PasswordNotFound))?;
    let withdrawn = ended.is_some() && kept.used_at.is_none();
    let told = WithdrawnPassword { password_id: id, withdrawn, expires_at: kept.expires_at };
    call.commit(tx, Answer::ok(told)).await
}
