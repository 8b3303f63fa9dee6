//! A download password, used once. Whether it is wrong, over, used, or somebody else's: each takes one
//! hash, and each is told the same. Only what the check symbol catches is told sooner.

use super::{
    authority::{Authority, Tried},
    build,
};
use crate::{
    call::Call,
    error::{About, Error, Result, TooLarge},
    seat,
    sessions::{LOGIN_FAILURES_SECONDS, seconds_until},
    work::Work,
};
use api::Answer;
use api::downloads::{GivenDownload, VerifyPassword};
use api::error::TooMuch;
use domain::event::Fact;
use domain::{
    CentreId, EventId, PasswordId, Refusal, Role, SlotId, Timestamp, UserId, alert::AlertKind, download::PackageState,
    exam::Exam, network::Network, slot::SlotStatus,
};
use serde_json::json;
use store::{
    Tx, download_failures,
    download_passwords::Use,
    downloads::{self, Download},
    slots,
};
use vault::{first_refresh, hash};

/// Candidates of a package; more is 413, before the password is used.
pub const PACKAGE_CANDIDATES: i64 = 20_000;

/// Seconds over which failures are counted.
pub(crate) const WRONG_SECONDS: i64 = LOGIN_FAILURES_SECONDS;
/// Failures of one operator, who locks out nobody else.
pub(crate) const WRONG_OF_OPERATOR: u32 = 10;
/// Failures from one network, where a whole centre may be behind one.
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
    let _turn = call.app.turns.downloads.take(call.caller.actor.user_id.0.as_bytes(), &[]).await?;
    // And those of one network a few at a time: attempts that are under way count as failures.
    let network = Network::of(call.caller.address).to_string();
    let _share = call.app.turns.hashing.take(network.as_bytes(), &[]).await?;
    let admitted = admit(call, &network).await?;
    let authority = Authority::of(&call.app);
    let by = Use { exam: exam.id, operator: call.caller.actor.user_id, centres: &share.centres, now: admitted.at };
    let tried = match attempt(call, &authority, &body.password, by).await {
        Ok(tried) => tried,
        Err(fault) => {
            was_not_made(call, admitted.id).await;
            return Err(fault);
        }
    };
    let mut tx = call.begin().await?;
    let by = Use { now: call.app.clock.now(), ..by };
    let settled = authority.settle(&mut tx, tried, &by).await?;
    match settled {
        Some(password) => {
            let download = download(call, about, password, share)?;
            give(call, tx, about, download, admitted).await
        }
        None => refuse(call, tx, about, admitted.count).await,
    }
}

/// An attempt that counts as a failure until it is none.
struct Admitted {
    id: EventId,
    at: Timestamp,
    /// How many the caller's are with it.
    count: u32,
}

async fn attempt(call: &Call, authority: &Authority<'_>, typed: &str, by: Use<'_>) -> Result<Tried> {
    let fits = authority.fitting(call, typed, &by).await?;
    authority.attempt(fits, &Use { now: call.app.clock.now(), ..by }).await
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

/// Counts an attempt before it is made, unless there were too many.
async fn admit(call: &Call, network: &str) -> Result<Admitted> {
    let (now, me) = (call.app.clock.now(), call.caller.actor.user_id);
    room(&mut *call.read().await?, me, network, now).await?; // who is over a limit costs no write
    let mut tx = call.begin().await?;
    download_failures::hold(&mut tx, me, network).await?;
    let failures = room(&mut tx, me, network, now).await?;
    let id = call.id();
    download_failures::reserve(&mut tx, id, me, network, now).await?;
    tx.commit().await?;
    Ok(Admitted { id, at: now, count: failures + 1 })
}

/// How often an account failed lately, unless it or its network did too often.
async fn room(tx: &mut Tx, account: UserId, network: &str, now: Timestamp) -> Result<u32> {
    let failures = download_failures::count(tx, account, network, now.plus_seconds(-WRONG_SECONDS)).await?;
    let over = [
        (failures.of_account >= WRONG_OF_OPERATOR).then_some(failures.account_first),
        (failures.of_network >= WRONG_OF_ADDRESS).then_some(failures.network_first),
    ];
    match over.into_iter().flatten().map(|first| seconds_until(first, now)).max() {
        Some(seconds) => Err(Error::rate_limited(seconds)),
        None => Ok(failures.of_account),
    }
}

/// A fault of ours is no failure of the caller's. What cannot be taken back stays counted.
async fn was_not_made(call: &Call, attempt: EventId) {
    let undone = async {
        let mut tx = call.begin().await?;
        download_failures::take_back(&mut tx, attempt).await?;
        tx.commit().await
    };
    if undone.await.is_err() {
        tracing::warn!("an attempt that was not made stays counted");
    }
}

async fn refuse<T>(call: &Call, mut tx: Work, about: About, count: u32) -> Result<T> {
    if count == ALERT_AT {
        call.alert(&mut tx, AlertKind::DownloadAbuse, about, None, json!({ "failures": count })).await?;
    }
    tx.commit().await?;
    Err(Error::from(Refusal::InvalidDownloadPassword).about(about))
}

fn download(call: &Call, about: About, password_id: PasswordId, share: Share) -> Result<(Download, String)> {
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
    Ok((download, download_token))
}

/// Gives the download, unless its password gave one already.
async fn give(
    call: &Call,
    mut tx: Work,
    about: About,
    (download, download_token): (Download, String),
    admitted: Admitted,
) -> Result<Answer<GivenDownload>> {
    if !Authority::of(&call.app).give(&mut tx, &download).await? {
        return refuse(call, tx, about, admitted.count).await;
    }
    download_failures::take_back(&mut tx, admitted.id).await?;
    let now = download.created_at;
    let given = downloads::given_since(&mut tx, download.operator_id, now.plus_seconds(-24 * 3600)).await?;
    if given == PACKAGES_A_DAY + 1 {
        call.alert(&mut tx, AlertKind::DownloadAbuse, about, None, json!({ "packages": given })).await?;
    }
    let (slots, expires_at) = (download.slots.clone(), download.expires_at);
    let data = Fact::VerifyDownloadPassword { password_id: download.password_id, slots, expires_at };
    call.record(&mut tx, about, Some(download.id.to_string()), data).await?;
    let package_url = api::address::package(download.id);
    let told = GivenDownload { download_token, expires_at: download.expires_at, package_url };
    let answer = call.commit(tx, Answer::ok(told)).await?;
    build::start(&call.app, download.id);
    Ok(answer)
}
