//! A transaction of either engine.

use std::sync::Arc;

use sqlx::{Executor as _, Postgres, SqlSafeStr as _, Sqlite};
use tokio::time::Instant;

use crate::{
    Arg, Result, Row, Statement, StoreError, change::Change, class::Class, lease::Lease, postgres::patiently,
    signs::Signs, spare::Place,
};

/// A transaction. Dropped without [`Tx::commit`], it leaves nothing behind; a connection that met a fault of the engine
/// is not used again.
#[derive(Debug)]
pub struct Tx {
    // In this order: the connection is given back before its place is.
    pub(crate) inner: Inner,
    pub(crate) place: Option<Place>,
    /// Told of every fault, and of a commit where this one may write.
    pub(crate) signs: Arc<Signs>,
    pub(crate) writes: bool,
    /// Changes that are written with the next statement, or with the commit.
    pub(crate) waiting: Vec<Change>,
    /// What another was faster with: then nothing of this one is committed.
    pub(crate) overtaken: Option<&'static str>,
}

#[derive(Debug)]
pub(crate) enum Inner {
    Postgres(Lease<Postgres>),
    Sqlite(Lease<Sqlite>),
}

impl Tx {
    /// Runs a change and tells how many rows it touched.
    ///
    /// # Errors
    /// [`StoreError`], with a refused constraint told apart.
    pub async fn execute(&mut self, statement: &'static Statement, args: Vec<Arg>) -> Result<u64> {
        Box::pin(self.write_down()).await?;
        let done = match &mut self.inner {
            Inner::Postgres(lease) => {
                let query = args.into_iter().fold(sqlx::query(statement.postgres), |q, a| a.bind_postgres(q));
                patiently(query.execute(lease.connection())).await.map(|done| done.rows_affected())
            }
            Inner::Sqlite(lease) => {
                let query = args.into_iter().fold(sqlx::query(statement.sqlite), |q, a| a.bind_sqlite(q));
                query.execute(lease.connection()).await.map(|done| done.rows_affected())
            }
        };
        done.map_err(|error| self.failed(error))
    }

    /// All rows; the statement itself bounds them.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn all(&mut self, statement: &'static Statement, args: Vec<Arg>) -> Result<Vec<Row>> {
        Box::pin(self.write_down()).await?;
        let found = match &mut self.inner {
            Inner::Postgres(lease) => {
                let query = args.into_iter().fold(sqlx::query(statement.postgres), |q, a| a.bind_postgres(q));
                let rows = patiently(query.fetch_all(lease.connection())).await;
                rows.map(|rows| rows.into_iter().map(Row::Postgres).collect())
            }
            Inner::Sqlite(lease) => {
                let query = args.into_iter().fold(sqlx::query(statement.sqlite), |q, a| a.bind_sqlite(q));
                let rows = query.fetch_all(lease.connection()).await;
                rows.map(|rows| rows.into_iter().map(Row::Sqlite).collect())
            }
        };
        found.map_err(|error| self.failed(error))
    }

    /// Whether asking costs no way off: the engine is in the program.
    pub(crate) fn is_near(&self) -> bool {
        matches!(self.inner, Inner::Sqlite(_))
    }

    /// What a fault means for the connection: SQLite may have rolled back by itself, and a server of PostgreSQL that
    /// cannot serve will not do so on this connection either.
    pub(crate) fn failed(&mut self, error: sqlx::Error) -> StoreError {
        let class = Class::of(&error);
        self.signs.met(class, Instant::now());
        match &mut self.inner {
            Inner::Sqlite(lease) if class != Class::Constraint => lease.spoil(),
            Inner::Postgres(lease) if matches!(class, Class::Unavailable | Class::Elsewhere) => lease.spoil(),
            _ => {}
        }
        StoreError::of(class, error)
    }

    /// The first row, if there is one.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn optional(&mut self, statement: &'static Statement, args: Vec<Arg>) -> Result<Option<Row>> {
        Ok(self.all(statement, args).await?.into_iter().next())
    }

    /// The row that must be there.
    ///
    /// # Errors
    /// [`StoreError`]; a missing row is [`sqlx::Error::RowNotFound`].
    pub async fn one(&mut self, statement: &'static Statement, args: Vec<Arg>) -> Result<Row> {
        self.optional(statement, args).await?.ok_or(StoreError::Engine(sqlx::Error::RowNotFound))
    }

    /// The first row through `read`, if there is one.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn find<T>(
        &mut self,
        statement: &'static Statement,
        args: Vec<Arg>,
        read: fn(&Row) -> Result<T>,
    ) -> Result<Option<T>> {
        self.optional(statement, args).await?.as_ref().map(read).transpose()
    }

    /// All rows through `read`.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn list<T>(
        &mut self,
        statement: &'static Statement,
        args: Vec<Arg>,
        read: fn(&Row) -> Result<T>,
    ) -> Result<Vec<T>> {
        self.all(statement, args).await?.iter().map(read).collect()
    }

    /// Makes it durable. When this returns, the change survives a power cut.
    ///
    /// # Errors
    /// [`StoreError`]: nothing was changed.
    pub async fn commit(mut self) -> Result<()> {
        self.write_down().await?;
        if let Some(what) = self.overtaken {
            return Err(StoreError::Overtaken { what });
        }
        let done = match &mut self.inner {
            Inner::Postgres(lease) => lease.commit().await,
            Inner::Sqlite(lease) => lease.commit().await,
        };
        done.map_err(|error| {
            let class = Class::of(&error);
            self.signs.met(class, Instant::now());
            StoreError::of(class, error)
        })?;
        if self.writes {
            self.signs.wrote();
        }
        self.over();
        Ok(())
    }

    /// Gives back a connection on which nothing is open: after a commit, or after [`Db::look`](crate::Db::look). One that
    /// is dropped instead is looked at by the pool first.
    pub fn over(self) {
        if let (Inner::Postgres(lease), Some(place)) = (self.inner, self.place) {
            place.give(lease);
        }
    }

    /// Prepares a statement without running it: the test that every statement is valid SQL.
    ///
    /// # Errors
    /// What the engine does not understand.
    pub async fn prepare(&mut self, statement: &'static Statement) -> Result<()> {
        let done = match &mut self.inner {
            Inner::Postgres(lease) => lease.connection().prepare(statement.postgres.into_sql_str()).await.map(drop),
            Inner::Sqlite(lease) => lease.connection().prepare(statement.sqlite.into_sql_str()).await.map(drop),
        };
        done.map_err(|error| self.failed(error))
    }
}
