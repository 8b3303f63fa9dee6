//! The second factor of an account.

use super::guarded::{Access, operation};
use crate::{
    extract::{Body, Path},
    middleware::authorise::Authorised,
    reply::Replied,
    state::State,
};
use api::accounts::OperatorPath;
use api::second_factors::{ConfirmSecondFactor, RemoveSecondFactor, SecondFactorSecret, SetUpSecondFactor};
use api::sessions::Ended;
use api::{Done, Envelope};
use app::second_factors;
use domain::{Refusal, UserId, policy::Action};
use utoipa_axum::{router::OpenApiRouter, routes};

/// Begin to set up one's own second factor (TOTP, RFC 6238: SHA-1, six digits, 30 s): its secret, which is shown this
/// once. A login needs a code as soon as a first one was confirmed; until then another may be begun with.
#[utoipa::path(post, path = "/api/auth/second-factor", operation_id = "setUpSecondFactor", tag = "Accounts",
    request_body = SetUpSecondFactor, responses((status = 201, body = Envelope<SecondFactorSecret>)))]
async fn set_up(call: Authorised, body: Body<SetUpSecondFactor>) -> Replied<SecondFactorSecret> {
    Ok(second_factors::set_up(&call, body.0).await?.into())
}

/// Turn one's own second factor on with its first code. The other sessions of the account end.
#[utoipa::path(post, path = "/api/auth/second-factor/confirm", operation_id = "confirmSecondFactor", tag = "Accounts",
    request_body = ConfirmSecondFactor, responses((status = 200, body = Envelope<Ended>)))]
async fn confirm(call: Authorised, body: Body<ConfirmSecondFactor>) -> Replied<Ended> {
    Ok(second_factors::confirm(&call, body.0).await?.into())
}

/// Turn one's own second factor off, unless head office requires it.
#[utoipa::path(delete, path = "/api/auth/second-factor", operation_id = "removeSecondFactor", tag = "Accounts",
    request_body = RemoveSecondFactor, responses((status = 200, body = Envelope<Done>)))]
async fn remove(call: Authorised, body: Body<RemoveSecondFactor>) -> Replied<Done> {
    Ok(second_factors::remove(&call, body.0).await?.into())
}

/// Take away the second factor of somebody who has lost their device. The account's sessions end; where head office
/// requires a second factor, its owner sets another up at the next login.
#[utoipa::path(delete, path = "/api/operators/{id}/second-factor", operation_id = "resetSecondFactor", tag = "Set-up",
    params(("id" = UserId, Path)), responses((status = 200, body = Envelope<Ended>)))]
async fn reset(call: Authorised, path: Path<OperatorPath>) -> Replied<Ended> {
    Ok(second_factors::reset(&call, path.0.id).await?.into())
}

/// The routes of this noun.
pub(crate) fn routes(access: &Access) -> OpenApiRouter<State> {
    let (wrong, absent, exists) =
        (Refusal::InvalidCredentials, Refusal::SecondFactorNotFound, Refusal::SecondFactorExists);
    let remove_refusals = [wrong, absent, Refusal::SecondFactorMandatory];
    let reset_refusals = [Refusal::OperatorNotFound, absent];
    OpenApiRouter::new()
        .routes(operation(access, Action::SetUpSecondFactor, &[wrong, exists], routes!(set_up)))
        .routes(operation(access, Action::ConfirmSecondFactor, &[wrong, absent, exists], routes!(confirm)))
        .routes(operation(access, Action::RemoveSecondFactor, &remove_refusals, routes!(remove)))
        .routes(operation(access, Action::ResetSecondFactor, &reset_refusals, routes!(reset)))
}
