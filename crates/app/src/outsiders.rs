//! What an outsider can cause without end (no token, 400, 429) is only counted: one entry of the
//! journal a network and minute.

use std::{collections::HashMap, net::IpAddr, sync::Mutex};

use domain::event::{self, Fact};
use domain::{Timestamp, network::Network};
use journal::Journal;
use store::journal::Event;
use vault::Ids;

/// Networks that are told apart in a minute's count of outsiders; the rest is counted together.
pub const COUNTED_ADDRESSES: usize = 10_000;

type Counts = HashMap<Option<Network>, HashMap<&'static str, u64>>;

/// The counts since they were last written.
#[derive(Debug, Default)]
pub struct Outsiders(Mutex<Counts>);

impl Outsiders {
    /// Counts one.
    pub fn count(&self, address: IpAddr, code: &'static str) {
        self.add(Some(Network::of(address)), code, 1);
    }

    fn add(&self, network: Option<Network>, code: &'static str, times: u64) {
        let mut counts = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let full = counts.len() >= COUNTED_ADDRESSES && !counts.contains_key(&network);
        let place = if full { None } else { network };
        *counts.entry(place).or_default().entry(code).or_default() += times;
    }

    /// Writes the counts into the journal and begins anew.
    ///
    /// # Errors
    /// [`store::StoreError`]; the counts are kept for the next time.
    pub async fn flush(&self, journal: &Journal, ids: &Ids, now: Timestamp) -> store::Result<()> {
        let counts = std::mem::take(&mut *self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner));
        if counts.is_empty() {
            return Ok(());
        }
        let written = write(&counts, journal, ids, now).await;
        if written.is_err() {
            for (network, codes) in counts {
                codes.into_iter().for_each(|(code, times)| self.add(network, code, times));
            }
        }
        written
    }
}

async fn write(counts: &Counts, journal: &Journal, ids: &Ids, now: Timestamp) -> store::Result<()> {
    let mut tx = journal.begin().await?;
    for (network, codes) in counts {
        tx.append(entry(ids, now, *network, codes)).await?;
    }
    tx.commit().await
}

fn entry(ids: &Ids, now: Timestamp, network: Option<Network>, codes: &HashMap<&'static str, u64>) -> Event {
    let counts = codes.iter().map(|(code, count)| ((*code).to_owned(), *count)).collect();
    Event {
        address: network.map(|network| network.to_string()),
        data: event::write(Some(&Fact::Outsider { counts }), None),
        ..Event::new(ids.next(now).into(), now, "outsider", "counted")
    }
}
