//! A program in the test's process, with what the tests look into.

use std::{ops::Deref, sync::Arc};

use ::store::Db;
use app::App;
use face::Engine;
use mpa::{
    config::Config,
    wiring::{Opened, open_blobs, open_keys},
};
use server::State;
use vault::{Clock, Ids};

/// A program, and what it was opened with.
#[derive(Clone)]
pub(crate) struct Program {
    pub state: State,
    pub db: Db,
    pub config: Config,
    pub clock: Clock,
    pub ids: Ids,
    pub engine: Arc<Engine>,
}

impl Deref for Program {
    type Target = App;
    fn deref(&self) -> &App {
        self.state.app()
    }
}

impl Program {
    /// Over a store and an engine that are open.
    pub(crate) async fn open(config: Config, clock: Clock, db: Db, engine: Arc<Engine>) -> Self {
        let (keys, blobs) = (open_keys(&config).await.unwrap(), open_blobs(&config).await.unwrap());
        Self::of(Opened { db, keys, blobs, engine, barcodes: super::barcodes() }, config, clock).await
    }

    /// Of what was opened.
    pub(crate) async fn of(opened: Opened, config: Config, clock: Clock) -> Self {
        let (db, engine) = (opened.db.clone(), Arc::clone(&opened.engine));
        let state = opened.start(&config, clock.clone()).await.unwrap();
        let ids = state.app().ids().clone();
        Self { state, db, config, clock, ids, engine }
    }
}

/// Numbers whatever waits, as the job does.
pub(crate) async fn number_all(program: &Program) {
    journal::sequence::number_all(program.journal(), &|news| program.live().told(news)).await;
}
