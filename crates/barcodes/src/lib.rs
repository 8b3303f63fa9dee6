//! Reading the barcodes of a scanned or photographed sheet.
//!
//! Whoever looks at pictures of strangers calls [`glance`], which takes a bounded time, and then a [`Reader`], which
//! looks closely in a process of its own and ends it when it takes too long: how long the algorithms behind it take is
//! up to the picture, and one of them is cubic.

#![warn(missing_docs)]

mod apart;
mod glance;
mod grey;
mod look;
mod stripes;
mod wire;

pub use apart::{BARCODE_MIB, BARCODE_SECONDS, BARCODE_WAIT_SECONDS, CHILD, Ended, Reader, child};
pub use glance::glance;
pub use grey::Grey;
pub use look::look;

/// The kinds of symbol that are looked for: those that stand on sheets. Each more costs time and false readings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// Code 128, and GS1-128.
    Code128,
    /// Code 39; the check character, where there is one, is part of the text.
    Code39,
    /// Interleaved two of five.
    Itf,
    /// EAN-8.
    Ean8,
    /// EAN-13; UPC-A is one with a leading zero.
    Ean13,
    /// QR code.
    Qr,
    /// Data Matrix.
    DataMatrix,
}

impl Format {
    /// All of them, in the order in which a sheet is searched: what costs little first.
    pub const ALL: [Self; 7] =
        [Self::Code128, Self::Code39, Self::Itf, Self::Ean8, Self::Ean13, Self::DataMatrix, Self::Qr];

    /// Whether it is made of bars.
    #[must_use]
    pub fn is_linear(self) -> bool {
        !matches!(self, Self::Qr | Self::DataMatrix)
    }

    /// Whether its check rules out chance. The others see themselves in any stripes now and then.
    fn is_strong(self) -> bool {
        matches!(self, Self::Code128 | Self::Qr | Self::DataMatrix)
    }
}

/// A symbol that was read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Symbol {
    /// What kind of symbol it is.
    pub format: Format,
    /// What it says.
    pub text: String,
}

/// What a close look at a sheet shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// The symbols, in order, each once.
    pub symbols: Vec<Symbol>,
    /// Symbols of a weak format that one view alone shows: they may be stripes. One that says what is sought does not
    /// say it by chance.
    pub doubtful: Vec<Symbol>,
    /// Whether there is a place that looks like a barcode and that nobody could read, such as one under a smudge.
    pub unread: bool,
}
