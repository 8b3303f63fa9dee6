//! A part into a table.

use std::io::{BufRead as _, BufReader};

use adapters::blobs::Source;
use anyhow::{Context as _, ensure};
use store::{
    Tx,
    copies::{CopiedCell, Filling},
};
use tokio::{sync::mpsc, task::spawn_blocking};

use crate::{lines, manifest::Part, parts::Folder};

/// Rows that are handed on at a time, and how many times that wait.
const ROWS: usize = 200;
const WAITING: usize = 2;

/// The rows of a part, as they are read and opened on a thread that may block.
pub(crate) struct Lines {
    names: Vec<String>,
    rows: mpsc::Receiver<anyhow::Result<Vec<Vec<CopiedCell>>>>,
}

impl Lines {
    /// Begins to read the part with a table.
    pub(crate) async fn of(folder: &Folder, part: &Part) -> anyhow::Result<Self> {
        let source = folder.open(part).await?;
        let (send, mut rows) = mpsc::channel(WAITING);
        let (told, names) = tokio::sync::oneshot::channel();
        spawn_blocking(move || {
            if let Err(error) = read(source, told, &send) {
                // Nobody is there to be told when the other side has failed.
                drop(send.blocking_send(Err(error)));
            }
        });
        let names = match names.await {
            Ok(names) => names,
            Err(_) => match rows.recv().await {
                Some(Err(error)) => return Err(error),
                _ => anyhow::bail!("a part has no first line"),
            },
        };
        Ok(Self { names, rows })
    }

    /// Where in a row a column stands.
    pub(crate) fn at(&self, column: &str) -> anyhow::Result<usize> {
        self.names.iter().position(|name| name == column).with_context(|| format!("there is no column {column}"))
    }

    /// The next few rows; `None` after the last.
    pub(crate) async fn next(&mut self) -> anyhow::Result<Option<Vec<Vec<CopiedCell>>>> {
        self.rows.recv().await.transpose()
    }
}

fn read(
    source: Source,
    told: tokio::sync::oneshot::Sender<Vec<String>>,
    send: &mpsc::Sender<anyhow::Result<Vec<Vec<CopiedCell>>>>,
) -> anyhow::Result<()> {
    let mut lines = BufReader::with_capacity(128 * 1024, source).lines();
    let names: Vec<String> = serde_json::from_str(&lines.next().context("a part has no first line")??)?;
    if told.send(names).is_err() {
        return Ok(());
    }
    let mut rows = Vec::with_capacity(ROWS);
    for line in lines {
        rows.push(lines::read(&line?)?);
        if rows.len() == ROWS && send.blocking_send(Ok(std::mem::take(&mut rows))).is_err() {
            return Ok(());
        }
    }
    drop(send.blocking_send(Ok(rows)));
    Ok(())
}

/// Fills a table with what is in its part; `change` has each row before.
pub(crate) async fn fill(
    folder: &Folder,
    tx: &mut Tx,
    table: &'static str,
    part: &Part,
    change: impl Fn(&mut [CopiedCell]),
) -> anyhow::Result<()> {
    let mut lines = Lines::of(folder, part).await?;
    let mut filling = Filling::begin(tx, table, &lines.names).await?;
    while let Some(rows) = lines.next().await? {
        folder.desk.goes_on()?;
        for mut row in rows {
            change(&mut row);
            filling.put(tx, row).await?;
            folder.desk.progress.row();
        }
    }
    let filled = filling.end(tx).await?;
    ensure!(filled == part.count, "{filled} rows came out of {} that were put in", part.count);
    Ok(())
}
