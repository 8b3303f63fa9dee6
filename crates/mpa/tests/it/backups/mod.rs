//! Backups, and the way back: over both engines, with other files and other keys.

mod broken;
mod by_themselves;

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::Arc,
};

use ::backup::{Desk, Manifest, Restored, make, restore};
use ::store::{
    Db,
    copies::{self, COPIED, CopiedCell},
};
use adapters::{Blobs, FileBlobs, FileKeys, FolderPlace, Keys, OsEntropy, Places};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio_util::sync::CancellationToken;

use crate::world::{Day, PASSWORD, Store, World, blob_files, number_all, pictures, process, runtime};

/// A day with something in most tables, and files of most kinds.
fn busy(store: Store) -> Day {
    let day = Day::begin(store);
    day.enrol("HM-1", pictures::obama()).created();
    let operator = day.operator();
    day.present("HM-1");
    day.verify(&operator, "HM-1", pictures::obama2());
    day.finger(&operator, "HM-1").created();
    day.scan_image(&operator, "AB12345", &pictures::sheet("AB12345")).created();
    day.bind(&operator, "AB12345", "HM-1");
    day.close(&operator, "HM-1");
    let undone = day.present("HM-2");
    day.undo(&operator, &undone).ok();
    day.present("HM-3");
    day.no_finger(&operator, "HM-3").created();
    day.mark(&operator, "HN-1");
    day.head().post("/api/admin/download/password/generate", json!({ "examId": day.exam })).created();
    runtime().block_on(async {
        number_all(&day.app).await;
        journal::checkpoint::at_once(day.app.log()).await;
    });
    settle(&day);
    day
}

/// Waits until the jobs have done what there was to do: notices are sent, faces searched.
fn settle(world: &World) {
    let mut before = everything(&world.app.db);
    for look in 0.. {
        std::thread::sleep(std::time::Duration::from_millis(1500));
        let now = everything(&world.app.db);
        if now == before {
            return;
        }
        assert!(look < 20, "the jobs do not come to an end");
        before = now;
    }
}

/// Where something is restored to.
struct Target {
    folder: TempDir,
    desk: Desk,
}

fn keys_in(folder: &Path) -> Keys {
    Arc::new(FileKeys::open_or_create(&folder.join("mpa.key"), Arc::new(OsEntropy)).unwrap())
}

fn blobs_in(folder: &Path) -> Blobs {
    Arc::new(FileBlobs::open(folder, Arc::new(OsEntropy)).unwrap())
}

fn desk(db: &Db, folder: &Path, blobs: Blobs) -> Desk {
    Desk {
        db: db.clone(),
        keys: keys_in(folder),
        blobs,
        entropy: Arc::new(OsEntropy),
        scratch: folder.to_owned(),
        progress: Arc::default(),
        stop: CancellationToken::new(),
    }
}

impl Target {
    /// An empty store with keys of its own.
    fn new(store: Store) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let db = runtime().block_on(store.open(folder.path()));
        let desk = desk(&db, folder.path(), blobs_in(folder.path()));
        Self { folder, desk }
    }

    fn restore(&self, place: &Places, name: &str, from: &World) -> anyhow::Result<Restored> {
        let keys = keys_in(from.data_dir());
        runtime().block_on(restore(&self.desk, place, name, Some(&keys)))
    }
}

/// The desk of a running server.
fn desk_of(world: &World) -> Desk {
    desk(&world.app.db, world.data_dir(), blobs_in(world.data_dir()))
}

fn folder_place() -> (TempDir, Places) {
    let folder = tempfile::tempdir().unwrap();
    let place = Arc::new(FolderPlace::new(&folder.path().join("backups")));
    (folder, place)
}

fn back_up(world: &World, place: &Places) -> anyhow::Result<(String, Manifest)> {
    runtime().block_on(make(&desk_of(world), place, &world.app.ids, world.now()))
}

/// All rows of all tables that are copied, in no order of the engine's; wrapped keys are not compared.
fn everything(db: &Db) -> BTreeMap<&'static str, Vec<String>> {
    runtime().block_on(async {
        let (mut all, mut tx) = (BTreeMap::new(), db.read().await.unwrap());
        for table in COPIED {
            let columns = copies::columns(&mut tx, table).await.unwrap();
            let (mut rows, mut lines) = (copies::rows(&mut tx, table, &columns), Vec::new());
            while let Some(row) = rows.next().await.unwrap() {
                let mut named: BTreeMap<&str, String> = columns
                    .iter()
                    .map(|column| column.name.as_str())
                    .zip(row)
                    .map(|(name, cell)| (name, shown(cell)))
                    .collect();
                named.remove("wrapped");
                lines.push(format!("{named:?}"));
            }
            lines.sort();
            all.insert(*table, lines);
        }
        all
    })
}

/// JSON has no order of its keys: PostgreSQL has its own.
fn shown(cell: CopiedCell) -> String {
    match cell {
        CopiedCell::Text(text) => match serde_json::from_str::<Value>(&text) {
            Ok(value @ (Value::Object(_) | Value::Array(_))) => value.to_string(),
            _ => text,
        },
        other => format!("{other:?}"),
    }
}

/// The files of a data directory, byte by byte.
fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.join("blobs")];
    while let Some(below) = folders.pop() {
        for entry in std::fs::read_dir(below).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.insert(path.strip_prefix(folder).unwrap().to_owned(), std::fs::read(path).unwrap());
            }
        }
    }
    found
}

#[test]
fn a_store_comes_back_on_either_engine_with_other_keys_and_goes_back() {
    for (from, to) in [(Store::Sqlite, Store::Postgres), (Store::Postgres, Store::Sqlite)] {
        let day = busy(from);
        let (_folder, place) = folder_place();
        let (name, manifest) = back_up(&day, &place).unwrap();
        assert!(manifest.files >= 4 && manifest.files_missing == 0 && manifest.journal_size > 20, "{manifest:?}");
        let before = everything(&day.app.db);
        assert_eq!(manifest.rows(), before.values().map(|rows| rows.len() as u64).sum::<u64>());

        let target = Target::new(to);
        let restored = target.restore(&place, &name, &day).unwrap();
        let report = restored.journal.unwrap();
        assert_eq!((report.entries, report.fault.is_none()), (manifest.journal_size, true));
        assert_eq!(everything(&target.desk.db), before);
        assert_eq!(files(target.folder.path()), files(day.data_dir()));
        assert!(!target.desk.db.engine().is_empty() && target.desk.db.engine() != day.engine);

        // And back to an engine as the first, with a third key.
        let (_folder, place) = folder_place();
        let (name, _) = runtime().block_on(make(&target.desk, &place, &day.app.ids, day.now())).unwrap();
        let third = Target::new(from);
        runtime().block_on(restore(&third.desk, &place, &name, Some(&target.desk.keys))).unwrap();
        assert_eq!(everything(&third.desk.db), before);
        let row = runtime().block_on(async { ::store::file_store::get(&mut third.desk.db.read().await?).await });
        assert!(row.unwrap().sweep_held.is_some());
    }
}

#[test]
fn the_command_line_backs_up_beside_a_server_and_restores_into_a_new_one() {
    let day = busy(Store::Sqlite);
    let folder = tempfile::tempdir().unwrap();
    let (to, target) = (folder.path().join("backups"), folder.path().join("target"));
    let to = to.to_str().unwrap();
    let told = process::done(day.data_dir(), &["backup", "--to", to], "");
    assert!(told.contains("files") && told.starts_with(to), "{told}");
    let one = told.lines().next().unwrap();

    let told = process::refused(&target, &["restore", "--from", one], "");
    assert!(told.contains("--from-key-file"), "{told}");
    let (key, args) = (day.data_dir().join("mpa.key"), ["restore", "--from", one, "--from-key-file"]);
    let told = process::done(&target, &[&args[..], &[key.to_str().unwrap()]].concat(), "");
    assert!(told.contains("nothing was changed") && told.contains("wrapped anew"), "{told}");
    let told = process::done(&target, &["audit", "verify"], "");
    assert!(told.contains("nothing was changed"), "{told}");
    assert_eq!(blob_files(&target).0, blob_files(day.data_dir()).0);
    let told = process::refused(&target, &["restore", "--from", to], "");
    assert!(told.contains("not empty"), "{told}");

    let serving = process::Serving::start(process::mpa(&target, &["serve", "--listen", "127.0.0.1:0"]));
    let agent = crate::world::agent();
    let call = crate::world::Call { base: &serving.url, token: None, headers: &[] };
    let body = json!({ "username": "head", "password": PASSWORD }).to_string().into_bytes();
    call.send(&agent, "POST", "/api/auth/login", Some("application/json"), body).unwrap().ok();
    let told = process::refused(&target, &["restore", "--from", one], "");
    assert!(told.contains("another server uses"), "{told}");
    drop(serving);
    assert!(process::done(&target, &["sweep", "status"], "").contains("restored from a backup"));
    assert!(process::done(&target, &["sweep", "allow"], "").contains("are removed"));
}

#[test]
fn a_backup_opens_with_the_key_of_its_store_alone_and_says_nothing_of_anybody() {
    let day = busy(Store::Sqlite);
    let (folder, place) = folder_place();
    let (name, _) = back_up(&day, &place).unwrap();
    let target = Target::new(Store::Sqlite);
    let refused = runtime().block_on(restore(&target.desk, &place, &name, None)).unwrap_err();
    assert!(format!("{refused:#}").contains("--from-key-file"), "{refused:#}");
    let key = std::fs::read_to_string(day.data_dir().join("mpa.key")).unwrap();
    let secret = key.lines().last().unwrap().strip_prefix("key ").unwrap();
    for entry in std::fs::read_dir(folder.path().join("backups").join(&name)).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        let holds = |text: &str| bytes.windows(text.len()).any(|window| window == text.as_bytes());
        for told in ["Zubeida", "Yashwant", "HM-1", "AB12345", "argon2", secret] {
            assert!(!holds(told), "{told}");
        }
        assert!(!bytes.starts_with(&[0xFF, 0xD8]) && !bytes.starts_with(b"\x89PNG"));
    }
}
