//! Checkpoints that a key elsewhere has signed, among those of the store's own key.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use adapters::{Answered, Class, FarSigner, Fault, Signing};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use journal::{Log, checkpoint};
use tlog::{Checkpoint, Signer, VerifierKey};

use super::{clean, keys, settle, trust, write};
use crate::world::{Program, Store, World, number_all, runtime};

/// A key that is elsewhere, and can be away.
struct Elsewhere {
    seed: u8,
    is_away: AtomicBool,
}

impl Elsewhere {
    fn new(seed: u8) -> Arc<Self> {
        Arc::new(Self { seed, is_away: AtomicBool::new(false) })
    }

    fn signer(&self, name: &str) -> Signer {
        Signer::new(name, &[self.seed; 32]).unwrap()
    }

    fn here(&self) -> Result<(), Fault> {
        let away = self.is_away.load(Ordering::Acquire);
        if away { Err(Fault::new(Class::Denied, "it is disabled")) } else { Ok(()) }
    }
}

impl FarSigner for Elsewhere {
    fn name(&self) -> &str {
        if self.seed == 1 { "arn:one" } else { "arn:two" }
    }

    fn public_key(&self) -> Answered<'_, [u8; 32]> {
        Box::pin(async {
            self.here()?;
            let key = self.signer("any").public().to_string();
            let key = BASE64_STANDARD.decode(key.splitn(3, '+').nth(2).unwrap()).unwrap();
            Ok(key[1..].try_into().unwrap())
        })
    }

    fn sign<'a>(&'a self, message: &'a [u8]) -> Answered<'a, [u8; 64]> {
        Box::pin(async {
            self.here()?;
            let checkpoint: Checkpoint = std::str::from_utf8(message).unwrap().parse().unwrap();
            let note = self.signer(&checkpoint.origin).sign(&checkpoint);
            let line = note.lines().last().unwrap();
            let signature = BASE64_STANDARD.decode(line.rsplit(' ').next().unwrap()).unwrap();
            Ok(signature[4..].try_into().unwrap())
        })
    }
}

/// The log of another copy, which signs with that key.
async fn opened(app: &Program, signing: &Arc<Elsewhere>) -> anyhow::Result<Log> {
    let signing: Signing = Arc::clone(signing) as Signing;
    Log::open(app.journal().clone(), &app.db, &keys(app).await, app.clock.clone(), Some(signing)).await
}

/// A checkpoint of this log: the server's own job may be faster now and then.
fn signed(world: &World, log: &Log) -> String {
    for _ in 0..50 {
        write(&world.app, 3);
        let made = runtime().block_on(async {
            number_all(&world.app).await;
            checkpoint::make(log).await.unwrap()
        });
        if let Some(made) = made {
            return made.note;
        }
    }
    panic!("the other copy is always faster");
}

#[test]
fn who_signs_may_change_and_all_checkpoints_stay_good() {
    for store in Store::BOTH {
        let world = World::start(store);
        write(&world.app, 3);
        settle(&world);
        let (one, two) = (Elsewhere::new(1), Elsewhere::new(2));
        let origin = world.app.log().origin();
        for far in [&one, &two, &one] {
            let log = runtime().block_on(opened(&world.app, far)).unwrap();
            assert_eq!(log.origin(), origin);
            let note = signed(&world, &log);
            assert!(VerifierKey::open(&note, &[log.public_key()]).is_ok(), "{note}");
            // A copy that was started before learns of the key, and goes on.
            write(&world.app, 3);
            settle(&world);
            assert!(runtime().block_on(world.app.log().signed_by(&note)).is_some());
        }
        settle(&world);
        clean(&world);
        let trust = runtime().block_on(trust(&world.app));
        assert_eq!((trust.origin, trust.keys.len()), (origin, 3));
    }
}

#[test]
fn a_key_that_does_not_sign_is_asked_again_and_stops_nothing_else() {
    let world = World::start(Store::Sqlite);
    let far = Elsewhere::new(1);
    far.is_away.store(true, Ordering::Release);
    let refused = runtime().block_on(opened(&world.app, &far)).map(|_| ()).unwrap_err();
    assert!(refused.to_string().contains("--checkpoint-key"), "{refused:#}");
    far.is_away.store(false, Ordering::Release);
    let log = runtime().block_on(opened(&world.app, &far)).unwrap();
    signed(&world, &log);

    // Its public half is known: the next start needs nobody.
    far.is_away.store(true, Ordering::Release);
    let log = runtime().block_on(opened(&world.app, &far)).unwrap();
    write(&world.app, 3);
    runtime().block_on(async {
        number_all(&world.app).await;
        // Not refused: it is tried again.
        assert!(checkpoint::at_once(&log).await);
    });
    far.is_away.store(false, Ordering::Release);
    signed(&world, &log);
    assert_eq!(log.seconds_behind(), 0);
    settle(&world);
    clean(&world);
}
