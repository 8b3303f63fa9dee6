//! Reading the barcode on the picture of a sheet. It has workers of its own, so that no other image work waits for it;
//! the close look has a bound of time and memory, which a process of its own makes hold; and whoever sent pictures that
//! reached it is only glanced at for a while.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use barcodes::{Ended, Format, Grey, Reader, Symbol as Read, glance};
use domain::{
    Refusal, Timestamp, UserId,
    symbol::{Reading, Symbol, Symbology, is, read},
    text::Barcode,
};
use face::{Limits, Luma};
use vault::Pool;

use crate::{error::Result, pictures::unreadable};

/// Sheets that are read at a time: at the stations, and as many of records that were handed over.
pub(crate) const BARCODE_WORKERS: usize = 2;
/// Sheets that wait for a worker at the stations; more are told that the server is busy.
pub(crate) const BARCODE_QUEUE: usize = 32;
/// Of them, those of one account.
pub(crate) const BARCODE_SHARE: usize = 4;
/// Pictures of one account that reached the bound, within [`STRIKE_SECONDS`]; what it sends then is read at a glance.
pub(crate) const BARCODE_STRIKES: usize = 3;
/// Seconds for which a picture that reached the bound is remembered.
pub(crate) const STRIKE_SECONDS: i64 = 600;

/// Whoever reads sheets.
#[derive(Debug)]
pub(crate) struct SheetReaders {
    reader: Reader,
    stations: Pool,
    records: Pool,
    strikes: Arc<Strikes>,
}

/// A picture that has to be read.
#[derive(Debug)]
pub(crate) struct Picture {
    /// Whose picture it is.
    pub sender: UserId,
    /// When it came, by the server's clock.
    pub now: Timestamp,
    /// What barcode it was sent with.
    pub wanted: Barcode,
    /// As it was sent.
    pub image: Arc<Vec<u8>>,
}

impl SheetReaders {
    pub(crate) fn new(reader: Reader) -> Self {
        Self {
            reader,
            stations: Pool::shared(BARCODE_WORKERS, BARCODE_QUEUE, BARCODE_SHARE),
            records: Pool::new(BARCODE_WORKERS, 0),
            strikes: Arc::default(),
        }
    }

    /// What a picture says of its barcode, for a station that waits.
    ///
    /// # Errors
    /// `IMAGE_UNREADABLE`; 503 `BUSY` when the queue is full.
    pub(crate) async fn read(&self, picture: Picture) -> Result<Reading> {
        self.stations.run_for(picture.sender.0, self.work(picture)).await?
    }

    /// As [`SheetReaders::read`], for a record that was handed over: it waits its turn, and no station waits for it.
    ///
    /// # Errors
    /// `IMAGE_UNREADABLE`.
    pub(crate) async fn read_patiently(&self, picture: Picture) -> Result<Reading> {
        self.records.run_patiently_for(picture.sender.0, self.work(picture)).await?
    }

    fn work(&self, picture: Picture) -> impl FnOnce() -> Result<Reading> + Send + 'static {
        let (reader, strikes) = (self.reader.clone(), Arc::clone(&self.strikes));
        move || {
            let (sender, now) = (picture.sender, picture.now);
            let close = (!strikes.are_out(sender, now)).then_some(&reader);
            let (reading, ended) = read_blocking(close, &picture)?;
            if ended {
                strikes.add(sender, now);
            }
            Ok(reading)
        }
    }
}

/// Glances, and looks closely with `reader` where a glance does not show what is wanted; also whether that reached its
/// bound.
fn read_blocking(reader: Option<&Reader>, picture: &Picture) -> Result<(Reading, bool)> {
    let sheet = Luma::decode(&picture.image, &Limits::default()).map_err(|error| unreadable(&error))?;
    let sheet = Grey::new(sheet.pixels, sheet.width, sheet.height).ok_or(Refusal::ImageUnreadable)?;
    let mut symbols: Vec<Symbol> = glance(&sheet).into_iter().map(symbol).collect();
    let glanced = read(&picture.wanted, &symbols, true);
    let (Reading::Unreadable | Reading::Mismatch, Some(reader)) = (glanced, reader) else {
        return Ok((glanced, false));
    };
    match reader.look(&sheet, picture.wanted.as_str()) {
        // That a doubtful one says by chance what is wanted is out of the question; against it they say nothing.
        Ok(seen) if seen.doubtful.iter().any(|one| is(&picture.wanted, &symbol(one.clone()))) => {
            Ok((Reading::Matched, false))
        }
        Ok(seen) => {
            symbols.extend(seen.symbols.into_iter().map(symbol));
            Ok((read(&picture.wanted, &symbols, seen.unread), false))
        }
        Err(Ended::Bound) => {
            tracing::warn!(account = %picture.sender, "a picture of a sheet reached the bound of its reading");
            Ok((glanced, true))
        }
        Err(Ended::NotStarted(error)) => {
            tracing::error!(%error, "sheets are read at a glance only: no process can be started to look closely");
            Ok((glanced, false))
        }
    }
}

fn symbol(read: Read) -> Symbol {
    let kind = match read.format {
        Format::Code128 => Symbology::Code128,
        Format::Code39 => Symbology::Code39,
        Format::Itf => Symbology::Itf,
        Format::Ean8 | Format::Ean13 => Symbology::Product,
        Format::Qr | Format::DataMatrix => Symbology::Matrix,
    };
    Symbol { kind, text: read.text }
}

/// Pictures that reached the bound, by whose they were; as many accounts as did so of late.
#[derive(Debug, Default)]
struct Strikes(Mutex<HashMap<UserId, Vec<Timestamp>>>);

impl Strikes {
    fn are_out(&self, who: UserId, now: Timestamp) -> bool {
        let mut table = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        table.retain(|_, at| {
            at.retain(|at| at.plus_seconds(STRIKE_SECONDS) > now);
            !at.is_empty()
        });
        table.get(&who).is_some_and(|at| at.len() >= BARCODE_STRIKES)
    }

    fn add(&self, who: UserId, now: Timestamp) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).entry(who).or_default().push(now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_bad_pictures_are_out_for_ten_minutes_and_nobody_elses_are() {
        let (strikes, now) = (Strikes::default(), Timestamp(0));
        let [bad, good]: [UserId; 2] = [1, 2].map(|id| uuid::Uuid::from_u128(id).into());
        for number in 0..BARCODE_STRIKES as i64 {
            assert!(!strikes.are_out(bad, now.plus_seconds(number)));
            strikes.add(bad, now.plus_seconds(number));
        }
        assert!(strikes.are_out(bad, now.plus_seconds(STRIKE_SECONDS - 1)));
        assert!(!strikes.are_out(good, now));
        assert!(!strikes.are_out(bad, now.plus_seconds(STRIKE_SECONDS)));
        assert!(!strikes.are_out(bad, now.plus_seconds(2 * STRIKE_SECONDS)));
        assert!(strikes.0.lock().unwrap().is_empty());
    }
}
