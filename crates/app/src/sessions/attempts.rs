//! Attempts on a password, and the limits on those that fail. An attempt is counted before it is made: a rush of them
//! cannot be ahead of its count. Behind one address may be a whole centre, so a user's own device, with which they have
//! logged in lately, is counted by itself: it neither fills nor meets the limit of its network.

use domain::{EventId, Timestamp};
use store::{
    Tx,
    logins::{self, Counted, LoginFailures, Try},
};

use crate::{
    error::{Error, Result},
    state::App,
};

/// Seconds over which failures are counted.
pub(crate) const LOGIN_FAILURES_SECONDS: i64 = 300;
/// Failures of one user from one network, or with one known device.
pub(crate) const LOGIN_FAILURES_OF_USER: u32 = 10;
/// Failures from one network.
pub(crate) const LOGIN_FAILURES_OF_NETWORK: u32 = 100;
/// Failures with one known device; what comes on top is counted by its network.
pub(crate) const LOGIN_FAILURES_OF_DEVICE: u32 = 20;
/// Seconds for which a device is known after a login.
pub(crate) const KNOWN_DEVICE_SECONDS: i64 = 24 * 3600;

/// Whose password is tried, from where, with what.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Target<'a> {
    /// The name under which it is counted.
    pub name: &'a str,
    /// The network that it comes from; of what is counted wherever it comes from, a name for that.
    pub network: &'a str,
    /// With which device, as it names itself.
    pub device: Option<&'a str>,
}

/// An attempt that is counted.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Counting {
    id: EventId,
    /// Failures of this user, this one included.
    pub count: u32,
}

impl Counting {
    /// It was no failure.
    ///
    /// # Errors
    /// [`store::StoreError`].
    pub(crate) async fn take_back(self, tx: &mut Tx) -> Result<()> {
        Ok(logins::take_back(tx, self.id).await?)
    }

    /// It was not made, by a fault of ours. What cannot be taken back stays counted.
    pub(crate) async fn was_not_made(self, app: &App) {
        let undone = async {
            let mut unit = app.journal.begin().await?;
            logins::take_back(&mut unit, self.id).await?;
            unit.commit().await
        };
        if let Err(error) = undone.await {
            tracing::warn!(%error, "an attempt that was not made stays counted");
        }
    }
}

/// Counts an attempt that is about to be made.
///
/// # Errors
/// 429 with the seconds until there is room for one more.
pub(crate) async fn count(app: &App, target: &Target<'_>) -> Result<Counting> {
    let named = Try { username: target.name, network: target.network, device: target.device };
    let now = app.clock.now();
    // Who is over a limit costs no write.
    room(&mut app.journal.read().await?, &named, now).await?;
    let mut unit = app.journal.begin().await?;
    logins::hold(&mut unit, &named).await?;
    let (by, failures) = room(&mut unit, &named, now).await?;
    let id: EventId = app.ids.next(now).into();
    logins::reserve(&mut unit, id, &by, now).await?;
    unit.commit().await?;
    Ok(Counting { id, count: failures + 1 })
}

/// By what an attempt is counted, and the failures of its user so far.
async fn room<'a>(tx: &mut Tx, named: &Try<'a>, now: Timestamp) -> Result<(Try<'a>, u32)> {
    let failures = logins::failures(tx, named, now.plus_seconds(-LOGIN_FAILURES_SECONDS)).await?;
    let known = match named.device {
        Some(device) => logins::is_known(tx, device, named.username, now.plus_seconds(-KNOWN_DEVICE_SECONDS)).await?,
        None => false,
    };
    match verdict(&failures, known, now) {
        Verdict::ByDevice => Ok((*named, failures.of_user_and_device.count)),
        Verdict::ByNetwork => Ok((Try { device: None, ..*named }, failures.of_user.count)),
        Verdict::Wait(seconds) => Err(Error::rate_limited(seconds)),
    }
}

#[derive(Debug, PartialEq, Eq)]
enum Verdict {
    ByDevice,
    ByNetwork,
    Wait(u32),
}

fn verdict(failures: &LoginFailures, known: bool, now: Timestamp) -> Verdict {
    let over = |counted: Counted, limit: u32| (counted.count >= limit).then(|| seconds_until(counted.first, now));
    let waits = if known && failures.of_device.count < LOGIN_FAILURES_OF_DEVICE {
        match over(failures.of_user_and_device, LOGIN_FAILURES_OF_USER) {
            None => return Verdict::ByDevice,
            waits => [waits, None, None],
        }
    } else {
        let with_device = failures.of_user_and_device;
        [
            over(with_device, LOGIN_FAILURES_OF_USER),
            over(failures.of_user, LOGIN_FAILURES_OF_USER),
            over(failures.of_network, LOGIN_FAILURES_OF_NETWORK),
        ]
    };
    waits.into_iter().flatten().max().map_or(Verdict::ByNetwork, Verdict::Wait)
}

/// Until the first failure is no longer counted.
pub(crate) fn seconds_until(first: Option<Timestamp>, now: Timestamp) -> u32 {
    let micros = first.map_or(0, |first| first.plus_seconds(LOGIN_FAILURES_SECONDS).0 - now.0);
    u32::try_from(micros.max(1).unsigned_abs().div_ceil(1_000_000)).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp(1_000_000_000);

    fn counted(count: u32) -> Counted {
        Counted { count, first: (count > 0).then(|| NOW.plus_seconds(-100)) }
    }

    #[test]
    fn who_may_try_once_more() {
        use Verdict::*;
        // user, network, user and device, device, known
        for (of_user, of_network, of_both, of_device, known, expected) in [
            (0, 0, 0, 0, false, ByNetwork),
            (9, 99, 0, 0, false, ByNetwork),
            (10, 10, 0, 0, false, Wait(200)),
            (0, 100, 0, 0, false, Wait(200)),
            (10, 100, 9, 9, true, ByDevice), // a guesser behind the same address is not this device
            (0, 0, 10, 10, true, Wait(200)),
            (0, 0, 9, 20, true, ByNetwork), // a device that fails for everybody is like any other
            (10, 10, 0, 20, true, Wait(200)),
            (0, 0, 10, 20, true, Wait(200)),
        ] {
            let failures = LoginFailures {
                of_user: counted(of_user),
                of_network: counted(of_network),
                of_user_and_device: counted(of_both),
                of_device: counted(of_device),
            };
            let told = verdict(&failures, known, NOW);
            assert_eq!(told, expected, "{of_user} {of_network} {of_both} {of_device} {known}");
        }
    }

    #[test]
    fn what_is_told_to_wait_is_what_there_is_to_wait() {
        for (ago, seconds) in [(0, 300), (1, 299), (299, 1), (300, 1), (301, 1)] {
            assert_eq!(seconds_until(Some(NOW.plus_seconds(-ago)), NOW), seconds);
        }
        assert_eq!(seconds_until(Some(Timestamp(NOW.0 - 500_000)), NOW), 300);
    }
}
