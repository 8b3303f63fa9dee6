//! A transaction of either engine.

use sqlx::{Executor as _, Postgres, SqlSafeStr as _, Sqlite, Transaction};

use crate::{Arg, Result, Row, Statement, StoreError};

/// A transaction. Dropped without [`Tx::commit`], it leaves nothing behind.
#[derive(Debug)]
pub struct Tx(pub(crate) Inner);

#[derive(Debug)]
pub(crate) enum Inner {
    Postgres(Transaction<'static, Postgres>),
    Sqlite(Transaction<'static, Sqlite>),
}

impl Tx {
    /// Runs a change and tells how many rows it touched.
    ///
    /// # Errors
    /// [`StoreError`], with a refused constraint told apart.
    pub async fn execute(&mut self, statement: &'static Statement, args: Vec<Arg>) -> Result<u64> {
        match &mut self.0 {
            Inner::Postgres(tx) => {
                let query = args.into_iter().fold(sqlx::query(statement.postgres), |q, a| a.bind_postgres(q));
                Ok(query.execute(&mut **tx).await?.rows_affected())
            }
            Inner::Sqlite(tx) => {
                let query = args.into_iter().fold(sqlx::query(statement.sqlite), |q, a| a.bind_sqlite(q));
                Ok(query.execute(&mut **tx).await?.rows_affected())
            }
        }
    }

    /// All rows; the statement itself bounds them.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn all(&mut self, statement: &'static Statement, args: Vec<Arg>) -> Result<Vec<Row>> {
        match &mut self.0 {
            Inner::Postgres(tx) => {
                let query = args.into_iter().fold(sqlx::query(statement.postgres), |q, a| a.bind_postgres(q));
                Ok(query.fetch_all(&mut **tx).await?.into_iter().map(Row::Postgres).collect())
            }
            Inner::Sqlite(tx) => {
                let query = args.into_iter().fold(sqlx::query(statement.sqlite), |q, a| a.bind_sqlite(q));
                Ok(query.fetch_all(&mut **tx).await?.into_iter().map(Row::Sqlite).collect())
            }
        }
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
    pub async fn commit(self) -> Result<()> {
        match self.0 {
            Inner::Postgres(tx) => tx.commit().await?,
            Inner::Sqlite(tx) => tx.commit().await?,
        }
        Ok(())
    }

    /// Prepares a statement without running it: the test that every statement is valid SQL.
    ///
    /// # Errors
    /// What the engine does not understand.
    pub async fn prepare(&mut self, statement: &'static Statement) -> Result<()> {
        match &mut self.0 {
            Inner::Postgres(tx) => tx.prepare(statement.postgres.into_sql_str()).await.map(drop)?,
            Inner::Sqlite(tx) => tx.prepare(statement.sqlite.into_sql_str()).await.map(drop)?,
        }
        Ok(())
    }
}
