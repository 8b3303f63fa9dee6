//! A store that other programs may reach is swept for the database that wrote last, and for no other.

use std::{ops::Range, path::PathBuf, sync::Arc, time::SystemTime};

use adapters::{
    Answered, BlobKey, BlobKind, BlobStore, Blobs, Fault, FileBlobs, OsEntropy,
    blobs::{Aged, Marked, Opened, Source, Walking},
};
use domain::Timestamp;
use store::{Db, file_store};
use uuid::Uuid;
use vault::{Custody, Vault};

use crate::world::{NOW, World, exam, id, open_db};

const HOUR: i64 = 3600;
/// When another mark is due.
const LATER: Timestamp = Timestamp(NOW.0 + 15_000_000);
const FACE: BlobKind = BlobKind::FaceLive;

/// A folder that several programs reach, with its id and mark in two files.
struct Shared {
    files: FileBlobs,
    folder: PathBuf,
}

impl Shared {
    fn read(&self, name: &str) -> Option<Uuid> {
        let text = std::fs::read_to_string(self.folder.join(name)).ok()?;
        Some(text.parse().unwrap())
    }

    fn write(&self, name: &str, id: Uuid) -> Result<(), Fault> {
        Ok(std::fs::write(self.folder.join(name), id.to_string())?)
    }
}

impl BlobStore for Shared {
    fn put(&self, key: BlobKey, source: Source) -> Answered<'_, ()> {
        self.files.put(key, source)
    }
    fn open(&self, key: BlobKey, range: Range<u64>) -> Answered<'_, Opened> {
        self.files.open(key, range)
    }
    fn try_write(&self) -> Answered<'_, ()> {
        self.files.try_write()
    }
    fn delete(&self, key: BlobKey) -> Answered<'_, bool> {
        self.files.delete(key)
    }
    fn walk(&self, older_than: SystemTime) -> Answered<'_, Box<dyn Walking>> {
        self.files.walk(older_than)
    }
    fn remove(&self, aged: Aged) -> Answered<'_, u64> {
        self.files.remove(aged)
    }
    fn marked(&self) -> Option<&dyn Marked> {
        Some(self)
    }
}

impl Marked for Shared {
    fn place(&self) -> String {
        "shared".to_owned()
    }
    fn claim(&self, id: Uuid) -> Answered<'_, Uuid> {
        Box::pin(async move {
            if self.read("store-id").is_none() {
                self.write("store-id", id)?;
            }
            Ok(self.read("store-id").unwrap())
        })
    }
    fn mark(&self) -> Answered<'_, Option<Uuid>> {
        Box::pin(async { Ok(self.read("mark")) })
    }
    fn set_mark(&self, mark: Uuid) -> Answered<'_, ()> {
        Box::pin(async move { self.write("mark", mark) })
    }
    fn walk_beyond(&self, older_than: SystemTime, _: Uuid) -> Answered<'_, Box<dyn Walking>> {
        self.files.walk(older_than)
    }
}

/// A database and a vault over a shared folder.
async fn installation(world: &World) -> (tempfile::TempDir, Db, Vault) {
    let folder = tempfile::tempdir().unwrap();
    let db = open_db(folder.path()).await;
    db.migrate().await.unwrap();
    let vault = over(world, db.clone());
    (folder, db, vault)
}

fn shared(world: &World) -> Shared {
    let folder = world.folder.path().to_owned();
    Shared { files: FileBlobs::open(&folder, Arc::new(OsEntropy)).unwrap(), folder }
}

fn over(world: &World, db: Db) -> Vault {
    let blobs: Blobs = Arc::new(shared(world));
    Vault::new(db, Arc::clone(&world.keys), blobs, Arc::new(OsEntropy))
}

/// A file that a row names, or one that none names; two hours old.
async fn put(world: &World, db: &Db, vault: &Vault, number: u128, with_row: bool) {
    let blob = vault.put(exam(), FACE, id(number), b"bytes".to_vec(), NOW).await.unwrap();
    let old = SystemTime::UNIX_EPOCH + std::time::Duration::from_micros((NOW.0 - 2 * HOUR * 1_000_000) as u64);
    let file = std::fs::File::options().append(true).open(world.file(FACE, number)).unwrap();
    file.set_modified(old).unwrap();
    if with_row {
        let mut tx = db.begin().await.unwrap();
        store::blobs::insert(&mut tx, &blob).await.unwrap();
        tx.commit().await.unwrap();
    }
}

async fn row(db: &Db) -> file_store::FileStore {
    file_store::get(&mut db.read().await.unwrap()).await.unwrap()
}

#[tokio::test]
async fn the_second_installation_is_foreign_and_sweeps_nothing() {
    let world = World::new().await;
    let (_first, db, vault) = installation(&world).await;
    assert_eq!(vault.custodian().claim().await.unwrap(), Custody::Own);
    put(&world, &db, &vault, 1, true).await;
    let (_second, other, stranger) = installation(&world).await;
    assert!(matches!(stranger.custodian().claim().await.unwrap(), Custody::Foreign { .. }));
    assert_eq!(stranger.sweep(HOUR, NOW).await.unwrap().removed, 0);
    assert!(row(&other).await.sweep_held.is_some());
    assert!(matches!(stranger.custodian().allow_sweep().await.unwrap(), Custody::Foreign { .. }));
    assert_eq!(stranger.sweep(HOUR, NOW).await.unwrap().removed, 0);
    put(&world, &db, &vault, 2, false).await;
    assert_eq!(vault.sweep(HOUR, NOW).await.unwrap().removed, 1);
}

#[tokio::test]
async fn a_database_that_was_set_back_sweeps_nothing_until_a_person_says_so() {
    let world = World::new().await;
    let (folder, db, vault) = installation(&world).await;
    put(&world, &db, &vault, 1, true).await;
    assert_eq!(vault.sweep(HOUR, NOW).await.unwrap().removed, 0);
    // A copy of now, and what is written after.
    let copy = tempfile::tempdir().unwrap();
    for name in ["mpa.db", "mpa.db-wal"] {
        std::fs::copy(folder.path().join(name), copy.path().join(name)).unwrap(); // nobody writes now
    }
    put(&world, &db, &vault, 2, true).await;
    vault.custodian().keep_marked(LATER).await.unwrap();

    let restored = open_db(copy.path()).await;
    let set_back = over(&world, restored.clone());
    assert_eq!(set_back.custodian().claim().await.unwrap(), Custody::Own);
    for _ in 0..2 {
        assert_eq!(set_back.sweep(HOUR, NOW).await.unwrap().removed, 0);
    }
    assert!(row(&restored).await.sweep_held.is_some_and(|why| why.contains("set back")));
    // Also beside the one that goes on, which sweeps as before.
    put(&world, &db, &vault, 3, false).await;
    assert_eq!(vault.sweep(HOUR, NOW).await.unwrap().removed, 1);

    assert_eq!(set_back.custodian().allow_sweep().await.unwrap(), Custody::Own);
    assert_eq!(set_back.sweep(HOUR, NOW).await.unwrap().removed, 1, "the file that only the other database names");
    assert_eq!(vault.sweep(HOUR, NOW).await.unwrap().removed, 0, "now the other is behind");
    assert!(row(&db).await.sweep_held.is_some());
}

#[tokio::test]
async fn a_mark_survives_a_crash_between_any_two_steps() {
    let world = World::new().await;
    let (_folder, db, vault) = installation(&world).await;
    assert_eq!(vault.sweep(HOUR, NOW).await.unwrap().removed, 0);
    let before = row(&db).await;
    let next = Uuid::from_u128(7);
    let shared = shared(&world);
    for reached in [false, true] {
        let mut tx = db.begin().await.unwrap();
        file_store::propose(&mut tx, shared.read("mark"), next).await.unwrap();
        tx.commit().await.unwrap();
        if reached {
            shared.write("mark", next).unwrap();
        }
        put(&world, &db, &vault, if reached { 2 } else { 1 }, true).await;
        vault.custodian().keep_marked(NOW.plus_seconds(if reached { 60 } else { 30 })).await.unwrap();
        let after = row(&db).await;
        assert_eq!((after.sweep_held.clone(), after.next_mark), (None, None));
        assert_eq!(after.mark == Some(next), !reached, "what did not come there is used again");
        assert!(after.mark != before.mark && after.mark == shared.read("mark"));
    }
}

#[tokio::test]
async fn one_copy_sweeps_at_a_time_and_none_while_it_is_held() {
    let world = World::new().await;
    let (_folder, db, vault) = installation(&world).await;
    put(&world, &db, &vault, 1, false).await;
    let until = NOW.plus_seconds(60);
    let mut tx = db.begin().await.unwrap();
    assert!(file_store::take_sweep(&mut tx, Uuid::from_u128(9), NOW, until).await.unwrap());
    tx.commit().await.unwrap();
    assert_eq!(vault.sweep(HOUR, NOW).await.unwrap().removed, 0, "another copy is at it");
    vault.custodian().hold("a test says so").await.unwrap();
    let later = NOW.plus_seconds(120);
    assert_eq!(vault.sweep(HOUR, later).await.unwrap().removed, 0, "held");
    let mut tx = db.begin().await.unwrap();
    assert!(!file_store::keep_sweep(&mut tx, Uuid::from_u128(9), later).await.unwrap(), "the other one ends, too");
    drop(tx);
    vault.custodian().allow_sweep().await.unwrap();
    assert_eq!(vault.sweep(HOUR, later).await.unwrap().removed, 1);
    let row = row(&db).await;
    assert_eq!(row.swept_below, Some(Timestamp(later.0 - 25 * HOUR * 1_000_000)));
    assert_eq!(row.swept_whole_at, Some(later));
}

#[tokio::test]
async fn the_store_beside_its_database_is_not_swept_either_while_it_is_held() {
    let world = World::new().await;
    put(&world, &world.db, &world.vault, 1, false).await;
    world.vault.custodian().hold("a test says so").await.unwrap();
    assert_eq!(world.vault.sweep(HOUR, NOW).await.unwrap().removed, 0);
    assert_eq!(world.vault.custodian().allow_sweep().await.unwrap(), Custody::Own);
    assert_eq!(world.vault.sweep(HOUR, NOW).await.unwrap().removed, 1);
}
