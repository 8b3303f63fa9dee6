//! Figures: as the server keeps them, as a client adds them up, and as SQL counts them.

#![allow(clippy::disallowed_methods, reason = "how long to wait for a thread, not what time it is")]

use std::{
    collections::BTreeMap,
    time::{Duration, Instant},
};

use serde_json::{Value, json};

use super::socket::Socket;
use crate::world::{Caller, Day, World, rows};

/// What an update can change.
pub(super) const FIGURES: [&str; 9] = [
    "candidates",
    "present",
    "faceVerified",
    "faceMismatched",
    "fingerprints",
    "omrBound",
    "completed",
    "conflicts",
    "alertsOpen",
];

/// The figures of a dashboard: those that it began with, and what came since.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Board {
    pub seq: i64,
    pub figures: BTreeMap<String, i64>,
}

impl Board {
    /// As the server has them.
    pub(super) fn of(stats: &Value) -> Self {
        let figure = |name: &&str| ((*name).to_owned(), stats[*name].as_i64().unwrap());
        Self { seq: stats["seq"].as_i64().unwrap(), figures: FIGURES.iter().map(figure).collect() }
    }

    /// Takes an update, which must be the next one or one that is known.
    pub(super) fn take(&mut self, update: &Value) {
        let seq = update["seq"].as_i64().unwrap_or_else(|| panic!("no update: {update}"));
        if seq <= self.seq {
            return;
        }
        assert_eq!(seq, self.seq + 1, "a gap before {update}");
        self.seq = seq;
        let counts = &update["data"]["data"]["counts"];
        for of_slot in counts["slots"].as_object().into_iter().flat_map(|slots| slots.values()).chain([counts]) {
            for name in FIGURES {
                *self.figures.get_mut(name).unwrap() += of_slot[name].as_i64().unwrap_or_default();
            }
        }
    }

    /// Reads updates up to one.
    pub(super) fn follow(&mut self, socket: &mut Socket, until: i64) {
        while self.seq < until {
            self.take(&socket.next());
        }
    }
}

pub(crate) fn stats(who: &Caller<'_>, exam: &str) -> Value {
    who.get(format!("/api/admin/stats/{exam}")).ok()
}

/// Until everything that was committed has its number.
pub(crate) fn settle(world: &World) {
    let until = Instant::now() + Duration::from_secs(20);
    let open = "SELECT COUNT(*) AS n FROM journal WHERE seq IS NULL";
    while rows(&world.app.db, open, Vec::new())[0].get::<i64>("n").unwrap() > 0 {
        assert!(Instant::now() < until, "entries are not numbered");
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// What SQL counts, whatever the journal says.
pub(super) fn counted(day: &Day, exam: &str) -> BTreeMap<String, i64> {
    let attempt =
        "SELECT 1 FROM face_attempt t WHERE t.exam_id = c.exam_id AND t.candidate_id = c.id AND t.state = 'kept'";
    let per_candidate = [
        ("candidates", "TRUE".to_owned()),
        ("present", row_of("attendance", "status = 'completed'")),
        ("faceVerified", format!("EXISTS ({attempt} AND t.verified)")),
        ("faceMismatched", format!("EXISTS ({attempt}) AND NOT EXISTS ({attempt} AND t.verified)")),
        ("fingerprints", row_of("fingerprint", "blob_id IS NOT NULL")),
        ("omrBound", row_of("omr_sheet", "status = 'validated'")),
        ("completed", row_of("biometric", "TRUE")),
    ];
    let exam: uuid::Uuid = exam.parse().unwrap();
    let count = |text: &str| rows(&day.app.db, text, vec![exam.into()])[0].get::<i64>("n").unwrap();
    let mut figures: BTreeMap<String, i64> = per_candidate
        .iter()
        .map(|(name, test)| {
            let text = format!("SELECT COUNT(*) AS n FROM candidate c WHERE c.exam_id = $1 AND {test}");
            ((*name).to_owned(), count(&text))
        })
        .collect();
    let open = count("SELECT COUNT(*) AS n FROM alert WHERE exam_id = $1 AND status = 'open'");
    figures.insert("alertsOpen".to_owned(), open);
    let open = count("SELECT COUNT(*) AS n FROM sync_conflict WHERE exam_id = $1 AND resolved_at IS NULL");
    figures.insert("conflicts".to_owned(), open);
    figures
}

fn row_of(table: &str, test: &str) -> String {
    format!("EXISTS (SELECT 1 FROM {table} r WHERE r.exam_id = c.exam_id AND r.candidate_id = c.id AND r.{test})")
        .replace("r.TRUE", "TRUE")
}

/// A body of a heartbeat.
pub(crate) fn beat(day: &Day, device: &str, waiting: u32, ahead: i64) -> Value {
    json!({ "examId": day.exam, "deviceId": device, "waiting": waiting, "deviceTime": day.at(ahead) })
}
