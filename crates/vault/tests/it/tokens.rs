//! TokenSigner: whose they are, how long they live, and that one kind is never taken for another.

use adapters::Class;
use domain::{ExamId, SessionId, UserId};
use testkit::faults::Operation;
use uuid::Uuid;
use vault::{ACCESS_SECONDS, CAPTURE_SECONDS, Ids, TokenSigner, first_refresh, rotate};

use crate::world::{NOW, World};

const USER: UserId = UserId(Uuid::from_u128(1));
const SESSION: SessionId = SessionId(Uuid::from_u128(2));
const EXAM: ExamId = ExamId(Uuid::from_u128(3));

async fn open(world: &World) -> TokenSigner {
    TokenSigner::open(&world.db, &world.keys, &Ids::default(), NOW).await.unwrap()
}

#[tokio::test]
async fn an_access_token_lives_a_quarter_of_an_hour() {
    let tokens = open(&World::new().await).await;
    let token = tokens.issue(USER, SESSION, NOW).unwrap();
    for (seconds, good) in [(-61, false), (-60, true), (0, true), (ACCESS_SECONDS - 1, true), (ACCESS_SECONDS, false)] {
        assert_eq!(tokens.verify(&token, NOW.plus_seconds(seconds)).is_some(), good, "{seconds}");
    }
    assert_eq!(tokens.verify(&token, NOW), Some(SESSION));
    for at in (0..token.len()).filter(|at| token.as_bytes()[*at] != b'.') {
        let mut altered = token.clone().into_bytes();
        altered[at] = if altered[at] == b'A' { b'Q' } else { b'A' };
        assert_eq!(tokens.verify(&String::from_utf8(altered).unwrap(), NOW), None, "{at}");
    }
}

#[tokio::test]
async fn a_capture_token_is_no_access_token_nor_the_other_way_round() {
    let tokens = open(&World::new().await).await;
    let (access, capture) = (tokens.issue(USER, SESSION, NOW).unwrap(), tokens.issue_capture(USER, EXAM, NOW).unwrap());
    let says = tokens.verify_capture(&capture).unwrap();
    assert_eq!((says.operator, says.exam, says.issued_at), (USER, EXAM, NOW));
    assert_eq!(says.expires_at, NOW.plus_seconds(CAPTURE_SECONDS));
    assert_eq!(tokens.verify(&capture, NOW), None);
    assert_eq!(tokens.verify_capture(&access), None);
}

#[tokio::test]
async fn copies_share_their_keys_and_a_retired_one_still_verifies() {
    let world = World::new().await;
    let (one, other) = (open(&world).await, open(&world).await);
    let token = one.issue(USER, SESSION, NOW).unwrap();
    assert_eq!(other.verify(&token, NOW), Some(SESSION));
    let refresh = first_refresh(&Ids::default());
    assert_eq!(one.successor(&refresh), other.successor(&refresh));
    assert_ne!(one.successor(&refresh), refresh);

    let kid = rotate(&world.db, &world.keys, &Ids::default(), NOW).await.unwrap();
    let rotated = open(&world).await;
    assert_eq!(rotated.verify(&token, NOW), Some(SESSION));
    assert_eq!(rotated.successor(&refresh), one.successor(&refresh));
    let fresh = rotated.issue(USER, SESSION, NOW).unwrap();
    assert_eq!(jsonwebtoken::decode_header(&fresh).unwrap().kid, Some(kid));
    assert_eq!(one.verify(&fresh, NOW), None, "a copy that has not looked again does not know the new key");
    assert_eq!(open(&World::new().await).await.verify(&token, NOW), None, "another store has other keys");
}

#[tokio::test]
async fn a_provider_that_fails_leaves_no_half_a_key() {
    let world = World::new().await;
    world.faults.fail_next(Operation::Wrap, 1, Class::Unavailable);
    assert!(TokenSigner::open(&world.db, &world.keys, &Ids::default(), NOW).await.is_err());
    assert!(store::keys::server_keys(&mut world.db.read().await.unwrap(), "token-signing").await.unwrap().is_empty());
    let token = open(&world).await.issue(USER, SESSION, NOW).unwrap();
    world.faults.fail_next(Operation::Wrap, 1, Class::Unavailable);
    assert!(rotate(&world.db, &world.keys, &Ids::default(), NOW).await.is_err());
    assert!(open(&world).await.issue(USER, SESSION, NOW).unwrap() == token, "the key is still in use");
}
