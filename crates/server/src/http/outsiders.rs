//! What an outsider can cause without end (no token, 400, 429) is only counted: one entry of the
//! journal an address and minute.

use std::{collections::HashMap, net::IpAddr, sync::Mutex};

use domain::Timestamp;
use serde_json::json;
use store::{
    Db,
    journal::{self, Event},
};

use crate::{clock::Ids, config::limits::COUNTED_ADDRESSES};

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
    pub async fn flush(&self, db: &Db, ids: &Ids, now: Timestamp) -> store::Result<()> {
        let counts = std::mem::take(&mut *self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner));
        if counts.is_empty() {
            return Ok(());
        }
        let mut tx = db.begin().await?;
        for (address, codes) in counts {
            journal::append(&mut tx, entry(ids, now, address, &codes)).await?;
        }
        tx.commit().await
    }
}

fn entry(ids: &Ids, now: Timestamp, address: Option<IpAddr>, codes: &HashMap<&'static str, u64>) -> Event {
    Event {
        id: ids.next(now).into(),
        occurred_at: now,
        action: "outsider",
        outcome: "counted",
        code: None,
        exam_id: None,
        centre_id: None,
        candidate_id: None,
        subject_id: None,
        actor_id: None,
        actor_role: None,
        session_id: None,
        address: address.map(|ip| ip.to_string()),
        device_id: None,
        data: json!({ "counts": codes }),
    }
}
