//! Accounts, made through the store: one hash of one password for all, because hashing is slow on
//! purpose.

use std::sync::OnceLock;

use ::store::{accounts, sessions};
use domain::{CentreId, ExamId, Role, SessionId, UserId, account::Account, second_factor::SecondFactor};
use vault::{Ids, hash_blocking};

use super::{Caller, World, runtime};

/// Everybody's password.
pub(crate) const PASSWORD: &str = "correct horse 9";

/// Its hash.
fn phc() -> &'static str {
    static PHC: OnceLock<String> = OnceLock::new();
    PHC.get_or_init(|| hash_blocking(PASSWORD, &Ids::default()).unwrap())
}

/// Somebody with an account and a session that has begun.
#[derive(Clone, Debug)]
pub(crate) struct Person {
    pub id: String,
    pub user_id: UserId,
    pub session: SessionId,
}

impl World {
    /// Makes an account and begins a session of it.
    pub(crate) fn hire(&self, username: &str, role: Role, centre: Option<&str>, exams: &[&str]) -> Person {
        let now = self.now();
        let user = Account {
            id: self.app.ids.next(now).into(),
            username: username.parse().unwrap(),
            name: format!("Person {username}").parse().unwrap(),
            role,
            centre_id: centre.map(|id| id.parse::<CentreId>().unwrap()),
            exam_ids: exams.iter().map(|id| id.parse::<ExamId>().unwrap()).collect(),
            disabled: false,
            face_enrolled: false,
            must_change_password: false,
            second_factor: SecondFactor::Off,
            second_factor_required: false,
            created_at: now,
        };
        runtime().block_on(async {
            let mut tx = self.app.db.begin().await.unwrap();
            assert!(accounts::insert(&mut tx, &user, phc()).await.unwrap());
            tx.commit().await.unwrap();
        });
        self.session_of(&Person { id: user.id.to_string(), user_id: user.id, session: uuid::Uuid::nil().into() })
    }

    /// The same person, in a new session.
    pub(crate) fn session_of(&self, person: &Person) -> Person {
        let now = self.now();
        let session = self.app.ids.next(now).into();
        runtime().block_on(async {
            let mut tx = self.app.db.begin().await.unwrap();
            sessions::insert(&mut tx, session, person.user_id, Some("desk-7"), now).await.unwrap();
            tx.commit().await.unwrap();
        });
        Person { session, ..person.clone() }
    }

    /// This person with an access token that was issued now.
    pub(crate) fn by(&self, person: &Person) -> Caller<'_> {
        self.bearing(self.app.tokens().issue(person.user_id, person.session, self.now()).unwrap())
    }
}
