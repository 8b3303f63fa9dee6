//! A table into a part: rows come from the database on one side, and go to the place on the other.

use std::io::{self, Read};

use adapters::{BlobKey, BlobKind};
use anyhow::{Context as _, bail};
use store::{
    Tx,
    copies::{self, CopiedCell, CopiedColumn},
};
use tokio::sync::mpsc;
use uuid::Uuid;

use crate::{lines, list::ListWriter, manifest::Part, parts::Folder};

/// Bytes that are handed on at a time, and how many of those wait.
const PIECE: usize = 64 * 1024;
const WAITING: usize = 4;

/// The reading end of a line of pieces.
struct Coming {
    pieces: mpsc::Receiver<Vec<u8>>,
    piece: io::Cursor<Vec<u8>>,
}

impl Read for Coming {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let length = self.piece.read(buffer)?;
            if length > 0 || buffer.is_empty() {
                return Ok(length);
            }
            match self.pieces.blocking_recv() {
                Some(piece) => self.piece = io::Cursor::new(piece),
                None => return Ok(0),
            }
        }
    }
}

/// Writes all rows of a table; the files that rows of `blob` name go into `list`.
pub(crate) async fn table(
    folder: &Folder,
    tx: &mut Tx,
    table: &'static str,
    list: &mut ListWriter,
) -> anyhow::Result<Part> {
    let columns = copies::columns(tx, table).await?;
    let (send, pieces) = mpsc::channel(WAITING);
    let source = Coming { pieces, piece: io::Cursor::default() };
    let write = folder.write(format!("table-{table}"), Some(table), source);
    let feed = async {
        let mut fed = Feed { folder, send, piece: Vec::new() };
        let count = fed.rows(tx, table, &columns, list).await;
        // Its end is the end of the part; of a fault nothing is believed.
        drop(fed);
        count
    };
    let (written, count) = tokio::join!(write, feed);
    match (written, count) {
        (Ok(part), Ok(Some(count))) => Ok(Part { count, ..part }),
        (_, Err(error)) => Err(error).with_context(|| format!("table {table}")),
        (Err(error), _) => Err(error),
        (Ok(_), Ok(None)) => bail!("the place did not take all of table {table}"),
    }
}

struct Feed<'f> {
    folder: &'f Folder,
    send: mpsc::Sender<Vec<u8>>,
    piece: Vec<u8>,
}

impl Feed<'_> {
    /// Sends all rows; `None` when nobody takes them any more.
    async fn rows(
        &mut self,
        tx: &mut Tx,
        table: &'static str,
        columns: &[CopiedColumn],
        list: &mut ListWriter,
    ) -> anyhow::Result<Option<u64>> {
        let names: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
        serde_json::to_writer(&mut self.piece, &names)?;
        self.piece.push(b'\n');
        let file = (table == "blob").then(|| FileColumns::of(&names)).transpose()?;
        let (mut rows, mut count) = (copies::rows(tx, table, columns), 0);
        while let Some(row) = rows.next().await? {
            lines::write(&row, &mut self.piece)?;
            if let Some(file) = &file {
                let (key, size) = file.read(&row).context("a row of a file cannot be read")?;
                list.add(&key, size)?;
            }
            count += 1;
            self.folder.desk.progress.row();
            if self.piece.len() >= PIECE && !self.hand_on().await {
                return Ok(None);
            }
        }
        let taken = self.piece.is_empty() || self.hand_on().await;
        Ok(taken.then_some(count))
    }

    async fn hand_on(&mut self) -> bool {
        let piece = std::mem::replace(&mut self.piece, Vec::with_capacity(PIECE));
        self.folder.desk.goes_on().is_ok() && self.send.send(piece).await.is_ok()
    }
}

/// Where in a row of `blob` it stands which file that is.
struct FileColumns {
    scope: usize,
    kind: usize,
    id: usize,
    size: usize,
}

impl FileColumns {
    fn of(names: &[&str]) -> anyhow::Result<Self> {
        let at = |name: &str| names.iter().position(|column| *column == name).context("files are kept otherwise now");
        Ok(Self { scope: at("scope_id")?, kind: at("kind")?, id: at("id")?, size: at("size")? })
    }

    fn read(&self, row: &[CopiedCell]) -> Option<(BlobKey, u64)> {
        let id = |at: usize| match row.get(at) {
            Some(CopiedCell::Bytes(bytes)) => Uuid::from_slice(bytes).ok(),
            _ => None,
        };
        let kind = match row.get(self.kind) {
            Some(CopiedCell::Text(kind)) => BlobKind::named(kind)?,
            _ => return None,
        };
        let size = match row.get(self.size) {
            Some(CopiedCell::Int(size)) => u64::try_from(*size).ok()?,
            _ => return None,
        };
        Some((BlobKey { exam: id(self.scope)?, kind, id: id(self.id)? }, size))
    }
}
