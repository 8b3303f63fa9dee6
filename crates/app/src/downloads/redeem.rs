//! A download password, used once. Whether it is wrong, over, used, or somebody else's: each takes one
//! hash, and each is told the same. Only what the check symbol catches is told sooner.

use super::build;
use crate::{
    call::Call,
    error::{About, Error, Result, TooLarge},
    seat,
    work::Work,
};
use api::Answer;
use api::downloads::{GivenDownload, VerifyPassword};
use api::error::TooMuch;
use domain::event::Fact;
use domain::{
    CentreId, PasswordId, Refusal, Role, SlotId, alert::AlertKind, download::DownloadPassword, download::PackageState,
    exam::Exam, slot::SlotStatus,
};
use serde_json::json;
use store::{
    Tx, download_failures,
    download_passwords::{self, Use},
    downloads::{self, Download},
    slots,
};
use vault::{first_refresh, hash};

/// Candidates of a package; more is 413, before the password is used.
pub const PACKAGE_CANDIDATES: i64 = 20_000;

/// Seconds over which failures are counted.
pub(crate) const WRONG_SECONDS: i64 = 300;
/// Failures of one operator, who locks out nobody else.
pub(crate) const WRONG_OF_OPERATOR: u32 = 10;
/// Failures from one address, where a whole centre may be behind one.
pub(crate) const WRONG_OF_ADDRESS: u32 = 50;
/// So many failures of one operator raise an alert.
const ALERT_AT: u32 = 5;
/// Packages of one operator in a day; one more raises an alert.
const PACKAGES_A_DAY: u32 = 5;
/// Seconds in which a package can be fetched.
pub const DOWNLOAD_SECONDS: i64 = 6 * 3600;

/// What the caller may download.
struct Share {
    /// A supervisor's: all of the centre.
    centre: Option<CentreId>,
    /// An operator's slots.
    slots: Vec<SlotId>,
    /// Where the caller works.
    centres: Vec<CentreId>,
}

/// Uses a password.
///
/// # Errors
/// In this order: `EXAM_NOT_FOUND`, `NO_SLOT_ASSIGNED`, 413 for too many candidates,
/// `OPERATOR_MISMATCH`, 429 after too many failures, `INVALID_DOWNLOAD_PASSWORD`.
pub async fn verify(call: &Call, body: VerifyPassword) -> Result<Answer<GivenDownload>> {
    let mut tx = call.read().await?;
    let exam = seat::exam(&mut tx, body.exam_id).await?;
    let share = share(call, &mut tx, &exam).await.map_err(|failure| failure.about(of_exam(&exam)))?;
    drop(tx);
    let about = About { centre: share.centre, ..of_exam(&exam) };
    call.must_be(body.operator_id).map_err(|failure| failure.about(about))?;
    // Attempts of one operator take turns, so that parallel ones cannot exceed the limit.
    let turn = call.app.turns.of(&[b"download", call.caller.actor.user_id.0.as_bytes()]);
    let _turn = turn.lock().await;
    let failures = admit(call).await?;
    let fits = find(call, &body.password).await?;
    let mut tx = call.begin().await?;
    let now = call.app.clock.now();
    let by = Use { exam: exam.id, operator: call.caller.actor.user_id, centres: &share.centres, now };
    // Tried with an id that nothing has, too: the work is the same for every refusal.
    let id = fits.unwrap_or(PasswordId(uuid::Uuid::nil()));
    if download_passwords::consume(&mut tx, id, &by).await? {
        give(call, tx, about, id, share).await
    } else {
        refuse(call, tx, about, failures + 1).await
    }
}

fn of_exam(exam: &Exam) -> About {
    About { exam: Some(exam.id), ..About::default() }
}

async fn share(call: &Call, tx: &mut Tx, exam: &Exam) -> Result<Share> {
    let share = if call.caller.actor.role == Role::Supervisor {
        let centre = call.caller.actor.centre_id.ok_or(Refusal::Forbidden)?;
        let any = !slots::at_centre(tx, exam.id, centre).await?.is_empty();
        any.then(|| Share { centre: Some(centre), slots: Vec::new(), centres: vec![centre] })
    } else {
        let mut open =
            slots::assigned(tx, call.caller.actor.user_id, exam.id, &exam.settings, call.moment.decided).await?;
        open.retain(|(_, _, status)| *status != SlotStatus::Completed);
        let at = open.iter().map(|(_, centre, _)| *centre);
        let centres = call.caller.actor.centre_id.map_or_else(|| at.collect(), |own| vec![own]);
        let slots: Vec<SlotId> = open.iter().map(|(slot, ..)| *slot).collect();
        (!slots.is_empty()).then_some(Share { centre: None, slots, centres })
    };
    let share = share.ok_or(Refusal::NoSlotAssigned)?;
    if downloads::candidates(tx, exam.id, share.centre, &share.slots).await? > PACKAGE_CANDIDATES {
        let sentence = format!("A package holds at most {PACKAGE_CANDIDATES} candidates. Assign fewer slots.");
        let limit = TooMuch { limit_bytes: None, limit_candidates: Some(PACKAGE_CANDIDATES) };
        return Err(Error::TooLarge(Box::new(TooLarge { limit, about: About::default(), sentence: Some(sentence) })));
    }
    Ok(share)
}

/// How often the caller failed lately, unless that is too often.
async fn admit(call: &Call) -> Result<u32> {
    let now = call.app.clock.now();
    let since = now.plus_seconds(-WRONG_SECONDS);
    let address = call.caller.address.to_string();
    let failures =
        download_failures::count(&mut call.read().await?, call.caller.actor.user_id, &address, since).await?;
    if failures.of_account < WRONG_OF_OPERATOR && failures.of_address < WRONG_OF_ADDRESS {
        return Ok(failures.of_account);
    }
    let wait = failures.first.map_or(WRONG_SECONDS, |first| first.seconds_since(since) + 1);
    Err(Error::rate_limited(u32::try_from(wait).unwrap_or(60)))
}

/// The record whose secret was given. One hash, also where there is no such record.
async fn find(call: &Call, typed: &str) -> Result<Option<PasswordId>> {
    let Ok(typed) = DownloadPassword::typed(typed) else { return Ok(None) };
    let kept = download_passwords::by_handle(&mut call.read().await?, &typed.handle()).await?;
    let (id, secret_hash) = kept.map(|kept| (kept.id, kept.secret_hash)).unzip();
    let fits = call.app.passwords.verify(typed.secret(), secret_hash).await?;
    Ok(id.filter(|_| fits))
}

async fn refuse<T>(call: &Call, mut tx: Work, about: About, count: u32) -> Result<T> {
    let address = call.caller.address.to_string();
    download_failures::insert(&mut tx, call.id(), call.caller.actor.user_id, &address, call.app.clock.now()).await?;
    if count == ALERT_AT {
        call.alert(&mut tx, AlertKind::DownloadAbuse, about, None, json!({ "failures": count })).await?;
    }
    tx.commit().await?;
    Err(Error::from(Refusal::InvalidDownloadPassword).about(about))
}

async fn give(
    call: &Call,
    mut tx: Work,
    about: About,
    password_id: PasswordId,
    share: Share,
) -> Result<Answer<GivenDownload>> {
    let now = call.app.clock.now();
    let download_token = first_refresh(&call.app.ids);
    let download = Download {
        id: call.id(),
        password_id,
        exam_id: about.exam.ok_or(Refusal::ExamNotFound)?,
        operator_id: call.caller.actor.user_id,
        centre_id: share.centre,
        slots: share.slots,
        token_hash: hash(&download_token),
        created_at: now,
        expires_at: now.plus_seconds(DOWNLOAD_SECONDS),
        state: PackageState::Waiting,
        file: None,
    };
    downloads::insert(&mut tx, &download).await?;
    let given = downloads::given_since(&mut tx, download.operator_id, now.plus_seconds(-24 * 3600)).await?;
    if given == PACKAGES_A_DAY + 1 {
        call.alert(&mut tx, AlertKind::DownloadAbuse, about, None, json!({ "packages": given })).await?;
    }
    let (slots, expires_at) = (download.slots.clone(), download.expires_at);
    let data = Fact::VerifyDownloadPassword { password_id, slots, expires_at };
    call.record(&mut tx, about, Some(download.id.to_string()), data).await?;
    let package_url = api::address::package(download.id);
    let told = GivenDownload { download_token, expires_at: download.expires_at, package_url };
    let answer = call.commit(tx, Answer::ok(told)).await?;
    build::start(&call.app, download.id);
    Ok(answer)
}
