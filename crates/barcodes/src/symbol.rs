//! Symbols, their kinds, and what of them a sheet shows.

use rxing::BarcodeFormat;

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
    pub(crate) fn is_strong(self) -> bool {
        matches!(self, Self::Code128 | Self::Qr | Self::DataMatrix)
    }

    /// What rxing calls it.
    pub(crate) fn of_rxing(self) -> BarcodeFormat {
        match self {
            Self::Code128 => BarcodeFormat::CODE_128,
            Self::Code39 => BarcodeFormat::CODE_39,
            Self::Itf => BarcodeFormat::ITF,
            Self::Ean8 => BarcodeFormat::EAN_8,
            Self::Ean13 => BarcodeFormat::EAN_13,
            Self::Qr => BarcodeFormat::QR_CODE,
            Self::DataMatrix => BarcodeFormat::DATA_MATRIX,
        }
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
