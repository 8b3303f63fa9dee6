//! What a list is made of: pages of rows that come in, pieces of a file that go out.

use store::exports::{self, ExportPlace, ExportWanted};

use crate::{call::Call, error::Result};

/// A piece of a file.
pub type Piece = std::io::Result<Vec<u8>>;

/// A page of rows, and where it ended; no place after the last one.
pub(super) type RowsPage = (Vec<Vec<String>>, Option<ExportPlace>);

/// The next page of rows, in a transaction of its own.
pub(super) async fn page(call: &Call, wanted: &ExportWanted, after: &ExportPlace) -> Result<RowsPage> {
    Ok(exports::page(&mut *call.read().await?, wanted, after).await?)
}
