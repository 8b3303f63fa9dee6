//! The routes, one file a noun. A handler reads as a sentence: who, which body; one operation; wrap
//! the answer. Its role is attached here, which enforces it and writes it into OpenAPI.

pub(crate) mod accounts;
pub(crate) mod alerts;
pub(crate) mod attendance;
pub(crate) mod audit;
pub(crate) mod candidates;
pub(crate) mod centres;
pub(crate) mod closing;
pub(crate) mod demo;
pub(crate) mod devices;
pub(crate) mod downloads;
pub(crate) mod exams;
pub(crate) mod exports;
pub(crate) mod faces;
pub(crate) mod fingerprints;
mod guarded;
pub(crate) mod health;
pub(crate) mod imports;
pub(crate) mod live;
pub(crate) mod second_factors;
pub(crate) mod sessions;
pub(crate) mod sheets;
pub(crate) mod slots;
pub(crate) mod sync;

use utoipa_axum::router::OpenApiRouter;

use crate::state::State;

pub(crate) use guarded::Access;

/// All operations of the contract.
pub(crate) fn api(access: &Access) -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .merge(sessions::routes(access))
        .merge(second_factors::routes(access))
        .merge(exams::routes(access))
        .merge(exports::routes(access))
        .merge(centres::routes(access))
        .merge(slots::routes(access))
        .merge(accounts::routes(access))
        .merge(imports::routes(access))
        .merge(candidates::routes(access))
        .merge(attendance::routes(access))
        .merge(faces::routes(access))
        .merge(fingerprints::routes(access))
        .merge(closing::routes(access))
        .merge(sheets::routes(access))
        .merge(audit::routes(access))
        .merge(live::routes(access))
        .merge(devices::routes(access))
        .merge(downloads::routes(access))
        .merge(alerts::routes(access))
        .merge(sync::routes(access))
        .merge(demo::routes())
        .merge(health::routes())
}
