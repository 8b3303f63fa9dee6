//! What other copies of a server tell, over PostgreSQL's LISTEN.

use sqlx::postgres::{PgListener, PgPoolOptions};

use crate::{Db, Result, db::Pools, live};

/// A connection of its own that waits for what others tell.
#[derive(Debug)]
pub struct Listener(PgListener);

impl Db {
    /// Begins to listen; `None` on SQLite, which has one server only.
    ///
    /// # Errors
    /// When PostgreSQL does not answer.
    pub async fn listen(&self) -> Result<Option<Listener>> {
        let Pools::Postgres(pool, _) = &self.pools else { return Ok(None) };
        let options = (*pool.connect_options()).clone();
        // As `PgListener::connect` does: the connection is not taken from the requests.
        let own = PgPoolOptions::new().max_connections(1).max_lifetime(None).idle_timeout(None);
        let mut listener = PgListener::connect_with(&own.connect_with(options).await?).await?;
        listener.ignore_pool_close_event(true);
        listener.listen(live::CHANNEL).await?;
        Ok(Some(Listener(listener)))
    }
}

impl Listener {
    /// What was told; when the line was lost, and is up again, everything.
    ///
    /// # Errors
    /// When the line is lost and cannot be had again now.
    pub async fn next(&mut self) -> Result<live::News> {
        let told = self.0.try_recv().await?;
        Ok(told.map_or_else(live::News::all, |told| live::News::told(told.payload())))
    }
}
