//! Several statements in one way to PostgreSQL and back: what is asked together, and what is written together. SQLite,
//! which is no way off, is asked one after the other.

use std::{
    collections::HashMap,
    fmt::Write as _,
    sync::{LazyLock, RwLock},
};

use crate::{Arg, Result, Row, Statement, StoreError, Tx, change::Change, row::Object};

/// A question: a statement that reads, its parameters, and how a row of the answer is read.
#[derive(Debug)]
pub struct Ask<T> {
    statement: &'static Statement,
    args: Vec<Arg>,
    read: fn(&Row) -> Result<T>,
}

impl<T> Ask<T> {
    /// Asks this.
    pub(crate) fn new(statement: &'static Statement, args: Vec<Arg>, read: fn(&Row) -> Result<T>) -> Self {
        Self { statement, args, read }
    }

    /// The first row of the answer, if there is one.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn first(self, tx: &mut Tx) -> Result<Option<T>> {
        tx.find(self.statement, self.args, self.read).await
    }

    /// All rows of the answer.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn list(self, tx: &mut Tx) -> Result<Vec<T>> {
        tx.list(self.statement, self.args, self.read).await
    }

    fn read(&self, rows: &[Row]) -> Result<Vec<T>> {
        rows.iter().map(self.read).collect()
    }
}

/// Questions that are asked together: a tuple of [`Ask`]s. Each is answered by its rows, in their order.
pub trait Together {
    /// The rows of each.
    type Answers;
    /// What each asks.
    fn parts(&self) -> Vec<(&'static Statement, Vec<Arg>)>;
    /// Reads the rows of each.
    ///
    /// # Errors
    /// [`StoreError::Corrupt`].
    fn read(&self, rows: &[Vec<Row>]) -> Result<Self::Answers>;
}

macro_rules! together {
    ($($T:ident $ask:ident $at:tt),+) => {
        impl<$($T),+> Together for ($(Ask<$T>,)+) {
            type Answers = ($(Vec<$T>,)+);
            fn parts(&self) -> Vec<(&'static Statement, Vec<Arg>)> {
                vec![$((self.$at.statement, self.$at.args.clone())),+]
            }
            fn read(&self, rows: &[Vec<Row>]) -> Result<Self::Answers> {
                let none = || StoreError::Corrupt { column: "a part of an answer" };
                Ok(($(self.$at.read(rows.get($at).ok_or_else(none)?)?,)+))
            }
        }
    };
}
together!(A a 0, B b 1);
together!(A a 0, B b 1, C c 2);
together!(A a 0, B b 1, C c 2, D d 3);
together!(A a 0, B b 1, C c 2, D d 3, E e 4);
together!(A a 0, B b 1, C c 2, D d 3, E e 4, F f 5);
together!(A a 0, B b 1, C c 2, D d 3, E e 4, F f 5, G g 6);
together!(A a 0, B b 1, C c 2, D d 3, E e 4, F f 5, G g 6, H h 7);

impl Tx {
    /// Asks several things at once, in one way there and back. On PostgreSQL all see one state.
    ///
    /// # Errors
    /// [`StoreError`].
    pub async fn together<Q: Together>(&mut self, questions: Q) -> Result<Q::Answers> {
        self.write_down().await?;
        let parts = questions.parts();
        let mut rows = Vec::with_capacity(parts.len());
        if self.is_near() {
            for (statement, args) in parts {
                rows.push(self.all(statement, args).await?);
            }
        } else {
            let texts: Vec<_> = parts.iter().map(|(statement, _)| *statement).collect();
            let args = parts.into_iter().flat_map(|(_, args)| args).collect();
            let row = self.one(composed(Kind::Read, &texts), args).await?;
            for part in PARTS.iter().take(texts.len()) {
                rows.push(objects(row.opt::<String>(part)?, part)?);
            }
        }
        questions.read(&rows)
    }

    /// Writes this with the next statement, or with the commit: in one way there and back with what else waits.
    pub(crate) async fn later(&mut self, change: Change) -> Result<()> {
        // What is written together does not see one another: a sheet that is registered and bound takes two ways.
        let of_one_table = change.one.is_some() && self.waiting.iter().any(|waits| waits.one == change.one);
        if of_one_table || self.waiting.len() == PARTS.len() {
            self.write_down().await?;
        }
        self.waiting.push(change);
        Ok(())
    }

    /// Writes what waits, at once.
    ///
    /// # Errors
    /// [`StoreError`]; `Overtaken` when another was faster with any of it.
    pub async fn write_down(&mut self) -> Result<()> {
        let written = self.write_waiting().await;
        if let Err(StoreError::Overtaken { what }) = written {
            self.overtaken = Some(what);
        }
        written
    }

    async fn write_waiting(&mut self) -> Result<()> {
        let mut waiting = std::mem::take(&mut self.waiting);
        if waiting.len() < 2 || self.is_near() {
            for change in waiting {
                let touched = self.execute(change.statement, change.args).await?;
                overtaken(change.one, touched)?;
            }
            return Ok(());
        }
        let texts: Vec<_> = waiting.iter().map(|change| change.statement).collect();
        let args = waiting.iter_mut().flat_map(|change| std::mem::take(&mut change.args)).collect();
        let row = self.one(composed(Kind::Write, &texts), args).await?;
        for (change, part) in waiting.iter().zip(PARTS) {
            overtaken(change.one, row.get::<i64>(part)?.unsigned_abs())?;
        }
        Ok(())
    }
}

fn overtaken(one: Option<&'static str>, touched: u64) -> Result<()> {
    match one {
        Some(what) if touched != 1 => Err(StoreError::Overtaken { what }),
        _ => Ok(()),
    }
}

fn objects(rows: Option<String>, column: &'static str) -> Result<Vec<Row>> {
    let Some(text) = rows else { return Ok(Vec::new()) };
    let rows: Vec<Object> = serde_json::from_str(&text).map_err(|_| StoreError::Corrupt { column })?;
    Ok(rows.into_iter().map(Row::Object).collect())
}

/// The columns of a composed statement; there are no more parts than this.
const PARTS: [&str; 8] = ["p0", "p1", "p2", "p3", "p4", "p5", "p6", "p7"];

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Kind {
    Read,
    Write,
}

/// Each composition is made once: those that the program makes are as many as the places where it does.
static COMPOSED: LazyLock<RwLock<Compositions>> = LazyLock::new(RwLock::default);

/// By the addresses of their parts.
type Compositions = HashMap<(Kind, Vec<usize>), &'static Statement>;

fn composed(kind: Kind, parts: &[&'static Statement]) -> &'static Statement {
    let name = (kind, parts.iter().map(|part| std::ptr::from_ref(*part).addr()).collect::<Vec<_>>());
    if let Some(known) = COMPOSED.read().unwrap_or_else(std::sync::PoisonError::into_inner).get(&name) {
        return known;
    }
    let mut table = COMPOSED.write().unwrap_or_else(std::sync::PoisonError::into_inner);
    table.entry(name).or_insert_with(|| {
        let text: &'static str = Box::leak(compose(kind, parts.iter().map(|part| part.postgres)).into_boxed_str());
        Box::leak(Box::new(Statement { sqlite: text, postgres: text, file: file!(), line: line!() }))
    })
}

/// `SELECT (rows of the first as JSON) AS p0, …`, or `WITH w0 AS (the first …) SELECT (rows that it touched) AS p0, …`.
/// The parameters of each follow those of the one before.
fn compose<'a>(kind: Kind, parts: impl Iterator<Item = &'a str>) -> String {
    let (mut with, mut select, mut before) = (String::new(), String::new(), 0);
    for (part, column) in parts.zip(PARTS) {
        let (text, parameters) = renumbered(part, before);
        before += parameters;
        let comma = if select.is_empty() { "" } else { ", " };
        // A String takes everything.
        let _ = match kind {
            Kind::Read => write!(select, "{comma}(SELECT json_agg(t)::text FROM ({text}) t) AS {column}"),
            Kind::Write => write!(with, "{comma}w{column} AS ({text} RETURNING 1)")
                .and_then(|()| write!(select, "{comma}(SELECT COUNT(*) FROM w{column}) AS {column}")),
        };
    }
    match kind {
        Kind::Read => format!("SELECT {select}"),
        Kind::Write => format!("WITH {with} SELECT {select}"),
    }
}

/// The text with `$n` for the n-th parameter after `before` others, and how many parameters it has.
fn renumbered(text: &str, before: usize) -> (String, usize) {
    let (mut out, mut most) = (String::with_capacity(text.len()), 0);
    let mut rest = text;
    while let Some(at) = rest.find('$') {
        let (head, tail) = (&rest[..=at], &rest[at + 1..]);
        let digits = tail.len() - tail.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        out.push_str(head);
        if let Ok(number) = tail[..digits].parse::<usize>() {
            most = most.max(number);
            let _ = write!(out, "{}", number + before); // a String takes everything
        }
        rest = &tail[digits..];
    }
    out.push_str(rest);
    (out, most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_of_each_part_follow_those_of_the_one_before() {
        let read = compose(Kind::Read, ["SELECT * FROM a WHERE b = $2 AND c = $1", "SELECT $1 AS d"].into_iter());
        assert_eq!(
            read,
            "SELECT (SELECT json_agg(t)::text FROM (SELECT * FROM a WHERE b = $2 AND c = $1) t) AS p0, \
             (SELECT json_agg(t)::text FROM (SELECT $3 AS d) t) AS p1"
        );
        let written = compose(Kind::Write, ["INSERT INTO a VALUES ($1, $1)", "DELETE FROM b WHERE c = $1"].into_iter());
        assert_eq!(
            written,
            "WITH wp0 AS (INSERT INTO a VALUES ($1, $1) RETURNING 1), wp1 AS (DELETE FROM b WHERE c = $2 RETURNING 1) \
             SELECT (SELECT COUNT(*) FROM wp0) AS p0, (SELECT COUNT(*) FROM wp1) AS p1"
        );
        assert_eq!(renumbered("$10 $1", 3), ("$13 $4".to_owned(), 10));
    }
}
