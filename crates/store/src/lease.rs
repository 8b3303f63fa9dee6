//! A connection of a pool with a transaction open on it. Whether the next one may have the connection is decided
//! here: after a begin, a commit or a rollback that failed, nobody knows what state it is in.

use sqlx::{Database, SqlSafeStr as _, pool::PoolConnection};
use sqlx_core::transaction::TransactionManager as _;

use crate::postgres::patiently;

/// What is to be done with the connection when it is given back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// Rolled back.
    Open,
    /// Nothing is open: given back as it is.
    Over,
    /// Closed: the engine rolls back what was open, and the pool opens another.
    Spoiled,
}

/// A connection, and the transaction on it.
pub(crate) struct Lease<DB: Database> {
    connection: PoolConnection<DB>,
    state: State,
}

impl<DB: Database> Lease<DB> {
    /// Begins a transaction. A caller who leaves in the middle of it leaves a connection that is closed.
    pub(crate) async fn begin(connection: PoolConnection<DB>, statement: &'static str) -> Result<Self, sqlx::Error> {
        Self::begin_on(Self::plain(connection), statement).await
    }

    /// A connection without a transaction, for one statement.
    pub(crate) fn plain(connection: PoolConnection<DB>) -> Self {
        Self { connection, state: State::Over }
    }

    /// Begins a transaction on a connection that has none.
    pub(crate) async fn begin_on(mut lease: Self, statement: &'static str) -> Result<Self, sqlx::Error> {
        lease.state = State::Spoiled;
        patiently(DB::TransactionManager::begin(&mut lease.connection, Some(statement.into_sql_str()))).await?;
        lease.state = State::Open;
        Ok(lease)
    }

    /// Whether nothing is open on it, and nothing is wrong with it.
    pub(crate) fn is_over(&self) -> bool {
        self.state == State::Over
    }

    /// Commits.
    pub(crate) async fn commit(&mut self) -> Result<(), sqlx::Error> {
        self.state = State::Spoiled;
        patiently(DB::TransactionManager::commit(&mut self.connection)).await?;
        self.state = State::Over;
        Ok(())
    }

    /// Has the connection closed when the transaction is over.
    pub(crate) fn spoil(&mut self) {
        self.state = State::Spoiled;
    }

    /// The connection, to ask something of it.
    pub(crate) fn connection(&mut self) -> &mut DB::Connection {
        &mut self.connection
    }
}

impl<DB: Database> Drop for Lease<DB> {
    fn drop(&mut self) {
        match self.state {
            // It goes to the connection's queue; one that fails is found before the connection is used again.
            State::Open => DB::TransactionManager::start_rollback(&mut self.connection),
            State::Over => {}
            State::Spoiled => self.connection.close_on_drop(),
        }
    }
}

impl<DB: Database> std::fmt::Debug for Lease<DB> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "Lease({:?})", self.state)
    }
}
