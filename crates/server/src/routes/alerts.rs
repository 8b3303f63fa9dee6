//! What somebody has to look at.

use super::guarded::{Access, operation};
use crate::{
    extract::{Body, Path, Query},
    middleware::authorise::Authorised,
    reply::Replied,
    state::State,
};
use api::alerts::{AlertExam, AlertQuery, AlertView, OneAlert, ReviewAlert, ReviewAlerts, ReviewResults};
use api::{Envelope, Listing, Paging};
use app::alerts;
use domain::{AlertId, ExamId, Refusal, policy::Action};
use utoipa_axum::{router::OpenApiRouter, routes};

/// The alerts of an exam, the newest first; a supervisor's are those of the centre.
#[utoipa::path(get, path = "/api/alerts/{id}", operation_id = "listAlertsOfExam", tag = "Alerts", params(("id" = ExamId, Path, description = "The exam"),
    AlertQuery, Paging), responses((status = 200, body = Envelope<Listing<AlertView>>)))]
async fn of_exam(
    call: Authorised,
    path: Path<AlertExam>,
    query: Query<AlertQuery>,
    paging: Query<Paging>,
) -> Replied<Listing<AlertView>> {
    Ok(alerts::list(&call, Some(path.0.id), query.0, &paging.0).await?.into())
}

/// The alerts of all exams and of none (logins), the newest first; a supervisor's are those of the centre.
#[utoipa::path(get, path = "/api/alerts", operation_id = "listAlerts", tag = "Alerts", params(AlertQuery, Paging),
    responses((status = 200, body = Envelope<Listing<AlertView>>)))]
async fn all(call: Authorised, query: Query<AlertQuery>, paging: Query<Paging>) -> Replied<Listing<AlertView>> {
    Ok(alerts::list(&call, None, query.0, &paging.0).await?.into())
}

/// Mark an alert as reviewed. The first review stays; once more gives it again and changes nothing.
#[utoipa::path(patch, path = "/api/alerts/{id}", operation_id = "reviewAlert", tag = "Alerts", params(("id" = AlertId, Path, description = "The alert")),
    request_body = ReviewAlert, responses((status = 200, body = Envelope<AlertView>)))]
async fn review(call: Authorised, path: Path<OneAlert>, body: Body<ReviewAlert>) -> Replied<AlertView> {
    Ok(alerts::review(&call, path.0.id, body.0).await?.into())
}

/// Mark up to 500 alerts as reviewed, with one note: one result each. What is refused of one stops no other.
#[utoipa::path(patch, path = "/api/alerts/review", operation_id = "reviewAlerts", tag = "Alerts",
    request_body = ReviewAlerts, responses((status = 200, body = Envelope<ReviewResults>)))]
async fn review_all(call: Authorised, body: Body<ReviewAlerts>) -> Replied<ReviewResults> {
    Ok(alerts::review_all(&call, body.0).await?.into())
}

/// The routes of this noun.
pub(crate) fn routes(access: &Access) -> OpenApiRouter<State> {
    use Refusal as R;
    OpenApiRouter::new()
        .routes(operation(access, Action::ReadAlerts, &[R::ExamNotFound], routes!(of_exam)))
        .routes(operation(access, Action::ReadAlerts, &[], routes!(all)))
        .routes(operation(access, Action::ReviewAlert, &[R::AlertNotFound], routes!(review)))
        .routes(operation(access, Action::ReviewAlert, &[], routes!(review_all)))
}
