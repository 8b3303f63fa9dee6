//! What stands in front of every operation: token, then role. Behind it: what was refused is written down.

use std::{net::IpAddr, ops::Deref, sync::Arc};

use app::{Call, Caller, Error, idempotency::Once, refusals, sessions};
use axum::{
    extract::{FromRequestParts, Request, State as Shared},
    http::{HeaderMap, Method, Uri, header::AUTHORIZATION, request::Parts, uri::PathAndQuery},
    middleware::Next,
    response::{IntoResponse as _, Response},
};
use domain::{
    Refusal,
    policy::{Action, Owed},
};
use sha2::{Digest as _, Sha256};

use super::address::ClientAddress;
use crate::{
    cookie,
    error::{Answered, Failure},
    state::State,
};

/// The longest path that is kept with an `Idempotency-Key` as it is; of a longer one its digest.
const NAMED_PATH: usize = 500;

/// The call of a request that was let through.
#[derive(Clone)]
pub(crate) struct Authorised(pub Call);

impl Deref for Authorised {
    type Target = Call;
    fn deref(&self) -> &Call {
        &self.0
    }
}

impl<S: Sync> FromRequestParts<S> for Authorised {
    type Rejection = Failure;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        parts.extensions.get::<Self>().cloned().ok_or(Failure::Call(Error::Unauthenticated))
    }
}

/// Lets a request through to its operation, with its call, or refuses it.
pub(crate) async fn authorise(
    Shared((state, action)): Shared<(State, Action)>,
    mut request: Request,
    next: Next,
) -> Response {
    let address = request.extensions().get::<ClientAddress>().map_or(IpAddr::from([0, 0, 0, 0]), |a| a.ip);
    // What is needed of the request is taken out first: its body cannot be shared between threads.
    let shown = Shown::of(request.headers(), action);
    let once = once(action, &request);
    let (call, owed) = match identify(&state, action, address, shown, once).await {
        Ok(known) => known,
        Err(error) => {
            state.app.outsiders().count(address, error.code().as_str());
            return Failure::from(error).into_response();
        }
    };
    if !action.allows(call.caller.actor.role) {
        return written_down(&call, Failure::from(Error::from(Refusal::Forbidden)).into_response()).await;
    }
    if let Some(refusal) = owed.refuses(action) {
        return written_down(&call, Failure::from(Error::from(refusal)).into_response()).await;
    }
    request.extensions_mut().insert(Authorised(call.clone()));
    written_down(&call, next.run(request).await).await
}

/// By what a caller shows who it is.
enum Shown {
    /// An access token.
    Access(String),
    /// The refresh token that its browser keeps: it ends the session, also when the access token is gone or over.
    Kept(String),
    Nothing,
}

impl Shown {
    fn of(headers: &HeaderMap, action: Action) -> Self {
        match (bearer(headers), cookie::kept(headers)) {
            (Some(token), _) => Self::Access(token.to_owned()),
            (None, Some(token)) if action == Action::Logout => Self::Kept(token.to_owned()),
            _ => Self::Nothing,
        }
    }
}

/// The call of who shows this, and what they have to do first.
async fn identify(
    state: &State,
    action: Action,
    address: IpAddr,
    shown: Shown,
    once: Result<Option<Once>, Error>,
) -> Result<(Call, Owed), Error> {
    let (known, once) = match (shown, once) {
        (Shown::Access(token), Ok(Some(once))) => {
            let (known, once) = sessions::behind_with(&state.app, &token, once).await?;
            (known, Ok(Some(once)))
        }
        (Shown::Access(token), once) => (sessions::behind(&state.app, &token).await?, once),
        (Shown::Kept(token), once) => (sessions::behind_refresh(&state.app, &token).await?, once),
        (Shown::Nothing, _) => return Err(Error::Unauthenticated),
    };
    let once = once?.map(Arc::new);
    let caller = Caller { actor: known.actor, device: known.device, address };
    Ok((Call { once, ..Call::new(state.app.clone(), caller, action) }, known.owed))
}

/// The token of `Authorization: Bearer …`.
pub(crate) fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token.trim())
}

/// The Idempotency-Key of a request, where one was sent and counts.
fn once(action: Action, request: &Request) -> Result<Option<Once>, Error> {
    let Some(key) = request.headers().get("idempotency-key") else { return Ok(None) };
    if request.method() != Method::POST || !takes_key(action) {
        return Ok(None);
    }
    let key = key.to_str().ok().filter(|key| (1..=200).contains(&key.len()));
    let key = key.ok_or_else(|| Error::invalid("Idempotency-Key", "must be 1 to 200 visible characters"))?;
    Ok(Some(Once::new(named(request.method(), request.uri()), key.to_owned())))
}

/// Which request a key belongs to: the method and the path with its ids and its query, as they were sent.
fn named(method: &Method, uri: &Uri) -> String {
    let path = uri.path_and_query().map_or("", PathAndQuery::as_str);
    if path.len() <= NAMED_PATH {
        return format!("{method} {path}");
    }
    format!("{method} sha256:{}", base16ct::lower::encode_string(&Sha256::digest(path)[..]))
}

/// The POSTs that create at the stations and in set-up; not accounts, logins and passwords.
fn takes_key(action: Action) -> bool {
    use Action as A;
    let downloads =
        matches!(action, A::GenerateDownloadPassword | A::GenerateDownloadPasswords | A::VerifyDownloadPassword);
    let accounts = matches!(action, A::CreateOperator | A::ImportOperators | A::ResetPassword);
    // Records have ids of their own, and the answer may be long.
    let queues = action == A::ImportRecords;
    let own = matches!(action, A::Logout | A::ChangePassword | A::SetUpSecondFactor | A::ConfirmSecondFactor);
    !downloads && !accounts && !queues && !own && action != A::LogoutAll
}

/// Has a failure written down before it is told.
async fn written_down(call: &Call, response: Response) -> Response {
    let Some(told) = response.extensions().get::<Answered>().cloned() else { return response };
    match refusals::write_down(call, &told.body, told.about).await {
        Ok(None) => response,
        Ok(Some(first)) => Failure::Replay(first).into_response(),
        // What cannot be written down is not told either.
        Err(error) => Failure::from(error).into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_belongs_to_one_request_alone() {
        let of = |path: &str| named(&Method::POST, &path.parse().unwrap());
        assert_eq!(of("/api/attendance/1/undo"), "POST /api/attendance/1/undo");
        assert_ne!(of("/api/attendance/1/undo"), of("/api/attendance/2/undo"));
        assert_ne!(of("/api/x?dryRun=true"), of("/api/x"));
        let long = |last: &str| of(&format!("/api/{}{last}", "x".repeat(600)));
        assert_eq!((long("a").len(), long("a")), (76, long("a")));
        assert_ne!(long("a"), long("b"));
    }
}
