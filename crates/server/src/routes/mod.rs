//! The routes, one file a noun. A handler reads as a sentence: who, which body; one operation; wrap
//! the answer. Its role is attached here, which enforces it and writes it into OpenAPI.

pub mod accounts;
pub mod alerts;
pub mod attendance;
pub mod audit;
pub mod candidates;
pub mod centres;
pub mod closing;
pub mod devices;
pub mod downloads;
pub mod exams;
pub mod faces;
pub mod fingerprints;
mod guarded;
pub mod health;
pub mod imports;
pub mod live;
pub mod sessions;
pub mod sheets;
pub mod slots;
pub mod sync;

use utoipa_axum::router::OpenApiRouter;

use crate::state::State;

pub use guarded::Access;

/// All operations of the contract.
pub fn api(access: &Access) -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .merge(sessions::routes(access))
        .merge(exams::routes(access))
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
        .merge(health::routes())
}
