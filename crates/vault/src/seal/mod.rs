//! The sealing of blobs: [`sealer`] and [`opener`] turn chunks into chunks and know of no files; [`source`] and
//! [`reader`] feed them from whatever gives bytes, above stores that keep them as they are.

mod format;
mod opened;
mod opener;
mod reader;
mod sealer;
mod source;
#[cfg(test)]
mod tests;

pub(crate) use format::{SALT_LEN, plaintext_len, sealed_len};
pub(crate) use opened::OpenedSource;
pub use reader::PartReader;
pub(crate) use reader::{open_part, open_whole};
pub(crate) use source::SealedSource;
