//! The close look: every row, turned as well, and the symbols of two dimensions. How long it takes is up to the
//! picture.

use std::{
    collections::{BTreeSet, HashSet},
    panic::{AssertUnwindSafe, catch_unwind, resume_unwind},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
};

use rxing::{
    Binarizer, BinaryBitmap, DecodeHints, Luma8LuminanceSource, MultiUseMultiFormatReader, Reader,
    common::HybridBinarizer,
    multi::{GenericMultipleBarcodeReader, MultipleBarcodeReader},
    qrcode::QRCodeReader,
};

use crate::{
    grey::Grey,
    stripes,
    symbol::{Format, Seen, Symbol},
};

/// The corners of QR codes that a picture may have. rxing tries any three of them together, so twice as many take eight
/// times as long; a sheet has three, and a few by chance.
const QR_CORNERS: usize = 300;

/// What all of the picture shows. Where that is `wanted`, no other symbol is looked for.
#[must_use]
pub fn look(picture: &Grey, wanted: &str) -> Seen {
    let full = picture.fitted();
    let mut found = Found::default();
    // Halved against the grain and blur of a camera, only when needed, hence
    // the functions. (A smoothed view between them read nothing that these
    // two do not, and took a third of the time of a sheet without a barcode.)
    let views: [&dyn Fn() -> Grey; 2] = [&|| full.clone(), &|| full.shrunk(2)];
    for view in views {
        read_all(view(), wanted, &mut found);
        if found.shows(wanted) {
            return found.seen(&full);
        }
        if !found.sure.is_empty() && found.doubtful.is_empty() {
            break;
        }
    }
    found.confirm(&full);
    found.seen(&full)
}

#[derive(Default)]
struct Found {
    sure: BTreeSet<Symbol>,
    /// Of a weak format, seen once.
    doubtful: BTreeSet<Symbol>,
}

impl Found {
    fn shows(&self, wanted: &str) -> bool {
        self.sure.iter().any(|symbol| symbol.text == wanted)
    }

    fn seen(self, picture: &Grey) -> Seen {
        let known: Vec<Symbol> = self.sure.iter().chain(&self.doubtful).cloned().collect();
        let unread = catch_unwind(|| stripes::unread(picture, &known)).unwrap_or_default();
        Seen { symbols: self.sure.into_iter().collect(), doubtful: self.doubtful.into_iter().collect(), unread }
    }

    /// What is doubtful is sure where either half of the rows shows it: bars say the same in all of them, and chance
    /// does not. The halved view alone does not do: bars of a usual width are too fine there.
    fn confirm(&mut self, full: &Grey) {
        if self.doubtful.is_empty() {
            return;
        }
        let [one, other] = [0, 1].map(|half| bars_of(full.half_of_the_rows(half)));
        let sure: Vec<Symbol> =
            one.intersection(&other).filter(|symbol| self.doubtful.contains(symbol)).cloned().collect();
        for symbol in sure {
            self.add(symbol);
        }
    }

    fn add(&mut self, symbol: Symbol) {
        if symbol.format.is_strong() || self.doubtful.remove(&symbol) {
            self.sure.insert(symbol);
        } else if !self.sure.contains(&symbol) {
            self.doubtful.insert(symbol);
        }
    }
}

/// The symbols of bars that a view shows.
fn bars_of(view: Grey) -> BTreeSet<Symbol> {
    let Ok(source) = Luma8LuminanceSource::new(view.luma, view.width, view.height) else {
        return BTreeSet::new();
    };
    let mut bitmap = BinaryBitmap::new(HybridBinarizer::new(source));
    let bars: Vec<Format> = Format::ALL.into_iter().filter(|format| format.is_linear()).collect();
    catch_unwind(AssertUnwindSafe(|| read(&mut bitmap, &bars))).unwrap_or_default()
}

/// Adds what one view shows, bars first: they take the least time.
fn read_all(view: Grey, wanted: &str, found: &mut Found) {
    let Ok(source) = Luma8LuminanceSource::new(view.luma, view.width, view.height) else {
        return;
    };
    let mut bitmap = BinaryBitmap::new(HybridBinarizer::new(source));
    let bars = Format::ALL.into_iter().filter(|format| format.is_linear()).collect::<Vec<_>>();
    for formats in [&bars[..], &[Format::DataMatrix], &[Format::Qr]] {
        // rxing indexes into pictures of strangers: a panic there means no barcode.
        let symbols = catch_unwind(AssertUnwindSafe(|| read(&mut bitmap, formats))).unwrap_or_default();
        symbols.into_iter().for_each(|symbol| found.add(symbol));
        if found.shows(wanted) {
            return;
        }
    }
}

/// The symbols of some formats, each once: one that is found several times is not surer for it.
fn read<B: Binarizer>(bitmap: &mut BinaryBitmap<B>, formats: &[Format]) -> BTreeSet<Symbol> {
    let hints = DecodeHints {
        PossibleFormats: Some(formats.iter().copied().map(Format::of_rxing).collect::<HashSet<_>>()),
        // Every row instead of a few, and the picture turned as well.
        TryHarder: Some(true),
        ..DecodeHints::default()
    };
    if formats == [Format::Qr] {
        let counting = DecodeHints { NeedResultPointCallback: Some(count_corners()), ..hints.clone() };
        let found = all_of(QRCodeReader, bitmap, &counting);
        if !found.is_empty() {
            return found;
        }
    }
    all_of(MultiUseMultiFormatReader::default(), bitmap, &hints)
}

fn all_of<R: Reader, B: Binarizer>(reader: R, bitmap: &mut BinaryBitmap<B>, hints: &DecodeHints) -> BTreeSet<Symbol> {
    let found = GenericMultipleBarcodeReader::new(reader).decode_multiple_with_hints(bitmap, hints);
    let symbol = |code: &rxing::RXingResult| {
        let format = Format::ALL.into_iter().find(|format| format.of_rxing() == *code.getBarcodeFormat())?;
        Some(Symbol { format, text: code.getText().to_owned() })
    };
    found.unwrap_or_default().iter().filter_map(symbol).collect()
}

/// Leaves a picture full of corners; nothing else is told of where rxing is in its work.
fn count_corners() -> rxing::PointCallback {
    let corners = AtomicUsize::new(0);
    Arc::new(move |_| {
        if corners.fetch_add(1, Relaxed) > QR_CORNERS {
            resume_unwind(Box::new("too many corners")); // without a word on standard error
        }
    })
}
