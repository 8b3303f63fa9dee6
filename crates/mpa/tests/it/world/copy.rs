//! A second server over the same store.

use std::sync::Arc;

use ::store::{Db, PoolLimits};
use server::serve;
use testkit::postgres::Server;
use tokio_util::sync::CancellationToken;
use vault::Clock;

use super::{Program, World, agent, engine, rows, runtime};

impl World {
    /// Another copy of the server: the same PostgreSQL database, data directory and clock.
    pub(crate) fn copy(&self) -> Self {
        let name = &rows(&self.app.db, "SELECT CURRENT_DATABASE()::text AS name", Vec::new())[0];
        let url = Server::shared().unwrap().url(&name.get::<String>("name").unwrap());
        let stop = CancellationToken::new();
        let (app, url, serving) = runtime().block_on(async {
            let db = Db::connect_postgres(&url, None, PoolLimits::default()).await.unwrap();
            let (config, clock) = (self.app.config.clone(), Clock::Set(Arc::clone(&self.clock)));
            let app = Program::open(config, clock, db, engine()).await;
            let (said, address) = tokio::sync::oneshot::channel();
            let (program, ending) = (app.state.clone(), stop.clone());
            let serving = tokio::spawn(async move {
                serve::serve(program, None, ending, |address| said.send(address).unwrap()).await.unwrap();
            });
            (app, format!("http://{}", address.await.unwrap()), serving)
        });
        Self {
            app,
            engine: self.engine,
            url,
            agent: Some(agent()),
            clock: Arc::clone(&self.clock),
            codes: Default::default(),
            meddled: false.into(),
            stop,
            serving: Some(serving),
            folder: tempfile::tempdir().unwrap(), // its own is never used: the configuration names the other's
        }
    }
}
