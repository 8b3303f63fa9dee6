//! A journal that release 0.1.0 wrote is verified by the present program, and its leaves are the same bytes when
//! they are written again.

use std::{collections::BTreeSet, fs, io::Read as _, os::unix::fs::PermissionsExt as _};

use ::store::{Db, PoolLimits, audit::numbered};
use domain::event::{read, write};
use flate2::read::GzDecoder;

use crate::world::{process::done, runtime};

const FOLDER: &str = "tests/fixtures/journal-0.1.0";

/// The store of the fixture, unpacked.
fn unpacked() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut store = Vec::new();
    GzDecoder::new(fs::File::open(format!("{FOLDER}/mpa.db.gz")).unwrap()).read_to_end(&mut store).unwrap();
    fs::write(folder.path().join("mpa.db"), store).unwrap();
    let key = folder.path().join("mpa.key");
    fs::copy(format!("{FOLDER}/mpa.key"), &key).unwrap();
    fs::set_permissions(&key, fs::Permissions::from_mode(0o600)).unwrap(); // a checkout lets everybody read it
    folder
}

#[test]
fn yesterdays_journal_verifies() {
    let folder = unpacked();
    // Of its tables only the journal was kept, so that the log alone is verified: as a bundle.
    let bundle = folder.path().join("bundle");
    let bundle = bundle.to_str().unwrap();
    done(folder.path(), &["audit", "export", "--out", bundle], "");
    let told = done(folder.path(), &["audit", "verify", "--bundle", bundle], "");
    assert!(told.starts_with("654 entries, 31 checkpoints: nothing was changed"), "{told}");
}

#[test]
fn yesterdays_leaves_are_the_same_bytes_when_written_again() {
    let folder = unpacked();
    let mut actions = BTreeSet::new();
    runtime().block_on(async {
        let db = Db::open_sqlite(&folder.path().join("mpa.db"), PoolLimits::default()).await.unwrap();
        db.migrate().await.unwrap();
        let mut tx = db.read().await.unwrap();
        let rows = numbered(&mut tx, 1, 1000).await.unwrap();
        assert_eq!(rows.len(), 654);
        for row in rows {
            let entry = row.entry.unwrap().event;
            let told = read(&entry.action, &entry.outcome, &entry.data)
                .unwrap_or_else(|error| panic!("{} {}: {error}", entry.action, entry.data));
            let mut again = entry.clone();
            again.data = write(told.fact.as_ref(), told.offline.as_ref());
            assert_eq!(again.leaf().unwrap(), entry.leaf().unwrap(), "{}", entry.action);
            actions.insert(format!("{} {}", entry.action, entry.outcome));
        }
    });
    assert!(actions.len() > 50, "only {actions:?}");
}
