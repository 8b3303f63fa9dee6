//! Requests that lie, break off, or are far too much. Each gets a 4xx, nothing is half written, and
//! the server goes on.

mod lies;
mod values;

use std::{
    io::{Read as _, Write as _},
    net::{Shutdown, TcpStream},
    time::Duration,
};

use crate::world::{Day, Store, count, pictures};

/// Sends bytes as they are and gives back what the server says before it closes.
fn raw(day: &Day, parts: &[&[u8]]) -> String {
    talk(day, parts, false)
}

/// As [`raw`], and hangs up when all is sent.
fn hung_up(day: &Day, parts: &[&[u8]]) -> String {
    talk(day, parts, true)
}

fn talk(day: &Day, parts: &[&[u8]], hang_up: bool) -> String {
    let mut stream = TcpStream::connect(day.address()).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(45))).unwrap();
    let mut reader = stream.try_clone().unwrap();
    let said = std::thread::spawn(move || {
        let mut answer = Vec::new();
        drop(reader.read_to_end(&mut answer));
        String::from_utf8_lossy(&answer).into_owned()
    });
    let heard = parts.iter().all(|part| stream.write_all(part).is_ok()); // or it has heard enough
    if heard && hang_up {
        drop(stream.shutdown(Shutdown::Write));
    }
    said.join().unwrap()
}

/// Everything that a refused request could have left behind.
fn traces(day: &Day) -> Vec<i64> {
    let tables = [
        "attendance",
        "biometric",
        "blob",
        "candidate",
        "centre",
        "exam",
        "face_attempt",
        "fingerprint",
        "omr_sheet",
        "slot",
        "enrolled_face",
    ];
    tables.map(|table| count(day, table)).to_vec()
}

/// Runs hostile calls; afterwards the server answers, nothing was written, and no upload lies around.
fn unharmed(attack: impl FnOnce(&Day)) {
    let day = Day::begin(Store::Sqlite);
    day.present("HM-1");
    day.enrol("HM-1", pictures::obama()).created();
    let before = traces(&day);
    attack(&day);
    assert_eq!(traces(&day), before);
    assert_eq!(std::fs::read_dir(day.data_dir().join("tmp")).unwrap().count(), 0);
    assert_eq!(day.anyone().get("/health/ready").status, 200);
    day.no_finger(&day.operator(), "HM-1").created();
}
