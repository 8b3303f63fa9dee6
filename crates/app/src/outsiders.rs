//! What an outsider can cause without end (no token, 400, 429) is only counted: one entry of the
//! journal an address and minute.

use std::{collections::HashMap, net::IpAddr, sync::Mutex};

use domain::Timestamp;
use domain::event::{self, Fact};
use journal::Journal;
use store::journal::Event;
use vault::Ids;

/// Addresses that are told apart in a minute's count of outsiders; the rest is counted together.
pub const COUNTED_ADDRESSES: usize = 10_000;

type Counts = HashMap<Option<IpAddr>, HashMap<&'static str, u64>>;

/// The counts since they were last written.
#[derive(Debug, Default)]
pub struct Outsiders(Mutex<Counts>);

impl Outsiders {
    /// Counts one.
    pub fn count(&self, address: IpAddr, code: &'static str) {
        let mut counts = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let full = counts.len() >= COUNTED_ADDRESSES && !counts.contains_key(&Some(address));
        let place = if full { None } else { Some(address) };
        *counts.entry(place).or_default().entry(code).or_default() += 1;
    }

    /// Writes the counts into the journal and begins anew.
    ///
    /// # Errors
    /// [`store::StoreError`]; the counts are lost then.
    pub async fn flush(&self, journal: &Journal, ids: &Ids, now: Timestamp) -> store::Result<()> {
        let counts = std::mem::take(&mut *self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner));
        if counts.is_empty() {
            return Ok(());
        }
        let mut tx = journal.begin().await?;
        for (address, codes) in counts {
            tx.append(entry(ids, now, address, &codes)).await?;
        }
        tx.commit().await
    }
}

fn entry(ids: &Ids, now: Timestamp, address: Option<IpAddr>, codes: &HashMap<&'static str, u64>) -> Event {
    let counts = codes.iter().map(|(code, count)| ((*code).to_owned(), *count)).collect();
    Event {
        address: address.map(|ip| ip.to_string()),
        data: event::write(Some(&Fact::Outsider { counts }), None),
        ..Event::new(ids.next(now).into(), now, "outsider", "counted")
    }
}
