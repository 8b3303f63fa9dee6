//! Who puts faces into collections and takes them out.

use std::sync::Arc;

use adapters::DistantFaces;

use crate::state::App;

/// Who puts faces into collections and takes them out.
#[derive(Clone)]
pub(crate) struct Indexer {
    pub(super) app: App,
    pub(super) distant: Arc<DistantFaces>,
}

impl Indexer {
    /// Where an engine outside of the program is configured.
    pub(crate) fn of(app: &App) -> Option<Self> {
        app.distant_faces.clone().map(|distant| Self { app: app.clone(), distant })
    }
}
